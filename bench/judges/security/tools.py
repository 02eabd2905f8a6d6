"""The judges themselves: pinned, each in an environment of its own, run for a bounded time."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent.parent
#: Where they are installed; the site never imports from there.
TOOLS = HERE / "tools"
NAMES = ("wapiti", "sqlmap", "schemathesis")
#: Which of wapiti's modules may look: none that calls out, none that counts headers.
MODULES = "crlf,exec,file,permanentxss,redirect,sql,xss,xxe"
#: Seconds for one address of sqlmap, one module of wapiti, and all that schemathesis does.
AN_ADDRESS, A_MODULE, AN_API = 120, 60, 1_200
#: What schemathesis holds against an answer.
CHECKS = (
    "not_a_server_error,status_code_conformance,"
    "content_type_conformance,response_schema_conformance"
)


def install() -> None:
    """Have exactly what is pinned in NAME.txt, from PyPI."""
    for name in NAMES:
        pins, stamp = HERE / f"{name}.txt", TOOLS / name / ".installed"
        if stamp.is_file() and stamp.read_text() == pins.read_text():
            continue
        command = [sys.executable, str(PROJECT / ".ci/venv.py"), str(TOOLS / name), str(pins)]
        if subprocess.run(command, check=False).returncode:
            raise SystemExit(f"{name} could not be installed; pip says why above.")
        stamp.write_text(pins.read_text())


def wapiti(root: str, *, also: tuple[str, ...] = (), most: int = 0) -> str:
    """Its report on what is linked from ``root`` and from the paths in ``also``.

    ``most`` is how many pages of one folder it looks at; 0: all.
    What it would ask of a server elsewhere it asks of ``root``.
    """
    with tempfile.TemporaryDirectory(prefix="studio-wapiti-") as folder:
        report = Path(folder) / "report.json"
        _run(
            *("wapiti", "-u", f"{root}/", "-m", MODULES, "--endpoint", f"{root}/nobody/"),
            *(word for path in also for word in ("-s", root + path)),
            *("-x", f"{root}/static/*", "-x", f"{root}/media/*", "-x", f"{root}/admin/*"),
            *("--max-links-per-page", "40", "--max-files-per-dir", str(most)),
            *("--max-scan-time", str(A_MODULE * 4), "--max-attack-time", str(A_MODULE)),
            *("--no-bugreport", "--flush-session", "--color", "-v", "0", "-t", "30"),
            *("--store-session", folder, "--store-config", folder),
            *("-f", "json", "-o", str(report)),
            home=folder,
            seconds=A_MODULE * 20,
        )
        return report.read_text()


def sqlmap(address: str) -> str:
    """Its report on the parameters of one address; without what waits on purpose."""
    with tempfile.TemporaryDirectory(prefix="studio-sqlmap-") as folder:
        report = Path(folder) / "report.json"
        _run(
            *("sqlmap", "-u", address, "--batch", "--flush-session", "--disable-coloring"),
            *("--level", "2", "--risk", "1", "--technique", "BEU", "--skip-waf"),
            *("--threads", "2", "--time-limit", str(AN_ADDRESS), "--timeout", "30"),
            *("--output-dir", folder, "--report-json", str(report)),
            home=folder,
            seconds=AN_ADDRESS * 2,
        )
        return report.read_text()


def schemathesis(root: str, *, examples: int) -> str:
    """Its report on the API as ``api.yaml`` describes it."""
    with tempfile.TemporaryDirectory(prefix="studio-schemathesis-") as folder:
        report = Path(folder) / "report.json"
        _run(
            *("schemathesis", "run", str(HERE / "api.yaml"), "--url", root, "--checks", CHECKS),
            *("--seed", "1", "--max-examples", str(examples), "--request-timeout", "30"),
            *("--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all"),
            *("--continue-on-failure", "--no-shrink", "--warnings", "off"),
            *("--report", "json", "--report-json-path", str(report)),
            home=folder,
            seconds=AN_API,
        )
        return report.read_text()


def _run(name: str, *arguments: str, home: str, seconds: float) -> None:
    """They end with an error where they find something; without a report they have not looked."""
    try:
        done = subprocess.run(
            [str(TOOLS / name / "bin" / name), *arguments],
            cwd=home,
            env=os.environ | {"HOME": home},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SystemExit(f"{name} has not come to an end within {seconds:.0f} s.") from error
    if not any(Path(home).glob("report.json")):
        raise SystemExit(f"{name} wrote no report: {(done.stdout + done.stderr)[-2000:]}")
