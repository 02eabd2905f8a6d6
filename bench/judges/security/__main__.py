"""Let outside judges of security try the furnished site: ``python -m bench.judges.security``.

First each has to find a fault that is planted for it; then the site is served with production's
settings on 127.0.0.1, and everything they find makes the run fail. See bench/README.md.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from bench.judges.security import findings, tools
from bench.judges.security.planted import planted
from bench.judges.site import PATIENCE, free_port, furnished

#: Test cases of schemathesis for each operation; fewer are enough for what is planted.
EXAMPLES, EXAMPLES_OF_PLANTED = 100, 20
#: Where sqlmap looks: search, filters, calendars, API, each with all that may be asked there.
QUESTIONS = {
    "/search/": {
        "q": "foot",
        "type": "article",
        "topic": "feet",
        "person": "ida",
        "year": "2026",
        "page": "1",
    },
    "/search/suggestions/": {"q": "foo"},
    "/events/": {"kind": "class", "level": "all", "teacher": "ida", "past": "1"},
    "/articles/": {"page": "1"},
    "/events.ics": {"kind": "class", "level": "all", "teacher": "ida"},
    "/api/v2/pages/": {
        "type": "articles.ArticlePage",
        "fields": "title",
        "order": "title",
        "slug": "feet",
        "limit": "5",
        "offset": "0",
    },
    "/api/v2/pages/find/": {"html_path": "/events/"},
    "/comments/feed/": {"page": "1"},
}
#: Where wapiti begins besides the front door.
BEGINNINGS = ("/search/?q=foot", "/events/?past=1", "/articles/", "/contact/", "/your-data/")


def main() -> None:
    """Install, plant, judge, tell."""
    parser = argparse.ArgumentParser(prog="make judges", description=__doc__)
    parser.add_argument("--only", choices=tools.NAMES, action="append", help="this judge alone")
    asked = parser.parse_args().only or list(tools.NAMES)
    tools.install()
    with planted() as root:
        seen = {judge: _PLANTED[judge](root) for judge in asked}
    if blind := findings.blind(seen, asked):
        sys.exit("Judges that cannot be trusted here:\n  " + "\n  ".join(blind))
    print("Every judge found what was planted for it. Furnishing a site …", flush=True)
    found: dict[str, set[str]] = {}
    lines = [
        "| judge | requests | answers of 5xx | findings | planted, found |",
        "|---|---|---|---|---|",
    ]
    with furnished() as folder, served(folder) as (root, log):
        for judge in asked:
            before = len(_statuses(log))
            found[judge] = _JUDGE[judge](root)
            statuses = _statuses(log)[before:]
            broken = [one for one in statuses if one >= "500"]
            if broken:
                found[judge].add(f"{len(broken)} answers of {', '.join(sorted(set(broken)))}")
            wanted = len(findings.WANTED[judge])
            counts = (
                f"{len(statuses):,} | {len(broken)} | {len(found[judge])} | {wanted} of {wanted}"
            )
            lines.append(f"| {judge} | {counts} |")
            print(lines[-1], flush=True)
        failures = [one for one in _lines(log) if one.startswith("5")]
    print(f"\n{date.today():%-d %B %Y}\n\n" + "\n".join(lines))
    said = [f"{judge}: {one}" for judge, ones in found.items() for one in sorted(ones)]
    print("\n".join([*said, *failures[:20]]))
    sys.exit(bool(said))


@contextmanager
def served(folder: str) -> Iterator[tuple[str, Path]]:
    """The furnished site as judges reach it: its address, and the log of what it answered."""
    log = Path(folder) / "access.log"
    with tempfile.TemporaryFile() as errors:
        port = free_port()
        root = f"http://127.0.0.1:{port}"
        gunicorn = [
            *(str(Path(sys.executable).parent / "gunicorn"), "bench.judges.security.wsgi"),
            *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--timeout", "60"),
            *("--worker-class", "gthread", "--threads", "4"),
            *("--access-logfile", str(log), "--access-logformat", "%(s)s %(m)s %(U)s?%(q)s"),
        ]
        server = subprocess.Popen(gunicorn, stderr=errors, env=dict(os.environ))
        try:
            _wait(root)
            yield root, log
        finally:
            server.terminate()
            server.wait()


def _wait(root: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError), urlopen(f"{root}/health/ready/", timeout=PATIENCE):
            return
        time.sleep(0.1)
    raise SystemExit("The site that is to be judged does not start.")


def _statuses(log: Path) -> list[str]:
    time.sleep(1)  # what is still being written
    return [line.split()[0] for line in _lines(log)]


def _lines(log: Path) -> list[str]:
    """A line for each request: what is asked may hold what ends a line elsewhere."""
    return re.findall(r"^\d{3} [A-Z]+ /.*$", log.read_text(), re.MULTILINE)


def _wapiti(root: str, **how: Any) -> set[str]:
    return findings.wapiti(tools.wapiti(root, **how))


def _sqlmap(root: str, addresses: Iterable[str]) -> set[str]:
    return set().union(*(findings.sqlmap(tools.sqlmap(root + one)) for one in addresses))


def _schemathesis(root: str, examples: int) -> set[str]:
    return findings.schemathesis(tools.schemathesis(root, examples=examples))


_PLANTED = {
    "wapiti": _wapiti,
    "sqlmap": lambda root: _sqlmap(root, ["/find/?number=1", "/innocent/?name=ida"]),
    "schemathesis": lambda root: _schemathesis(root, EXAMPLES_OF_PLANTED),
}
_JUDGE = {
    "wapiti": lambda root: _wapiti(root, also=BEGINNINGS, most=12),
    "sqlmap": lambda root: _sqlmap(
        root, [f"{path}?{urlencode(asked)}" for path, asked in QUESTIONS.items()]
    ),
    "schemathesis": lambda root: _schemathesis(root, EXAMPLES),
}

if __name__ == "__main__":
    main()
