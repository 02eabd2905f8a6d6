"""What a watcher is told when the database is gone."""

import http.client
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from studio.settings.environment import PROJECT
from studio.tests.post_office import wait_until

pytestmark = pytest.mark.own_database


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def without_database(tmp_path):
    """The port of a server whose PostgreSQL is not there."""
    port = free_port()
    server = subprocess.Popen(
        [
            *(str(Path(sys.executable).parent / "gunicorn"), "studio.wsgi"),
            *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "2"),
        ],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "studio.settings.development",
            "DATABASE_URL": f"postgres://studio:studio@127.0.0.1:{free_port()}/studio",
            "LOG_LEVEL": "ERROR",
            "STUDIO_ENV_FILE": "",
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: is_open(port) or server.poll() is not None)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def ask(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, json.loads(response.read())


def test_without_its_database_the_site_lives_and_is_not_ready(without_database):
    assert ask(without_database, "/health/live/") == (200, {"status": "ok"})
    assert ask(without_database, "/health/ready/") == (
        503,
        {"status": "failing", "database": False},
    )
