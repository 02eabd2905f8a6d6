"""A column is added to a table while the old code goes on reading and writing it."""

import os
import subprocess
import sys
import tempfile

from bench.databases import postgresql
from bench.faults.serving import Crowd, gunicorn

_FILL = """
from bench.faults.thrown.models import Row
Row.objects.bulk_create((Row(text=f"row {n}") for n in range(%d)), batch_size=5000)
"""


def measure(database: str, folder: str, *, kind: str, rows: int, answers: int) -> dict[str, int]:
    """How many of the answers failed during and after a migration of that kind.

    ``kind``: ``sound`` (the database knows the default) or ``unsound`` (only Python does).
    The database has to be without tables.
    """
    environment = {
        "DJANGO_SETTINGS_MODULE": "bench.faults.thrown.settings",
        "DATA_DIR": folder,
        "DATABASE_URL": database,
        "STUDIO_ENV_FILE": "",
        "THROWN": kind,
    }

    def manage(*command: str) -> None:
        django = [sys.executable, "-m", "django", *command]
        subprocess.run(django, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)

    manage("migrate", "thrown", "0001", "--verbosity", "0")
    manage("shell", "--no-imports", "--command", _FILL % rows)
    with (
        gunicorn("bench.faults.thrown.wsgi", environment) as served,
        Crowd(served.port, [("GET", "/read/"), ("POST", "/write/")]) as crowd,
    ):
        crowd.wait_for(answers // 4)
        manage("migrate", "thrown", "0002", "--verbosity", "0")
        crowd.wait_for(crowd.answers.total() + answers // 2)
    return {"answers": crowd.answers.total(), "failed": crowd.failures()}


def report() -> None:
    """The full figures, on both databases."""
    for kind in ("sound", "unsound"):
        with tempfile.TemporaryDirectory(prefix="studio-fault-") as folder:
            _show("SQLite", kind, f"sqlite:///{folder}/thrown.sqlite3", folder)
        with (
            tempfile.TemporaryDirectory(prefix="studio-fault-") as folder,
            postgresql(folder) as address,
        ):
            _show("PostgreSQL", kind, address, folder)


def _show(name: str, kind: str, database: str, folder: str) -> None:
    seen = measure(database, folder, kind=kind, rows=200_000, answers=4_000)
    words = {"sound": "db_default", "unsound": "Python's default (control)"}[kind]
    print(
        f"  {name:11} 200,000 rows, {words:27} {seen['failed']:5} of {seen['answers']:,} failed",
        flush=True,
    )
