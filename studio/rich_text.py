"""Rich text as the editor of the CMS sends it."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea

#: What Wagtail and its exporter raise over JSON that is none, or describes no text.
_UNREADABLE = (
    AttributeError,
    ExporterException,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor; what its program never sends is a bad request instead of an error of ours.

    Stands for every rich text: of pages, of their blocks, of snippets and settings
    (``WAGTAILADMIN_RICH_TEXT_EDITORS``).
    """

    def value_from_datadict(self, data: QueryDict, files: Any, name: str) -> str | None:
        try:
            return super().value_from_datadict(data, files, name)
        except _UNREADABLE as error:
            # no form could show it again: there is nothing in it that the editor could show
            raise BadRequest(f"{name} is no rich text") from error
