"""An article's text as readers meet it: its parts, headings, notes, labels.

Page, preview, feed, API and structured data all read it from here, so that
they cannot disagree.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import RichText

from articles import citations, reading, sidenotes
from studio import links

if TYPE_CHECKING:
    from articles.models import Reference


@dataclass(frozen=True)
class Line:
    """A line of the list: where it stands, and what it says."""

    entry: citations.Entry
    reference: "Reference"


@dataclass(frozen=True)
class Text:
    """A body and what follows it, with the references both cite.

    ``scope`` goes into all anchors, ``style`` is a ``CitationNumbering``.
    """

    body: StreamValue
    postscript: str
    references: Sequence["Reference"]
    style: str
    scope: object

    def placed_rich_texts(self) -> Iterator[tuple[citations.Path, RichText]]:
        """Every rich text in reading order, with its place."""
        yield from citations.rich_texts(self.body.stream_block, self.body)
        yield (), RichText(self.postscript)

    def rich_texts(self) -> Iterator[RichText]:
        """Every rich text in reading order."""
        return (rich_text for _path, rich_text in self.placed_rich_texts())

    @cached_property
    def numbering(self) -> citations.Numbering:
        """Labels of all markers, and the order of the references."""
        found = (
            c for rich_text in self.rich_texts() for c in citations.citations_in(rich_text.source)
        )
        keys = [reference.key for reference in self.references]
        return citations.number(found, keys, style=self.style, scope=self.scope)

    @cached_property
    def lines(self) -> list[Line]:
        """The list of references."""
        by_key = {reference.key: reference for reference in self.references}
        return [Line(entry, by_key[entry.reference_key]) for entry in self.numbering.entries]

    @cached_property
    def sidenotes(self) -> dict[str, SafeString]:
        """What stands in the margin of a wide screen, by the citation it stands beside."""
        markers = self.numbering.markers
        placed = (
            (path, markers[citation.key])
            for path, rich_text in self.placed_rich_texts()
            for citation in citations.citations_in(rich_text.source)
            if citation.key in markers
        )
        return sidenotes.sidenotes(
            placed, {line.reference.key: line.reference for line in self.lines}
        )

    @cached_property
    def linked_pages(self) -> dict[str, Page | None]:
        """The pages that the text links to, by id."""
        return linked_pages([self])

    @cached_property
    def parts(self) -> list[reading.Part]:
        """The blocks of the body, each heading with its anchor."""
        return reading.parts(self.body, self.scope)

    @property
    def headings(self) -> list[reading.Heading]:
        """What "in this article" lists."""
        return [part.heading for part in self.parts if part.heading]


def linked_pages(texts: Iterable[Text]) -> dict[str, Page | None]:
    """The pages that several texts link to, by id, in one query."""
    return links.find(rich_text.source for text in texts for rich_text in text.rich_texts())


def words(body: StreamValue, postscript: str) -> str:
    """The plain words of an article, without markers."""
    return " ".join([*body.stream_block.get_searchable_content(body), strip_tags(postscript)])
