"""What browsers write when our Content-Security-Policy made them refuse something.

Two forms are understood: that of CSP 2 (``application/csp-report``: one object), and that of
the Reporting API (``application/reports+json``: a list, of which other things may be part).
Anybody can send anything here, so only what a browser would say of a page of ours is believed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from studio.masks import masked

OLD, NEW = "application/csp-report", "application/reports+json"
#: Bytes of a body; Chromium's with several reports and long addresses stay below half of it.
MOST_BYTES = 16 * 1024
#: Reports of one body that are counted; a page with more faults says so again.
MOST_REPORTS = 20
#: Characters that are stored.
LONGEST_ORIGIN, LONGEST_PATH = 120, 200

#: What stands in the place of an address.
_WORDS = {"inline", "eval", "wasm-eval", "data", "blob"}
_OF_THE_WEB = {"http", "https", "ws", "wss"}
_HOST = re.compile(r"[a-z0-9.\-\[\]:_]+")


class Unreadable(ValueError):
    """The body is not what its type promises."""


@dataclass(frozen=True)
class Blocked:
    """One thing that one browser refused."""

    directive: str
    origin: str
    path: str


def read(body: bytes, content_type: str, *, host: str, directives: set[str]) -> list[Blocked]:
    """The reports of ``body`` that are about pages of ``host`` and worth telling.

    Left out is what cannot be true of a page of ours, and what extensions do: anything that is
    blocked from, or done by, an address that is none of the web (``chrome-extension:``,
    ``moz-extension:``, ``about:``, ``user-script:``). ``Unreadable`` is raised for a body that
    is no JSON, or not built as its type says.
    """
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    told = _new(content) if content_type == NEW else _old(content)
    return [
        found
        for _number, one in zip(range(MOST_REPORTS), told, strict=False)
        if (found := _read(one, host, directives))
    ]


@dataclass(frozen=True)
class _Told:
    """The four things that both forms tell, as they came."""

    document: Any
    directive: Any
    blocked: Any
    source: Any


def _old(content: Any) -> Iterator[_Told]:
    report = content.get("csp-report") if isinstance(content, dict) else None
    if not isinstance(report, dict):
        raise Unreadable
    directive = report.get("effective-directive") or report.get("violated-directive")
    return iter(
        [
            _Told(
                report.get("document-uri"),
                directive,
                report.get("blocked-uri"),
                report.get("source-file"),
            )
        ]
    )


def _new(content: Any) -> Iterator[_Told]:
    if not isinstance(content, list):
        raise Unreadable
    return (
        _Told(
            body.get("documentURL") or one.get("url"),
            body.get("effectiveDirective"),
            body.get("blockedURL"),
            body.get("sourceFile"),
        )
        for one in content
        if isinstance(one, dict) and one.get("type") == "csp-violation"
        if isinstance(body := one.get("body"), dict)
    )


def _read(told: _Told, host: str, directives: set[str]) -> Blocked | None:
    path = _path(told.document, host)
    origin = _origin(told.blocked)
    directive = str(told.directive or "").partition(" ")[0]
    if not (path and origin and directive in directives and _is_of_the_web(told.source)):
        return None
    return Blocked(directive=directive, origin=origin, path=path)


def _path(document: Any, host: str) -> str:
    """The path of a page of ours as it may be kept; "" for whatever else."""
    parts = _split(document)
    if parts is None or parts.scheme not in _OF_THE_WEB or parts.netloc.lower() != host.lower():
        return ""
    path = masked(parts.path or "/")
    return path[:LONGEST_PATH] if path.isprintable() else ""


def _origin(blocked: Any) -> str:
    """Where the refused came from: a word, or scheme and host; "" for what is not of the web."""
    if blocked in (None, ""):
        return "inline"  # so CSP 2 tells it
    if not isinstance(blocked, str):
        return ""
    if blocked in _WORDS:
        return blocked
    parts = _split(blocked)
    if parts is None:
        return ""
    if parts.scheme in ("data", "blob"):
        return parts.scheme
    host = parts.netloc.lower()
    if parts.scheme not in _OF_THE_WEB or not _HOST.fullmatch(host):
        return ""
    return f"{parts.scheme}://{host}"[:LONGEST_ORIGIN]


def _is_of_the_web(source: Any) -> bool:
    """Whether what was refused was done by a page, as far as the browser says."""
    if source in (None, ""):
        return True
    parts = _split(source)
    return parts is not None and parts.scheme in _OF_THE_WEB


def _split(address: Any) -> Any:
    try:
        return urlsplit(address) if isinstance(address, str) else None
    except ValueError:
        return None
