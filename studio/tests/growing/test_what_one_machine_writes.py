"""What one machine writes the others show at once; a Redis that is gone takes no page away."""

import pytest
from django.core.cache import caches
from django.db import transaction

from studio import common_memory
from studio.caching import generations, shared
from studio.caching.shared import BLIND

pytestmark = [pytest.mark.django_db(transaction=True)]


def told(node, plain, times=6):
    """What the cache says, of both processes."""
    return [node.told(plain.url) for _ in range(times)]


def rename(plain, title):
    plain.title = title
    plain.save_revision().publish()


def test_each_machine_makes_a_page_once_and_keeps_it(nodes, plain):
    for node in nodes:
        assert told(node, plain) == ["fwd=miss; stored"] + ["hit"] * 5


def test_what_one_machine_writes_no_other_shows_any_more(nodes, plain):
    for number in range(8):
        rename(plain, f"Title {number}")
        for node in nodes:
            assert f"Title {number}" in node.get(plain.url).text
    for node in nodes:
        assert set(told(node, plain)) == {"hit"}


def test_a_write_that_is_taken_back_makes_nothing_anew(nodes, plain):
    told(nodes[1], plain)

    with transaction.atomic():
        rename(plain, "Never")
        transaction.set_rollback(True)

    assert told(nodes[1], plain) == ["hit"] * 6


def test_forgetting_everything_on_one_machine_is_heard_on_the_others(nodes, plain):
    told(nodes[1], plain)

    generations.current().renew()

    assert nodes[1].told(plain.url) == "fwd=miss; stored"


def test_a_redis_that_was_started_again_and_knows_nothing_makes_everything_anew(
    nodes, plain, with_redis
):
    told(nodes[0], plain)
    with_redis.die()
    with_redis.start()

    assert nodes[0].told(plain.url) != "hit"
    assert nodes[0].get(plain.url).status == 200


@pytest.mark.parametrize("how", ["die", "fall_silent"])
def test_while_redis_is_gone_pages_are_shown_and_writing_goes_on(nodes, plain, with_redis, how):
    told(nodes[0], plain)
    getattr(with_redis, how)()

    assert [nodes[0].get(plain.url).status for _ in range(6)] == [200] * 6
    rename(plain, "After")
    # this machine and the others do not hear of each other, and keep nothing for long
    assert [nodes[1].get("/nowhere/").status for _ in range(2)] == [404] * 2


def test_what_a_machine_could_not_tell_is_told_when_redis_is_back(nodes, plain, with_redis):
    told(nodes[1], plain)
    with_redis.fall_silent()
    rename(plain, "After")  # this process, as a third machine
    with_redis.speak()
    common_memory.current()._away_until = 0.0
    generations.current().hear()

    assert "After" in nodes[1].get(plain.url).text


def test_the_blind_keep_nothing_for_longer_than_some_seconds(with_redis, plain, monkeypatch):
    now = [1_000_000.0]
    monkeypatch.setattr(shared.time, "time", lambda: now[0])
    ours = generations.current()
    seen = ours.snapshot().stamp(["wagtailcore_page"])
    assert ours.are(seen)
    with_redis.die()
    ours.hear()
    assert not ours.are(seen)

    blind = ours.snapshot().stamp(["wagtailcore_page"])
    assert ours.are(blind)
    now[0] += BLIND
    assert not ours.are(blind)

    with_redis.start()
    common_memory.current()._away_until = 0.0
    ours.hear()
    assert not ours.are(blind)


def test_a_silent_redis_is_asked_once_by_a_process_for_many_requests(client, plain, wire, settings):
    asked = []

    def say_nothing(_wire, line):
        asked.append(1)
        while line.recv(4096):
            pass

    settings.CACHE_URL = wire(say_nothing).replace("http://", "redis://").rstrip("/") + "/0"
    generations._in.cache_clear()
    try:
        assert [client.get(plain.url).status_code for _ in range(20)] == [200] * 20
    finally:
        generations._in.cache_clear()
    assert len(asked) == 1


# --- Django's cache ------------------------------------------------------------------


@pytest.fixture
def cache(with_redis, settings):
    backend = "studio.caching.backend.CommonCache"
    settings.CACHES = {
        "default": {
            "BACKEND": backend,
            "LOCATION": with_redis.url,
            "KEY_FUNCTION": "studio.caching.keys.key",
        }
    }
    return caches["default"]


def test_djangos_cache_is_in_redis_and_alone_while_there_is_none(cache, with_redis):
    cache.set("one", 1)
    assert (cache.get("one"), cache.add("one", 2), cache.incr("one")) == (1, False, 2)
    with_redis.die()

    assert cache.get("one") is None
    assert (cache.add("one", 7), cache.add("one", 8), cache.get("one")) == (True, False, 7)
    cache.clear()
    assert cache.get_many(["one"]) == {}


def test_what_was_deleted_while_redis_was_silent_is_gone_when_it_is_back(cache, with_redis):
    cache.set("one", 1)
    with_redis.fall_silent()
    cache.delete("one")
    with_redis.speak()
    common_memory.current()._away_until = 0.0

    assert cache.get("one") is None


def test_clearing_the_cache_touches_no_count_and_nothing_of_others(cache, with_redis):
    with_redis.tell("SET", "others", "1")
    cache.set("one", 1)

    cache.clear()

    assert cache.get("one") is None
    assert common_memory.current().ask("GET", "others") == b"1"


def test_what_is_counted_in_the_cache_goes_on_when_a_page_is_written(cache, plain):
    cache.set("tries", 4)

    rename(plain, "After")

    assert cache.incr("tries") == 5
