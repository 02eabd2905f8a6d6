"""PostgreSQL: its own programs make and read the copy; databases are made and renamed.

pg_dump and pg_restore come with the package postgresql-client, and have to be at least as new
as the server. No password is among their arguments, where everybody on the machine could read it.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from studio.backups.refusals import BackupRefused, RestoreRefused
from studio.backups.snapshots import Snapshot, describe

MEMBER = "database.pgdump"
_DATABASES_OF_THEIR_OWN = ("postgres", "template1")


class Server:
    """A database by its address, and its neighbours."""

    def __init__(self, url: str) -> None:
        self.url = url
        config = dj_database_url.parse(url)
        self.name: str = config["NAME"]
        told = {
            "host": config["HOST"],
            "port": config["PORT"],
            "user": config["USER"],
            "password": config["PASSWORD"],
            **config.get("OPTIONS", {}),
        }
        self._told: dict[str, Any] = {key: value for key, value in told.items() if value}

    def connect(self, name: str | None = None, **how: Any) -> psycopg.Connection:
        """A connection to this database, or to a neighbour of that name."""
        return psycopg.connect(**self._told, dbname=name or self.name, **how)

    def address_of(self, name: str) -> str:
        """The address of a neighbour."""
        before, _sign, query = self.url.partition("?")
        return f"{before.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")

    def run(self, program: str, *arguments: str, name: str) -> None:
        """Run pg_dump or pg_restore; what they complain of is raised."""
        told = {key: value for key, value in self._told.items() if key != "password"}
        done = subprocess.run(  # noqa: S603
            [found(program), *arguments, "--dbname", make_conninfo(**told, dbname=name)],
            env=os.environ | {"PGPASSWORD": str(self._told.get("password", ""))},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
            raise BackupRefused(f"{program} failed: {said[0]}")

    @contextmanager
    def neighbour(self) -> Iterator[psycopg.Connection]:
        """A connection from which this database may be made, renamed or dropped."""
        for name in _DATABASES_OF_THEIR_OWN:
            if name == self.name:
                continue
            try:
                connection = self.connect(name, autocommit=True)
            except psycopg.OperationalError:
                continue
            with connection:
                yield connection
            return
        raise RestoreRefused("No neighbour of this database can be reached, such as postgres.")

    def is_empty(self) -> bool:
        """Whether nothing would be lost: no such database, or one without tables."""
        with self.neighbour() as beside:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not beside.execute(query, [self.name]).fetchone():
                return True
        with self.connect() as connection:
            return not _tables(connection)


def found(program: str) -> str:
    """Where a program is, or what to install."""
    path = shutil.which(program)
    if path is None:
        raise BackupRefused(
            f"{program} is not here: install PostgreSQL's programs (package postgresql-client)."
        )
    return path


def take(url: str, folder: Path) -> Snapshot:
    """A dump in PostgreSQL's own format, and the numbers of the very same moment."""
    server, place = Server(url), folder / MEMBER
    with server.connect() as connection:
        # first of all: what is counted and what is dumped are then the same
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        (version,) = connection.execute("SHOW server_version").fetchone()
        (moment,) = connection.execute("SELECT pg_export_snapshot()").fetchone()
        facts = describe(
            lambda query: connection.execute(query).fetchall(),
            _tables(connection),
            lambda table: _columns(connection, table),
        )
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}")
        server.run("pg_dump", *options, "--file", str(place), name=server.name)
    return Snapshot(place, "postgresql", version, **facts)


def look_for_programs(url: str) -> None:
    """Refuse where pg_dump is missing, or older than the server."""
    with Server(url).connect() as connection:
        (server,) = connection.execute("SHOW server_version").fetchone()
    said = subprocess.run([found("pg_dump"), "--version"], capture_output=True, text=True)  # noqa: S603
    here = int(re.search(r"\d+", said.stdout)[0])
    wanted = int(server.split(".")[0])
    if here < wanted:
        raise BackupRefused(
            f"The server is PostgreSQL {wanted}, pg_dump here is of {here}: "
            f"install postgresql-client-{wanted} or newer."
        )


def _tables(connection: psycopg.Connection) -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    return [name for (name,) in connection.execute(query)]


def _columns(connection: psycopg.Connection, table: str) -> set[str]:
    query = (
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s"
    )
    return {name for (name,) in connection.execute(query, [table])}


def unpack(server: Server, dump: Path, scratch: str) -> None:
    """Read a dump into a database of that name, made for it; an old one of that name goes."""
    drop(server, scratch)
    with server.neighbour() as beside:
        try:
            beside.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(scratch))
            )
        except psycopg.errors.InsufficientPrivilege as error:
            raise RestoreRefused(
                "The role of the site may not make databases, which a restore needs: "
                "ALTER ROLE … CREATEDB, or name one that may in --database."
            ) from error
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    try:
        server.run("pg_restore", *options, str(dump), name=scratch)
    except BackupRefused as refused:
        raise RestoreRefused(str(refused)) from refused


def drop(server: Server, scratch: str) -> None:
    """Remove a database in which a backup was proved."""
    with server.neighbour() as beside:
        beside.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(scratch))
        )


def put_in_place(server: Server, scratch: str, aside: str) -> bool:
    """Give the new database the name of the old, and the old the name ``aside``, at once.

    Return whether there was an old one. Refused while somebody uses it.
    """
    with server.neighbour() as beside:
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        there = beside.execute(query, [server.name]).fetchone() is not None
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        try:
            with beside.transaction():
                if there:
                    beside.execute(
                        rename.format(sql.Identifier(server.name), sql.Identifier(aside))
                    )
                beside.execute(rename.format(sql.Identifier(scratch), sql.Identifier(server.name)))
        except psycopg.errors.ObjectInUse as error:
            raise RestoreRefused(
                "Somebody uses the database: stop the site and its workers first."
            ) from error
    return there
