"""The site as it is run: two processes of gunicorn's on the database of the tests."""

import os
import socket
import subprocess
import sys
import urllib.request
from http.client import HTTPConnection
from urllib.error import URLError

import pytest
from django.db import connection

from studio.caching import memory
from studio.tests import cast
from studio.tests.post_office import PROJECT, environment, wait_until


@pytest.fixture(autouse=True)
def _nothing_remembered():
    memory.memory.clear()


#: Seconds for a start or an answer, on a machine that does much else.
PATIENCE = 120


class Workers:
    """Two processes that serve the site; ``get`` asks on a connection of its own."""

    def __init__(self, megabytes=64, **variables):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.megabytes, self.variables = megabytes, variables
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "studio.wsgi", "--workers", "2"),
                *("--worker-class", "gthread", "--threads", "8"),
                *("--bind", f"127.0.0.1:{self.port}"),
                *("--config", "python:studio.tests.caching.gunicorn_of_tests"),
            ],
            cwd=PROJECT,
            env=os.environ
            | environment()
            | {"CACHE_MEGABYTES": str(self.megabytes)}
            | {"OTHER_LANGUAGES": "", "LOG_LEVEL": "ERROR"}
            | self.variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(self._answers, PATIENCE)

    def _answers(self):
        assert self.process.poll() is None, "gunicorn has ended"
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live/", timeout=5)
        except (URLError, OSError):
            return False
        return True

    def get(self, path="/", *, method="GET", body=None, **headers):
        """The answer to one request; its ``text`` is what it says."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body=body, headers=named)
        answer = line.getresponse()
        answer.body = answer.read()
        answer.text = answer.body.decode(errors="replace")
        line.close()
        return answer

    def told(self, path="/", **headers):
        """What the cache says of it."""
        return (self.get(path, **headers).getheader("Cache-Status") or "").removeprefix("Studio; ")

    def texts(self, path="/", times=12):
        """What so many visitors see, of both processes; each once."""
        return {self.get(path).text for _ in range(times)}

    def stop(self):
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="package")
def _workers(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        workers = Workers()
    yield workers
    workers.stop()


@pytest.fixture
def home(transactional_db):
    return cast.make_site()


@pytest.fixture
def site(_workers, home):
    """The site of that home page, served by two processes."""
    cast.point_site_at(f"http://127.0.0.1:{_workers.port}")
    connection.close()
    return _workers
