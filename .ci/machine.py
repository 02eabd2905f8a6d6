"""Follow docs/operating.md on a bare Debian machine, step by step, and see what stands there.

    python3 .ci/machine.py [FOLDER]

The machine is a container with a systemd and a network of its own, made from Debian's
packages. Every line of the chapter "From a bare Debian machine" is typed into it as it
stands there, by somebody who may use ``sudo``; nothing else is, but for two things that a
test cannot have: the code comes from this folder instead of a server, and the certificate
from a signer of our own (``STAND_INS``). A step that is missing in the chapter fails here.

Needs root, and installs mmdebstrap and systemd-container where they are missing.
"""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import way_out

PROJECT = Path(__file__).parents[1]
CHAPTER = PROJECT / "docs" / "operating.md"
HEADING = "## From a bare Debian machine"
TOOLS = {"mmdebstrap": "mmdebstrap", "systemd-nspawn": "systemd-container"}
#: What every Debian that somebody signs in to has.
BARE = "systemd-sysv,dbus,sudo,ca-certificates,tzdata"
SUITE = "bookworm"
PASSWORD = "a long one for the test 7431"
#: Prompt → what is typed.
ANSWERS = {"Password:": PASSWORD, "Password (again):": PASSWORD}
#: The beginning of a line of the chapter → what is typed instead.
STAND_INS = {"sudo certbot ": "sudo /srv/source/.ci/certificate.sh studio.example"}
#: Seconds.
LONGEST_BOOT = 60
LONGEST_SETUP = 1800


def steps() -> list[str]:
    """The lines of the chapter that are typed, in order, with what stands in for them."""
    _before, _heading, chapter = CHAPTER.read_text().partition(f"\n{HEADING}\n")
    chapter = chapter.split("\n## ")[0]
    lines = re.findall(r"^    (.+)$", chapter, re.MULTILINE)
    if not lines:
        sys.exit(f"Nothing to type below “{HEADING}” in {CHAPTER.name}.")
    for beginning, instead in STAND_INS.items():
        if not any(line.startswith(beginning) for line in lines):
            sys.exit(f"No line of the chapter begins with “{beginning}” any more.")
        lines = [instead if line.startswith(beginning) else line for line in lines]
    return lines


def get_tools() -> None:
    """Install what makes such a machine."""
    missing = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    if missing:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL)


def make_root(folder: Path) -> Path:
    """A Debian as it is after its installation, with one person who may use ``sudo``."""
    root = folder / "root"
    command = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={BARE}", SUITE, str(root)]
    subprocess.run(command, check=True)
    chroot = ["chroot", str(root)]
    subprocess.run([*chroot, "useradd", "--create-home", "--shell=/bin/bash", "owner"], check=True)
    (root / "etc/sudoers.d/owner").write_text("owner ALL=(ALL) NOPASSWD: ALL\n")
    (root / "etc/hosts").write_text("127.0.0.1 localhost bare studio.example\n")
    (root / "etc/hostname").write_text("bare\n")
    _show_the_way_out(root)
    source = root / "srv/source"
    subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(source)], check=True)
    return root


def _show_the_way_out(root: Path) -> None:
    """How this machine, and no other, reaches Debian and PyPI."""
    proxy = f"http://127.0.0.1:{way_out.PORT}"
    apt = f'Acquire::http::Proxy "{proxy}";\nAcquire::http::Pipeline-Depth "0";\nAcquire::Retries "3";\n'
    (root / "etc/apt/apt.conf.d/99way-out").write_text(apt)
    lines = ["[global]", f"proxy = {proxy}"]
    if trusted := os.environ.get("SSL_CERT_FILE"):
        shutil.copy(trusted, root / "etc/ssl/certs/outside.crt")
        lines.append("cert = /etc/ssl/certs/outside.crt")
    (root / "etc/pip.conf").write_text("\n".join(lines) + "\n")
    (root / "etc/gitconfig").write_text(
        '[url "/srv/source"]\n\tinsteadOf = https://git.example/studio.git\n'
        "[safe]\n\tdirectory = /srv/source\n\tdirectory = /srv/source/.git\n"
    )


@contextmanager
def booted(root: Path) -> Iterator[int]:
    """The machine, running; gives the number of its first process."""
    command = [
        *("systemd-nspawn", "--quiet", "--boot", f"--directory={root}", "--private-network"),
        *("--register=no", "--keep-unit", f"--machine=bare{os.getpid()}", "--console=pipe"),
    ]
    with tempfile.TemporaryFile() as said:
        nspawn = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
        try:
            yield _first_process(nspawn)
        finally:
            nspawn.send_signal(signal.SIGTERM)
            try:
                nspawn.wait(LONGEST_BOOT)
            except subprocess.TimeoutExpired:
                nspawn.kill()
                nspawn.wait()


def _first_process(nspawn: subprocess.Popen) -> int:
    until = time.monotonic() + LONGEST_BOOT
    children = Path(f"/proc/{nspawn.pid}/task/{nspawn.pid}/children")
    while time.monotonic() < until and nspawn.poll() is None:
        for pid in map(int, children.read_text().split()):
            state = inside(pid, "systemctl", "is-system-running", check=False)
            if state.stdout.strip() in {"running", "degraded"}:
                return pid
        time.sleep(0.5)
    sys.exit("The machine does not start.")


def _entering(pid: int) -> list[str]:
    parts = ("--mount", "--uts", "--ipc", "--net", "--pid")
    path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return ["nsenter", f"--target={pid}", *parts, "env", "-i", path, "LANG=C.UTF-8", "TERM=dumb"]


def inside(pid: int, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command on the machine, as root, and give what it says."""
    return subprocess.run(
        [*_entering(pid), *command], capture_output=True, text=True, check=check, errors="replace"
    )


def type_in(pid: int, lines: list[str]) -> int:
    """Let the owner type the lines into one shell that stops at the first failure."""
    script = Path(f"/proc/{pid}/root/home/owner/typed.sh")
    script.write_text("\n".join(["set -euo pipefail", "cd", *lines, ""]))
    typing = ("sudo", "-u", "owner", "-i", "bash", "-v", "/home/owner/typed.sh")
    command = [*_entering(pid), *typing]
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(command[0], command)
    said, until = "", time.monotonic() + LONGEST_SETUP
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            piece = os.read(terminal, 4096).decode(errors="replace")
        except OSError:  # whoever typed has hung up
            break
        if not piece:
            break
        sys.stdout.write(piece)
        sys.stdout.flush()
        said = (said + piece)[-2000:]
        for prompt, answer in ANSWERS.items():
            if said.rstrip().endswith(prompt):
                os.write(terminal, f"{answer}\n".encode())
                said = ""
    else:
        os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def main() -> None:
    """Make the machine, follow the chapter, look at what stands there, also after a restart."""
    if os.geteuid():
        sys.exit("To make a machine takes root.")
    lines = steps()
    get_tools()
    with tempfile.TemporaryDirectory(prefix="studio-machine-") as folder:
        root = make_root(Path(folder))
        with booted(root) as pid:
            way_out.open_for(pid)
            if type_in(pid, lines):
                sys.exit("The chapter does not lead to a site: the last line above failed.")
            prove(pid)
        with booted(root) as pid:  # as after a power cut; nothing is typed
            prove(pid)
    print("The chapter leads from a bare Debian to a site, and the site survives a restart.")


def prove(pid: int) -> None:
    """Run what looks at the site from the machine itself."""
    looked = inside(pid, "python3", "/srv/source/.ci/looked_at.py", PASSWORD, check=False)
    print(looked.stdout + looked.stderr, flush=True)
    if looked.returncode:
        print(inside(pid, "journalctl", "--no-pager", "-n", "60", check=False).stdout)
        sys.exit("What stands there is not what the chapter promises.")


if __name__ == "__main__":
    main()
