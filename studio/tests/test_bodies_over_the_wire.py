"""Four hundred megabytes against gunicorn: refused at once, held nowhere."""

import socket
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection

from studio.bodies import LARGEST_POST
from studio.tests.caching.conftest import Workers
from studio.tests.cast import make_site

pytestmark = pytest.mark.django_db(transaction=True)

MEGABYTE = 1024 * 1024
HUGE = 400 * MEGABYTE
#: What two sockets and a server's manners may swallow of what nobody reads.
SWALLOWED = 32 * MEGABYTE
CHUNK = b"10000\r\n" + b"x" * 65536 + b"\r\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the server lays down what it needs for a while."""
    return tmp_path_factory.mktemp("laid-down")


@pytest.fixture(scope="module")
def _workers(folder, django_db_setup, django_db_blocker):
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("TMPDIR", str(folder))
        workers = Workers(megabytes=1)
    yield workers
    workers.stop()


@pytest.fixture
def served(_workers, transactional_db):
    """The site behind gunicorn."""
    make_site()
    connection.close()
    _workers.get("/")
    return _workers


def memory(workers):
    """The most that any process of the server has held so far, in megabytes (Linux)."""
    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except OSError:
            continue  # has ended meanwhile
        if told["PPid"].strip() == str(workers.process.pid):
            most = max(most, int(told["VmHWM"].split()[0]))
    return most // 1024


def stream(port, head, piece, total):
    """Send until it is over or somebody hangs up; what was answered, and how much was sent."""
    line = socket.create_connection(("127.0.0.1", port), timeout=5)
    line.sendall(head.encode() + b"\r\n\r\n")
    sent, answer = 0, b""
    with suppress(OSError):  # the other side hangs up
        while sent < total:
            line.sendall(piece)
            sent += len(piece)
    with suppress(OSError):  # the answer is lost where what we sent was still on its way
        answer = line.recv(65536)
    line.close()
    return answer.partition(b"\r\n")[0].decode(), sent


def heads(path):
    post = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1"
    form = "Content-Type: application/x-www-form-urlencoded"
    files = "Content-Type: multipart/form-data; boundary=x"
    return {
        "a form": (f"{post}\r\n{form}\r\nContent-Length: {HUGE}", b"x" * 65536),
        "a file": (
            f"{post}\r\n{files}\r\nContent-Length: {HUGE}",
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + b"x" * 65536,
        ),
        "pieces": (f"{post}\r\n{form}\r\nTransfer-Encoding: chunked", CHUNK),
    }


@pytest.mark.parametrize("path", ["/", "/admin/images/add/"])
@pytest.mark.parametrize("kind", heads("/"))
def test_four_hundred_megabytes_are_refused_at_once_and_held_nowhere(served, folder, path, kind):
    before = memory(served)
    head, piece = heads(path)[kind]

    answer, sent = stream(served.port, head, piece, HUGE)

    assert answer in {"HTTP/1.1 413 Request Entity Too Large", ""}
    assert sent < SWALLOWED
    assert list(folder.rglob("*")) == []
    assert memory(served) - before < 16
    assert served.get("/health/live/").status == 200


def test_whoever_waits_for_the_answer_gets_one(served):
    for head, _piece in list(heads("/").values())[:2]:
        assert stream(served.port, head, b"x", 1)[0] == "HTTP/1.1 413 Request Entity Too Large"
    pieces, piece = heads("/")["pieces"]
    times = LARGEST_POST // 65536 + 1

    answer, _sent = stream(served.port, pieces, piece * times, 1)

    assert answer == "HTTP/1.1 413 Request Entity Too Large"


@pytest.mark.parametrize(
    "more",
    [
        "Content-Length: -1",
        "Content-Length: 1, 1",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 0x10",
        "Transfer-Encoding: chunked, chunked",
        "X: " + "y" * 9000,
        "Cookie: " + "a=b; " * 20_000,
        "\r\n".join(f"X-{number}: y" for number in range(150)),
        "Bad Header: y",
    ],
)
def test_a_head_that_is_none_or_far_too_long_is_refused(served, more):
    head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n{more}"

    answer, _sent = stream(served.port, head, b"", 0)

    assert answer.startswith("HTTP/1.1 4")


def test_pieces_that_are_none_are_a_bad_request(served):
    head = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked"

    answer, _sent = stream(served.port, head, b"zz\r\nnonsense\r\n", 1)

    assert answer == "HTTP/1.1 400 Bad Request"


@pytest.mark.parametrize("path", ["/" + "a" * 20_000, "/?" + "x=1&" * 100_000])
def test_addresses_without_end_are_refused(served, path):
    answer, _sent = stream(served.port, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1", b"", 0)

    assert answer.startswith("HTTP/1.1 4")


def test_a_length_that_is_too_small_makes_two_requests_of_one(served):
    head = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5"

    answer, sent = stream(served.port, head, b"x" * 65536, HUGE)

    assert answer in {"HTTP/1.1 405 Method Not Allowed", ""}
    assert sent < SWALLOWED
