"""Times as people mean them, on the days on which clocks change (E9)."""

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.wall_clock import NoSuchTime, TwiceTime, before, moment, with_quiet_hours

BERLIN, LORD_HOWE, APIA = map(ZoneInfo, ("Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"))
NOWHERE = ZoneInfo("UTC")
#: Berlin leaves out 2:00 to 3:00 and has it twice; Lord Howe does so with half an hour.
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
HOWE_SPRING, HOWE_AUTUMN = date(2026, 10, 4), date(2026, 4, 5)


def at(text, zone=BERLIN, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected"),
    [
        (date(2026, 5, 9), time(10), BERLIN, "2026-05-09T10:00:00+02:00"),
        (date(2026, 1, 9), time(10), BERLIN, "2026-01-09T10:00:00+01:00"),
        (SPRING, time(1, 59), BERLIN, "2026-03-29T01:59:00+01:00"),
        (SPRING, time(3), BERLIN, "2026-03-29T03:00:00+02:00"),
        (AUTUMN, time(1, 59), BERLIN, "2026-10-25T01:59:00+02:00"),
        (AUTUMN, time(3), BERLIN, "2026-10-25T03:00:00+01:00"),
        (HOWE_SPRING, time(2, 30), LORD_HOWE, "2026-10-04T02:30:00+11:00"),
        (HOWE_AUTUMN, time(1, 29), LORD_HOWE, "2026-04-05T01:29:00+11:00"),
        (HOWE_AUTUMN, time(2), LORD_HOWE, "2026-04-05T02:00:00+10:30"),
        (SPRING, time(2, 30), NOWHERE, "2026-03-29T02:30:00+00:00"),
        (AUTUMN, time(2, 30), NOWHERE, "2026-10-25T02:30:00+00:00"),
    ],
)
def test_a_time_that_comes_once_is_that_moment(day, clock, zone, expected):
    found = moment(day, clock, zone)
    assert (found.isoformat(), found.tzinfo) == (expected, zone)


@pytest.mark.parametrize(
    ("day", "clock", "zone"),
    [
        (SPRING, time(2), BERLIN),
        (SPRING, time(2, 30), BERLIN),
        (SPRING, time(2, 59, 59), BERLIN),
        (HOWE_SPRING, time(2), LORD_HOWE),
        (HOWE_SPRING, time(2, 29), LORD_HOWE),
        (date(2011, 12, 30), time(10), APIA),  # a day that Samoa left out
    ],
)
def test_a_time_that_is_left_out_is_refused(day, clock, zone):
    with pytest.raises(NoSuchTime):
        moment(day, clock, zone)


@pytest.mark.parametrize(
    ("day", "clock", "zone"),
    [
        (AUTUMN, time(2), BERLIN),
        (AUTUMN, time(2, 30), BERLIN),
        (AUTUMN, time(2, 59, 59), BERLIN),
        (HOWE_AUTUMN, time(1, 30), LORD_HOWE),
        (HOWE_AUTUMN, time(1, 59), LORD_HOWE),
    ],
)
def test_a_time_that_comes_twice_is_refused(day, clock, zone):
    with pytest.raises(TwiceTime):
        moment(day, clock, zone)


@pytest.mark.parametrize(
    ("start", "hours", "expected", "elapsed"),
    [
        ("2026-05-09T10:00", 24, "2026-05-08T10:00:00+02:00", 24),
        ("2026-03-29T10:00", 24, "2026-03-28T10:00:00+01:00", 23),
        ("2026-10-25T10:00", 24, "2026-10-24T10:00:00+02:00", 25),
        ("2026-03-29T04:00", 2, "2026-03-29T03:00:00+02:00", 1),  # 2:00 is left out
        ("2026-03-29T04:30", 2, "2026-03-29T03:00:00+02:00", 1.5),  # so is 2:30
        ("2026-03-29T03:00", 2, "2026-03-29T01:00:00+01:00", 1),
        ("2026-10-25T04:30", 2, "2026-10-25T02:30:00+02:00", 3),  # the first 2:30
        ("2026-10-25T03:00", 2, "2026-10-25T01:00:00+02:00", 3),
        ("2026-03-30T02:30", 24, "2026-03-29T03:00:00+02:00", 23.5),
        ("2026-10-26T02:30", 24, "2026-10-25T02:30:00+02:00", 25),
    ],
)
def test_hours_before_are_counted_on_the_wall(start, hours, expected, elapsed):
    start = at(start)
    found = before(start.astimezone(UTC), hours=hours, zone=BERLIN)
    assert (found.isoformat(), found.tzinfo) == (expected, BERLIN)
    assert start.astimezone(UTC) - found.astimezone(UTC) == timedelta(hours=elapsed)


@pytest.mark.parametrize(
    ("start", "zone", "hours", "expected"),
    [
        ("2026-10-05T02:10", LORD_HOWE, 24, "2026-10-04T02:30:00+11:00"),
        ("2026-04-06T01:45", LORD_HOWE, 24, "2026-04-05T01:45:00+11:00"),
        ("2026-03-29T04:30", NOWHERE, 2, "2026-03-29T02:30:00+00:00"),
        ("2012-01-01T10:00", APIA, 48, "2011-12-31T00:00:00+14:00"),  # the 30th is left out
    ],
)
def test_hours_before_in_other_zones(start, zone, hours, expected):
    assert before(at(start, zone), hours=hours, zone=zone).isoformat() == expected


def test_a_gap_ends_to_the_second():
    start = at("2026-03-30T02:30:17.000005")
    assert before(start, hours=24, zone=BERLIN) == utc("2026-03-29T01:00")


@pytest.mark.parametrize("fold", [0, 1])
def test_no_hours_before_is_the_start_itself(fold):
    start = at("2026-10-25T02:30", fold=fold)
    assert before(start, hours=0, zone=BERLIN).utcoffset() == start.utcoffset()


def night(since, minutes, *, start=time(21), end=time(8), zone=BERLIN):
    return with_quiet_hours(
        since, running=timedelta(minutes=minutes), quiet_from=start, quiet_until=end, zone=zone
    )


@pytest.mark.parametrize(
    ("since", "minutes", "expected"),
    [
        ("2026-05-09T10:00", 60, "2026-05-09T11:00:00+02:00"),
        ("2026-05-09T20:00", 60, "2026-05-09T21:00:00+02:00"),
        ("2026-05-09T20:30", 60, "2026-05-10T08:30:00+02:00"),
        ("2026-05-09T21:00", 60, "2026-05-10T09:00:00+02:00"),
        ("2026-05-09T23:59", 60, "2026-05-10T09:00:00+02:00"),
        ("2026-05-10T03:00", 60, "2026-05-10T09:00:00+02:00"),
        ("2026-05-10T08:00", 60, "2026-05-10T09:00:00+02:00"),
        ("2026-05-09T20:00", 60 + 13 * 60 + 1, "2026-05-11T08:01:00+02:00"),
        ("2026-03-28T20:30", 60, "2026-03-29T08:30:00+02:00"),
        ("2026-10-24T20:30", 60, "2026-10-25T08:30:00+01:00"),
        ("2026-05-09T03:00", 0, "2026-05-09T03:00:00+02:00"),
    ],
)
def test_a_clock_stands_still_at_night(since, minutes, expected):
    found = night(at(since).astimezone(UTC), minutes)
    assert (found.isoformat(), found.tzinfo) == (expected, BERLIN)


def test_quiet_hours_may_lie_within_a_day():
    siesta = {"start": time(13), "end": time(15)}
    assert night(at("2026-05-09T12:30"), 60, **siesta) == at("2026-05-09T15:30")
    assert night(at("2026-05-09T14:00"), 60, **siesta) == at("2026-05-09T16:00")
    assert night(at("2026-05-09T22:00"), 60, **siesta) == at("2026-05-09T23:00")


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-03-29T01:30", "2026-03-29T03:30:00+02:00"),  # no hour is lost
        ("2026-10-25T01:30", "2026-10-25T02:30:00+02:00"),
    ],
)
def test_without_quiet_hours_real_time_runs(since, expected):
    assert night(at(since), 60, start=time(8), end=time(8)).isoformat() == expected


@pytest.mark.parametrize(
    ("since", "minutes", "start", "end", "expected"),
    [
        # the hour that comes twice runs twice
        ("2026-10-25T01:30", 120, time(21), time(1), "2026-10-25T02:30:00+01:00"),
        # a boundary that is left out is the end of the gap
        ("2026-03-29T01:00", 60, time(21), time(2, 30), "2026-03-29T04:00:00+02:00"),
        ("2026-03-29T01:00", 61, time(2, 30), time(4), "2026-03-29T04:01:00+02:00"),
        ("2026-03-29T01:00", 61, time(2, 10), time(2, 50), "2026-03-29T03:01:00+02:00"),
        # quiet from the first 2:30, and until the second
        ("2026-10-25T01:00", 91, time(2, 30), time(8), "2026-10-25T08:01:00+01:00"),
        ("2026-10-25T01:00", 1, time(21), time(2, 30), "2026-10-25T02:31:00+01:00"),
    ],
)
def test_quiet_hours_that_begin_or_end_in_a_change(since, minutes, start, end, expected):
    assert night(at(since), minutes, start=start, end=end).isoformat() == expected


def test_the_half_hour_of_lord_howe():
    assert night(at("2026-10-03T20:30", LORD_HOWE), 60, zone=LORD_HOWE).isoformat() == (
        "2026-10-04T08:30:00+11:00"
    )
    assert night(
        at("2026-10-04T01:45", LORD_HOWE), 60, start=time(8), end=time(8), zone=LORD_HOWE
    ).isoformat() == ("2026-10-04T03:15:00+11:00")


def minute_by_minute(since, minutes, start, end, zone):
    """The same by looking at the wall every minute."""
    now = since.astimezone(UTC)
    while minutes:
        clock = now.astimezone(zone).time()
        is_quiet = start <= clock < end if start < end else clock >= start or clock < end
        minutes -= not is_quiet
        now += timedelta(minutes=1)
    return now


def test_it_is_what_somebody_who_looks_at_the_wall_would_find():
    chance = random.Random(4)
    days = [date(2026, 5, 9), SPRING, AUTUMN, HOWE_SPRING, HOWE_AUTUMN]
    for _ in range(300):
        zone = chance.choice([BERLIN, LORD_HOWE, NOWHERE])
        # boundaries stay out of the hours that change: those have their own test
        start, end = (time(chance.choice([0, *range(4, 24)]), chance.randrange(60)) for _ in "12")
        if start == end:
            continue
        midnight = datetime.combine(chance.choice(days), time(0), tzinfo=UTC)
        since = midnight + timedelta(minutes=chance.randrange(-1500, 1500))
        minutes = chance.randrange(1, 400)
        found = night(since, minutes, start=start, end=end, zone=zone)
        # in UTC, since Python calls a time that comes twice unequal to any in another zone
        looked = minute_by_minute(since, minutes, start, end, zone)
        assert found.astimezone(UTC) == looked, (since, start, end)
