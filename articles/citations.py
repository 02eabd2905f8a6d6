"""Footnotes, numbered from what is stored.

A marker is kept in rich text as

    <embed embedtype="citation" key="…" reference="…"/>

where ``key`` names this one citation and ``reference`` the note it leads to.
Both are random, mean nothing to a reader and never reach one. Everything here
calculates from its arguments alone: no database, no rendering, no state.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import FIND_EMBED_TAG, extract_attrs

from studio.numbering import CitationNumbering

#: The value of ``embedtype`` that makes an embed a citation.
EMBED_TYPE = "citation"

#: Where a rich text stands inside a value: names, indexes, and (row, column) pairs.
Path = tuple[str | int | tuple[int, int], ...]


@dataclass(frozen=True)
class Citation:
    """One occurrence of a reference in the text."""

    key: str
    reference_key: str


@dataclass(frozen=True)
class Marker:
    """What a reader sees of a citation, and where it stands and leads."""

    key: str
    reference_key: str
    label: str
    anchor: str
    target: str


@dataclass(frozen=True)
class BackLink:
    """A way from a reference back to one of its citations."""

    label: str
    target: str


@dataclass(frozen=True)
class Entry:
    """One line of the list of references.

    ``label`` is set where the line has a number beside its back-links; a line
    without back-links is a reference nobody cites (editors are warned of it).
    """

    reference_key: str
    anchor: str
    label: str
    back_links: tuple[BackLink, ...]


@dataclass(frozen=True)
class Numbering:
    """All markers and all lines of one text."""

    markers: dict[str, Marker]
    entries: tuple[Entry, ...]
    #: Citations that lead nowhere. They have no marker, so no reader meets them.
    dangling: tuple[Citation, ...]

    @property
    def uncited(self) -> tuple[str, ...]:
        """Keys of the references that no marker leads to."""
        return tuple(entry.reference_key for entry in self.entries if not entry.back_links)


def rich_texts(block: blocks.Block, value: Any) -> Iterator[tuple[Path, RichText]]:
    """Every rich text in ``value``, in the order a reader meets them, with its place."""
    if value is None:
        return
    if isinstance(block, blocks.RichTextBlock):
        yield (), value
    elif isinstance(block, blocks.BaseStreamBlock):
        for index, child in enumerate(value):
            yield from _within(index, child.block, child.value)
    elif isinstance(block, blocks.BaseStructBlock) and isinstance(value, blocks.StructValue):
        for name, child_block in block.child_blocks.items():
            yield from _within(name, child_block, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for index, child_value in enumerate(value):
            yield from _within(index, block.child_block, child_value)
    elif isinstance(block, TypedTableBlock):
        for row_index, row in enumerate(value.rows):
            for column_index, cell in enumerate(row):
                yield from _within((row_index, column_index), cell.block, cell.value)


def _within(
    step: str | int | tuple[int, int], block: blocks.Block, value: Any
) -> Iterator[tuple[Path, RichText]]:
    for path, rich_text in rich_texts(block, value):
        yield (step, *path), rich_text


def citations_in(source: str) -> Iterator[Citation]:
    """The citations of one rich text, in order."""
    if EMBED_TYPE not in source:
        return
    for match in FIND_EMBED_TAG.finditer(source):
        attributes = extract_attrs(match.group(1))
        if attributes.get("embedtype") == EMBED_TYPE:
            yield Citation(attributes.get("key", ""), attributes.get("reference", ""))


def number(
    citations: Iterable[Citation],
    reference_keys: Sequence[str],
    *,
    style: str = CitationNumbering.BY_CITATION,
    scope: object = "",
) -> Numbering:
    """Number ``citations`` (in reading order) of the references ``reference_keys``.

    References stand in the order in which they are first cited; those that are
    never cited follow in their stored order. ``scope`` (a page's id) goes into
    every anchor, so that several texts can stand on one HTML page.
    """
    known = set(reference_keys)
    cited: dict[str, list[str]] = {}  # reference → its citations
    dangling = []
    order: dict[str, str] = {}  # citation → reference, in reading order
    for citation in citations:
        if citation.reference_key not in known:
            dangling.append(citation)
        elif citation.key not in order:
            order[citation.key] = citation.reference_key
            cited.setdefault(citation.reference_key, []).append(citation.key)

    ranks = {key: rank for rank, key in enumerate(cited, 1)}
    markers = {
        key: Marker(
            key=key,
            reference_key=reference_key,
            label=f"({position if style == CitationNumbering.BY_CITATION else ranks[reference_key]})",
            anchor=f"citation-{scope}-{position}",
            target=f"reference-{scope}-{ranks[reference_key]}",
        )
        for position, (key, reference_key) in enumerate(order.items(), 1)
    }
    entries = [_entry(key, ranks[key], [markers[c] for c in cited[key]], style) for key in cited]
    left = [key for key in reference_keys if key not in cited]
    for rank, key in enumerate(dict.fromkeys(left), len(cited) + 1):
        entries.append(Entry(key, f"reference-{scope}-{rank}", "", ()))
    return Numbering(markers, tuple(entries), tuple(dangling))


def _entry(key: str, rank: int, markers: list[Marker], style: str) -> Entry:
    if style == CitationNumbering.BY_CITATION or len(markers) == 1:
        label = ""
        back_links = [BackLink(marker.label, marker.anchor) for marker in markers]
    else:
        label = markers[0].label
        back_links = [
            BackLink(f"{rank}{_letters(index)}", marker.anchor)
            for index, marker in enumerate(markers)
        ]
    return Entry(key, markers[0].target, label, tuple(back_links))


def _letters(index: int) -> str:
    """0 → a, 25 → z, 26 → aa."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(ord("a") + remainder) + letters
    return letters


def renew_repeated_keys(source: str, seen: set[str], new_key: "Iterator[str]") -> str:
    """Give every citation a key of its own.

    Copying a passage inside the editor copies its markers with their keys; two
    citations of one key would be one citation. ``seen`` collects the keys of
    the whole text and is added to.
    """

    def renew(match: re.Match[str]) -> str:
        attributes = extract_attrs(match.group(1))
        if attributes.get("embedtype") != EMBED_TYPE:
            return match.group(0)
        key = attributes.get("key", "")
        if not key or key in seen:
            key = next(new_key)
        seen.add(key)
        return embed(key, attributes.get("reference", ""))

    return FIND_EMBED_TAG.sub(renew, source) if EMBED_TYPE in source else source


def embed(key: str, reference_key: str) -> str:
    """A citation as it is stored in rich text."""
    return (
        f'<embed embedtype="{EMBED_TYPE}" key="{escape(key)}" reference="{escape(reference_key)}"/>'
    )
