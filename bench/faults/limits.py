"""A thousand posts of one connection at four web workers, where five a minute are let in.

The minute is made a day (``events.tests.long_minute``), since a busy machine needs longer than
one for a thousand posts; nothing else differs from the site as it is.
"""

import collections
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from bench.faults.rows import Row, tell
from bench.faults.stage import NAMES, staged
from events.tests import crowd

FAULT = "1,000 posts, five a minute, four workers"
POSTS, LIMIT, AT_ONCE = 1_000, 5, 16
SHARED, OF_EACH = "events.tests.long_minute", "events.tests.long_minute_in_memory"


def report() -> None:
    """The full figures: both databases, and the control that counts in the memory of each process."""
    tell(_rows())


def _rows() -> Iterator[Row]:
    for name in NAMES:
        with staged(name) as stage:
            for application in (SHARED, OF_EACH):
                (_pool, path) = stage.events(1, seats=POSTS)[0]
                site = crowd.Site(stage.url, application=application, DATA_DIR=stage.folder)
                try:
                    accepted, refused, others = measure(site, path, POSTS)
                finally:
                    site.close()
                figure = f"{accepted} accepted, {refused:,} answered 429 with Retry-After"
                if application == SHARED:
                    holds = (accepted, refused, others) == (LIMIT, POSTS - LIMIT, 0)
                    yield Row(FAULT, name, figure, holds)
                else:
                    control = f"{FAULT}: control with a memory cache for each process"
                    yield Row(control, name, figure, accepted > LIMIT)


def measure(site: crowd.Door, path: str, posts: int) -> tuple[int, int, int]:
    """Posts of one connection: accepted, refused with the time to wait, anything else."""
    hidden = site.hidden(path)

    def post(person: dict[str, str]) -> str:
        answer = site.ask("POST", path, hidden | person)
        if answer.status == 429 and answer.retry_after > 0:
            return "refused"
        return "accepted" if answer.status == 303 else f"{answer.status}"

    with ThreadPoolExecutor(AT_ONCE) as browsers:
        found = collections.Counter(browsers.map(post, crowd.strangers(posts)))
    accepted, refused = found["accepted"], found["refused"]
    return accepted, refused, posts - accepted - refused
