"""Whether a version that we pin is known to be vulnerable.

pip-audit asks PyPI. Where it cannot, it says "No known vulnerabilities found" all the same and
ends with success, so it is first shown a version that has many: what it says of ours counts
only if it knew those. Where nobody can be asked, ``AUDIT=required`` fails; else that is said,
and is no success that anybody should believe.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

#: Has dozens of advisories; the last release of its line was 3.2.25.
PLANTED = "django==3.2.0"
PINS = ("requirements.txt", "requirements-services.txt", "requirements-dev.txt")

Report = dict[str, Any]


def audited(pins: str) -> Report:
    """What pip-audit reports of pins in the format of requirements; ``{}`` where it says nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pins.txt"
        path.write_text(pins)
        command = [
            *(sys.executable, "-m", "pip_audit", "-r", str(path), "--no-deps", "--disable-pip"),
            *("--format", "json", "--progress-spinner", "off", "--timeout", "10"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {}


def vulnerable(report: Report) -> list[str]:
    """Lines such as ``django 3.2.0: PYSEC-2021-98``."""
    return [
        f"{one['name']} {one['version']}: {', '.join(fault['id'] for fault in one['vulns'])}"
        for one in report.get("dependencies", [])
        if one.get("vulns")
    ]


def unknown(report: Report) -> list[str]:
    """Lines about versions of which nothing could be learnt."""
    return [
        f"{one['name']}: {one['skip_reason']}"
        for one in report.get("dependencies", [])
        if "skip_reason" in one
    ]


def verdict(control: Report, report: Report, *, is_required: bool) -> tuple[bool, Iterable[str]]:
    """Whether the audit passes, and what is to be said."""
    if not vulnerable(control):
        words = "NOT AUDITED: whoever knows of vulnerable versions cannot be reached from here"
        return not is_required, [words]
    faults = [*vulnerable(report), *unknown(report)]
    if not report.get("dependencies"):
        faults.append("nothing was looked at")
    return not faults, faults or ["no version that we pin is known to be vulnerable"]


def exact(text: str) -> str:
    """The pins of a file without their hashes and conditions: all platforms are looked at."""
    lines = (line.partition(" ")[0] for line in text.splitlines() if "==" in line)
    wanted = {line for line in lines if not line.startswith(("#", "--"))}
    return "\n".join(sorted(wanted)) + "\n"


def main() -> None:
    """Ask, say, and fail where there is something to mend."""
    control = audited(PLANTED)
    report = audited(exact("\n".join(Path(name).read_text() for name in PINS)))
    passes, words = verdict(control, report, is_required=os.environ.get("AUDIT") == "required")
    print("\n".join(words))
    sys.exit(not passes)


if __name__ == "__main__":
    main()
