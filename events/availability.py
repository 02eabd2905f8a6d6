"""Whether one can register for an event: the same answer for its page, the list and search engines.

Calculated from a pool that was counted (``SeatPool.objects.with_counts()``), without a
query. It is what is told; what holds is decided under the lock, when somebody registers.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import Registering
from events.promotion import Way
from events.spoken_dates import moment
from studio import caching

if TYPE_CHECKING:
    from events.ledger import SeatPool

#: Few places are left where no more than one in so many is, and one is always few.
FEW = 5


class State(StrEnum):
    """What a visitor finds; in templates compare with the value, as ``"waiting_list"``."""

    OPEN = "open"
    FEW = "few"  # few places are left of many
    FULL = "full"  # and nobody can wait
    WAITING_LIST = "waiting_list"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    PAST = "past"
    ELSEWHERE = "elsewhere"  # people register by a link
    NONE = "none"  # people just come


_TAKING = frozenset({State.OPEN, State.FEW, State.WAITING_LIST})


@dataclass(frozen=True, kw_only=True)
class Availability:
    """How things stand at one moment.

    ``free``: places that somebody new could have now, 0 where people wait for them; None
    where places are not counted. ``capacity``: None likewise. ``waiting``: people in line
    (registrations, not seats). ``opens_at``, ``closes_at``: aware, in the event's zone;
    None where there is no such moment. ``zone``: in which they are told.
    """

    state: State
    free: int | None = None
    capacity: int | None = None
    waiting: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    zone: ZoneInfo

    @classmethod
    def of(cls, pool: "SeatPool", *, now: datetime, registering: str = Registering.HERE) -> Self:
        """Of a pool with ``seats_taken`` and ``people_waiting``.

        ``registering`` is the page's: where people register (``Registering``).
        """
        zone = pool.time_zone
        turns = (one for one in (pool.opens_at, pool.closes_at, pool.ends_at) if one and one > now)
        caching.right_until(min(turns, default=None))
        free = None if pool.capacity is None else max(0, pool.capacity - pool.seats_taken)
        if pool.people_waiting and not _passes_the_line(pool, now):
            free = None if free is None else 0
        return cls(
            state=_state(pool, free, now, registering),
            free=free,
            capacity=pool.capacity,
            waiting=pool.people_waiting,
            opens_at=pool.opens_at and pool.opens_at.astimezone(zone),
            closes_at=pool.closes_at and pool.closes_at.astimezone(zone),
            zone=zone,
        )

    @property
    def takes_registrations(self) -> bool:
        """Whether the form is shown: a place, or a number in the line, can be had now."""
        return self.state in _TAKING

    @property
    def words(self) -> str:
        """The state in a few words, as “4 of 12 places left”; empty where people just come."""
        match self.state:
            case State.OPEN | State.FEW:
                return self._places_left()
            case State.FULL:
                return _("Full")
            case State.WAITING_LIST:
                return self._line()
            case State.NOT_OPEN:
                return _("Registration opens on %(moment)s") % {
                    "moment": moment(self.opens_at, self.zone)
                }
            case State.CLOSED:
                return _("Registration is closed")
            case State.CANCELLED:
                return _("Cancelled")
            case State.PAST:
                return _("This event is over")
            case State.ELSEWHERE:
                return _("Registration elsewhere")
        return ""

    def _places_left(self) -> str:
        if self.free is None:
            return _("Places are free")
        return ngettext(
            "%(free)d of %(capacity)d places left",
            "%(free)d of %(capacity)d places left",
            self.free,
        ) % {"free": self.free, "capacity": self.capacity}

    def _line(self) -> str:
        if not self.waiting:
            return _("Full, with a waiting list")
        return ngettext(
            "Full: %(people)d person waits", "Full: %(people)d people wait", self.waiting
        ) % {"people": self.waiting}


def _state(pool: "SeatPool", free: int | None, now: datetime, registering: str) -> State:
    if pool.cancelled_at:
        return State.CANCELLED
    if pool.is_over(now):
        return State.PAST
    if registering == Registering.ELSEWHERE:
        return State.ELSEWHERE
    if registering == Registering.NONE:
        return State.NONE
    if not pool.takes_registrations or (pool.closes_at and pool.closes_at <= now):
        return State.CLOSED
    if pool.opens_at and pool.opens_at > now:
        return State.NOT_OPEN
    if free is None:
        return State.OPEN
    if free:
        # a small event to which nobody has come yet is not nearly full
        is_few = pool.seats_taken > 0 and free <= max(1, (pool.capacity or 0) // FEW)
        return State.FEW if is_few else State.OPEN
    return State.WAITING_LIST if pool.has_waiting_list else State.FULL


def _passes_the_line(pool: "SeatPool", now: datetime) -> bool:
    """Whether somebody new may have a seat although others wait for one, which is too small for them."""
    if not pool.skips_groups:
        return False
    way = pool.promotion.way(now=now, starts_at=pool.starts_at, zone=pool.time_zone)
    return way is not Way.TELL_ALL
