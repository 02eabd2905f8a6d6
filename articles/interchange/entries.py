"""What a file of sources holds, whatever its format: entries, and what could not be read."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any, Protocol

from articles import sources

_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2}|2100)(?!\d)", re.ASCII)
#: Blanks are looked at once, where they begin; what is in brackets is short.
_BETWEEN_ISBNS = re.compile(r"[,;]|(?<!\s)\s++(?=97[89])|(?:(?<!\s)\s++)?+\([^)]{0,200}\)\s*")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)


class Unreadable(Exception):
    """The whole text cannot be read; its words say why, to whoever sent it."""


class Listed(sources.Work, Protocol):
    """A work with its kind and a note, as a file lists it."""

    kind: str
    note: str


@dataclass
class Entry:
    """One work as a file tells it."""

    line: int
    label: str
    facts: dict[str, Any]
    note: str = ""
    #: Sentences about what of it was not understood.
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Fault:
    """An entry that cannot be read: where it stands, what it is called, and why."""

    line: int
    label: str
    why: str


@dataclass
class Reading:
    """All that was found in a text."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def find_year(text: str) -> int | None:
    """The first year in what a file says of a date."""
    match = _YEAR.search(text)
    return int(match.group(0)) if match else None


def find_day(text: str) -> datetime.date | None:
    """The day in what a file says of a date, if there is one."""
    match = _DAY.search(text)
    if not match:
        return None
    try:
        return datetime.date(*map(int, match.groups()))
    except ValueError:
        return None


def find_isbn(text: str) -> str:
    """The first ISBN of those that a file gives; the text itself where none is one."""
    tries = [text, *_BETWEEN_ISBNS.split(text), *text.split()]
    return next(filter(None, map(sources.find_isbn, tries)), text)


def is_address(text: str) -> bool:
    """Whether a value can only be meant as an address."""
    return bool(re.match(r"https?://\S+$", text))
