"""RIS, the lines with two letters that databases offer for download."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import rispy
from django.utils.translation import gettext as _
from rispy.config import TAG_KEY_MAPPING

from articles import sources
from articles.interchange.entries import (
    Entry,
    Fault,
    Listed,
    Reading,
    Unreadable,
    find_day,
    find_isbn,
    find_year,
)
from articles.interchange.names import listed, parted, printed

CONTENT_TYPE = "application/x-research-info-systems; charset=utf-8"
EXTENSION = "ris"

_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: |$)")
_MAPPING = {**TAG_KEY_MAPPING, "AV": "archive", "BT": "book_title", "LK": "link"}
#: Free for whatever a program means by it: here, that there are more authors.
_OTHERS_TAG = "U5"
_MAPPING[_OTHERS_TAG] = "others"
_LISTS = ["A1", "A2", "A3", "AU", "ED", "N1", "UR"]
_MAPPING["ED"] = "editors"
#: Kind → the type it is written as.
_WRITTEN = {
    "article": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "report": "RPRT",
    "web": "ELEC",
    "recording": "VIDEO",
    "other": "GEN",
}
_READ = {
    **dict.fromkeys(["JOUR", "EJOUR", "MGZN", "NEWS", "INPR", "ABST", "JFULL"], "article"),
    **dict.fromkeys(["BOOK", "EBOOK", "EDBOOK", "CLSWK", "ANCIENT", "SER"], "book"),
    **dict.fromkeys(["CHAP", "ECHAP", "CONF", "CPAPER", "ENCYC", "DICT"], "chapter"),
    "THES": "thesis",
    **dict.fromkeys(["RPRT", "GOVDOC", "STAND"], "report"),
    **dict.fromkeys(["ELEC", "ICOMM", "BLOG"], "web"),
    **dict.fromkeys(["VIDEO", "SOUND", "MPCT", "MULTI", "MUSIC", "ADVS", "SLIDE"], "recording"),
    **dict.fromkeys(["GEN", "UNPB", "PAMP", "MANSCPT", "DATA", "COMP", "PCOMM", "MAP"], "other"),
}
_CONTAINERS = ("secondary_title", "alternate_title3", "journal_name", "book_title")
_ABBREVIATED = ("alternate_title2", "alternate_title1")


@dataclass
class _Record:
    """The lines of one entry."""

    line: int
    lines: list[str] = field(default_factory=list)
    is_ended: bool = False


def is_written_in(text: str) -> bool:
    """Whether the text looks like RIS."""
    return bool(re.search(r"^[A-Z][A-Z0-9]  -(?: |$)", text, re.MULTILINE))


def read(text: str, most: int) -> Reading:
    """All entries of a text; no more than ``most`` are looked at."""
    reading = Reading()
    records = _records(text, reading)
    if len(records) > most:
        raise Unreadable(_("This holds more than %d entries. Bring it in parts.") % most)
    for record in records:
        # each by itself: the parser runs entries together where an end is missing
        parsed = rispy.loads(
            "\n".join([*record.lines, "ER  - "]),
            mapping=_MAPPING,
            list_tags=_LISTS,
            delimiter_tags_mapping={},
            skip_unknown_tags=True,
        )
        remarks = [] if record.is_ended else [_("Its end, a line “ER”, is missing.")]
        reading.entries.extend(_entry(record.line, one, remarks) for one in parsed)
    return reading


def _records(text: str, reading: Reading) -> list[_Record]:
    records: list[_Record] = []
    strays: list[int] = []
    current: _Record | None = None
    for number, line in enumerate(text.split("\n"), 1):
        match = _TAG.match(line)
        tag = match.group(1) if match else ""
        if tag == "TY":
            current = _Record(number, [line])
            records.append(current)
        elif tag == "ER" and current:
            current.is_ended, current = True, None
        elif current:
            current.lines.append(line)
        elif tag:
            strays.append(number)
    for start in _starts(strays):
        why = _("An entry begins with a line “TY”, and here is none.")
        reading.faults.append(Fault(start, "", why))
    return records


def _starts(numbers: list[int]) -> list[int]:
    """The first of each run of lines."""
    known = set(numbers)
    return [number for number in numbers if number - 1 not in known]


def _entry(line: int, record: dict[str, Any], remarks: list[str]) -> Entry:
    written = record.get("type_of_reference", "").strip()
    kind = _READ.get(written)
    if kind is None:
        remarks.append(
            _("“%s” is no kind that is known here; it was taken as “something else”.") % written
        )
        kind = "other"

    def text(*names: str) -> str:
        return next((str(record[name]).strip() for name in names if record.get(name)), "")

    people = next(
        (record[name] for name in ("authors", "first_authors", "editors") if record.get(name)),
        record.get("secondary_authors", []) if kind == "book" else [],
    )
    names = [_name(name) for name in people if name.strip()]
    if text("others") == sources.OTHERS:
        names.append(sources.OTHERS)
    addresses = [*record.get("urls", []), text("link")]
    date = text("year", "publication_year", "date")
    facts = {
        "kind": kind,
        "title": text("title", "primary_title"),
        "authors": listed(names),
        "container": text(*_CONTAINERS, *_ABBREVIATED),
        "volume": text("volume"),
        "issue": text("number"),
        "pages": "–".join(filter(None, [text("start_page"), text("end_page")])),
        "publisher": text("publisher"),
        "year": find_year(date),
        "doi": text("doi"),
        "isbn": find_isbn(text("issn")),
        "url": next((address.strip() for address in addresses if address.strip()), ""),
        "accessed_on": find_day(text("access_date")),
        "archive_url": text("archive"),
    }
    if re.fullmatch(r"[\d\s-]{7,9}[\dxX]", facts["isbn"]) and not sources.find_isbn(facts["isbn"]):
        facts["isbn"] = ""  # the number of a journal
    if not facts["year"] and date.strip("/ "):
        remarks.append(_("“%s” is no year and was left out.") % date)
    note = "\n".join(record.get("notes", []))
    return Entry(line, text("id"), facts, note.strip(), remarks)


def _name(name: str) -> str:
    """``Ker, R. F.`` as it is printed. A doubled comma is one that belongs to a name."""
    name = name.strip()
    if ",," in name:
        return name.replace(",,", ",")
    if "," not in name or name.endswith(","):
        return name.rstrip(",")
    family, given, *rest = (piece.strip() for piece in name.split(","))
    return printed(family=family, given=given, suffix=" ".join(rest))


def write(works: Iterable[Listed]) -> str:
    """A file that reads back as the same works."""
    return "\n".join(map(_written, works))


def _written(work: Listed) -> str:
    first, _dash, last = work.pages.partition("–")
    if not (first and last) or "–" in last:
        first, last = work.pages, ""
    accessed = work.accessed_on
    names, has_others = sources.without_others(sources.author_names(work.authors))
    lines = [
        ("TY", _WRITTEN.get(work.kind, "GEN")),
        ("TI", work.title),
        *(("AU", _written_name(name)) for name in names),
        (_OTHERS_TAG, sources.OTHERS if has_others else ""),
        ("T2", work.container),
        ("VL", work.volume),
        ("IS", work.issue),
        ("SP", first),
        ("EP", last),
        ("PB", work.publisher),
        ("PY", str(work.year or "")),
        ("DO", work.doi),
        ("SN", work.isbn),
        ("UR", work.url),
        ("Y2", f"{accessed:%Y/%m/%d/}" if accessed else ""),
        ("AV", work.archive_url),
    ]
    written = [f"{tag}  - {_one_line(value)}" for tag, value in lines if value]
    if work.note:
        written += [f"N1  - {_one_line(line)}" for line in work.note.split("\n")]
    return "\n".join([*written, "ER  - ", ""])


def _one_line(value: str) -> str:
    """No line of a value may pass for a line of the file."""
    return sources.without_controls(value)


def _written_name(name: str) -> str:
    parts = parted(name)
    if parts.literal:
        return name.replace(",", ",,")
    return ", ".join(filter(None, [parts.family, parts.given, parts.suffix]))
