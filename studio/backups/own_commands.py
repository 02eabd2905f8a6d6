"""A command of this site in a process of its own, with settings of its own."""

import os
import subprocess
import sys

from studio.settings.environment import PROJECT


def run(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
    """What it said, and how it ended, when it has."""
    return subprocess.run(  # noqa: S603
        [sys.executable, str(PROJECT / "manage.py"), *arguments],
        cwd=PROJECT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
