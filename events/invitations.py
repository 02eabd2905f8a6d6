"""What a letter puts into a calendar, or takes out of one (RFC 5546, RFC 6047).

Only who has a place, or had one, gets any. Of several dates each has a file of its own:
a REQUEST is about one UID (RFC 5546, 3.2.2), and several programs read no further than
the first date. SEQUENCE is the pool's ``lock_seq``, which every step raises.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

from events import calendar_dates
from events.calendars import (
    CANCEL_TYPE,
    REQUEST_TYPE,
    CalendarDate,
    Guest,
    cancellation,
    invitation,
)
from events.choices import Status, Telling
from events.ledger import Occurrence, Registration, SeatPool
from studio.letterheads import Letterhead

if TYPE_CHECKING:
    from events.services.plans import Plan

#: After these, nobody who had a place has it any more.
_ENDING = frozenset(
    {
        Telling.CANCELLED,
        Telling.CANCELLED_BY_STUDIO,
        Telling.EVENT_CANCELLED,
        Telling.EXPIRED,
        Telling.REJECTED,
    }
)

Attachment = tuple[str, str, str]


def attachments(
    telling: str,
    registration: Registration,
    pool: SeatPool,
    dates: Sequence[Occurrence],
    *,
    letterhead: Letterhead,
    guest_name: str,
    url: str,
    plan: "Plan | None" = None,
    instead_of: Registration | None = None,
) -> list[Attachment]:
    """Name, text and type of each file.

    ``guest_name`` is empty where it must not be told. ``instead_of``: the registration, with
    its pool, from which somebody was moved in the same step.
    """
    guest = Guest(guest_name, registration.email)
    organizer = calendar_dates.organizer(letterhead)
    invited, cancelled = _of_whom(telling, registration, pool, dates, plan)
    invited = [_date(one, registration, pool, url) for one in invited]
    cancelled = [_date(one, registration, pool, url) for one in cancelled]
    if instead_of is not None:
        left = instead_of.pool
        _none, gone = _of_whom(
            Telling.CANCELLED, instead_of, left, list(left.occurrences.all()), None
        )
        cancelled += [_date(one, instead_of, left, "") for one in gone]
    files = [(invitation([one], guest=guest, **organizer), REQUEST_TYPE) for one in invited]
    files += [(cancellation([one], guest=guest, **organizer), CANCEL_TYPE) for one in cancelled]
    if len(files) == 1:
        return [("event.ics", *files[0])]
    return [(f"event-{number}.ics", *file) for number, file in enumerate(files, start=1)]


def _of_whom(
    telling: str,
    registration: Registration,
    pool: SeatPool,
    dates: Sequence[Occurrence],
    plan: "Plan | None",
) -> tuple[list[Occurrence], list[Occurrence]]:
    """The dates to put into the calendar, and those to take out of it."""
    now = timezone.now()
    to_come = [one for one in dates if one.ends_at > now]
    if telling in _ENDING and registration.confirmed_at:
        # those that were taken out before are not named again, unless this very step did it
        gone = [one for one in to_come if one.is_going_on or one.sequence == pool.lock_seq]
        return [], [one for one in gone if not one.removed_at]
    if registration.status != Status.CONFIRMED:
        return [], []
    if telling == Telling.CONFIRMED:
        return [one for one in to_come if one.is_going_on], []
    if telling == Telling.CHANGED:
        everywhere = to_come if plan is not None and plan.place_changes else []
        changed = [one for one in dates if one.sequence == pool.lock_seq]
        invited = [one for one in dates if one in changed or one in everywhere]
        return (
            [one for one in invited if one.is_going_on],
            [one for one in changed if not one.is_going_on],
        )
    return [], []


def _date(one: Occurrence, registration: Registration, pool: SeatPool, url: str) -> CalendarDate:
    return calendar_dates.of(
        one,
        pool,
        url=url,
        sequence=pool.lock_seq,
        changed_at=timezone.now(),
        guest=registration,
    )
