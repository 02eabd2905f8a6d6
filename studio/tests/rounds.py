"""Which tests a round runs: all on SQLite, on PostgreSQL what can differ there."""

from collections.abc import Iterable

import pytest


def is_transactional(item: pytest.Item) -> bool:
    """Whether the test commits, so that all tables are emptied behind it.

    Also those that migrations filled: such tests make the page tree they need
    (``cast.make_site``) and run in a round of their own, behind which nobody
    looks for what migrations wrote.
    """
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test can; what cannot is the same on each of them, and is asked once."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("postgresql")
        or fixtures & {"db", "transactional_db", "live_server", "django_db_setup"}
        or "/tests/backups/"
        in item.path.as_posix()  # processes with one of their own, of each kind
    )


def between(items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """Those that ask with a value that is neither the first nor the last of their test.

    A test that is asked with eighty values asks its database in the same way eighty times,
    unless it is marked as one whose values reach it (``every_value``).
    """
    asked: dict[str, list[pytest.Item]] = {}
    for item in items:
        if not item.get_closest_marker("every_value"):
            asked.setdefault(item.nodeid.partition("[")[0], []).append(item)
    return {item for values in asked.values() for item in values[1:-1]}


def left_out(items: list[pytest.Item], on_postgresql: bool) -> set[pytest.Item]:
    """What the database of this round is not asked."""
    elsewhere = "own_database" if on_postgresql else "postgresql"
    found = {item for item in items if item.get_closest_marker(elsewhere)}
    if not on_postgresql:
        return found
    return found | between(items) | {item for item in items if not asks_a_database(item)}
