"""Lighthouse's four scores, for a phone on a slow line, each of which should be 100."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from bench.judges import node
from studio.tests.chromium import launch_options

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
#: Runs of a page whose speed falls short once; this machine may have been busy.
AGAIN = 2


@dataclass(frozen=True)
class Report:
    """What one page got."""

    scores: dict[str, int]
    #: Audits that cost points, with how many of the category's hundred: (category, audit) → points.
    costs: dict[tuple[str, str], float]

    def lacking(self, category: str, excused: frozenset[str] = frozenset()) -> list[str]:
        """The audits for which a category is below 100, apart from those that are excused."""
        costs = {
            audit: points
            for (of, audit), points in self.costs.items()
            if of == category and audit not in excused
        }
        if round(100 - sum(costs.values())) >= 100:
            return []
        return [f"{category} −{points:.0f}: {audit}" for audit, points in costs.items()]


def browser_path() -> str:
    """The browser that the tests use."""
    if path := launch_options().get("executable_path"):
        return str(path)
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def judge(url: str, flags: Sequence[str] = ()) -> Report:
    """One page; its speed is the median of three where it fell short once."""
    report = look(url, flags)
    if not report.lacking("performance"):
        return report
    others = [look(url, flags, ("performance",)) for _time in range(AGAIN)]
    runs = sorted([report, *others], key=lambda one: one.scores["performance"])
    middle = runs[len(runs) // 2]
    assert middle.scores["performance"] == statistics.median(
        one.scores["performance"] for one in runs
    )
    kept = {key: points for key, points in report.costs.items() if key[0] != "performance"}
    speed = {key: points for key, points in middle.costs.items() if key[0] == "performance"}
    scores = report.scores | {"performance": middle.scores["performance"]}
    return Report(scores, kept | speed)


def look(url: str, flags: Sequence[str] = (), categories: Sequence[str] = CATEGORIES) -> Report:
    """One look at a page, by a browser with further ``flags``."""
    said = node.run(
        "lighthouse",
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={' '.join(map(_quoted, (*FLAGS, *flags)))}",
        "--ignore-status-code",  # pages that tell of a failure are pages
        CHROME_PATH=browser_path(),
    )
    report = json.loads(said)
    if error := report.get("runtimeError"):
        raise SystemExit(f"Lighthouse could not open {urlsplit(url).path}: {error['message']}")
    return read(report)


def _quoted(flag: str) -> str:
    """As Lighthouse takes it apart again: only the value may stand in quotes."""
    name, equals, value = flag.partition("=")
    return f'{name}="{value}"' if equals else name


def read(report: dict) -> Report:
    """What Lighthouse's own report says, in so many words."""
    scores, costs = {}, {}
    for name, category in report["categories"].items():
        scores[name] = round(100 * (category["score"] or 0))
        weighed = [
            (one["id"], one["weight"], report["audits"][one["id"]]["score"])
            for one in category["auditRefs"]
            if one["weight"] and report["audits"][one["id"]]["score"] is not None
        ]
        whole = sum(weight for _audit, weight, _score in weighed)
        for audit, weight, score in weighed:
            if score < 1:
                costs[name, audit] = 100 * weight * (1 - score) / whole
    return Report(scores, costs)
