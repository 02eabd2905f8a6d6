"""One style for every reference, as text and as HTML, from the same parts.

Title – by A. Author, B. Author. Container 12(3), 45–67, Publisher, 1987. https://doi.org/…
"""

import re
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, unquote

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
_CAPITALS = re.compile("[A-Z]+")
#: What an address cannot hold, and what would end the path of one that is a DOI.
_NOT_IN_ADDRESS = re.compile(r'[\s"<>\\^`{|}]')
_NOT_IN_PATH = re.compile(r'[\s"<>\\^`{|}%?#]')


class Source(Protocol):
    """What a reference says; empty strings and ``None`` where nothing is known."""

    authors: str
    title: str
    container: str
    volume: str
    issue: str
    pages: str
    publisher: str
    year: int | None
    doi: str
    url: str
    note: str


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
    while doi.endswith(tuple(_STOPS)) or _closes_what_it_did_not_open(doi):
        doi = doi[:-1]
    if doi.endswith("/") and doi.count("/") == 1:
        return ""  # nothing but the prefix is left
    return _CAPITALS.sub(lambda capitals: capitals.group(0).lower(), doi)


def _closes_what_it_did_not_open(doi: str) -> bool:
    opening = _BRACKETS.get(doi[-1:])
    return bool(opening) and doi.count(doi[-1]) > doi.count(opening)


def author_names(authors: str) -> list[str]:
    """The names of a field in which they are separated by semicolons."""
    return [name.strip() for name in authors.split(";") if name.strip()]


def link(source: Source) -> str:
    """Where the source can be read: its DOI as an address, else its URL."""
    if source.doi:
        return f"https://doi.org/{_NOT_IN_PATH.sub(_encoded, source.doi)}"
    return _NOT_IN_ADDRESS.sub(_encoded, source.url)


def _encoded(character: re.Match[str]) -> str:
    return quote(character.group(0))


def parts(source: Source) -> list[Part]:
    """The line, piece by piece."""
    names = ", ".join(author_names(source.authors))
    if source.title and names:
        head = _("%(title)s – by %(authors)s") % {"title": source.title, "authors": names}
    else:
        head = source.title or names
    issue = f"{source.volume}({source.issue})" if source.issue else source.volume
    where = ", ".join(filter(None, [issue, source.pages]))
    rest = ", ".join(filter(None, [source.publisher, str(source.year or "")]))

    sentences: list[list[Part]] = []
    if head:
        sentences.append([Part(head)])
    if source.container:
        tail = "".join([f" {where}" if where else "", f", {rest}" if rest else ""])
        sentences.append([Part(source.container, "container"), *([Part(tail)] if tail else [])])
    elif where or rest:
        sentences.append([Part(", ".join(filter(None, [where, rest])))])
    if link(source):
        sentences.append([Part(link(source), "link")])
    if source.note:
        sentences.append([Part(source.note)])

    line: list[Part] = []
    for sentence in sentences:
        if line:
            ends = line[-1].role != "link" and line[-1].text.endswith((".", "?", "!", "…"))
            line.append(Part(" " if ends or line[-1].role == "link" else ". "))
        line.extend(sentence)
    return line


def as_text(source: Source) -> str:
    """The line as plain text."""
    return "".join(part.text for part in parts(source))


def as_html(source: Source) -> SafeString:
    """The line as HTML: the container in italics, the address as a link."""
    html = []
    for part in parts(source):
        text = escape(part.text)
        if part.role == "container":
            html.append(f"<cite>{text}</cite>")
        elif part.role == "link":
            html.append(f'<a href="{text}">{text}</a>')
        else:
            html.append(text)
    return mark_safe("".join(html))  # noqa: S308 - every piece was escaped above
