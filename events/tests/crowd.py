"""The site behind several gunicorn processes, and a crowd of browsers before it."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode, urlsplit

from django.db import connection

PROJECT = Path(__file__).resolve().parent.parent.parent
WORKERS, THREADS = 4, 8
#: Seconds until an answer is given up; nobody waits so long unless the machine is busy.
PATIENCE = 180


@dataclass(frozen=True)
class Answer:
    """What one visitor got; status 0 where the connection was cut."""

    number: int
    status: int
    location: str = ""
    text: str = ""
    seconds: float = 0.0
    #: The seconds to wait before the next, where it was refused; 0 where nothing is said of it.
    retry_after: int = 0


class Door:
    """A port of the site, and browsers before it."""

    def __init__(self, port):
        self.port = port

    def ask(self, method, path, body=None, *, number=0):
        """As visitor ``number``, whose network is nobody else's."""
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"X-Forwarded-For": f"10.{number // 250}.{number % 250}.7"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.monotonic()
        try:
            browser.request(method, path, urlencode(body) if body else None, headers)
            response = browser.getresponse()
            text = response.read().decode()
            return Answer(
                number,
                response.status,
                response.getheader("Location", ""),
                text,
                time.monotonic() - start,
                int(response.getheader("Retry-After", 0)),
            )
        except (OSError, http.client.HTTPException):
            return Answer(number, 0)
        finally:
            browser.close()

    def hidden(self, path):
        """The hidden fields of the form at ``path``."""
        page = self.ask("GET", path).text
        form = page[page.index('id="register"') :] if 'id="register"' in page else page
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        return dict(found)


class Site(Door):
    """Served on ``port`` by processes of its own; ``database`` is a URL."""

    def __init__(
        self, database, *, application="studio.wsgi", settings="events.tests.rush_settings", **more
    ):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            super().__init__(probe.getsockname()[1])
        environment = {
            "DATABASE_URL": database,
            "DATABASE_POOL_SIZE": str(THREADS),
            "DJANGO_SETTINGS_MODULE": settings,
            "LOG_LEVEL": "ERROR",
            "STUDIO_ENV_FILE": "",
        }
        self.process = subprocess.Popen(
            [
                *(str(Path(sys.executable).parent / "gunicorn"), application),
                *("--bind", f"127.0.0.1:{self.port}", "--workers", str(WORKERS), "--preload"),
                *("--worker-class", "gthread", "--threads", str(THREADS), "--backlog", "1024"),
            ],
            cwd=PROJECT,
            env=os.environ | environment | more,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def close(self):
        self.process.terminate()
        self.process.wait(60)

    @property
    def workers(self):
        """The numbers of the processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in children.read_text().split()]

    def _wait(self):
        deadline = time.monotonic() + PATIENCE
        while self.ask("GET", "/health/ready/").status != 200:
            assert self.process.poll() is None, "The server has ended."
            assert time.monotonic() < deadline, "The server does not answer."
            time.sleep(0.05)


def database_url():
    """Of the database that the test is connected to."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return f"sqlite:///{name}"


def rush(site, path, people, *, first=1, meanwhile=None):
    """All post at the same moment: one answer for each of ``people`` (their fields), in order.

    They are visitors ``first`` and following, each with a network of their own. With a list of sites the people go to them in turn. ``meanwhile`` is called with the
    function that tells how many have an answer.
    """
    doors = site if isinstance(site, list) else [site]
    hidden = doors[0].hidden(path)
    assert hidden, "The page shows no form."
    everybody = Barrier(len(people) + 1)
    answered = []

    def post(number, fields):
        everybody.wait(timeout=PATIENCE)
        door = doors[number % len(doors)]
        answer = door.ask("POST", path, hidden | fields, number=first + number)
        answered.append(answer)
        return answer

    with ThreadPoolExecutor(len(people)) as browsers:
        posts = [browsers.submit(post, *each) for each in enumerate(people)]
        everybody.wait(timeout=PATIENCE)
        if meanwhile:
            meanwhile(lambda: len(answered))
        return [one.result() for one in posts]


def strangers(count):
    """What so many people type, each with a name and an address."""
    return [
        {"name": f"Guest {number}", "email": f"guest{number}@reader.example"}
        for number in range(count)
    ]
