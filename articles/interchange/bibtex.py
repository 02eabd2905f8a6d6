"""BibTeX, as reference managers write it and as people mistype it.

``bibtexparser`` finds entries and their fields, and goes on behind a broken one;
what the values mean is read here.
"""

import logging
import re
from collections.abc import Iterable, Iterator

import bibtexparser
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)
from bibtexparser.model import Entry as Block
from django.utils.translation import gettext as _

from articles import sources
from articles.interchange.bibtex_names import read_names, written_name
from articles.interchange.bibtex_values import bare, spelt_out
from articles.interchange.entries import (
    Entry,
    Fault,
    Listed,
    Reading,
    Unreadable,
    find_day,
    find_isbn,
    find_year,
    is_address,
)
from articles.interchange.labels import labels
from articles.interchange.latex import decoded, decoded_verbatim, encoded, encoded_verbatim

# It writes what people typed into the log.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

CONTENT_TYPE = "application/x-bibtex; charset=utf-8"
EXTENSION = "bib"

_START = re.compile(r"@\w*[ \t]*[{(]")
#: Kind → the type it is written as.
_WRITTEN = {
    "article": "article",
    "book": "book",
    "chapter": "incollection",
    "thesis": "thesis",
    "report": "techreport",
    "web": "online",
    "recording": "video",
    "other": "misc",
}
_READ = {
    **dict.fromkeys(["article", "suppperiodical", "periodical", "review"], "article"),
    **dict.fromkeys(
        ["book", "mvbook", "booklet", "collection", "mvcollection", "manual", "proceedings"], "book"
    ),
    **dict.fromkeys(["reference", "mvproceedings"], "book"),
    **dict.fromkeys(
        ["incollection", "inbook", "bookinbook", "inproceedings", "conference", "inreference"],
        "chapter",
    ),
    **dict.fromkeys(["thesis", "phdthesis", "mastersthesis", "bachelorsthesis"], "thesis"),
    **dict.fromkeys(["techreport", "report", "standard"], "report"),
    **dict.fromkeys(["online", "electronic", "www", "webpage"], "web"),
    **dict.fromkeys(["video", "movie", "audio", "music", "performance"], "recording"),
    **dict.fromkeys(["misc", "unpublished", "dataset", "software", "artwork"], "other"),
}
_PUBLISHER = {"thesis": ("school", "institution"), "report": ("institution", "organization")}
#: What an entry does not take from the one it stands in.
_OWN = frozenset({"title", "subtitle", "author", "doi", "url", "pages", "crossref", "note"})
#: With the blanks around it; looked for where these begin, and not again from each of them.
_END_OF_LINE = re.compile(r"(?<!\s)\s*\n\s*")
_MISSING_COMMA = re.compile(r"^(?:\{[^{}]*\}|\"[^\"{}]*\")\s*[\w-]+\s*=")


def is_written_in(text: str) -> bool:
    """Whether the text looks like BibTeX."""
    return bool(re.search(r"^[^\S\n]*+@\s*+\w++\s*+[{(]", text, re.MULTILINE))


def read(text: str, most: int) -> Reading:
    """All entries of a text; no more than ``most`` are looked at."""
    if len(_START.findall(text)) > 2 * most:
        raise Unreadable(_("This holds more than %d entries. Bring it in parts.") % most)
    reading = Reading()
    strings: dict[str, str] = {}
    blocks: list[tuple[Block, list[str]]] = []
    for block in bibtexparser.parse_string(text, parse_stack=[]).blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, String):
            strings[block.key.casefold()] = block.value
        elif isinstance(block, DuplicateFieldKeyBlock):
            names = ", ".join(sorted(block.duplicate_keys))
            remark = _("Twice in this entry, the first was taken: %s.") % names
            blocks.append((block.ignore_error_block, [remark]))
        elif isinstance(block, DuplicateBlockKeyBlock):
            if isinstance(block.ignore_error_block, String):
                continue
            remark = _("Another entry before it has the same key.")
            blocks.append((block.ignore_error_block, [remark]))
        elif isinstance(block, ParsingFailedBlock):
            reading.faults.append(Fault(line, _label(block.raw or ""), _why(block)))
        elif isinstance(block, ImplicitComment):
            reading.faults.extend(_entries_without_at(block.comment, line))
        elif isinstance(block, Block):
            blocks.append((block, []))

    if len(blocks) + len(reading.faults) > most:
        raise Unreadable(_("This holds more than %d entries. Bring it in parts.") % most)
    fields = {id(block): _fields(block, strings) for block, _remarks in blocks}
    by_key = {block.key.casefold(): fields[id(block)] for block, _remarks in reversed(blocks)}
    for block, remarks in blocks:
        line = (block.start_line or 0) + 1
        values = fields[id(block)]
        broken = next((name for name, value in values.items() if _MISSING_COMMA.match(value)), None)
        if broken:
            why = _("A comma is missing behind “%s”.") % broken
            reading.faults.append(Fault(line, block.key, why))
            continue
        if parent := values.get("crossref"):
            values = _with_parent(values, by_key.get(bare(parent).casefold()), remarks)
        reading.entries.append(_entry(block, line, values, remarks))
    return reading


def _label(raw: str) -> str:
    match = re.match(r"@\w*\s*[{(]\s*([^\s,={}\"]{1,60})", raw)
    return match.group(1) if match else ""


def _why(block: ParsingFailedBlock) -> str:
    reason = getattr(block.error, "abort_reason", "")
    if "comma after entry key" in reason:
        return _("A comma is missing behind the key of the entry.")
    if "after entry key" in reason:
        return _("A field has no “=” behind its name.")
    if "after a closed entry field" in reason:
        return _("A comma is missing between two fields.")
    return _("A brace or a quotation mark is opened and never closed.")


def _entries_without_at(comment: str, line: int) -> Iterator[Fault]:
    for match in re.finditer(r"^[ \t]*(\w+)[ \t]*\{[ \t]*([^\s,={}]*),?", comment, re.MULTILINE):
        if match.group(1).casefold() in _READ:
            before = comment.count("\n", 0, match.start())
            yield Fault(line + before, match.group(2), _("The @ before the entry is missing."))


def _fields(block: Block, strings: dict[str, str]) -> dict[str, str]:
    """The raw values by name, each the first of its name, with its abbreviations spelt out."""
    found: dict[str, str] = {}
    for one in block.fields:
        found.setdefault(one.key.casefold(), spelt_out(one.value, strings))
    return found


def _with_parent(
    values: dict[str, str], parent: dict[str, str] | None, remarks: list[str]
) -> dict[str, str]:
    """What the entry does not say itself and the one it stands in says."""
    if parent is None:
        remarks.append(
            _("It refers to “%s”, which is not in this text.") % bare(values["crossref"])
        )
        return values
    taken = {name: value for name, value in parent.items() if name not in _OWN}
    if "title" in parent:
        taken.setdefault("booktitle", parent["title"])
    return taken | values


def _entry(block: Block, line: int, values: dict[str, str], remarks: list[str]) -> Entry:
    kind = _READ.get(block.entry_type.casefold())
    if kind is None:
        remarks.append(
            _("“@%s” is no kind that is known here; it was taken as “something else”.")
            % block.entry_type
        )
        kind = "other"

    def text(*names: str) -> str:
        value = next((values[name] for name in names if values.get(name)), "")
        return decoded(_END_OF_LINE.sub(" ", bare(value)))

    def verbatim(name: str) -> str:
        return decoded_verbatim(bare(values.get(name, "")))

    title = text("title")
    if "subtitle" in values:
        title = f"{title}: {text('subtitle')}"
    said = text("howpublished")
    announced = decoded_verbatim(bare(values.get("howpublished", "")))
    containers = ("journal", "journaltitle") if kind == "article" else ("booktitle", "maintitle")
    container = text(*containers, "journal", "journaltitle", "booktitle", "series")
    url = verbatim("url")
    if is_address(announced):
        url = url or announced
    elif said and not container:
        container = said
    facts = {
        "kind": kind,
        "title": title,
        "authors": read_names(values.get("author") or values.get("editor") or ""),
        "container": container,
        "volume": text("volume"),
        "issue": text("issue", "number"),
        "pages": text("pages"),
        "publisher": text(*_PUBLISHER.get(kind, ()), "publisher", "institution", "school"),
        "year": find_year(text("year", "date")),
        "doi": verbatim("doi"),
        "isbn": find_isbn(text("isbn")),
        "url": url,
        "accessed_on": find_day(text("urldate")),
        "archive_url": verbatim("archiveurl"),
    }
    if not facts["year"] and text("year", "date"):
        remarks.append(_("“%s” is no year and was left out.") % text("year", "date"))
    return Entry(line, block.key, facts, text("note"), remarks)


def write(works: Iterable[Listed]) -> str:
    """A file that reads back as the same works."""
    works = list(works)
    return "\n".join(
        _written(work, label) for work, label in zip(works, labels(works), strict=True)
    )


def _written(work: Listed, label: str) -> str:
    kind = work.kind if work.kind in _WRITTEN else "other"
    place = {"article": "journal", "web": "howpublished", "recording": "howpublished"}
    container = place.get(kind, "booktitle" if kind != "other" else "howpublished")
    if is_address(work.container) and container == "howpublished":
        container = "booktitle"
    fields = {
        # the inner braces keep the capitals
        "title": f"{{{encoded(work.title)}}}" if work.title else "",
        "author": " and ".join(map(written_name, sources.author_names(work.authors))),
        container: encoded(work.container),
        "volume": encoded(work.volume),
        "number": encoded(work.issue),
        "pages": _written_pages(work.pages),
        _PUBLISHER.get(kind, ("publisher",))[0]: encoded(work.publisher),
        "year": str(work.year or ""),
        "doi": encoded_verbatim(work.doi),
        "isbn": work.isbn,
        "url": encoded_verbatim(work.url),
        "urldate": work.accessed_on.isoformat() if work.accessed_on else "",
        "archiveurl": encoded_verbatim(work.archive_url),
        "note": encoded(work.note),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    inside = ",\n".join([label, *lines])
    return f"@{_WRITTEN[kind]}{{{inside}\n}}\n"


def _written_pages(pages: str) -> str:
    """With the two hyphens of LaTeX for a dash, unless others stand beside them."""
    return encoded(pages) if "-" in pages else encoded(pages).replace("–", "--")
