"""One style for every reference, as text and as HTML, from the same parts.

Title – by A. Author, B. Author. Container 12(3), 45–67, Publisher, 1987. ISBN … https://doi.org/…
(looked at on 3 May 2026, archived copy: https://…). A note.

What it is part of stands behind “In:” where that is a book; a thesis says that it is one.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, unquote

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

#: Angle brackets stand in DOIs made of a SICI alone, and there around a colon:
#: ``10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2``.
_DOI = re.compile(
    r"""10\.\d{4,9}/(?:[^\s"<>\x00-\x1f\x7f]|<[^\s"<>:]*:[^\s"<>\x00-\x1f\x7f]*>)+""", re.ASCII
)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
#: What ends a sentence rather than a DOI.
_STOPS = ".,;:"
#: Stands behind the names of those who are meant and not named.
OTHERS = "et al."
#: As people write it, in the languages of their sources.
_OTHERS = re.compile(
    r"(?:^|(?<![\s,])[\s,]++)(?:et\s+al(?:\.|ii\b)?|and\s+others|u\.\s*a\.|und\s+andere|et\s+autres|y\s+otros)$",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CAPITALS = re.compile("[A-Z]+")
#: What an address cannot hold, and what would end the path of one that is a DOI.
_NOT_IN_ADDRESS = re.compile(r'[\s"<>\\^`{|}]')
_NOT_IN_PATH = re.compile(r'[\s"<>\\^`{|}%?#]')


class Work(Protocol):
    """What is known of a work; empty strings and ``None`` where nothing is."""

    kind: str
    authors: str
    title: str
    container: str
    volume: str
    issue: str
    pages: str
    publisher: str
    year: int | None
    doi: str
    isbn: str
    url: str
    accessed_on: datetime.date | None
    archive_url: str


@dataclass(frozen=True)
class Part:
    """A piece of the line: plain text, the name of a container, or a link."""

    text: str
    role: str = "text"  # text | container | link


def find_doi(text: str) -> str:
    """The DOI inside whatever somebody typed: an address, ``(doi:…)``, a full stop behind it.

    Its ASCII letters in lower case, since DOIs are compared without their case
    (DOI Handbook, 3.2). Empty where there is none.
    """
    match = _DOI.search(unquote(text) if "://" in text else text)
    doi = match.group(0) if match else ""
    doi = _without_end_of_sentence(doi)
    if doi.endswith("/") and doi.count("/") == 1:
        return ""  # nothing but the prefix is left
    return _CAPITALS.sub(lambda capitals: capitals.group(0).lower(), doi)


def _without_end_of_sentence(doi: str) -> str:
    """A DOI without stops behind it, and brackets that close what it did not open."""
    spare = {close: doi.count(close) - doi.count(opening) for close, opening in _BRACKETS.items()}
    end = len(doi)
    while end:
        sign = doi[end - 1]
        if spare.get(sign, 0) > 0:
            spare[sign] -= 1
        elif sign not in _STOPS:
            break
        end -= 1
    return doi[:end]


def find_isbn(text: str) -> str:
    """The ISBN that somebody typed, without its hyphens; empty where its check digit is wrong.

    ISO 2108: of thirteen digits each second one counts three times, of ten the
    first counts ten times and so on, the last of which may be X.
    """
    isbn = re.sub(r"[\s‐‑–-]", "", text.upper().removeprefix("ISBN").lstrip(": "))
    if re.fullmatch(r"97[89]\d{10}", isbn, re.ASCII):
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(isbn))
        return "" if total % 10 else isbn
    if re.fullmatch(r"\d{9}[\dX]", isbn, re.ASCII):
        values = [10 if digit == "X" else int(digit) for digit in isbn]
        total = sum(value * (10 - place) for place, value in enumerate(values))
        return "" if total % 11 else isbn
    return ""


def folded(text: str) -> str:
    """Words without case, accents and punctuation, one space between them."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def identity(work: Work) -> str:
    """Equal for two records of one work: its title, first author and year, folded."""
    names, _has_others = without_others(author_names(work.authors))
    surname = folded(names[0]).rpartition(" ")[2] if names else ""
    return f"{folded(work.title)}|{surname}|{work.year or ''}" if work.title else ""


def without_controls(text: str) -> str:
    """On one line, and without characters that mean something to a machine alone."""
    return _CONTROLS.sub(" ", text)


def tidied(text: str) -> str:
    """On one line, single spaces between words, none around them, accents on their letters."""
    text = unicodedata.normalize("NFC", without_controls(text))
    return re.sub(" {2,}", " ", text).strip()


def tidied_pages(text: str) -> str:
    """Pages with a dash between the first and the last, however that was typed."""
    text = re.sub(r"(?<=\d)\s*(?:--?-?|−|—)\s*(?=\d)", "–", tidied(text))
    return re.sub(r"(?:(?<!\s)\s++)?+–\s*", "–", text)


def encoded_address(url: str) -> str:
    """An address without characters that an address cannot hold."""
    return _NOT_IN_ADDRESS.sub(_encoded, url)


def is_doi_address(url: str) -> bool:
    """Whether an address is nothing but a DOI."""
    return bool(re.match(r"https?://(?:dx\.|www\.)?doi\.org/10\.", url, re.IGNORECASE))


def author_names(authors: str) -> list[str]:
    """The names of a field in which they are separated by semicolons.

    “Ker et al.” is Ker and :data:`OTHERS`, in whatever words that stands at the end.
    """
    names = [name.strip() for name in authors.split(";") if name.strip()]
    if names and (others := _OTHERS.search(names[-1])):
        named = names.pop()[: others.start()].strip()
        names += [named, OTHERS] if named else [OTHERS]
    return names


def without_others(names: list[str]) -> tuple[list[str], bool]:
    """The names of people alone, and whether “et al.” stands behind them.

    Where a format has no word for it, a reference manager would take it for somebody.
    """
    return (names[:-1], True) if names[-1:] == [OTHERS] else (names, False)


def printed_names(authors: str) -> str:
    """The names of a field as a sentence has them: R. F. Ker, M. B. Bennett et al."""
    names, has_others = without_others(author_names(authors))
    return " ".join(filter(None, [", ".join(names), OTHERS if has_others else ""]))


def link(work: Work) -> str:
    """Where the work can be read: its DOI as an address, else its URL."""
    if work.doi:
        return f"https://doi.org/{_NOT_IN_PATH.sub(_encoded, work.doi)}"
    return encoded_address(work.url)


def _encoded(character: re.Match[str]) -> str:
    return quote(character.group(0))


def parts(work: Work, note: str = "") -> list[Part]:
    """The line, piece by piece; ``note`` follows what is known of the work."""
    kind = work.kind
    names = printed_names(work.authors)
    if work.title and names:
        head = _("%(title)s – by %(authors)s") % {"title": work.title, "authors": names}
    else:
        head = work.title or names
    issue = f"{work.volume}({work.issue})" if work.issue else work.volume
    where = ", ".join(filter(None, [issue, work.pages]))
    rest = ", ".join(filter(None, [work.publisher, str(work.year or "")]))

    sentences: list[list[Part]] = []
    if head:
        sentences.append([Part(head)])
    if kind == "thesis":
        rest = ", ".join(filter(None, [_("Thesis"), rest]))
    if work.container:
        tail = "".join([f" {where}" if where else "", f", {rest}" if rest else ""])
        inside = [Part(_("In:") + " ")] if kind == "chapter" else []
        sentences.append(
            [*inside, Part(work.container, "container"), *([Part(tail)] if tail else [])]
        )
    elif where or rest:
        sentences.append([Part(", ".join(filter(None, [where, rest])))])
    if work.isbn:
        sentences.append([Part(f"ISBN {work.isbn}")])
    if link(work):
        sentences.append([Part(link(work), "link"), *_seen(work)])
    elif work.archive_url:
        sentences.append([Part(encoded_address(work.archive_url), "link")])
    if note:
        sentences.append([Part(note)])

    line: list[Part] = []
    for sentence in sentences:
        if line:
            ends = line[-1].role != "link" and line[-1].text.endswith((".", "?", "!", "…"))
            line.append(Part(" " if ends or line[-1].role == "link" else ". "))
        line.extend(sentence)
    return line


def _seen(work: Work) -> list[Part]:
    """When a page was looked at, and where a copy of it is kept."""
    pieces: list[list[Part]] = []
    if work.accessed_on:
        day = date_format(work.accessed_on, _("j F Y"))
        pieces.append([Part(_("looked at on %s") % day)])
    if work.archive_url:
        pieces.append(
            [Part(_("archived copy:") + " "), Part(encoded_address(work.archive_url), "link")]
        )
    if not pieces:
        return []
    inside = [*pieces[0], *([Part(", "), *pieces[1]] if len(pieces) > 1 else [])]
    return [Part(" ("), *inside, Part(")")]


def as_text(work: Work, note: str = "") -> str:
    """The line as plain text."""
    return "".join(part.text for part in parts(work, note))


def _spelt_out(address: str) -> str:
    return f'<a href="{address}">{address}</a>'


def as_html(work: Work, note: str = "", as_link: Callable[[str], str] = _spelt_out) -> SafeString:
    """The line as HTML: the container in italics, the address as a link.

    ``as_link`` makes a link of an address that is escaped already.
    """
    html = []
    for part in parts(work, note):
        text = escape(part.text)
        if part.role == "container":
            html.append(f"<cite>{text}</cite>")
        elif part.role == "link":
            html.append(as_link(text))
        else:
            html.append(text)
    return mark_safe("".join(html))  # noqa: S308 - every piece was escaped above
