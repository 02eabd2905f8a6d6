"""Moments as people mean them: by the clock on the wall of the place.

A clock that is put forward leaves out some times, one that is put back shows some
twice. What an editor types is refused then (``moment``); what is calculated is
decided here (``before``, ``with_quiet_hours``), since nobody is there to be asked.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class NoSuchTime(Exception):
    """The clock is put forward past this time on that day."""


class TwiceTime(Exception):
    """The clock is put back on that day and shows this time twice."""


def moment(day: date, time: time, zone: ZoneInfo) -> datetime:
    """When the clock in ``zone`` shows ``time`` on ``day``: an aware datetime in that zone.

    Raises ``NoSuchTime`` or ``TwiceTime``.
    """
    first, second = _readings(datetime.combine(day, time), zone)
    if first < second:
        raise TwiceTime
    if first > second:
        raise NoSuchTime
    return first.astimezone(zone)


def before(start: datetime, *, hours: int, zone: ZoneInfo) -> datetime:
    """So many hours before ``start`` by the clock on the wall, as an aware datetime in ``zone``.

    24 hours before 10:00 is 10:00 on the day before, although 23 or 25 hours may
    pass. A time that is left out becomes the first moment after the gap; of a time
    that comes twice the earlier is taken.
    """
    local = start.astimezone(zone)
    if not hours:  # or a start in the second of two like hours were moved to the first
        return local
    return _first(local.replace(tzinfo=None) - timedelta(hours=hours), zone).astimezone(zone)


def with_quiet_hours(
    since: datetime,
    *,
    running: timedelta,
    quiet_from: time,
    quiet_until: time,
    zone: ZoneInfo,
) -> datetime:
    """When a clock that stands still in quiet hours has run for ``running``, in ``zone``.

    Quiet hours are by the clock on the wall and may pass midnight; from and until
    the same means none. What runs is real time: an hour that comes twice counts
    twice. Of a boundary that comes twice, quiet begins at the first and ends at the
    second.
    """
    now, left = since.astimezone(UTC), running
    if quiet_from == quiet_until:
        return (now + left).astimezone(zone)
    nights = timedelta(days=1 if quiet_from > quiet_until else 0)
    day = since.astimezone(zone).date() - timedelta(days=1)  # its quiet hours may not be over
    while True:
        begins = _first(datetime.combine(day, quiet_from), zone)
        ends = _last(datetime.combine(day + nights, quiet_until), zone)
        if ends > now:
            awake = max(begins - now, timedelta(0))
            if left <= awake:
                return (now + left).astimezone(zone)
            now, left = ends, left - awake
        day += timedelta(days=1)


def _readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The time read with the offset before a change and with the one after it, in UTC.

    They are equal but near a change (PEP 495): in order where the time comes twice,
    and the wrong way round where it is left out.
    """
    return (
        wall.replace(tzinfo=zone, fold=0).astimezone(UTC),
        wall.replace(tzinfo=zone, fold=1).astimezone(UTC),
    )


def _first(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first moment, in UTC, at which the wall shows this time, or the end of the gap."""
    first, second = _readings(wall, zone)
    return first if first <= second else _change(second, first, zone)


def _last(wall: datetime, zone: ZoneInfo) -> datetime:
    """The last moment, in UTC, at which the wall shows this time, or the end of the gap."""
    first, second = _readings(wall, zone)
    return second if first <= second else _change(second, first, zone)


def _change(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The moment between two, in UTC, at which the offset of the zone changes.

    Clocks change at whole seconds; found by halving, 17 steps at most (a day that
    was left out altogether, as in Samoa in 2011).
    """
    early, late = early.replace(microsecond=0), late.replace(microsecond=0)
    offset = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late
