"""Sources as files: BibTeX, RIS and CSL-JSON, read and written.

Pure: text in, entries out, and the other way round.
"""

from types import ModuleType

from django.utils.translation import gettext as _

from articles.interchange import bibtex, csl, ris
from articles.interchange.entries import Entry, Fault, Listed, Reading, Unreadable

__all__ = [
    "FORMATS",
    "MOST_BYTES",
    "MOST_ENTRIES",
    "NAMES",
    "Entry",
    "Fault",
    "Listed",
    "Reading",
    "Unreadable",
    "read",
    "text_of",
]

#: By the name that stands in addresses.
FORMATS: dict[str, ModuleType] = {"bibtex": bibtex, "ris": ris, "csl-json": csl}
#: As people know them.
NAMES = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}
MOST_BYTES = 1_000_000
MOST_ENTRIES = 2_000


def text_of(data: bytes) -> str:
    """The characters of a file: UTF-8, UTF-16 where it says so, else Latin-1 as Windows has it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read(text: str) -> Reading:
    """What a text holds; its format is told by what stands in it."""
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise Unreadable(_("This is longer than 1 MB. Bring it in parts."))
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not text.strip("\ufeff \n\t"):
        raise Unreadable(_("There is nothing here to read."))
    for language in (csl, bibtex, ris):
        if language.is_written_in(text):
            return language.read(text, MOST_ENTRIES)
    raise Unreadable(
        _("This looks like neither BibTeX (@article{…}) nor RIS (TY  - JOUR) nor CSL-JSON ([{…}]).")
    )
