"""Two versions of an article side by side: markers and references in words.

Wagtail compares what a block renders, and a marker renders as nothing where there
is no page to number for. So each is replaced by the first words of what it leads to.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.encoding import force_str
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from wagtail.admin.compare import ChildRelationComparison, diff_text
from wagtail.rich_text.rewriters import FIND_EMBED_TAG, extract_attrs

from articles.citations import EMBED_TYPE
from studio.comparisons import StreamInParagraphsComparison, TextInParagraphsComparison

#: How much of a reference stands in the text for its marker, in words.
_FIRST_WORDS = 5
#: Of a reference: what no reader sees, or what is told in another way.
_UNTOLD = {"id", "sort_order", "page", "key"}


def _notes(*articles: Any) -> dict[str, str]:
    """What each reference says; a later article's words for one that both have."""
    return {one.key: one.text for article in articles for one in article.references.all()}


def in_words(source: str, notes: Mapping[str, str]) -> str:
    """A stored rich text with words for its markers."""
    if EMBED_TYPE not in source:
        return source

    def told(match: Any) -> str:
        attributes = extract_attrs(match.group(1))
        if attributes.get("embedtype") != EMBED_TYPE:
            return match.group(0)
        note = notes.get(attributes.get("reference", ""))
        if not note:
            said = _("footnote without a reference")
        else:
            said = _("footnote: %s") % Truncator(note).words(_FIRST_WORDS)
        return escape(f" [{said}]")

    return FIND_EMBED_TAG.sub(told, source)


class CitedMixin:
    """Before a comparison: a marker that was added, moved or led elsewhere shows.

    One that leads where it led shows the same words in both versions, also if those of its
    reference were changed: that is told below the references.
    """

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        self.notes = _notes(obj_a, obj_b)
        super().__init__(field, obj_a, obj_b)

    def tell(self, source: str) -> str:
        return in_words(super().tell(source), self.notes)


class CitedStreamComparison(CitedMixin, StreamInParagraphsComparison):
    """Of the body."""


class CitedTextComparison(CitedMixin, TextInParagraphsComparison):
    """Of a single rich text."""


class ReferencesComparison(ChildRelationComparison):
    """Which references were added, removed, or say something else; found by their keys."""

    is_field = True
    is_child_relation = False

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, [], obj_a, obj_b)
        self.old = {one.key: one for one in self.val_a.all()}
        self.new = {one.key: one for one in self.val_b.all()}

    def field_label(self) -> str:
        return _("References")

    def has_changed(self) -> bool:
        return next(self._changes(), None) is not None

    def htmldiff(self) -> SafeString:
        return format_html_join("", "{}", ((change,) for change in self._changes()))

    def _changes(self) -> Iterator[SafeString]:
        for key, new in self.new.items():
            old = self.old.get(key)
            if old is None:
                yield _line("addition", _("Added: %s") % new)
            elif facts := list(self._facts(old, new)):
                yield format_html(
                    '<div class="comparison__child-object"><p>{}</p>'
                    '<dl class="comparison__list">{}</dl></div>',
                    _("Changed: %s") % old,
                    format_html_join("", "<dt>{}</dt><dd>{}</dd>", facts),
                )
        for key, old in self.old.items():
            if key not in self.new:
                yield _line("deletion", _("Removed: %s") % old)

    def _facts(self, old: Any, new: Any) -> Iterator[tuple[str, SafeString]]:
        """Each field in which the two differ: its name, and both values."""
        for field in self.field.related_model._meta.concrete_fields:
            if field.name in _UNTOLD:
                continue
            if field.value_from_object(old) != field.value_from_object(new):
                values = (_value(field, old), _value(field, new))
                yield str(capfirst(field.verbose_name)), diff_text(*values).to_html()


def _value(field: Any, reference: Any) -> str:
    if field.choices:
        return force_str(dict(field.flatchoices).get(field.value_from_object(reference), ""))
    value = getattr(reference, field.name)
    return "" if value is None else str(value)


def _line(kind: str, words: str) -> SafeString:
    return format_html('<div class="comparison__child-object {}"><p>{}</p></div>', kind, words)
