"""What an editor may have overlooked in a page. Nothing is refused: a warning, and publish.

Pictures without a description, links without text or that lead nowhere, headings out
of order, buttons to pages that are not published. Three queries at most, however long
the page is. Wagtail's own checker looks at the rendered page besides (``studio/userbar.py``).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import extract_attrs

from studio.links import is_id

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
#: How much of a link or a heading is quoted, in characters.
_LONGEST = 60


def warnings(page: Page) -> list[str]:
    """A sentence for each thing worth a look in ``page``, in the order of reading."""
    parts = list(_parts(page))
    return [
        *_of_the_top(page),
        *_of_pictures(parts),
        *_of_headings(parts),
        *_of_links(parts),
    ]


def _parts(page: Page) -> Iterator[tuple[blocks.Block | None, Any]]:
    """Every piece of every text of the page, with its block; a rich text of its own has none."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _within(field.stream_block, getattr(page, field.name))
        elif isinstance(field, RichTextField):
            yield None, RichText(getattr(page, field.name) or "")


def _within(block: blocks.Block, value: Any) -> Iterator[tuple[blocks.Block, Any]]:
    yield block, value
    if value is None or isinstance(block, ImageBlock):
        return
    if isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _within(child.block, child.value)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _within(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            yield from _within(block.child_block, child)
    elif isinstance(block, TypedTableBlock):
        for row in value.rows:
            for cell in row:
                yield from _within(cell.block, cell.value)


def _of_the_top(page: Page) -> Iterator[str]:
    if getattr(page, "hero_image", None) and not page.hero_description.strip():
        yield _("The picture at the top has no description for those who cannot see it.")


def _of_pictures(parts: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    lacking = sum(
        isinstance(block, ImageBlock)
        and bool(value)
        and not value.decorative
        and not (value.contextual_alt_text or "").strip()
        for block, value in parts
    )
    if lacking:
        yield ngettext(
            "One picture in the text has no description, and is not marked as decorative.",
            "%(n)d pictures in the text have no description, and are not marked as decorative.",
            lacking,
        ) % {"n": lacking}


def _of_headings(parts: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """A heading below a heading needs one above it."""
    has_heading = False
    for block, value in parts:
        if not (isinstance(block, blocks.BaseStructBlock) and "level" in block.child_blocks):
            continue
        if value["level"] == "h2":
            has_heading = True
        elif not has_heading:
            yield _("“%s” is a heading below a heading, and there is none above it.") % _quoted(
                value["text"]
            )
            return


def _of_links(parts: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    parts = list(parts)
    links = [
        (extract_attrs(attributes), _words(content), _words(value.source))
        for _block, value in parts
        if isinstance(value, RichText)
        for attributes, content in _LINK.findall(value.source)
    ]
    asked = [attributes.get("id", "") for attributes, _text, _around in links]
    numbers = {int(number) for number in asked if is_id(number)}
    published = _known(Page.objects.live(), numbers)
    stored = _known(get_document_model().objects.all(), numbers)
    for attributes, text, around in links:
        if not text:
            yield _("There is a link without text in “%s”.") % _quoted(around)
        elif _leads_nowhere(attributes, published, stored):
            yield _("The link “%s” leads nowhere: its page is not published, or it is gone.") % (
                _quoted(text)
            )
    for _block, value in parts:
        target = value.get("page") if isinstance(value, blocks.StructValue) else None
        if target is not None and not target.live:
            label = value.get("title") or value.get("text") or ""
            yield _("“%(words)s” leads to “%(page)s”, which is not published.") % {
                "words": _quoted(str(label)),
                "page": target.title,
            }


def _leads_nowhere(attributes: dict[str, str], published: set[int], stored: set[int]) -> bool:
    kind, number = attributes.get("linktype"), attributes.get("id", "")
    if kind in ("page", "document"):
        known = published if kind == "page" else stored
        return not (is_id(number) and int(number) in known)
    return not attributes.get("href", "").strip()


def _known(there: QuerySet, numbers: set[int]) -> set[int]:
    """Which of these there are; asks nothing where there are none to ask for."""
    return set(there.filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()


def _words(html: str) -> str:
    return " ".join(strip_tags(html).split())


def _quoted(text: str) -> str:
    return Truncator(text).chars(_LONGEST)
