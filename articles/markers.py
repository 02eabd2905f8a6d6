"""From a stored citation to the marker in the text.

The numbering of the text that is being rendered is set around its rendering
(``{% citations %}`` in a template, or :func:`numbered`). It is looked up, never
counted: a marker is what :mod:`articles.citations` calculated. Where no
numbering is set (a teaser, an excerpt, a search result) a marker is nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from django.utils.html import escape
from wagtail.rich_text import EmbedHandler

from articles.citations import EMBED_TYPE, Numbering

#: Zero width, forbids a line break on either side (Unicode Standard Annex 14).
WORD_JOINER = "\u2060"


class _Text:
    """One rendering of one text: its numbering, its margin, and the anchors set so far."""

    def __init__(self, numbering: Numbering, sidenotes: Mapping[str, str]) -> None:
        self.numbering = numbering
        self.sidenotes = sidenotes
        self.anchors: set[str] = set()


_text: ContextVar[_Text | None] = ContextVar("text being rendered", default=None)


@contextmanager
def numbered(
    numbering: Numbering, sidenotes: Mapping[str, str] = MappingProxyType({})
) -> Iterator[None]:
    """Render what is inside with the markers of ``numbering``.

    ``sidenotes`` are HTML by the key of a citation; where there is one, it stands in
    the marker, so that no break comes between the word and what follows the marker.
    """
    token = _text.set(_Text(numbering, sidenotes))
    try:
        yield
    finally:
        _text.reset(token)


class CitationHandler(EmbedHandler):
    """Wagtail's ``richtext`` filter asks it for the HTML of each stored citation."""

    identifier = EMBED_TYPE

    @staticmethod
    def expand_db_attributes(attrs: dict[str, Any]) -> str:
        """The marker as HTML; nothing where it leads nowhere or nobody numbers."""
        text = _text.get()
        marker = text.numbering.markers.get(attrs.get("key", "")) if text else None
        if text is None or marker is None or marker.reference_key != attrs.get("reference"):
            return ""
        # the same rich text shown twice (a pull quote) must not repeat an id
        anchor, beside = f' id="{escape(marker.anchor)}"', text.sidenotes.get(marker.key, "")
        if marker.anchor in text.anchors:
            anchor = beside = ""
        text.anchors.add(marker.anchor)
        return (
            f'{WORD_JOINER}<sup class="citation"><a{anchor} href="#{escape(marker.target)}"'
            f' role="doc-noteref">{escape(marker.label)}</a>{beside}</sup>{WORD_JOINER}'
        )
