"""Make a virtual environment and install exact pins into it, with Python alone.

    python3 .ci/venv.py FOLDER REQUIREMENTS

Debian ships Python without ``venv``; where we may install packages we do, and
where we may not we say in one sentence what is missing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

DEBIAN_PACKAGE = "python3-venv"


def quietly(*command: str) -> bool:
    """Whether a command exists and succeeds; what it prints is dropped."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def make(folder: Path) -> bool:
    """Make the environment by whatever is there."""
    return quietly(sys.executable, "-m", "venv", str(folder)) or quietly(
        sys.executable, "-m", "virtualenv", str(folder)
    )


def install_venv() -> bool:
    """Install Debian's package where we are allowed to."""
    if not shutil.which("apt-get"):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not quietly(*prefix, "true"):
        return False
    quietly(*prefix, "apt-get", "update")
    return quietly(
        *prefix, "apt-get", "install", "--yes", "--no-install-recommends", DEBIAN_PACKAGE
    )


def main() -> None:
    """Make the environment if it is not there, then install the pins."""
    folder, requirements = Path(sys.argv[1]), sys.argv[2]
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        sys.exit(f"Studio needs Python 3.11 to 3.14; this is {sys.version.split()[0]}.")
    python = folder / "bin" / "python"
    if not quietly(str(python), "-m", "pip", "--version"):
        shutil.rmtree(folder, ignore_errors=True)
        if not (make(folder) or (install_venv() and make(folder))):
            sys.exit(
                f"Python cannot make a virtual environment here: install {DEBIAN_PACKAGE} first."
            )
    print(f"Installing {requirements} …", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--require-hashes", "-r", requirements], check=False).returncode:
        sys.exit(f"The packages of {requirements} could not be installed; pip says why above.")


if __name__ == "__main__":
    main()
