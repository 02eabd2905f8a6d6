"""Whether one can register: one answer for the page, the list and search engines."""

from datetime import UTC, datetime, timedelta

import pytest

from events.availability import Availability
from events.ledger import SeatPool

NOW = datetime(2040, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def pool(taken=0, waiting=0, **fields):
    """An event in ten days with twelve places, of which so many are taken."""
    start = NOW + timedelta(days=10)
    usual = {"takes_registrations": True, "capacity": 12, "zone": "Europe/Berlin"}
    usual |= {"starts_at": start, "ends_at": start + 2 * HOUR, "closes_at": start}
    made = SeatPool(**(usual | fields))
    made.seats_taken, made.people_waiting = taken, waiting
    return made


CASES = {
    "empty": (pool(), "open", 12, "12 of 12 places left"),
    "four left": (pool(8), "open", 4, "4 of 12 places left"),
    "three left": (pool(9), "open", 3, "3 of 12 places left"),
    "a fifth left": (pool(10), "few", 2, "2 of 12 places left"),
    "a fifth of many left": (pool(80, capacity=100), "few", 20, "20 of 100 places left"),
    "more than a fifth of many left": (pool(79, capacity=100), "open", 21, "21 of 100 places left"),
    "one of two left": (pool(1, capacity=2), "few", 1, "1 of 2 places left"),
    "a small one is empty": (pool(capacity=1), "open", 1, "1 of 1 places left"),
    "one left": (pool(11), "few", 1, "1 of 12 places left"),
    "full": (pool(12), "waiting_list", 0, "Full, with a waiting list"),
    "one waits": (pool(12, 1), "waiting_list", 0, "Full: 1 person waits"),
    "three wait": (pool(12, 3), "waiting_list", 0, "Full: 3 people wait"),
    "over": (pool(14), "waiting_list", 0, "Full, with a waiting list"),
    "uncounted": (pool(500, capacity=None), "open", None, "Places are free"),
    "a free seat is theirs who wait": (pool(10, 2), "waiting_list", 0, "Full: 2 people wait"),
    "a group is passed over": (pool(10, 1, skips_groups=True), "few", 2, "2 of 12 places left"),
    "all were told": (
        pool(10, 1, skips_groups=True, starts_at=NOW + HOUR, closes_at=NOW + HOUR),
        "waiting_list",
        0,
        "Full: 1 person waits",
    ),
    "closed": (pool(closes_at=NOW), "closed", 12, "Registration is closed"),
    "off": (pool(takes_registrations=False), "closed", 12, "Registration is closed"),
    "past": (
        pool(starts_at=NOW - 2 * HOUR, ends_at=NOW, closes_at=NOW - 2 * HOUR),
        "past",
        12,
        "This event is over",
    ),
    "not open": (
        pool(opens_at=NOW + HOUR),
        "not_open",
        12,
        "Registration opens on Tuesday, 1 May 2040, 15:00 (Berlin time)",
    ),
    "opens now": (pool(opens_at=NOW), "open", 12, "12 of 12 places left"),
    "cancelled": (pool(cancelled_at=NOW, closes_at=NOW), "cancelled", 12, "Cancelled"),
    "without a date": (
        pool(starts_at=None, ends_at=None, closes_at=None),
        "open",
        12,
        "12 of 12 places left",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_state_follows_from_terms_and_numbers(name):
    one, state, free, words = CASES[name]

    found = Availability.of(one, now=NOW)

    assert (found.state, found.free, found.words) == (state, free, words)
    assert found.takes_registrations == (state in ("open", "few", "waiting_list"))


def test_where_nobody_can_wait_it_is_full():
    one = pool(12)
    one.waiting = "none"

    found = Availability.of(one, now=NOW)

    assert (found.state, found.words, found.takes_registrations) == ("full", "Full", False)


@pytest.mark.parametrize(
    ("registering", "state", "words"),
    [("elsewhere", "elsewhere", "Registration elsewhere"), ("none", "none", "")],
)
def test_what_is_registered_elsewhere_or_nowhere_is_not_closed(registering, state, words):
    found = Availability.of(pool(takes_registrations=False), now=NOW, registering=registering)

    assert (found.state, found.words) == (state, words)


def test_moments_are_told_in_the_zone_of_the_event():
    found = Availability.of(pool(opens_at=NOW), now=NOW)

    assert str(found.opens_at) == "2040-05-01 14:00:00+02:00"
