"""Several processes that write to one SQLite wait for each other."""

import pytest

from bench.faults import writers

pytestmark = pytest.mark.own_database


def test_no_writer_meets_a_locked_database_and_no_count_is_lost():
    assert writers.measure(16, 20) == {"locked": 0, "count": 320}


def test_with_djangos_own_options_some_do():
    found = [writers.measure(16, 20, as_django_does=True)["locked"]]
    while not found[-1] and len(found) < 5:
        found.append(writers.measure(16, 20, as_django_does=True)["locked"])

    assert found[-1], "Nobody is in anybody's way: then this proves nothing."
