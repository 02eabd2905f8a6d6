"""What publishing a page would change for people, worked out before anything happens."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from events import wall_clock
from events.ledger import SeatPool

if TYPE_CHECKING:
    from events.pages import EventPage

#: Name, address, whether it is online.
Place = tuple[str, str, bool]

#: The longest a line about a place may be.
_LINE = 160


@dataclass(frozen=True)
class DateChange:
    """What becomes of one date. ``before`` and ``after`` are (start, end), None where there is none."""

    key: str
    before: tuple[datetime, datetime] | None
    after: tuple[datetime, datetime] | None
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """What publishing a page would change for people, and how many would be told."""

    moved: list[DateChange] = field(default_factory=list)
    removed: list[DateChange] = field(default_factory=list)
    added: list[DateChange] = field(default_factory=list)
    place_before: str = ""
    place_after: str = ""
    people: int = 0

    @property
    def place_changes(self) -> bool:
        """Whether it happens somewhere else."""
        return self.place_before != self.place_after

    @property
    def tells(self) -> bool:
        """Whether somebody is told something."""
        changes = self.moved or self.removed or self.added or self.place_changes
        return bool(changes) and self.people > 0


def pool_of(page: "EventPage") -> SeatPool | None:
    """The pool of a page that was ever published."""
    return SeatPool.objects.of_page(page.pk)


def plan(page: "EventPage", now: datetime | None = None) -> Plan:
    """What publishing ``page``, as it is in memory, would change for people. Writes nothing."""
    pool = pool_of(page)
    return Plan() if pool is None else of(page, pool, now or timezone.now())


def dates_of(page: "EventPage") -> dict[str, tuple[datetime, datetime, str]]:
    """Key → start, end and note of the dates on ``page``.

    The editor refuses times that are none; what comes another way (an import, a zone that
    changed its rules) is read as the clock would be: the first moment that exists.
    """
    zone = page.time_zone
    found = {}
    for one in page.dates.all():
        start, end = moment_of(one.day, one.starts, zone), moment_of(one.day, one.ends, zone)
        if end > start:
            found[one.key] = (start, end, one.note)
    return found


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A day and a time as a moment; one that is none, as the clock would show it."""
    try:
        return wall_clock.moment(day, at, zone)
    except (wall_clock.NoSuchTime, wall_clock.TwiceTime):
        # through UTC: what the clock shows then exists
        return datetime.combine(day, at, zone).astimezone(UTC).astimezone(zone)


def of(page: "EventPage", pool: SeatPool, now: datetime) -> Plan:
    """What publishing ``page`` changes for the people of ``pool`` at ``now``."""
    wanted = dates_of(page)
    known = {one.key: one for one in pool.occurrences.all()}
    moved, removed, added = [], [], []
    for key, (start, end, note) in wanted.items():
        one = known.get(key)
        if one is None or one.removed_at:
            if end > now:
                added.append(DateChange(key, None, (start, end), note))
        elif (one.starts_at, one.ends_at) != (start, end) and max(end, one.ends_at) > now:
            moved.append(DateChange(key, (one.starts_at, one.ends_at), (start, end), note))
    for key, one in known.items():
        if key not in wanted and not one.removed_at and one.ends_at > now:
            removed.append(DateChange(key, (one.starts_at, one.ends_at), None, one.note))
    after = place_of(page)
    is_over = pool.is_over(now) and not (moved or added)
    before = after if is_over else (pool.place, pool.address, pool.is_online)
    place_before, place_after = _spoken(before, after)
    return Plan(
        moved,
        removed,
        added,
        place_before=place_before,
        place_after=place_after,
        people=0 if pool.cancelled_at else _people_on(pool, now),
    )


def _people_on(pool: SeatPool, now: datetime) -> int:
    """Who is told of a change: without those whose hold is over, who are told that instead."""
    overdue = pool.registrations.overdue(now)
    return pool.registrations.active().exclude(pk__in=overdue.values("pk")).count()


def place_of(page: "EventPage") -> Place:
    """Its name, its address, and whether it is online."""
    place = page.place
    return (place.name[:_LINE], place.address, place.is_online) if place else ("", "", False)


def _spoken(before: Place, after: Place) -> tuple[str, str]:
    """Two places by their names; where only the address is new, by that as well.

    How to get into a meeting is told to those who have a place, not to the editor's list.
    """
    if before[0] != after[0] or before == after:
        return before[0], after[0]
    was = [before[0]] if before[2] else [before[0], *before[1].splitlines()]
    is_now = [after[0], _("with a new link")] if after[2] else [after[0], *after[1].splitlines()]
    return _one_line(was), _one_line(is_now)


def _one_line(lines: list[str]) -> str:
    return ", ".join(line.strip() for line in lines if line.strip())
