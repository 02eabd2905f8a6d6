"""What is written to people about their places.

Nothing that a visitor typed goes to an address that nobody has proved to be theirs:
whoever types a stranger's address must not be able to write to the stranger.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.models import Site

from events import invitations, letter_changes, letter_facts, letter_words, spoken_dates
from events.choices import Telling
from events.ledger import Occurrence, Registration, SeatPool
from events.letter_words import Words
from studio.drafts import Draft
from studio.languages import speaks
from studio.letterheads import Letterhead
from studio.models import SiteSettings

#: With which the dedupe keys of all letters of this room begin.
PREFIX = "events."


def key_of(registration_id: int) -> str:
    """What the dedupe keys of all letters about a registration begin with."""
    return f"{PREFIX}{registration_id}-"


def registration_in(dedupe_key: str) -> int | None:
    """The number of the registration a letter is about; None for a letter about none."""
    number = dedupe_key.removeprefix(PREFIX).partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() else None


def letterhead_of(pool: SeatPool) -> Letterhead:
    """Of the site on which the event stood when it was published."""
    site = pool.site or Site.objects.order_by("-is_default_site", "pk").first()
    if site is None:  # the pages were taken away; people and their letters were not
        return Letterhead(0, settings.BASE_URL, SiteSettings().name)
    return Letterhead.of_site(site)


@speaks(lambda _telling, _registration, pool, *_, **__: pool.page)
def draft(
    telling: str,
    registration: Registration,
    pool: SeatPool,
    dates: Sequence[Occurrence],
    *,
    letterhead: Letterhead,
    token: str,
    has_waited: bool = False,
    **details: Any,
) -> Draft:
    """The letter of that kind. Raises ``LetterRefused``.

    ``has_waited``: they came straight from the waiting list, so a place came free.
    ``details``: with CHANGED ``plan`` (``plans.Plan``) or ``reason``; with MESSAGE
    ``subject`` and ``text``; with any ``instead_of``, the registration that this one replaces.
    The caller holds the pool's lock: its ``lock_seq`` is the step.
    """
    link = letterhead.link("events:manage", token)
    page_url = _page_url(pool)
    values = _values(telling, registration, pool, dates, letterhead=letterhead, link=link)
    if telling == Telling.MESSAGE:
        words = Words(details["subject"], details["text"])
    else:
        words = letter_words.chosen(telling, registration, pool, has_waited=has_waited)
    subject, text = letter_words.filled(words, values)
    files = invitations.attachments(
        telling,
        registration,
        pool,
        dates,
        letterhead=letterhead,
        guest_name=known_name(registration),
        url=page_url,
        plan=details.get("plan"),
        instead_of=details.get("instead_of"),
    )
    shown = {
        "subject": subject,
        "words": text,
        "changes": _changes(telling, pool, dates, details),
        "reason": _reason(telling, pool, details),
        "ask": letter_facts.ask(telling, registration, pool),
        "facts": letter_facts.facts(telling, registration, pool, dates),
        "files": len(files),
        "manage": letter_facts.manage(registration, pool),
        "link": link,
        "page_url": page_url,
        "studio": letter_words.one_line(letterhead.studio),
        "root_url": letterhead.front_url,
        "colours": letterhead.look.colours,
    }
    return Draft(
        kind=f"registration: {telling}",
        dedupe_key=f"{key_of(registration.pk)}{telling}-{pool.lock_seq}",
        to=registration.email,
        reply_to=letterhead.email,
        subject=subject,
        text=_rendered("txt", shown),
        html=_rendered("html", shown),
        attachments=files,
    )


def known_name(registration: Registration) -> str:
    """The name in one line; empty unless the address is proved, or staff wrote them both down."""
    if not registration.proved_at and registration.added_by_id is None:
        return ""
    return letter_words.one_line(registration.name)


def _values(
    telling: str,
    registration: Registration,
    pool: SeatPool,
    dates: Sequence[Occurrence],
    *,
    letterhead: Letterhead,
    link: str,
) -> dict[str, str]:
    """What the names of ``events.wording.NAMES`` stand for in this letter."""
    name = known_name(registration)
    until = letter_facts.deadline(telling, registration, pool)
    return {
        "greeting": _("Hello %(name)s,") % {"name": name} if name else _("Hello,"),
        "event": letter_words.one_line(pool.title),
        "dates": _dates(pool, dates),
        "place": ", ".join(letter_facts.where(registration, pool)),
        "teachers": pool.teachers,
        "price": letter_facts.price(pool),
        "studio": letter_words.one_line(letterhead.studio),
        "link": link,
        "deadline": spoken_dates.moment(until, pool.time_zone) if until else "",
    }


def _dates(pool: SeatPool, dates: Sequence[Occurrence]) -> str:
    """One date a line, the zone behind the only one or below them all."""
    lines = letter_facts.when(pool, dates)
    zone = f"({spoken_dates.zone_name(pool.time_zone)})"
    return f"{lines[0]} {zone}" if len(lines) == 1 else "\n".join([*lines, zone] if lines else [])


def _changes(
    telling: str, pool: SeatPool, dates: Sequence[Occurrence], details: Mapping[str, Any]
) -> list[str]:
    if "instead_of" in details:
        return [letter_changes.of_move(details["instead_of"])]
    if telling != Telling.CHANGED:
        return []
    if "plan" in details:
        return letter_changes.of_plan(details["plan"], pool)
    return letter_changes.of_dates(dates, pool)


def _reason(telling: str, pool: SeatPool, details: Mapping[str, Any]) -> str:
    """What the studio says about it, for everybody who is told."""
    if telling == Telling.EVENT_CANCELLED:
        return pool.cancel_reason.strip()
    return details.get("reason", "").strip() if telling == Telling.CHANGED else ""


def _page_url(pool: SeatPool) -> str:
    """Where everybody can read about the event; empty where nobody can."""
    page = pool.page
    return (page.full_url or "") if page is not None and page.live else ""


def _rendered(form: str, shown: dict[str, Any]) -> str:
    text = render_to_string(f"events/emails/letter.{form}", shown)
    return text.replace("\x00", "").strip() + "\n"
