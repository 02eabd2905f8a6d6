"""Who gets a seat that became free, and how: decided from the arguments alone.

How depends on how soon the event is. With the studio's usual figures:

======================  =====================================================
more than 24 h ahead    the next in line has the place
24 h to 2 h ahead       the next is offered it and has 60 minutes to answer;
                        the clock stands still in quiet hours
less than 2 h ahead     everybody in line is told, and the first who takes it
                        has it
once it began           nothing happens
======================  =====================================================
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from events.wall_clock import before, with_quiet_hours


class Way(Enum):
    """What happens with a seat that became free."""

    CONFIRM = auto()
    OFFER = auto()
    TELL_ALL = auto()
    NOTHING = auto()


@dataclass(frozen=True)
class Promotion:
    """The rules of one event. Hours are counted by the clock on the wall."""

    confirm_hours: int = 24
    offer_minutes: int = 60
    tell_hours: int = 2
    quiet_from: time = time(21)
    quiet_until: time = time(8)

    def way(self, *, now: datetime, starts_at: datetime | None, zone: ZoneInfo) -> Way:
        """What happens with a seat that becomes free now; without a date there is no hurry."""
        if starts_at is None:
            return Way.CONFIRM
        now = now.astimezone(UTC)  # two moments of one zone were compared by their wall time
        if now >= starts_at.astimezone(UTC):
            return Way.NOTHING
        if now < before(starts_at, hours=self.confirm_hours, zone=zone):
            return Way.CONFIRM
        if now > before(starts_at, hours=self.tell_hours, zone=zone):
            return Way.TELL_ALL
        return Way.OFFER

    def offer_until(self, *, now: datetime, starts_at: datetime, zone: ZoneInfo) -> datetime:
        """Until when an offer made now can be taken: at the latest until it begins; in ``zone``."""
        until = with_quiet_hours(
            now,
            running=timedelta(minutes=self.offer_minutes),
            quiet_from=self.quiet_from,
            quiet_until=self.quiet_until,
            zone=zone,
        )
        return min(until.astimezone(UTC), starts_at.astimezone(UTC)).astimezone(zone)


@dataclass(frozen=True)
class Waiting:
    """Somebody in line, with the number of seats they asked for together."""

    pk: int
    seats: int


def chosen(line: Iterable[Waiting], *, free: int, skips_groups: bool) -> list[Waiting]:
    """Those of the line, first come first, who get the free seats.

    Somebody who asked for more than is left stops everybody behind, unless
    ``skips_groups``: then they are passed over and keep their place. Fewer than no
    free seats (an event that is over its capacity) are none.
    """
    lucky = []
    for each in line:
        if each.seats <= free:
            lucky.append(each)
            free -= each.seats
        elif not skips_groups:
            break
    return lucky
