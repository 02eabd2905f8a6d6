"""One command brings the furnished site up, and one key ends all of it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from studio.settings.environment import PROJECT

pytestmark = pytest.mark.own_database


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(tmp_path, port):
    inherited = {"DATABASE_URL", "BASE_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in inherited}
    environment |= {
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "studio.settings.development",
        "PYTHONUNBUFFERED": "1",
        "STUDIO_ENV_FILE": "",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "up", "--port", str(port)],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(process, words, seconds=240):
    """What the process prints until a line with ``words``, or all of it when it ends."""
    lines = []
    patience = threading.Timer(seconds, process.kill)
    patience.start()
    for line in process.stdout:
        lines.append(line)
        if words in line:
            break
    patience.cancel()
    return "".join(lines)


def processes_with(words):
    """The command lines of running processes that hold ``words``."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it has ended
        if words in line:
            found.append(line)
    return found


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    """The folder of a site that was brought up once, what it said, and one page it served."""
    folder, port = tmp_path_factory.mktemp("up"), free_port()
    process = start(folder, port)
    said = read_until(process, "Ctrl-C stops everything")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/articles/") as response:
        page = response.read().decode()
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=30)[0]
    return folder, port, said, page, rest, process.returncode


def test_the_first_start_furnishes_the_site_and_says_where_it_is(furnished):
    _folder, port, said, page, _rest, _code = furnished

    assert f"http://127.0.0.1:{port}/\n" in said
    assert f"http://127.0.0.1:{port}/admin/\n" in said
    names = "admin, editor, author, moderator, frontdesk, registrar, privacy, teacher"
    assert f"{names} (password of each: studio)" in said
    assert "Article 15 of 15" in said
    assert "Training the trunk in spring" in page


def test_ctrl_c_ends_every_part(furnished):
    _folder, port, _said, _page, rest, code = furnished

    assert code == 0
    assert "Traceback" not in rest
    assert processes_with(f"runserver 127.0.0.1:{port}") == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_second_start_changes_nobodys_data(furnished):
    folder, _port, *_ = furnished
    port = free_port()

    process = start(folder, port)
    said = read_until(process, "Ctrl-C stops everything")
    process.send_signal(signal.SIGHUP)  # as a terminal that is closed
    process.communicate(timeout=30)

    assert processes_with(f"runserver 127.0.0.1:{port}") == []
    assert f"http://127.0.0.1:{port}/\n" in said
    assert "Furnishing" not in said
    assert "Preparing" not in said


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(tmp_path, port)
        said = process.communicate(timeout=60)[0]

    assert process.returncode == 1
    assert said.startswith(f"CommandError: Port {port} cannot be used")


@pytest.mark.parametrize("port", ["0", "http", "70000"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    process = start(tmp_path, port)
    said = process.communicate(timeout=60)[0]

    assert process.returncode == 1
    assert said == f"CommandError: PORT must be a number from 1 to 65535, not {port}.\n"
