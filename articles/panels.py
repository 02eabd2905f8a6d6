from typing import Any

from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.widgets import AdminTagWidget

from articles import lint
from studio.numbering import CitationNumbering


class LooseEndsPanel(Panel):
    """What the stored draft's references leave to look at; hidden where there is nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "articles/panels/loose_ends.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.sentences)

        @property
        def sentences(self) -> list[str]:
            """Lost markers first, then the warnings."""
            if self.instance is None or self.instance.pk is None:
                return []
            text = self.instance.text(CitationNumbering.BY_CITATION)
            return [*lint.lost_markers(text), *lint.warnings(text)]


class HiddenKeyPanel(FieldPanel):
    """A field for scripts, not for people: no comparison of versions lists it."""

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self) -> list[Any]:
            return []


class TopicsInput(AdminTagWidget):
    """Wagtail's field for tags, without its advice on how to type new ones: topics are chosen."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["help_text"] = ""
        return context
