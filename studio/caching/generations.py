"""How often each table was written, counted for all processes of this machine.

The numbers lie in one small file that every process maps into its memory: to look at one
costs less than a microsecond, to count a lock on the file. A name's place is its checksum;
two that share one are both made anew when either changes, which is never wrong.
"""

import fcntl
import logging
import mmap
import os
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.signals import connection_created

from studio.caching import reading, tables

logger = logging.getLogger(__name__)

#: Seconds after which nothing is fresh any more, whatever the tables say: time passes, and
#: somebody may have written into the database from elsewhere.
LONGEST = 60

_PLACES = 4096
_HEAD = 16
#: What happened to requests, counted behind the numbers.
TALLIES = ("hit", "fwd=miss")
_SIZE = _HEAD + 8 * (_PLACES + len(TALLIES))
#: Seconds in which a file that was taken away is missed.
_LOOK_EVERY = 1.0

Stamp = Mapping[str, int]


class Generations:
    """The numbers in the file ``path``, which is made where it is missing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open()

    def snapshot(self) -> "Snapshot":
        """All numbers as they are now."""
        self._look()
        return Snapshot(self._identity, self._numbers.tobytes())

    def are(self, stamp: Stamp) -> bool:
        """Whether all are what they were when ``stamp`` was taken."""
        self._look()
        numbers = self._numbers
        return all(
            value == (numbers[_place(name)] if name else self._identity)
            for name, value in stamp.items()
        )

    def count(self, names: Iterable[str]) -> None:
        """These were changed."""
        self._look()
        with self.path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            for place in {_place(name) for name in names}:
                self._numbers[place] += 1

    def tally(self, what: str) -> None:
        """One more of ``what``. Without a lock, so that it costs nothing: a few may be lost."""
        self._numbers[_PLACES + TALLIES.index(what)] += 1

    def tallies(self) -> dict[str, int]:
        """How often what happened since the file was made."""
        return dict(zip(TALLIES, self._numbers[_PLACES:], strict=True))

    def renew(self) -> None:
        """Whatever was made until now is stale, in the memory of every process too."""
        self.path.unlink(missing_ok=True)
        self._open()

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self.path.exists():
            _make(self.path)
        with self.path.open("r+b") as file:
            self._inode = os.fstat(file.fileno()).st_ino
            memory = mmap.mmap(file.fileno(), _SIZE)
        self._identity = memoryview(memory)[:8].cast("q")[0]
        self._numbers = memoryview(memory)[_HEAD:].cast("Q")
        self._looked_at = time.monotonic()

    def _look(self) -> None:
        """Notice, within a second, that somebody took the file away."""
        now = time.monotonic()
        if now - self._looked_at < _LOOK_EVERY:
            return
        try:
            is_there = self.path.stat().st_ino == self._inode
        except FileNotFoundError:
            is_there = False
        self._looked_at = now
        if not is_there:
            self._open()


@dataclass(frozen=True)
class Snapshot:
    """The numbers of one moment."""

    identity: int
    numbers: bytes

    def stamp(self, names: Iterable[str]) -> Stamp:
        """The generation of each of the names, and under ``""`` that of the file itself."""
        numbers = memoryview(self.numbers).cast("Q")
        return {"": self.identity} | {name: numbers[_place(name)] for name in names}


def _make(path: Path) -> None:
    """Write the file beside its place, then link it there, unless another process did."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(8).ljust(_SIZE, b"\0"))
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)


@lru_cache(maxsize=4096)
def _place(name: str) -> int:
    return zlib.crc32(name.encode()) % _PLACES


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
    try:
        return Generations(folder / f"generations-{_SIZE}")
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
