"""The states in which an editor can look at the draft of an article."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from studio.numbering import CitationNumbering

CARD = "card"
#: With the site's numbering, with either, and as it stands in lists.
PREVIEW_MODES = [
    ("", _("As it will be published")),
    *CitationNumbering.choices,
    (CARD, _("In lists")),
]


class PreviewedMixin:
    """For a page whose ``get_context`` takes a ``numbering``."""

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return PREVIEW_MODES

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        is_numbering = mode_name in CitationNumbering.values
        return self.get_context(request, numbering=mode_name if is_numbering else None)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        if mode_name == CARD:
            return "articles/card_preview.html"
        return super().get_preview_template(request, mode_name)
