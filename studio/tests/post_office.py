"""A real SMTP server for tests, and the site's own commands as processes."""

import os
import socket
import subprocess
import sys
import time
from collections import deque
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection

PROJECT = Path(__file__).resolve().parent.parent.parent


class PostOffice:
    """Takes letters on a port of its own; keeps the port when it closes and opens again.

    ``answers`` are given to RCPT, ``last_answers`` to DATA, one a letter; without
    any, letters are taken. ``on_taken`` is called before the 250 to DATA.
    """

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.taken = []
        self.answers = deque()
        self.last_answers = deque()
        self.on_taken = None
        self._controller = None

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def message_ids(self):
        return [message["Message-ID"] for message in self.taken]

    def open(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self):
        if self._controller:
            self._controller.stop()
            self._controller = None

    # --- what aiosmtpd asks ----------------------------------------------

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answers:
            return self.answers.popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.last_answers:
            return self.last_answers.popleft()
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.on_taken:
            self.on_taken()
        return "250 OK"


def start(*command, post_office):
    """One of the site's commands as a process of its own, on the database of the tests."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=os.environ | environment() | {"EMAIL_URL": post_office.url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def environment():
    """That of a process of the site on the database of the tests."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    else:
        url = f"sqlite:///{name}"
    return {
        "DJANGO_SETTINGS_MODULE": "studio.settings.development",
        "DATABASE_URL": url,
        "DATA_DIR": str(Path(settings.CACHE_DIR).parent),
        "SECRET_KEY": settings.SECRET_KEY,
        "LOG_LEVEL": "INFO",
    }


def wait_until(fact, seconds=30):
    """Wait until ``fact()`` is true; fail with it otherwise."""
    deadline = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < deadline, "It has not come true."
        time.sleep(0.05)
