"""Sixteen processes that write to one SQLite: none meets "database is locked".

Each reads a count and writes it one higher, a hundred times: what a transaction is for. Run
with the options of the site, and once more with those that Django has by itself.
"""

import json
import multiprocessing
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.faults.processes import PROJECT
from bench.faults.rows import Row, tell

FAULT = "16 writers on SQLite"
WRITERS, TRANSACTIONS = 16, 100


def report() -> None:
    """The full figures: with the site's options, and the control with Django's."""
    tell(_rows())


def _rows() -> Iterator[Row]:
    total = WRITERS * TRANSACTIONS
    found, control = measure(), measure(as_django_does=True)
    good = found == {"locked": 0, "count": total}
    yield Row(FAULT, "SQLite", told(found, total), good)
    fault = f"{FAULT}: control with Django's defaults"
    yield Row(fault, "SQLite", told(control, total), control["locked"] > 0)


def told(found: dict[str, int], total: int) -> str:
    """The figure in words."""
    lost = total - found["locked"] - found["count"]
    return f'{found["locked"]} of {total:,} met "database is locked", {lost} lost'


def measure(
    writers: int = WRITERS, transactions: int = TRANSACTIONS, *, as_django_does: bool = False
) -> dict[str, int]:
    """How many transactions were ``locked`` out, and what the ``count`` is in the end."""
    with tempfile.TemporaryDirectory(prefix="studio-writers-") as folder:
        arguments = [str(writers), str(transactions), *(["django"] if as_django_does else [])]
        done = subprocess.run(
            [sys.executable, "-m", "bench.faults.writers", *arguments],
            cwd=PROJECT,
            env=os.environ
            | {
                "DATABASE_URL": f"sqlite:///{folder}/count.sqlite3",
                "DATA_DIR": folder,
                "DJANGO_SETTINGS_MODULE": "bench.faults.settings",
                "STUDIO_ENV_FILE": "",
            },
            capture_output=True,
            text=True,
            check=True,
        )
    return json.loads(done.stdout)


def main() -> None:
    """In a process of its own: take the database of the settings, fork, and count."""
    from django.conf import settings
    from django.db import connections

    options = settings.DATABASES["default"]
    if "django" in sys.argv:
        options["OPTIONS"] = {}
    writers, transactions = map(int, sys.argv[1:3])
    path = Path(options["NAME"])
    if "django" not in sys.argv:  # or the writers would change the journal, all at once
        connections["default"].ensure_connection()
        connections.close_all()
    with sqlite3.connect(path) as link:
        link.execute("CREATE TABLE numbers (number integer)")
        link.execute("INSERT INTO numbers VALUES (0)")
    link.close()
    fork = multiprocessing.get_context("fork")
    start, told = fork.Barrier(writers), fork.SimpleQueue()
    children = [
        fork.Process(target=_write, args=(transactions, start, told)) for _writer in range(writers)
    ]
    for child in children:
        child.start()
    locked = sum(told.get() for _child in children)
    for child in children:
        child.join()
    (count,) = sqlite3.connect(path).execute("SELECT number FROM numbers").fetchone()
    print(json.dumps({"locked": locked, "count": count}))


def _write(transactions: int, start: multiprocessing.Barrier, told: multiprocessing.Queue) -> None:
    from django.db import OperationalError, connection, transaction

    locked = 0
    start.wait()
    for _transaction in range(transactions):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT number FROM numbers")
                (number,) = cursor.fetchone()
                cursor.execute("UPDATE numbers SET number = %s", [number + 1])
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            locked += 1
    told.put(locked)


if __name__ == "__main__":
    import django

    django.setup()
    main()
