"""CSL-JSON, the items that citation processors and Zotero take."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

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
from articles.interchange.labels import labels
from articles.interchange.names import listed, parted, printed

CONTENT_TYPE = "application/vnd.citationstyles.csl+json"
EXTENSION = "json"

#: Kind → the type it is written as.
_WRITTEN = {
    "article": "article-journal",
    "book": "book",
    "chapter": "chapter",
    "thesis": "thesis",
    "report": "report",
    "web": "webpage",
    "recording": "motion_picture",
    "other": "document",
}
_READ = {
    **{written: kind for kind, written in _WRITTEN.items()},
    **dict.fromkeys(
        ["article", "article-magazine", "article-newspaper", "journal-article", "review"], "article"
    ),
    **dict.fromkeys(["monograph", "collection", "edited-book", "reference-book"], "book"),
    **dict.fromkeys(
        ["paper-conference", "entry-encyclopedia", "entry-dictionary", "entry", "book-chapter"],
        "chapter",
    ),
    **dict.fromkeys(["dissertation"], "thesis"),
    **dict.fromkeys(["standard", "legislation"], "report"),
    **dict.fromkeys(["post", "post-weblog"], "web"),
    **dict.fromkeys(["song", "broadcast", "speech", "performance"], "recording"),
    **dict.fromkeys(["manuscript", "pamphlet", "dataset", "software", "map", "graphic"], "other"),
}
#: Marks of looks that CSL allows inside a title.
_LOOKS = re.compile(r"</?(?:i|b|sub|sup)>|<span (?:class|style)=\"[^\"<>]*\">|</span>")
_SPACE = re.compile(r"[\s,]*")
#: Among what CSL leaves to programs, under “custom”: that there are more authors.
_OTHERS = "et-al"


def is_written_in(text: str) -> bool:
    """Whether the text looks like JSON."""
    return text.lstrip().startswith(("[", "{"))


def read(text: str, most: int) -> Reading:
    """All items of a text, one by one, so that those before and behind a fault are read."""
    reading = Reading()
    for line, item in _items(text, reading):
        if len(reading.entries) + len(reading.faults) >= most:
            raise Unreadable(_("This holds more than %d entries. Bring it in parts.") % most)
        if not isinstance(item, dict):
            why = _("This is no item with names and values.")
            reading.faults.append(Fault(line, "", why))
        elif isinstance(item.get("items"), list):  # as some programs wrap the list
            reading.entries.extend(
                _entry(line, one) for one in item["items"][: most + 1] if isinstance(one, dict)
            )
        else:
            reading.entries.append(_entry(line, item))
    if len(reading.entries) > most:
        raise Unreadable(_("This holds more than %d entries. Bring it in parts.") % most)
    return reading


def _items(text: str, reading: Reading) -> Iterator[tuple[int, Any]]:
    decoder = json.JSONDecoder()
    place = len(text) - len(text.lstrip())
    if text.startswith("[", place):
        place += 1
    line, counted = 1, 0
    while True:
        place = _SPACE.match(text, place).end()
        line, counted = line + text.count("\n", counted, place), place
        if place >= len(text) or text[place] == "]":
            return
        try:
            item, place = decoder.raw_decode(text, place)
        except RecursionError:
            raise Unreadable(_("This is nested too deeply to be a list of sources.")) from None
        except ValueError as error:
            where = getattr(error, "lineno", line)
            why = _(
                "What follows is no JSON any more. Look for a missing comma, quotation mark or bracket."
            )
            reading.faults.append(Fault(where, "", why))
            # on with the next item that begins a line
            behind = re.compile(r"\n[ \t]*\{").search(
                text, max(getattr(error, "pos", place), place + 1)
            )
            if not behind:
                return
            place = text.index("{", behind.start())
        else:
            yield line, item


def _entry(line: int, item: dict[str, Any]) -> Entry:
    remarks: list[str] = []

    def text(*names: str) -> str:
        return next((found for name in names if (found := _text(item.get(name)))), "")

    written = text("type")
    kind = _READ.get(written)
    if kind is None:
        remarks.append(
            _("“%s” is no kind that is known here; it was taken as “something else”.") % written
        )
        kind = "other"
    issued = item.get("issued") or item.get("published") or item.get("year")
    people = item.get("author") or item.get("editor") or []
    names = [_name(person) for person in (people if isinstance(people, list) else [people])]
    custom = item.get("custom")
    if isinstance(custom, dict) and custom.get(_OTHERS) is True:
        names.append(sources.OTHERS)
    facts = {
        "kind": kind,
        "title": text("title"),
        "authors": listed([name for name in names if name]),
        "container": text("container-title", "collection-title"),
        "volume": text("volume"),
        "issue": text("issue", "number"),
        "pages": text("page"),
        "publisher": text("publisher"),
        "year": _year(issued),
        "doi": text("DOI", "doi"),
        "isbn": find_isbn(text("ISBN")),
        "url": text("URL", "url"),
        "accessed_on": _day(item.get("accessed")),
        "archive_url": text("archive_location"),
    }
    if not facts["archive_url"].startswith("http"):
        facts["archive_url"] = ""  # a shelf mark
    if issued and not facts["year"]:
        remarks.append(_("Its year was not understood and was left out."))
    return Entry(line, _text(item.get("id")), facts, text("note"), remarks)


def _text(value: Any) -> str:
    """What was written, without marks of looks; of several the first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    plain = _LOOKS.sub("", str(value))
    return plain.replace("&lt;", "<").replace("&amp;lt;", "&lt;").strip()


def _marked(text: str) -> str:
    """Text in which nothing passes for a mark of looks."""
    text = text.replace("&lt;", "&amp;lt;")
    return _LOOKS.sub(lambda mark: mark.group(0).replace("<", "&lt;"), text)


def _name(person: Any) -> str:
    if isinstance(person, str):
        return _text(person)
    if not isinstance(person, dict):
        return ""
    if person.get("literal") or person.get("name"):
        return _text(person.get("literal") or person.get("name"))
    particles = (_text(person.get(f"{what}-particle")) for what in ("dropping", "non-dropping"))
    family = " ".join(filter(None, [*particles, _text(person.get("family"))]))
    given, suffix = _text(person.get("given")), _text(person.get("suffix"))
    return printed(family=family, given=given, suffix=suffix)


def _year(date: Any) -> int | None:
    if isinstance(date, dict):
        parts = _parts(date)
        said = parts[0] if parts else date.get("raw") or date.get("literal") or ""
        return _year(said)
    return find_year(_text(date))


def _day(date: Any) -> datetime.date | None:
    if not isinstance(date, dict):
        return find_day(_text(date))
    parts = [_text(part) for part in _parts(date)]
    return find_day("-".join(parts) if len(parts) == 3 else _text(date.get("raw")))


def _parts(date: dict[str, Any]) -> list[Any]:
    parts = date.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else []
    return first if isinstance(first, list) else [first]


def write(works: Iterable[Listed]) -> str:
    """A file that reads back as the same works."""
    works = list(works)
    items = [_written(work, label) for work, label in zip(works, labels(works), strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _written(work: Listed, label: str) -> dict[str, Any]:
    accessed = work.accessed_on
    names, has_others = sources.without_others(sources.author_names(work.authors))
    item = {
        "id": label,
        "type": _WRITTEN.get(work.kind, "document"),
        "title": _marked(work.title),
        "author": [_written_name(name) for name in names],
        "container-title": _marked(work.container),
        "volume": _marked(work.volume),
        "issue": _marked(work.issue),
        "page": _marked(work.pages),
        "publisher": _marked(work.publisher),
        "issued": {"date-parts": [[work.year]]} if work.year else None,
        "DOI": _marked(work.doi),
        "ISBN": work.isbn,
        "URL": _marked(work.url),
        "accessed": accessed and {"date-parts": [[accessed.year, accessed.month, accessed.day]]},
        "archive_location": _marked(work.archive_url),
        "note": _marked(work.note),
        "custom": {_OTHERS: True} if has_others else None,
    }
    return {name: value for name, value in item.items() if value}


def _written_name(name: str) -> dict[str, str]:
    parts = parted(name)
    if parts.literal:
        return {"literal": _marked(name)}
    written = {"family": parts.family, "given": parts.given, "suffix": parts.suffix}
    return {part: _marked(value) for part, value in written.items() if value}
