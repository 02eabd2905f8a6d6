"""The tools that come from npm: pinned, installed by the command itself, never by the site."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
#: What html-validate needs. Lighthouse asks for 22.19 and is known to do its work on 20.19.
OLDEST = (20, 19)


def install() -> None:
    """Have exactly what package-lock.json names; say what is missing, where something is."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise SystemExit(
            "The judges need Node 20.19 or later with npm, and there is none here: install nodejs and npm."
        )
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if tuple(map(int, version.strip().removeprefix("v").split(".")[:2])) < OLDEST:
        raise SystemExit(f"The judges need Node 20.19 or later; this is {version.strip()}.")
    stamp, lock = MODULES / ".installed", (HERE / "package-lock.json").read_text()
    if stamp.is_file() and stamp.read_text() == lock:
        return
    print("Installing what bench/judges/package-lock.json names …", flush=True)
    # no script of any package is run
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=HERE, check=False).returncode:
        raise SystemExit("The judges could not be installed; npm says why above.")
    stamp.write_text(lock)


def has_java() -> bool:
    """Whether the Nu checker can run, which is a Java program."""
    java = shutil.which("java")
    return bool(java) and not subprocess.run([java, "-version"], capture_output=True).returncode


def run(name: str, *arguments: str, **environment: str) -> str:
    """What one of the tools prints. They end with an error where they find something.

    Into a file: Node leaves the rest of a long answer unsaid when it ends before a pipe is read.
    """
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [str(MODULES / ".bin" / name), *arguments],
            stdout=said,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | environment,
            check=False,
        )
        said.seek(0)
        answer = said.read()
    if not answer:
        raise SystemExit(f"{name} said nothing: {done.stderr[-2000:]}")
    return answer


def run_java(jar: str, *arguments: str) -> dict:
    """The answer, as JSON, of a Java program that came from npm."""
    command = ["java", "-Xss4m", "-jar", str(MODULES / jar), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout or done.stderr)
    except ValueError:
        raise SystemExit(f"{jar} said nothing that can be read: {done.stderr[-2000:]}") from None
