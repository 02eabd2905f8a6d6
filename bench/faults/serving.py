"""A gunicorn of its own, and visitors who do not stop coming."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

#: Seconds for a server to answer for the first time, on a busy machine.
_PATIENCE = 120


@contextmanager
def gunicorn(
    application: str, environment: dict[str, str], folder: str = "."
) -> Iterator["Served"]:
    """The server as docs/operating.md starts it in a folder, which may be a link."""
    served = Served(application, environment | {"PWD": str(Path(folder).absolute())}, folder)
    served.start()
    try:
        yield served
    finally:
        served.stop()
        served.socket.close()


class Served:
    """One server at one port; ``held`` says that the socket stays when the server goes."""

    def __init__(self, application: str, environment: dict[str, str], folder: str) -> None:
        self._application, self._environment, self._folder = application, environment, folder
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self._process: subprocess.Popen | None = None

    def start(self, *, held: bool = False) -> None:
        """Begin, and wait for the first answer."""
        if held:
            self.socket.listen(2048)
            bind, passed = f"fd://{self.socket.fileno()}", (self.socket.fileno(),)
        else:
            self.socket.close()
            bind, passed = f"127.0.0.1:{self.port}", ()
        self._process = subprocess.Popen(
            [
                *(str(Path(sys.executable).parent / "gunicorn"), self._application),
                *("--bind", bind, "--workers", "2", "--worker-class", "gthread"),
                *("--threads", "4", "--log-level", "critical"),
            ],
            env=os.environ | self._environment,
            pass_fds=passed,
            cwd=self._folder,
        )
        deadline = time.monotonic() + _PATIENCE
        while not _is_fine(ask(self.port, "GET", "/health/live/")):
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError("The server does not start.")
            time.sleep(0.1)

    def hold(self) -> None:
        """Take the socket into our own hands, as systemd does, and serve from it."""
        self.stop()
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", self.port))
        self.start(held=True)

    def reload(self) -> None:
        """New processes for old ones, one after the other, behind the same socket."""
        self._process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        """End it, with what it has at hand."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def ask(port: int, method: str, path: str) -> str:
    """One request on a connection of its own: its status, or the name of what failed."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, headers={"Content-Length": "0"})
        answer = connection.getresponse()
        answer.read()
        return str(answer.status)
    except (OSError, HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()


def _is_fine(status: str) -> bool:
    return status.startswith("2")


class Crowd:
    """Visitors who come one after the other, each several times: ``answers`` counts statuses."""

    def __init__(self, port: int, requests: list[tuple[str, str]], visitors: int = 8) -> None:
        self.answers: Counter[str] = Counter()
        self._port, self._requests, self._ended = port, requests, threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._come) for _ in range(visitors)]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, count: int) -> None:
        """Until so many answers have come in all."""
        while self.answers.total() < count:
            time.sleep(0.02)

    def failures(self) -> int:
        """Answers that are none."""
        return sum(count for status, count in self.answers.items() if not _is_fine(status))

    def _come(self) -> None:
        while not self._ended.is_set():
            for method, path in self._requests:
                status = ask(self._port, method, path)
                with self._lock:
                    self.answers[status] += 1
                if not _is_fine(status):
                    time.sleep(0.02)  # or a closed door is knocked at a thousand times a second
