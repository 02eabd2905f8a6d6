"""Who gets a seat that became free, and how (E5)."""

import random
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from events.promotion import Promotion, Waiting, Way, chosen

BERLIN = ZoneInfo("Europe/Berlin")
STUDIO = Promotion()


def at(text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold)


START = at("2026-05-09T10:00")


def test_the_studio_s_usual_figures():
    figures = Promotion(24, 60, 2, quiet_from=time(21), quiet_until=time(8))
    assert Promotion() == figures


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-04-01T10:00", Way.CONFIRM),
        ("2026-05-08T09:59:59", Way.CONFIRM),
        ("2026-05-08T10:00", Way.OFFER),
        ("2026-05-09T08:00", Way.OFFER),
        ("2026-05-09T08:00:01", Way.TELL_ALL),
        ("2026-05-09T09:59:59", Way.TELL_ALL),
        ("2026-05-09T10:00", Way.NOTHING),
        ("2026-05-10T10:00", Way.NOTHING),
    ],
)
def test_the_way_depends_on_how_soon_it_is(now, expected):
    assert STUDIO.way(now=at(now).astimezone(UTC), starts_at=START, zone=BERLIN) is expected


def test_without_a_date_there_is_no_hurry():
    assert STUDIO.way(now=START, starts_at=None, zone=BERLIN) is Way.CONFIRM


@pytest.mark.parametrize(
    ("now", "start", "expected"),
    [
        ("2026-03-28T09:59", "2026-03-29T10:00", Way.CONFIRM),  # 23 hours ahead, a day on the wall
        ("2026-10-24T10:00", "2026-10-25T10:00", Way.OFFER),  # 25 hours ahead, a day on the wall
    ],
)
def test_a_day_is_a_day_when_the_clock_changes(now, start, expected):
    assert STUDIO.way(now=at(now), starts_at=at(start), zone=BERLIN) is expected


def test_what_begins_in_an_hour_that_comes_twice_begins_once():
    start = at("2026-10-25T02:30", fold=1)
    assert STUDIO.way(now=at("2026-10-25T02:45"), starts_at=start, zone=BERLIN) is Way.TELL_ALL
    late = at("2026-10-25T02:31", fold=1)
    assert STUDIO.way(now=late, starts_at=start, zone=BERLIN) is Way.NOTHING
    start = at("2026-10-25T02:30")
    late = at("2026-10-25T02:10", fold=1)
    assert STUDIO.way(now=late, starts_at=start, zone=BERLIN) is Way.NOTHING


@pytest.mark.parametrize(
    ("rules", "now", "expected"),
    [
        (Promotion(confirm_hours=0), "2026-05-09T09:59", Way.CONFIRM),
        (Promotion(tell_hours=0), "2026-05-09T09:59", Way.OFFER),
        (Promotion(confirm_hours=2, tell_hours=2), "2026-05-09T08:00", Way.OFFER),
        (Promotion(confirm_hours=2, tell_hours=2), "2026-05-09T08:01", Way.TELL_ALL),
        (Promotion(confirm_hours=2, tell_hours=3), "2026-05-09T07:30", Way.CONFIRM),
    ],
)
def test_the_figures_are_an_event_s_own(rules, now, expected):
    assert rules.way(now=at(now), starts_at=START, zone=BERLIN) is expected


@pytest.mark.parametrize(
    ("now", "start", "expected"),
    [
        ("2026-05-08T12:00", "2026-05-09T10:00", "2026-05-08T13:00:00+02:00"),
        ("2026-05-08T20:40", "2026-05-09T10:00", "2026-05-09T08:40:00+02:00"),
        ("2026-05-08T23:00", "2026-05-09T10:00", "2026-05-09T09:00:00+02:00"),
        ("2026-05-08T23:00", "2026-05-09T08:30", "2026-05-09T08:30:00+02:00"),
        ("2026-05-08T23:00", "2026-05-09T06:30", "2026-05-09T06:30:00+02:00"),
        ("2026-10-24T20:40", "2026-10-25T12:00", "2026-10-25T08:40:00+01:00"),
    ],
)
def test_an_offer_runs_by_day_and_ends_when_it_begins(now, start, expected):
    found = STUDIO.offer_until(now=at(now).astimezone(UTC), starts_at=at(start), zone=BERLIN)
    assert (found.isoformat(), found.tzinfo) == (expected, BERLIN)


def test_an_offer_ends_when_it_begins_in_an_hour_that_comes_twice():
    awake = Promotion(quiet_from=time(0), quiet_until=time(0))
    start = at("2026-10-25T02:30")
    found = awake.offer_until(now=at("2026-10-25T02:20"), starts_at=start, zone=BERLIN)
    assert found.isoformat() == "2026-10-25T02:30:00+02:00"


def line(*seats):
    return [Waiting(pk, each) for pk, each in enumerate(seats, start=1)]


@pytest.mark.parametrize(
    ("seats", "free", "in_order", "skipping"),
    [
        ([], 3, [], []),
        ([1, 1, 1], 0, [], []),
        ([1, 1, 1], -2, [], []),
        ([1, 1, 1], 2, [1, 2], [1, 2]),
        ([1, 1], 5, [1, 2], [1, 2]),
        ([3, 1, 1], 2, [], [2, 3]),
        ([1, 3, 1], 2, [1], [1, 3]),
        ([2, 3, 2, 1], 3, [1], [1, 4]),
        ([3], 3, [1], [1]),
        ([4, 4, 1], 4, [1], [1]),
    ],
)
def test_free_seats_go_down_the_line(seats, free, in_order, skipping):
    assert [each.pk for each in chosen(line(*seats), free=free, skips_groups=False)] == in_order
    assert [each.pk for each in chosen(line(*seats), free=free, skips_groups=True)] == skipping


def test_a_line_may_be_read_once():
    assert chosen(iter(line(1, 1, 1)), free=2, skips_groups=False) == line(1, 1)


def random_lines():
    chance = random.Random(5)
    for _ in range(1000):
        seats = [chance.choice([1, 1, 1, 2, 2, 3, 5]) for _ in range(chance.randrange(30))]
        yield line(*seats), chance.randrange(-3, 25)


def test_in_a_thousand_lines_nobody_is_skipped():
    for waiting, free in random_lines():
        lucky = chosen(waiting, free=free, skips_groups=False)
        assert lucky == waiting[: len(lucky)]
        assert sum(each.seats for each in lucky) <= max(free, 0)
        left = free - sum(each.seats for each in lucky)
        behind = waiting[len(lucky) :]
        assert not behind or behind[0].seats > left


def test_in_a_thousand_lines_only_those_who_do_not_fit_are_passed_over():
    for waiting, free in random_lines():
        lucky = chosen(waiting, free=free, skips_groups=True)
        left = free
        for each in waiting:  # everybody is asked in order, and has what fits
            assert (each in lucky) == (each.seats <= left)
            left -= each.seats if each in lucky else 0
        assert [each.pk for each in lucky] == sorted(each.pk for each in lucky)
