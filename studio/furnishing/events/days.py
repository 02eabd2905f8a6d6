"""Days of the demo's events, counted from the day of furnishing, so that the demo never ages."""

from datetime import date, timedelta

TUESDAY, WEDNESDAY, THURSDAY, SATURDAY, SUNDAY = 1, 2, 3, 5, 6
#: Nearer than this, next year's May is meant: what else is on takes place before that.
_FAR_AHEAD = timedelta(weeks=9)


def coming(today: date, weekday: int, *, in_days: int) -> date:
    """The first such weekday (Monday is 0) from ``in_days`` days after ``today``; below 0, before."""
    first = today + timedelta(days=in_days)
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def weekly(today: date, weekday: int, *, in_days: int, times: int) -> list[date]:
    """So many of these weekdays, one each week."""
    first = coming(today, weekday, in_days=in_days)
    return [first + timedelta(weeks=week) for week in range(times)]


def in_may(today: date) -> date:
    """The second Saturday of the next May that is at least nine weeks ahead."""
    for year in (today.year, today.year + 1):
        day = coming(date(year, 5, 1), SATURDAY, in_days=7)
        if day - today >= _FAR_AHEAD:
            return day
    raise AssertionError("Next year's May is always nine weeks ahead.")
