"""A thousand posts of one connection at four web workers, where five a minute are let in.

The minute is made a day (``events.tests.long_minute``), since a busy machine needs longer than
one for a thousand posts; nothing else differs from the site as it is.
"""

import collections
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from bench.faults.rows import Row, tell
from bench.faults.stage import NAMES, Stage, staged
from events.tests import crowd

FAULT = "1,000 posts, five a minute, four workers"
FORGERY = "200 posts with forged X-Forwarded-For"
POSTS, FORGED, LIMIT, AT_ONCE = 1_000, 200, 5, 16
SHARED, OF_EACH = "events.tests.long_minute", "events.tests.long_minute_in_memory"
#: Settings of a site without a proxy; those of ``crowd.Site`` have one, and no proxy is there.
DIRECT = "events.tests.direct_settings"


def report() -> None:
    """The full figures: both databases, and the control that counts in the memory of each process."""
    tell(_rows())


def _rows() -> Iterator[Row]:
    for name in NAMES:
        with staged(name) as stage:
            found = _flood(stage, POSTS)
            yield Row(FAULT, name, _told(found), found == (LIMIT, POSTS - LIMIT, 0))
            found = _flood(stage, POSTS, application=OF_EACH)
            control = f"{FAULT}: control with a memory cache for each process"
            yield Row(control, name, _told(found), found[0] > LIMIT)
            found = _flood(stage, FORGED, settings=DIRECT, forges=True)
            yield Row(FORGERY, name, _told(found), found == (LIMIT, FORGED - LIMIT, 0))
            found = _flood(stage, FORGED, forges=True)
            control = f"{FORGERY}: control that believes it"
            yield Row(control, name, _told(found), found[0] > LIMIT)


def _told(found: tuple[int, int, int]) -> str:
    accepted, refused, others = found
    return f"{accepted:,} accepted, {refused:,} answered 429 with Retry-After, {others} otherwise"


def _flood(
    stage: Stage, posts: int, *, forges: bool = False, application: str = SHARED, **how: str
) -> tuple[int, int, int]:
    (_pool, path) = stage.events(1, seats=posts)[0]
    stage.ask("DELETE FROM studio_tally")  # the day of those before
    site = crowd.Site(stage.url, application=application, DATA_DIR=stage.folder, **how)
    try:
        return measure(site, path, posts, forges=forges)
    finally:
        site.close()


def measure(
    site: crowd.Door, path: str, posts: int, *, forges: bool = False
) -> tuple[int, int, int]:
    """Posts of one connection: accepted, refused with the time to wait, anything else.

    ``forges``: each says in ``X-Forwarded-For`` that it comes from somewhere else.
    """
    hidden = site.hidden(path)

    def post(number: int, person: dict[str, str]) -> str:
        said = number + 1 if forges else 0
        answer = site.ask("POST", path, hidden | person, number=said)
        if answer.status == 429 and answer.retry_after > 0:
            return "refused"
        return "accepted" if answer.status == 303 else f"{answer.status}"

    with ThreadPoolExecutor(AT_ONCE) as browsers:
        found = collections.Counter(browsers.map(post, range(posts), crowd.strangers(posts)))
    accepted, refused = found["accepted"], found["refused"]
    return accepted, refused, posts - accepted - refused
