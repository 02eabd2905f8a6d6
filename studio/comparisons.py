"""Two versions of a text side by side, whose paragraphs stay apart."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.compare import RichTextFieldComparison, StreamFieldComparison

#: Between paragraphs, and what Wagtail leaves as it is when it takes the text out of HTML.
_BREAK = "\N{PARAGRAPH SEPARATOR}"
_ENDS = re.compile(r"</(?:p|li|h[1-6])>")


def apart(source: str) -> str:
    """A stored rich text with a sign at the end of each paragraph and item of a list."""
    return _ENDS.sub(rf"\g<0>{_BREAK}", source)


def _everywhere(value: Any, tell: Callable[[str], str]) -> Any:
    """What is stored of a stream of blocks, each of its texts as ``tell`` tells it."""
    if isinstance(value, str):
        return tell(value)
    if isinstance(value, Mapping):
        return {name: _everywhere(part, tell) for name, part in value.items()}
    return [_everywhere(part, tell) for part in value] if isinstance(value, list) else value


def _with_breaks(html: str) -> SafeString:
    return mark_safe(html.replace(_BREAK, "<br>"))  # noqa: S308 - of escaped text


class InParagraphsMixin:
    """Before a comparison: compares texts as they are told, and shows their breaks."""

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = self.told(self.val_a), self.told(self.val_b)

    def tell(self, source: str) -> str:
        """A stored rich text as it is compared; rooms add to it."""
        return apart(source)

    def told(self, value: Any) -> Any:
        """The same of all that is compared."""
        return self.tell(value or "")

    def htmldiff(self) -> SafeString:
        return _with_breaks(super().htmldiff())


class StreamInParagraphsComparison(InParagraphsMixin, StreamFieldComparison):
    """Of a stream of blocks."""

    def told(self, value: Any) -> Any:
        block = self.field.stream_block
        return block.to_python(_everywhere(block.get_prep_value(value), self.tell))


class TextInParagraphsComparison(InParagraphsMixin, RichTextFieldComparison):
    """Of a single rich text."""
