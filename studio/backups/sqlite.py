"""SQLite: a copy by its own means while others write, and whether a file is sound."""

import sqlite3
from contextlib import closing
from pathlib import Path

from studio.backups.refusals import BackupRefused, NotProved
from studio.backups.snapshots import Snapshot, describe

MEMBER = "database.sqlite3"
#: Seconds to wait for whoever changes the whole file, as VACUUM does.
_PATIENCE = 60


def take(source: Path, folder: Path) -> Snapshot:
    """A whole copy of the database, as it is at one moment, in ``folder``.

    In one step: copied in several, SQLite begins anew whenever somebody writes in between.
    Readers and writers go on meanwhile, since the file is in WAL mode.
    """
    if not source.is_file():
        raise BackupRefused(f"There is no database at {source}.")
    place = folder / MEMBER
    with (
        closing(sqlite3.connect(source, timeout=_PATIENCE)) as live,
        closing(sqlite3.connect(place)) as copy,
    ):
        live.backup(copy)
        # one file, without a log beside it
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupRefused(
                "The database of the site is damaged (PRAGMA quick_check); nothing was kept."
            )
        facts = describe(
            lambda query: copy.execute(query).fetchall(),
            tables(copy),
            lambda table: {row[1] for row in copy.execute(f'PRAGMA table_info("{table}")')},
        )
    return Snapshot(place, "sqlite", sqlite3.sqlite_version, **facts)


def tables(connection: sqlite3.Connection) -> list[str]:
    """All tables but SQLite's own."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
    return [name for (name,) in connection.execute(query + " ESCAPE '\\'")]


def is_empty(path: Path) -> bool:
    """Whether nothing would be lost if another file stood there."""
    if not path.exists() or path.stat().st_size == 0:
        return True
    try:
        with closing(sqlite3.connect(path)) as connection:
            return not tables(connection)
    except sqlite3.DatabaseError:
        return False


def fold(path: Path) -> None:
    """Write the log into the file, so that moving one moves everything; refuse a busy one."""
    with closing(sqlite3.connect(path, timeout=5)) as connection:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise sqlite3.OperationalError("somebody uses it")
        connection.execute("PRAGMA journal_mode=DELETE")  # only whoever is alone may


def look_for_damage(path: Path) -> None:
    """Every page of the file, every index and every foreign key."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check(3)").fetchall()
        if found != [("ok",)]:
            raise NotProved(f"SQLite finds it damaged: {found[0][0]}")
        loose = connection.execute("PRAGMA foreign_key_check").fetchone()
        if loose:
            raise NotProved(f"A row of {loose[0]} points at one of {loose[2]} that is not there.")
