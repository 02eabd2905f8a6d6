"""The site as it stands in production: gunicorn on data of its own, which a test may damage."""

import http.client
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from studio.settings.environment import PROJECT
from studio.tests.post_office import wait_until
from studio.tests.proxy import answers, free_ports

HOST = "studio.example"
#: What the proxy in front says of each request.
PROXY = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.77"}
#: A home page, an article and a list of them.
MAKE = (
    "from studio.tests.cast import make_article, make_index, make_site;"
    "home = make_site(); make_article(make_index(home))"
)
ARTICLE = "/articles/training-the-trunk/"


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "studio.settings.production",
        "SECRET_KEY": "0123456789abcdefghij" * 3,
        "BASE_URL": f"https://{HOST}",
        "BEHIND_PROXY": "yes",
        "STUDIO_ENV_FILE": "",
        "LEAST_FREE_PERCENT": "0",
    } | more


def manage(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def furnish(folder: Path, *, begun: str = "", **more: str) -> None:
    """Make a small site in ``folder``; from the empty SQLite ``begun``, which saves most of the time."""
    if begun:
        with sqlite3.connect(begun) as empty, sqlite3.connect(folder / "studio.sqlite3") as copied:
            empty.backup(copied)
    for command in (
        ["migrate", "--verbosity", "0"],  # of one that is begun it has little to do
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["shell", "--no-imports", "--command", MAKE],
    ):
        done = manage(folder, *command, **more)
        assert done.returncode == 0, done.stderr


class Served:
    """gunicorn on ``folder``; what it logs stands in ``log``. Give it an end."""

    def __init__(self, folder: Path, *, workers=2, threads=4, log: Path | None = None, **more: str):
        self.folder = folder
        (self.port,) = free_ports(1)
        self.log = log or folder / "log"
        self._log = self.log.open("wb")
        self.process = subprocess.Popen(
            [
                *(str(Path(sys.executable).parent / "gunicorn"), "studio.wsgi"),
                *("--bind", f"127.0.0.1:{self.port}", "--workers", str(workers)),
                *("--worker-class", "gthread", "--threads", str(threads), "--timeout", "120"),
            ],
            cwd=PROJECT,
            env=environment(folder, **more),
            stderr=self._log,
            stdout=self._log,
        )
        wait_until(lambda: self.process.poll() is not None or answers(self.port))

    def ask(self, path="/", method="GET", body=None, **headers):
        """The answer to a request that came through the proxy; its ``text`` is what it says."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = PROXY | {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers=named)
        answer = connection.getresponse()
        answer.text = answer.read().decode(errors="replace")
        connection.close()
        return answer

    def said(self) -> str:
        return self.log.read_text()

    def stop(self):
        self.process.terminate()
        self.process.wait(60)
        self._log.close()


def copy(furnished: Path, folder: Path) -> Path:
    """The same site once more."""
    return Path(shutil.copytree(furnished, folder, dirs_exist_ok=True))
