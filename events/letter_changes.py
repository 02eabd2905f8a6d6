"""What is new about an event, as lines of a letter."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events import spoken_dates
from events.choices import DateStatus
from events.ledger import Occurrence, Registration, SeatPool

if TYPE_CHECKING:
    from events.services.plans import Plan

Span = tuple[datetime, datetime]


def of_plan(plan: "Plan", pool: SeatPool) -> list[str]:
    """What publishing a page has changed for people."""
    zone = pool.time_zone
    changed = [(one.after, _moved(one.before, one.after, zone)) for one in plan.moved]
    changed += [
        (one.before, _("Cancelled: %(date)s") % {"date": _span(one.before, zone)})
        for one in plan.removed
    ]
    changed += [
        (one.after, _("New date: %(date)s") % {"date": _span(one.after, zone)})
        for one in plan.added
    ]
    lines = [line for _at, line in sorted(changed)]
    if plan.place_changes:
        lines.append(_place(plan.place_before, plan.place_after))
    return lines


def of_dates(dates: Iterable[Occurrence], pool: SeatPool) -> list[str]:
    """What has become of the dates that this very step of the pool has changed."""
    said = {
        DateStatus.CANCELLED: _("Cancelled: %(date)s"),
        DateStatus.POSTPONED: _("Postponed: %(date)s. A new time will follow."),
        DateStatus.ONLINE: _("Online: %(date)s"),
        DateStatus.SCHEDULED: _("Takes place: %(date)s"),
    }
    return [
        said[DateStatus(one.status)] % {"date": _span((one.starts_at, one.ends_at), pool.time_zone)}
        for one in dates
        if one.sequence == pool.lock_seq and not one.removed_at
    ]


def of_move(left: Registration) -> str:
    """That somebody is on another event now; no place is said to be left that never was one."""
    words = {"event": left.pool.title}
    if left.confirmed_at:
        return _("This is instead of “%(event)s”: your place there is given back.") % words
    return _("This is instead of “%(event)s”: you are off the list there.") % words


def _moved(before: Span, after: Span, zone: ZoneInfo) -> str:
    words = {"before": _span(before, zone), "after": _span(after, zone)}
    return _("New time: %(after)s, instead of %(before)s") % words


def _span(span: Span, zone: ZoneInfo) -> str:
    return spoken_dates.span(*span, zone)


def _place(before: str, after: str) -> str:
    words = {"before": before, "after": after}
    if not after:
        return _("No longer at: %(before)s. A new place will follow.") % words
    if not before:
        return _("Place: %(after)s") % words
    return _("New place: %(after)s, instead of %(before)s") % words
