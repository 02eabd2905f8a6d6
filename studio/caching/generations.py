"""The numbers of this site, and every statement and every commit that counts in them."""

import logging
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.signals import connection_created

from studio import common_memory
from studio.caching import reading, tables
from studio.caching.numbers import FILE, Generations, Stamp
from studio.caching.shared import SharedGenerations

__all__ = ["LONGEST", "Generations", "Stamp", "begin", "changed", "current", "folder"]

logger = logging.getLogger(__name__)

#: Seconds after which nothing is fresh any more, whatever the tables say: time passes, and
#: somebody may have written into the database from elsewhere.
LONGEST = 60


def folder() -> Path:
    """Where what is kept about this database lies."""
    database = connections[DEFAULT_DB_ALIAS].settings_dict
    return _folder(
        *(settings.CACHE_DIR, database["ENGINE"], database["HOST"]),
        *(database["PORT"], str(database["NAME"])),
    )


@lru_cache(maxsize=8)
def _folder(place: str, *database: str) -> Path:
    return Path(place) / sha256("\0".join(map(str, database)).encode()).hexdigest()[:16]


@lru_cache(maxsize=8)
def _in(folder: Path) -> Generations | None:
    common = common_memory.current()
    try:
        if common is not None:
            key = common_memory.key("generations")
            return SharedGenerations(folder / f"shared-{FILE}", common, key)
        return Generations(folder / FILE)
    except OSError as error:
        logger.error("Nothing is kept, since %s cannot be written: %s", folder, error)
        return None


def current() -> Generations | None:
    """The numbers of this site; none where nothing is kept, and inside a transaction."""
    if not settings.CACHE_MEGABYTES or connection.in_atomic_block:
        return None
    return _in(folder())


class _Commit:
    """What a transaction wrote, counted once it has happened."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = set(names)

    def count(self) -> None:
        numbers = _in(folder()) if settings.CACHE_MEGABYTES else None
        if numbers is not None:
            numbers.count(self.names)


def changed(*names: str) -> None:
    """What shows what goes by ``names`` is made anew, once this transaction has happened."""
    _note(connection, frozenset(names))


def _note(database: Any, names: frozenset[str]) -> None:
    if database.in_atomic_block and database.run_on_commit:
        inside, call, _robust = database.run_on_commit[-1]
        last = getattr(call, "__self__", None)
        # what is undone with a savepoint is not counted
        if isinstance(last, _Commit) and inside == set(database.savepoint_ids):
            last.names.update(names)
            return
    commit = _Commit(names)
    if database.in_atomic_block or database.get_autocommit():
        database.on_commit(commit.count, robust=True)
    else:
        commit.count()


def _watch(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """A wrapper of every statement: what it reads is noted, what it writes is counted."""
    written = tables.written_by(sql)
    if not written:
        reading.note(tables.read_by(sql))
        return execute(sql, params, many, context)
    answer = execute(sql, params, many, context)
    _note(context["connection"], written)
    return answer


def watch(connection: Any, **_: Any) -> None:
    """From now on, whatever this connection does is noted."""
    if connection.alias == DEFAULT_DB_ALIAS and _watch not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _watch)


def begin() -> None:
    """Watch every connection that will be made."""
    connection_created.connect(watch, dispatch_uid="studio.caching")
