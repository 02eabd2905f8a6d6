"""How long a request waits for the database, and whether the database is away at all.

A PostgreSQL that is frozen accepts what is sent and never answers, and no setting of the
server's helps. So a request waits for each statement with a limit of its own; nobody else
does, the worker and commands take their time. Once the database was found away, one request
at a time looks whether it is back, and all others are told at once.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from psycopg.pq import ConnStatus

#: Seconds that each statement of this thread may take; none: as long as it wants.
_patience: ContextVar[float | None] = ContextVar("database_patience", default=None)

#: The classes of PostgreSQL's errors (SQLSTATE) that are no fault of the statement: no
#: connection, no resources, somebody stepped in, the system.
_OF_THE_SERVER = ("08", "53", "57", "58")
#: SQLite's: busy, locked, read-only, I/O, damaged, full, cannot be opened, no database.
_OF_THE_FILE = frozenset((5, 6, 8, 10, 11, 13, 14, 26))
#: Of those, PostgreSQL's and SQLite's, that say that no room is left.
_FULL, _FULL_SQLITE = "53100", 13


class Silent(psycopg.OperationalError):
    """The database did not answer in time."""


class PatientConnection(psycopg.Connection):
    """A connection that gives up waiting for a server which does not answer."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg's; beyond the thread's patience the connection is cut."""
        limit = _patience.get()
        if timeout is not None or limit is None:
            return super().wait(gen, interval=interval, timeout=timeout)
        try:
            return super().wait(gen, interval=interval, timeout=limit)
        except psycopg.errors._WaitTimeout:
            # whatever comes later belongs to nobody, so the pool must not have it back alive
            if self.pgconn.status == ConnStatus.OK:
                self.pgconn.finish()
            raise Silent(f"The database did not answer within {limit:g} seconds.") from None


@contextmanager
def patient_for(seconds: float) -> Iterator[None]:
    """Within, no statement of this thread takes longer."""
    token = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(token)


def is_away(error: BaseException | None) -> bool:
    """Whether the database is at fault, not what it was asked; looks at the causes as well."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if _says_so(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def is_full(error: BaseException | None) -> bool:
    """Whether the database says that its disk is full."""
    while error is not None:
        if getattr(error, "sqlstate", None) == _FULL:
            return True
        if isinstance(error, sqlite3.Error) and _code(error) == _FULL_SQLITE:
            return True
        error = error.__cause__
    return False


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _says_so(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        return _code(error) in _OF_THE_FILE
    if isinstance(error, psycopg.OperationalError):
        state = error.sqlstate
        return state is None or state.startswith(_OF_THE_SERVER)
    # of a connection that was closed under us
    return isinstance(error, psycopg.InterfaceError | InterfaceError)


class Watch:
    """What this process knows: whether the database was away when somebody asked last."""

    def __init__(self) -> None:
        self._is_away = False
        self._looking = threading.Lock()

    def found_away(self) -> None:
        """Somebody waited in vain. What their connection still remembers is worth nothing."""
        self._is_away = True
        database = connections[DEFAULT_DB_ALIAS]
        if not database.in_atomic_block:
            with suppress(DatabaseError):
                database.close()

    def is_back(self) -> bool:
        """Whether there is a database to ask: looks where it was away, one at a time.

        Whoever comes while somebody looks is told no at once, so that no fault of the database
        holds more than one thread of a process.
        """
        if not self._is_away:
            return True
        if not self._looking.acquire(blocking=False):
            return False
        try:
            if self._is_away and _answers():
                self._is_away = False
            return not self._is_away
        finally:
            self._looking.release()


watch = Watch()


def _answers() -> bool:
    """Whether a new connection can be made, whatever became of those there were."""
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "postgresql":
        return True  # a file: to try costs nothing
    options = database.get_connection_params()
    options["connect_timeout"] = 2  # seconds, the least there is
    try:
        psycopg.connect(**options).close()
        # a pool that lost its connections waits longer and longer before it tries again
        database.close()
        database.close_pool()
    except (psycopg.Error, DatabaseError):
        return False
    return True
