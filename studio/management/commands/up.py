import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from types import FrameType
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from studio.furnishing.beginning import is_empty
from studio.furnishing.people import PASSWORD, SIGN_INS

#: Seconds a part may take to end before it is made to.
PATIENCE = 10
MANAGE = [sys.executable, "manage.py"]


class Command(BaseCommand):
    help = "Bring the site up for one who works on it: database, demo site, worker, web server."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000", help="where to serve (default: 8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, stop)
        port = self._port(options["port"])
        address = f"http://127.0.0.1:{port}"
        # for the parts, which are processes of their own
        os.environ.setdefault("BASE_URL", address)
        os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"  # it serves one person here
        self._migrate()
        if settings.DEMO_SITE and is_empty():
            self.stdout.flush()
            subprocess.run([*MANAGE, "furnish"], check=True)  # noqa: S603
        self._serve(port, address)

    def _port(self, text: str) -> int:
        port = int(text) if text.isascii() and text.isdigit() else 0
        if not 1 <= port <= 65535:
            raise CommandError(f"PORT must be a number from 1 to 65535, not {text}.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} cannot be used ({error.strerror}); choose another: make run PORT=8001"
                ) from None
        return port

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.stdout.write(f"Preparing the database ({len(plan)} steps) …")
            call_command("migrate", verbosity=0)

    def _serve(self, port: int, address: str) -> None:
        parts: list[subprocess.Popen] = []
        try:
            for command in (["runserver", f"127.0.0.1:{port}", "--verbosity", "0"], ["worker"]):
                # each leads a process group of its own, so that its children end with it
                parts.append(subprocess.Popen([*MANAGE, *command], start_new_session=True))  # noqa: S603
            self._greet(address, parts)
            while all(part.poll() is None for part in parts):
                time.sleep(0.5)
            raise CommandError("A part of the site has ended by itself; see above.")
        finally:
            end(parts)

    def _greet(self, address: str, parts: list[subprocess.Popen]) -> None:
        while all(part.poll() is None for part in parts):
            try:
                urllib.request.urlopen(f"{address}/health/live/", timeout=2)  # noqa: S310
            except (URLError, OSError):
                time.sleep(0.1)
                continue
            self.stdout.write(f"\nThe site:   {address}/\nThe CMS:    {address}/admin/")
            if settings.DEMO_SITE:
                self.stdout.write(
                    f"Sign-ins:   {', '.join(SIGN_INS)} (password of each: {PASSWORD})"
                )
            self.stdout.write("Ctrl-C stops everything.\n")
            self.stdout.flush()
            return


def stop(number: int, _frame: FrameType | None) -> None:
    """End quietly: Ctrl-C is the usual way, a closed terminal and a supervisor are others."""
    raise SystemExit(0 if number == signal.SIGINT else 128 + number)


def end(parts: list[subprocess.Popen]) -> None:
    """End process groups: ask them, wait, then make them."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for part in parts:
            if part.poll() is None:
                os.killpg(part.pid, number)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and any(part.poll() is None for part in parts):
            time.sleep(0.05)
