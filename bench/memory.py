"""What a web worker weighs after 10,000 requests, and whether it goes on growing."""

import os
import re
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

from bench import summary

REQUESTS = 10_000
#: When its memory is looked at.
LOOKS = (100, 1_000, 2_500, 5_000, 7_500, 10_000)
#: MiB a worker may weigh, and how much more at the end than at half time is called growing.
MOST, GROWING = 200, 1.02
_PORT = 8117
#: What it is asked for, again and again, with addresses nobody has and questions nobody asked.
_ADDRESSES = (
    *("/", "/articles/", "/articles/the-arch-is-a-spring/", "/events/", "/events/trunk-training/"),
    *("/articles/feed/", "/events.ics", "/teachers/", "/api/v2/pages/", "/sitemap.xml"),
    *("/search/?q=spring+{number}", "/nowhere-{number}/", "/articles/?of={number}"),
)


def report() -> None:
    """Print the megabytes of one worker on the way to its ten thousandth request."""
    seen = measure()
    print(f"\nA web worker after so many requests of {len(_ADDRESSES)} kinds, resident memory")
    for number, mebibytes in seen.items():
        print(f"  {number:6,}            {mebibytes:7.0f} MiB")
    summary.add(
        "a web worker after 10,000 requests", f"{seen[REQUESTS]:.0f} MiB", f"at most {MOST}"
    )
    half, end = seen[LOOKS[-3]], seen[LOOKS[-1]]
    grown = end / half
    summary.add("its memory then, beside half time", f"{grown:.3f} times", "not growing")
    print(f"  at the end (at most {MOST})   {end:.0f} MiB{'' if end <= MOST else '  !'}")
    print(
        f"  beside half time            {grown:.3f} times (growing above {GROWING})"
        f"{'' if grown <= GROWING else '  !'}"
    )


def measure() -> dict[int, float]:
    """Requests → MiB. The site is that of ``DATA_DIR``, as :mod:`bench.settings` show it."""
    with tempfile.TemporaryDirectory(prefix="studio-memory-") as folder:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "studio.wsgi", "--workers=1", "--threads=4"),
                f"--bind=127.0.0.1:{_PORT}",
                f"--pid={folder}/pid",
            ],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings", "LOG_LEVEL": "ERROR"},
            stderr=subprocess.DEVNULL,
        )
        try:
            connection = _connect(server)
            worker = _only_child(server.pid)
            seen = {}
            for number in range(1, REQUESTS + 1):
                address = _ADDRESSES[number % len(_ADDRESSES)].format(number=number)
                _get(connection, address)
                if number in LOOKS:
                    seen[number] = _resident(worker)
            assert _only_child(server.pid) == worker, "the worker was exchanged on the way"
            return seen
        finally:
            server.terminate()
            server.wait()


def _connect(server: subprocess.Popen) -> HTTPConnection:
    """Once somebody answers."""
    for _attempt in range(120):
        assert server.poll() is None, "the server has ended"
        connection = HTTPConnection("127.0.0.1", _PORT, timeout=60)
        try:
            _get(connection, "/")
        except OSError:
            time.sleep(0.5)
        else:
            return connection
    raise SystemExit("No server answers.")


def _get(connection: HTTPConnection, address: str) -> None:
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    wanted = 404 if "nowhere" in address else 200
    assert answer.status == wanted, (address, answer.status)


def _only_child(pid: int) -> int:
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024
