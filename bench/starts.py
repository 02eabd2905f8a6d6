"""How long the two commands of the README take, from a clean copy and again."""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path


def report(project: Path) -> None:
    """Cold and warm start of ``make run`` in a clean clone."""
    with tempfile.TemporaryDirectory(prefix="studio-clone-") as folder:
        clone = Path(folder) / "studio"
        subprocess.run(["git", "clone", "--quiet", str(project), str(clone)], check=True)
        print(f"\nmake run, clean clone    {_run(clone, 8765):7.1f} s")
        print(f"make run, again          {_run(clone, 8765):7.1f} s", flush=True)


def _run(clone: Path, port: int) -> float:
    """Seconds from the command to the line that tells the address."""
    names = {
        "DATA_DIR",
        "DJANGO_SETTINGS_MODULE",
        "LOG_LEVEL",
        "STUDIO_ENV_FILE",
        "VIRTUAL_ENV",
        "MAKEFLAGS",
        "MAKELEVEL",
    }
    environment = {name: value for name, value in os.environ.items() if name not in names}
    start = time.monotonic()
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=clone,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C stops everything" in line:
            break
    else:
        raise SystemExit("make run failed:\n" + "".join(said))
    seconds = time.monotonic() - start
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=30)
    return seconds
