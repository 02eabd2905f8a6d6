"""The days on which clocks change: what the tests of ``events`` say of them, each by its cases."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

from bench.faults.processes import PROJECT
from bench.faults.rows import Row, tell

FAULT = "both days on which clocks change"
#: What is asked → where.
TESTS = {
    "a hint in the editor": "events/tests/test_dates_in_the_editor.py",
    "letters, calendars, pages": "events/tests/test_letters_on_the_days_clocks_change.py",
    "when registration opens and closes": "events/tests/test_windows.py",
    "how long an offer holds": "events/tests/test_promotion.py",
    "time by the wall, at random": "events/tests/test_wall_clock.py",
}


def report() -> None:
    """The full figures: run them on SQLite."""
    tell(_rows())


def _rows() -> Iterator[Row]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-rN", "--no-header"]
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [*command, "-m", "not commits", *TESTS.values()],
        cwd=PROJECT,
        env=clean | {"STUDIO_ENV_FILE": "", "DJANGO_SETTINGS_MODULE": "studio.settings.test"},
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.strip().splitlines()[-1]
    passed = int((re.search(r"(\d+) passed", last) or ["", "0"])[1])
    figure = f"{passed} cases right" if done.returncode == 0 else last
    yield Row(FAULT, "SQLite", f"{figure}: {', '.join(TESTS)}", done.returncode == 0)
