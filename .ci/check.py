"""Everything that a tool can see without running the site; each line must pass."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BIN = Path(sys.executable).parent
ROOMS = ("articles", "comments", "events", "home", "search", "studio")
TEMPLATES = [str(path) for room in ROOMS for path in sorted(Path(room).rglob("*.html"))]
PINS = [
    *("--system-certs", "--quiet", "--universal", "--generate-hashes", "--no-header"),
    *("--no-emit-index-url", "--no-emit-find-links"),
]
#: Settings of no real site, with which the production settings can be looked at.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "studio.settings.production",
    "SECRET_KEY": "0123456789" * 6,
    "BASE_URL": "https://studio.example",
}


def passes(title: str, *command: str, **environment: str) -> bool:
    """Run one check; show what it says only when it fails."""
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "STUDIO_ENV_FILE": "", **environment},
    )
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'}  {title}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def pins_are_exported() -> bool:
    """Whether the pins are those that the ranges of pyproject.toml lead to."""
    results, said = [], []
    for name, group in (
        ("requirements.txt", []),
        ("requirements-services.txt", ["--group", "services"]),
        ("requirements-dev.txt", ["--group", "dev"]),
    ):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / name
            copy.write_text(Path(name).read_text())
            command = [
                str(BIN / "uv"),
                "pip",
                "compile",
                *PINS,
                "pyproject.toml",
                *group,
                "-o",
                str(copy),
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            results.append(done.returncode == 0 and copy.read_text() == Path(name).read_text())
            said.append(done.stderr)
    print(
        f"{'ok  ' if all(results) else 'FAIL'}  pins are exported from pyproject.toml", flush=True
    )
    return all(results)


def pins_are_audited() -> bool:
    """Whether no pinned version is known to be vulnerable; says so where nobody could be asked."""
    command = [sys.executable, str(Path(__file__).parent / "audit.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    is_asked = not done.stdout.startswith("NOT AUDITED")
    mark = "FAIL" if done.returncode else "ok  " if is_asked else "??  "
    print(f"{mark}  pins are audited", flush=True)
    if done.returncode or not is_asked:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def main() -> None:
    """Run all checks, then fail if any did."""
    with tempfile.TemporaryDirectory() as folder:
        here = {"DATA_DIR": folder}
        manage = ("python", "-W", "error::RuntimeWarning:wagtail", "manage.py")
        results = [
            passes("ruff lints", "ruff", "check", "--no-cache", "."),
            passes("ruff formats", "ruff", "format", "--check", "--no-cache", "."),
            passes(
                "djade formats templates", "djade", "--check", "--target-version", "5.2", *TEMPLATES
            ),
            passes("bandit finds nothing that is not argued", "python", ".ci/argued.py"),
            passes("rooms look down", "lint-imports", "--no-cache"),
            passes(
                "models have their migrations",
                *manage,
                "makemigrations",
                "--check",
                "--dry-run",
                **here,
            ),
            passes(
                "the old release can go on while migrations run",
                *("python", ".ci/migrations.py"),
                **here,
            ),
            passes(
                "production settings are fit to deploy",
                *manage,
                *("check", "--deploy", "--fail-level", "WARNING"),
                **here,
                **PRODUCTION,
            ),
            pins_are_exported(),
            pins_are_audited(),
        ]
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
