"""What can become of a single date, and how it is said."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from events import spoken_dates
from events.choices import DateStatus
from events.ledger import Occurrence, SeatPool

#: What becomes of a date: the button, the question, and what is said when it is done.
VERBS = {
    DateStatus.CANCELLED: (
        gettext_lazy("Cancel this date"),
        gettext_lazy("Cancel %(date)s"),
        gettext_lazy("%(date)s is cancelled."),
    ),
    DateStatus.POSTPONED: (
        gettext_lazy("Postpone"),
        gettext_lazy("Postpone %(date)s"),
        gettext_lazy("%(date)s is postponed. Give it another day in the editor once you know."),
    ),
    DateStatus.ONLINE: (
        gettext_lazy("Move online"),
        gettext_lazy("Move %(date)s online"),
        gettext_lazy("%(date)s is online."),
    ),
    DateStatus.SCHEDULED: (
        gettext_lazy("Put back"),
        gettext_lazy("Put back %(date)s"),
        gettext_lazy("%(date)s takes place as planned."),
    ),
}


def in_words(date: Occurrence, pool: SeatPool) -> str:
    """Day and times by the event's own clock."""
    return spoken_dates.span(date.starts_at, date.ends_at, pool.time_zone)


def possible(date: Occurrence, pool: SeatPool, now: datetime) -> list[str]:
    """What can become of a date that is still to come.

    The only date that is left is not cancelled by itself: people would keep places for
    nothing. The event is.
    """
    if pool.cancelled_at or date.ends_at <= now:
        return []
    others = pool.occurrences.going_on().upcoming(now).exclude(pk=date.pk)
    statuses = [status for status in VERBS if status != date.status]
    if DateStatus.CANCELLED in statuses and not others.exists():
        statuses.remove(DateStatus.CANCELLED)
    return statuses
