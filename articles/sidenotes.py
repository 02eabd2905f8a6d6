"""What stands in the margin of a wide screen, beside the line that cites it.

A reference is told in full where it is cited first. A later citation with a number
of its own only says which one it repeats; with the same number it says nothing.
Nothing stands beside a table, which scrolls and would cut it off.

The margin is a copy for the eye. Its links cannot be reached by the keyboard, which
meets the same ones in the list, and whatever reads the page aloud is told nothing of
it (``aria-hidden``).
"""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Protocol
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import sources
from articles.citations import Marker, Path

#: Longer addresses are shortened to where they lead; a line holds about as many letters.
LONGEST_ADDRESS = 40
#: So much of a title tells which work is meant.
LONGEST_TITLE = 44


class Note(sources.Work, Protocol):
    """A work, and what the article says of it; one of the two may be missing."""

    note: str


def sidenotes(
    placed: Iterable[tuple[Path, Marker]], works: Mapping[str, Note]
) -> dict[str, SafeString]:
    """The notes of all markers that have one, by the citation's key.

    ``placed`` are the markers in reading order, each with the place of its rich text;
    ``works`` the references by key.
    """
    first: dict[str, Marker] = {}  # reference → the marker beside which it is told
    notes: dict[str, SafeString] = {}
    for path, marker in placed:
        work = works[marker.reference_key]
        if marker.key in notes or any(isinstance(step, tuple) for step in path):
            continue
        told = first.setdefault(marker.reference_key, marker)
        if told is marker:
            notes[marker.key] = _beside(marker.label, _in_full(work))
        elif told.label != marker.label:
            notes[marker.key] = _beside(marker.label, _in_short(work, told.label), "brief")
    return notes


def _beside(label: str, words: str, kind: str = "") -> SafeString:
    modifier = f" sidenote--{kind}" if kind else ""
    html = (
        f'<span class="sidenote{modifier}" aria-hidden="true">'
        f'<span class="sidenote__label">{escape(label)}</span> {words}</span>'
    )
    return mark_safe(html)  # noqa: S308 - words were escaped where they were made


def _in_full(work: Note) -> str:
    return sources.as_html(
        work,
        work.note,
        as_link=lambda address: f'<a href="{address}" tabindex="-1">{_shown(address)}</a>',
    )


def _shown(address: str) -> str:
    """An (escaped) address without what every address has, and no longer than a line."""
    bare = address.partition("://")[2].removeprefix("www.") or address
    if len(bare) <= LONGEST_ADDRESS:
        return bare
    return f"{urlsplit(address).netloc.removeprefix('www.') or bare[:LONGEST_ADDRESS]}/…"


def _in_short(work: Note, label: str) -> str:
    title = textwrap.shorten(work.title, LONGEST_TITLE, placeholder="…")
    if title:
        said = _("See %(label)s: %(title)s") % {"title": title, "label": label}
    else:
        said = _("See %(label)s") % {"label": label}
    return escape(said)
