"""A furnished site of one's own, served as in production, for as long as it is judged."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError

import trustme

HOST = "studio.example"
ROOT = f"https://{HOST}"
#: Seconds until a server that does not answer is given up.
PATIENCE = 60


@dataclass(frozen=True)
class Site:
    """Where it is: ``port`` is the proxy's, ``inner`` that of the site behind it."""

    port: int
    inner: int

    @property
    def browser_arguments(self) -> list[str]:
        """What lets Chromium find the site under its name, and trust a certificate of nobody's."""
        return [
            f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{self.port}",
            "--ignore-certificate-errors",
        ]

    def fetch(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and content, whatever the status."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.inner}{path}",
            headers={"Host": HOST, "X-Forwarded-Proto": "https"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return response.status, dict(response.headers), response.read()
        except HTTPError as error:
            return error.code, dict(error.headers), error.read()


@contextmanager
def site() -> Iterator[Site]:
    """Furnish it and serve it; this process is connected to its database meanwhile."""
    with furnished() as folder, served(folder) as found:
        yield found


@contextmanager
def furnished() -> Iterator[str]:
    """The folder of a furnished site with production's settings, which the environment tells of."""
    folder = tempfile.mkdtemp(prefix="studio-judges-")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.judges.settings",
        "BASE_URL": ROOT,
        "BEHIND_PROXY": "yes",
        "DATA_DIR": folder,
        "LOG_LEVEL": "ERROR",
        "OTHER_LANGUAGES": "de",
        "SECRET_KEY": "of-no-real-site-" + "0123456789" * 5,
        "STUDIO_ENV_FILE": "",
    }
    os.environ.pop("DATABASE_URL", None)
    try:
        _furnish()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _furnish() -> None:
    for command in (
        ("migrate", "--verbosity", "0"),
        ("collectstatic", "--no-input", "--verbosity", "0"),
        ("furnish",),
        ("worker", "--once"),  # the pictures
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command], check=True, stdout=subprocess.DEVNULL
        )


@contextmanager
def served(folder: str) -> Iterator[Site]:
    """What is furnished, behind a proxy; both end with the block."""
    import django

    django.setup()
    found = Site(port=free_port(), inner=free_port())
    certificate = str(Path(folder) / "certificate.pem")
    trustme.CA().issue_cert(HOST).private_key_and_cert_chain_pem.write_to_path(certificate)
    gunicorn = [
        *(str(Path(sys.executable).parent / "gunicorn"), "studio.wsgi"),
        *("--bind", f"127.0.0.1:{found.inner}", "--workers", "2"),
        *("--worker-class", "gthread", "--threads", "4"),
    ]
    front = str(Path(__file__).parent / "front.mjs")
    with ExitStack() as stack:
        for command in (gunicorn, ["node", front, str(found.port), str(found.inner), certificate]):
            server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            stack.callback(server.wait)
            stack.callback(server.terminate)
        deadline = time.monotonic() + PATIENCE
        while not _answers(found):
            if time.monotonic() > deadline:
                raise SystemExit("The site that is to be judged does not start.")
            time.sleep(0.1)
        yield found


def free_port() -> int:
    """One on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(found: Site) -> bool:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", found.port)):
            return False
    try:
        return found.fetch("/health/ready/")[0] == 200
    except (URLError, OSError):
        return False
