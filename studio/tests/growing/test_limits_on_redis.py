"""Limits on a Redis that all machines share let in exactly as many, and are never open."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from home.models import Message
from home.tests.cast import make_contact, sent
from studio import common_memory, limits
from studio.models import Tally

HOUR = timedelta(hours=1)
pytestmark = [pytest.mark.django_db(transaction=True)]


def let_in(key="door", limit=3, period=HOUR):
    return limits.take(key, limit=limit, period=period) is None


def forgive():
    """Ask again at once, as after a pause."""
    common_memory.current()._away_until = 0.0


def test_exactly_so_many_are_let_in_without_a_query(with_redis, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert [let_in() for _ in range(5)] == [True, True, True, False, False]
    assert not Tally.objects.exists()


def test_a_refusal_says_how_long_to_wait_and_makes_it_no_longer(with_redis):
    let_in(limit=1)

    first, second = (limits.take("door", limit=1, period=HOUR) for _ in range(2))

    assert timedelta() < second <= first <= HOUR


def test_each_key_and_each_period_is_counted_by_itself(with_redis):
    assert let_in("ida", limit=1)
    assert let_in("mara", limit=1)
    assert let_in("ida", limit=1, period=timedelta(minutes=1))
    assert not let_in("ida", limit=1)


def test_a_limit_that_is_raised_lets_in_more_at_once(with_redis):
    told = [let_in(limit=1), let_in(limit=1), let_in(limit=2), let_in(limit=2)]

    assert told == [True, False, True, False]


def test_the_next_span_begins_with_who_comes_after_the_last(with_redis):
    assert [let_in() for _ in range(4)] == [True, True, True, False]
    with_redis.tell("FLUSHALL")  # as when the time of all keys is over

    assert [let_in() for _ in range(4)] == [True, True, True, False]


def test_what_is_counted_is_forgotten_by_itself_and_names_nobody(with_redis):
    let_in("192.0.2.9 ida@visitor.example", period=timedelta(minutes=1))

    memory = common_memory.current()
    [name] = memory.ask("KEYS", "*")
    assert b"192.0.2.9" not in name
    assert 0 < memory.ask("PTTL", name) <= 60_000


def test_many_at_the_same_moment_are_counted_one_by_one(with_redis):
    start_line = Barrier(8)

    def knock(_):
        start_line.wait()
        return [let_in(limit=5) for _ in range(3)].count(True)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(knock, range(8))) == 5


def test_inside_a_transaction_the_database_counts_and_takes_it_back(with_redis):
    with transaction.atomic():
        assert let_in(limit=1)
        assert Tally.objects.count() == 1
        transaction.set_rollback(True)

    assert not Tally.objects.exists()
    with transaction.atomic():
        assert let_in(limit=1)
    with transaction.atomic():
        assert not let_in(limit=1)


@pytest.mark.parametrize("how", ["die", "fall_silent"])
def test_while_redis_is_gone_the_database_counts(with_redis, how):
    assert [let_in() for _ in range(4)] == [True, True, True, False]
    getattr(with_redis, how)()

    assert [let_in() for _ in range(5)] == [True, True, True, False, False]
    assert Tally.objects.get().count == 3


def test_redis_counts_on_when_it_is_back(with_redis):
    assert [let_in() for _ in range(2)] == [True, True]
    with_redis.fall_silent()
    assert let_in("another door")
    with_redis.speak()
    forgive()

    assert [let_in() for _ in range(2)] == [True, False]


def test_a_silent_redis_is_asked_once_and_then_left_alone(wire, settings):
    asked = []

    def say_nothing(_wire, line):
        asked.append(1)
        while line.recv(4096):
            pass

    settings.CACHE_URL = wire(say_nothing).replace("http://", "redis://").rstrip("/") + "/0"

    def knock(_):
        try:
            return let_in(limit=5)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(knock, range(24))).count(True) == 5
    assert len(asked) == 1


def test_of_a_flood_over_two_nodes_exactly_five_get_through(nodes, plain):
    contact = make_contact(plain.get_parent().specific)

    def write(number):
        return nodes[number % 2].post(contact.url, sent(contact, text=f"Number {number}."))

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(write, range(60)))

    assert sorted(answer.status for answer in answers) == [303] * 5 + [429] * 55
    assert all(answer.getheader("Retry-After") for answer in answers if answer.status == 429)
    assert Message.objects.count() == 5


def test_without_redis_exactly_five_get_through_all_the_same(nodes, plain, redis):
    contact = make_contact(plain.get_parent().specific)
    redis.fall_silent()

    def write(number):
        return nodes[number % 2].post(contact.url, sent(contact, text=f"Number {number}."))

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(write, range(20)))

    assert sorted(answer.status for answer in answers) == [303] * 5 + [429] * 15
