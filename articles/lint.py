"""What is wrong with the references of an article, in words an editor understands.

A marker without its reference is an error: it stops publishing. Everything else
is a warning. Nothing is dropped silently.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import (
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail.rich_text.rewriters import FIND_EMBED_TAG, extract_attrs

from articles import citations, sources
from articles.citations import EMBED_TYPE

if TYPE_CHECKING:
    from articles.models import Reference
    from articles.text import Text

#: How many words before a marker are quoted to show where it stands.
_QUOTED_WORDS = 4
#: How much of a reference is quoted, in characters.
_LONGEST_QUOTE = 100
#: How much text before a marker is searched for those words.
_SEARCHED = 1_000


def warnings(text: "Text") -> list[str]:
    """Sentences about references that are uncited, empty, or there twice."""
    uncited = set(text.numbering.uncited)
    empty = sum(not reference.text for reference in text.references)
    found = []
    if empty:
        found.append(
            ngettext("One reference is empty.", "%(count)d references are empty.", empty)
            % {"count": empty}
        )
    for reference in text.references:
        if reference.text and reference.key in uncited:
            found.append(
                _("No marker leads to “%s”. Readers see it at the end of the list.")
                % _shortened(reference)
            )
    for twin in twins(text.references):
        found.append(
            _("“%s” stands in the references more than once; cite one of them again instead.")
            % _shortened(twin)
        )
    return found


def _shortened(reference: "Reference") -> str:
    return Truncator(reference.text).chars(_LONGEST_QUOTE)


def twins(references: Iterable["Reference"]) -> list["Reference"]:
    """The first of each group of references that mean the same source."""
    groups: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        if reference.text:
            groups[_identity(reference)].append(reference)
    return [group[0] for group in groups.values() if len(group) > 1]


def _identity(reference: "Reference") -> str:
    """Equal for two references to one source: by DOI or ISBN, else by words without case or marks."""
    if reference.source_id:
        return f"source {reference.source_id}"
    isbn = reference.isbn if reference.kind == "book" else ""
    return reference.doi or isbn or sources.folded(reference.text)


def lost_markers(text: "Text") -> list[str]:
    """A sentence for each marker of the whole text that leads to no reference."""
    known = {reference.key for reference in text.references}
    return [
        sentence
        for rich_text in text.rich_texts()
        for sentence in dangling_markers(rich_text.source, known)
    ]


def dangling_markers(source: str, reference_keys: set[str]) -> list[str]:
    """A sentence for each marker of one rich text that leads to no reference."""
    sentences = []
    if EMBED_TYPE not in source:
        return sentences
    for match in FIND_EMBED_TAG.finditer(source):
        attributes = extract_attrs(match.group(1))
        if attributes.get("embedtype") != EMBED_TYPE:
            continue
        if attributes.get("reference") in reference_keys:
            continue
        quoted = _words_before(source, match.start())
        if quoted:
            sentences.append(
                _(
                    "The footnote after “%s” has lost its reference, which was deleted. "
                    "Choose another one, or remove the marker."
                )
                % quoted
            )
        else:
            sentences.append(
                _(
                    "A footnote here has lost its reference, which was deleted. "
                    "Choose another one, or remove the marker."
                )
            )
    return sentences


def _words_before(source: str, position: int) -> str:
    before = source[max(0, position - _SEARCHED) : position]
    if len(before) == _SEARCHED:
        before = before.partition(" ")[2]  # perhaps cut inside a tag or a word
        before = before[before.find(">") + 1 :] if before.find(">") < before.find("<") else before
    # a block ends the words before it; only the marker's own block is quoted
    block = re.split(r"<(?:p|li|h\d|br)\b[^>]*>", before)[-1]
    return " ".join(html.unescape(strip_tags(block)).split()[-_QUOTED_WORDS:])


def refusal(block: blocks.Block, value: Any, reference_keys: set[str]) -> ValidationError | None:
    """The error that stops publishing ``value``, shown by Wagtail at the very field."""
    errors: dict[citations.Path, ValidationError] = {}
    for path, rich_text in citations.rich_texts(block, value):
        sentences = dangling_markers(rich_text.source, reference_keys)
        if sentences:
            errors[path] = ValidationError(sentences)
    if not errors:
        return None
    error = _nest(block, value, errors)
    # what the list above the form says of the whole field: else "Validation error in StreamBlock"
    error.message = " ".join(sentence for each in errors.values() for sentence in each.messages)
    return error


def _nest(
    block: blocks.Block, value: Any, errors: dict[citations.Path, ValidationError]
) -> ValidationError:
    """Wrap errors at paths in the exceptions that each kind of block expects."""
    if () in errors:
        return errors[()]
    grouped: dict[Any, dict[citations.Path, ValidationError]] = defaultdict(dict)
    for (step, *rest), error in errors.items():
        grouped[step][tuple(rest)] = error
    if isinstance(block, blocks.BaseStreamBlock):
        children = {i: _nest(value[i].block, value[i].value, inner) for i, inner in grouped.items()}
        return StreamBlockValidationError(block_errors=children)
    if isinstance(block, blocks.BaseStructBlock):
        children = {
            name: _nest(block.child_blocks[name], value[name], inner)
            for name, inner in grouped.items()
        }
        return StructBlockValidationError(block_errors=children)
    if isinstance(block, blocks.ListBlock):
        children = {i: _nest(block.child_block, value[i], inner) for i, inner in grouped.items()}
        return ListBlockValidationError(block_errors=children)
    if isinstance(block, TypedTableBlock):
        cells: dict[int, dict[int, ValidationError]] = defaultdict(dict)
        for (row, column), inner in grouped.items():
            cell_block = value.columns[column]["block"]
            cells[row][column] = _nest(cell_block, value.row_data[row]["values"][column], inner)
        return TypedTableBlockValidationError(cell_errors=cells)
    raise TypeError(
        f"{type(block).__name__} holds no rich text"
    )  # rich_texts() knows the same kinds


def summary(sentences: list[str]) -> str:
    """One line for a message above the page that was published."""
    count = len(sentences)
    intro = ngettext(
        "Published, with one thing to look at:",
        "Published, with %(count)d things to look at:",
        count,
    ) % {"count": count}
    return " ".join([intro, *sentences])


def refusal_summary(title: str, sentences: list[str]) -> str:
    """One line for a message that tells why an article was not published."""
    return " ".join([_("“%s” was not published.") % title, *sentences])
