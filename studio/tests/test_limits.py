"""Exactly so many are let in, however many knock at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from studio import chores, limits
from studio.models import Chore, Person, Tally

HOUR = timedelta(hours=1)

pytestmark = [pytest.mark.django_db(transaction=True)]

#: What each of several processes does: wait until all are there, knock, and say
#: by its exit code how often it was let in.
KNOCK = """
import os, sys
from datetime import timedelta
from studio import limits
from studio.models import Chore
Chore.objects.create(name=f"ready {os.getpid()}")
while Chore.objects.count() < 4:
    pass
taken = [limits.take("door", limit=50, period=timedelta(hours=1)) for _ in range(40)]
sys.exit(taken.count(None))
"""


def let_in(key="door", limit=3, period=HOUR):
    return limits.take(key, limit=limit, period=period) is None


def test_exactly_so_many_are_let_in():
    assert [let_in() for _ in range(5)] == [True, True, True, False, False]


def test_a_refusal_says_how_long_to_wait():
    before = timezone.now()
    let_in(limit=1)

    wait = limits.take("door", limit=1, period=HOUR)

    assert HOUR - (timezone.now() - before) <= wait <= HOUR


def test_a_refusal_does_not_make_the_wait_longer():
    let_in(limit=1)
    ends_at = Tally.objects.get().ends_at
    assert [let_in(limit=1) for _ in range(3)] == [False] * 3

    tally = Tally.objects.get()
    assert (tally.count, tally.ends_at) == (1, ends_at)


def test_the_next_span_of_time_begins_with_who_comes_after_the_last():
    assert [let_in() for _ in range(4)] == [True, True, True, False]
    Tally.objects.update(ends_at=timezone.now())
    before = timezone.now()

    assert [let_in() for _ in range(4)] == [True, True, True, False]
    assert Tally.objects.get().ends_at >= before + HOUR


def test_each_key_and_each_period_is_counted_by_itself():
    assert let_in("ida", limit=1)
    assert let_in("mara", limit=1)
    assert let_in("ida", limit=1, period=timedelta(minutes=1))
    assert not let_in("ida", limit=1)
    assert Tally.objects.count() == 3


def test_a_limit_that_is_raised_lets_in_more_at_once():
    assert [let_in(limit=1), let_in(limit=1), let_in(limit=2), let_in(limit=2)] == [
        True,
        False,
        True,
        False,
    ]


def test_what_is_counted_is_not_kept():
    let_in("192.0.2.9 ida@visitor.example")

    assert "192.0.2.9" not in str(Tally.objects.values().get())


@pytest.mark.parametrize(("limit", "period"), [(0, HOUR), (-1, HOUR), (1, timedelta()), (1, -HOUR)])
def test_a_limit_that_is_none_is_an_error(limit, period):
    with pytest.raises(ValueError, match="at least one"):
        let_in(limit=limit, period=period)


def test_nothing_is_counted_for_longer_than_visitors_are_told():
    assert let_in(period=24 * HOUR)
    with pytest.raises(ValueError, match="longer than the page about privacy tells"):
        let_in(period=24 * HOUR + timedelta(seconds=1))


def test_who_is_let_in_costs_one_query_and_who_is_refused_two(django_assert_num_queries):
    let_in(limit=2)
    with django_assert_num_queries(1):
        assert let_in(limit=2)
    with django_assert_num_queries(2):
        assert not let_in(limit=2)


def test_a_count_is_taken_back_with_its_transaction():
    Person.objects.create(name="Ida", slug="ida")

    @transaction.atomic
    def count_what_cannot_be():
        assert let_in(limit=1)
        Person.objects.create(name="Another Ida", slug="ida")

    with pytest.raises(IntegrityError):
        count_what_cannot_be()
    assert let_in(limit=1)


def crowd(doors):
    """Eight threads knock twice at each door, all at the same moment; how many each let in."""
    start_line = Barrier(8)

    def knock(_):
        try:
            taken = []
            for door in doors:
                start_line.wait()
                taken.append([let_in(door, limit=5) for _ in range(2)].count(True))
            return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        return [sum(at_one_door) for at_one_door in zip(*threads.map(knock, range(8)), strict=True)]


DOORS = [f"door {number}" for number in range(10)]


def test_many_at_the_same_moment_are_counted_one_by_one_from_the_first():
    assert crowd(DOORS) == [5] * len(DOORS)


def test_many_at_the_end_of_a_span_begin_the_next_together():
    for door in DOORS:
        let_in(door)
    Tally.objects.update(ends_at=timezone.now(), count=5)

    assert crowd(DOORS) == [5] * len(DOORS)


def test_several_processes_share_one_count(launch):
    processes = [launch("shell", "-c", KNOCK) for _ in range(4)]

    assert sum(process.wait(60) for process in processes) == 50
    assert Tally.objects.get().count == 50


def test_counts_whose_time_is_over_are_forgotten():
    let_in("ida")
    over = Tally.objects.get()
    let_in("mara")
    Tally.objects.filter(pk=over.pk).update(ends_at=timezone.now())

    chores.go_round(all_of_them=True)

    assert Tally.objects.exclude(pk=over.pk).count() == Tally.objects.count() == 1
    assert Chore.objects.filter(name="studio.chores.forget_tallies").exists()
