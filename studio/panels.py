"""How the form of every page is laid out: its own tabs, then how it is found and shared."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel, TabbedInterface

from studio import content_checks

#: What of a page is for search engines, sharing and the clock.
FOUND = _("Found and shared")


class WarningsPanel(Panel):
    """What is worth a look in the draft as it was stored; hidden where there is nothing."""

    introduction: Any = ""

    def warnings(self, instance: Any) -> list[str]:
        """A sentence for each thing to look at."""
        return []

    class BoundPanel(Panel.BoundPanel):
        template_name = "studio/admin/warnings.html"

        def is_shown(self) -> bool:
            is_saved = self.instance is not None and self.instance.pk is not None
            return super().is_shown() and is_saved and bool(self.sentences)

        @cached_property
        def sentences(self) -> list[str]:
            return self.panel.warnings(self.instance)


class ContentChecksPanel(WarningsPanel):
    """Pictures, links and headings that an editor may have overlooked."""

    introduction = _(
        "Worth a look in the draft as it was last saved. It can be published like this."
    )

    def warnings(self, instance: Any) -> list[str]:
        return content_checks.warnings(instance)


def tabbed(*tabs: tuple[list[Any], Any], found: list[Any]) -> TabbedInterface:
    """Tabs of (panels, heading), with ``found`` behind them; what to look at stands first."""
    (first, heading), *others = tabs
    return TabbedInterface(
        [
            ObjectList([ContentChecksPanel(), *first], heading=heading),
            *(ObjectList(panels, heading=name) for panels, name in others),
            ObjectList(found, heading=FOUND),
        ]
    )
