"""What the judges' own reports say, each read to ``kind: path parameter`` and nothing more.

And the rule: a judge that does not find what was planted for it is not believed, and neither is
one that finds a fault where there is none.
"""

import json
from collections.abc import Iterable

#: The path of the planted page on which there is nothing to find.
INNOCENT = "/innocent/"
#: Judge → what it has to find on the planted site.
WANTED = {
    "wapiti": {
        "CRLF Injection: /note/ colour",
        "Open Redirect: /go/ to",
        "Path Traversal: /read/ file",
        "Reflected Cross Site Scripting: /greet/ name",
        "SQL Injection: /find/ number",
    },
    "sqlmap": {"SQL injection: /find/ number"},
    "schemathesis": {"Server error: GET /api/v2/pages/"},
}


def wapiti(report: str) -> set[str]:
    """From its JSON; what it calls additional (fingerprints) is no finding."""
    told = json.loads(report)
    return {
        f"{kind}: {one['path']} {one['parameter']}".strip()
        for kind, found in (told["vulnerabilities"] | told["anomalies"]).items()
        for one in found
    }


def sqlmap(report: str) -> set[str]:
    """From its JSON, of one address."""
    told = json.loads(report)
    targets = [one["value"] for one in told["data"] if one["type_name"] == "TARGET"]
    path = "".join("/" + one["url"].split("/", 3)[3] for one in targets)
    return {
        f"SQL injection: {path} {hole['parameter']}"
        for one in told["data"]
        if one["type_name"] == "TECHNIQUES"
        for hole in one["value"]
    }


def schemathesis(report: str) -> set[str]:
    """From its JSON; an error of its own counts too, for then it has not looked."""
    told = json.loads(report)
    if not told["complete"]:
        return {f"not finished: {told['stop_reason']}"}
    failures = {
        f"{one['title']}: {operation}"
        for one in told["failures"]
        for operation in one["operations"]
    }
    return failures | {f"error: {one}" for one in told["errors"]}


def blind(found: dict[str, set[str]], judges: Iterable[str] = tuple(WANTED)) -> list[str]:
    """Why which judge is not to be believed, from what each found on the planted site."""
    said = []
    for judge in judges:
        seen = found.get(judge, set())
        said += [f"{judge} does not see {one}" for one in sorted(WANTED[judge] - seen)]
        said += [f"{judge} sees {one}" for one in sorted(seen) if INNOCENT in one]
    return said
