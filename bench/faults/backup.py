"""Backups while three processes write; the control copies the file of the database."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

WRITERS = 3
#: Writes rows until it is killed, and notes each that the database has acknowledged.
_WRITER = """
import sqlite3, sys, time
database, noted, own = sys.argv[1:]
connection = sqlite3.connect(database, timeout=20, isolation_level=None)
connection.execute("PRAGMA synchronous=FULL")
with open(noted, "w", buffering=1) as file:
    for number in range(10**9):
        name = f"{own}-{number}"
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO acknowledged VALUES (?, ?)", (name, "x" * 500))
        connection.execute("COMMIT")
        file.write(name + "\\n")
        time.sleep(0.001)  # who never pauses starves the others, for SQLite keeps no queue
"""


@contextmanager
def writers(database: Path, folder: Path) -> Iterator[Callable[[], set[str]]]:
    """Three who write, in a table of their own; what is yielded tells what was acknowledged."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS acknowledged (name TEXT, text TEXT)")
        connection.execute("CREATE INDEX IF NOT EXISTS by_name ON acknowledged (name)")
    notes = [folder / f"noted-{number}" for number in range(WRITERS)]
    for note in notes:
        note.unlink(missing_ok=True)  # of an earlier run
    run = time.time_ns()

    def acknowledged() -> set[str]:
        # the last line may still be in the writing
        lines = [
            note.read_text().rpartition("\n")[0].split("\n") for note in notes if note.exists()
        ]
        return {line for some in lines for line in some if line}

    processes = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(database), str(note), f"{run}-{n}"])
        for n, note in enumerate(notes)
    ]
    try:
        while len(acknowledged()) < 50 * WRITERS:
            if any(process.poll() is not None for process in processes):
                raise RuntimeError("A writer has ended by itself.")
            time.sleep(0.05)
        yield acknowledged
        if any(process.poll() is not None for process in processes):
            raise RuntimeError("A writer has ended by itself.")
    finally:
        for process in processes:
            process.kill()
            process.wait()


def fault_of(copy: Path, promised: set[str]) -> str:
    """What is wrong with a copy of the database: nothing, malformed, or rows that it lacks."""
    try:
        with closing(sqlite3.connect(copy)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return "malformed"
            there = {name for (name,) in connection.execute("SELECT name FROM acknowledged")}
    except sqlite3.DatabaseError:
        return "malformed"
    lacking = len(promised - there)
    return f"{lacking} acknowledged rows are missing" if lacking else ""


def measure(database: Path, folder: Path, copy: Callable[[], Path], *, times: int) -> list[str]:
    """What was wrong with each copy that was made while three wrote."""
    faults = []
    with writers(database, folder) as acknowledged:
        for _time in range(times):
            promised = acknowledged()
            made = copy()
            faults.append(fault_of(made, promised))
    return faults


def naive(database: Path, place: Path) -> Path:
    """What one does who does not know: the file, as it lies there."""
    shutil.copy(database, place)
    return place


def report() -> None:
    """The full figures: ten backups of the furnished site, each restored with all its proofs."""
    with tempfile.TemporaryDirectory(prefix="studio-fault-") as name:
        folder = Path(name)
        database = folder / "studio.sqlite3"
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "studio.settings.development",
            "DATA_DIR": name,
            "DATABASE_URL": f"sqlite:///{database}",
            "BACKUP_DIR": "",
            "LOG_LEVEL": "ERROR",
        }

        def manage(*command: str) -> None:
            subprocess.run(
                [sys.executable, "manage.py", *command],
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

        manage("migrate", "--verbosity", "0")
        manage("furnish")
        seconds: list[float] = []

        def back_up_and_restore() -> Path:
            place = folder / f"restored-{len(seconds)}"
            manage("backup", str(folder / "backups"))
            archive = max((folder / "backups").glob("*.tar"))
            start = time.monotonic()
            manage("restore", str(archive), "--into", str(place))
            seconds.append(time.monotonic() - start)
            return place / "studio.sqlite3"

        own = measure(database, folder, back_up_and_restore, times=10)
        copied = measure(
            database, folder, lambda: naive(database, folder / "naive.sqlite3"), times=10
        )
    print(f"  manage.py backup, restored and proved  {own.count('')} of 10 clean", flush=True)
    print(f"    slowest restore with its proof       {max(seconds):.0f} s")
    print(f"  the file copied (control)              {copied.count('')} of 10 clean")
    for fault in filter(None, copied):
        print(f"    {fault}")
