"""Where the studio is and when it is open, from its settings."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class WhereaboutsBlock(blocks.StructBlock):
    """The address and the hours of the site's settings, as the end of a page."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=120,
        help_text=_("Left empty, it says “Come and try”."),
    )

    class Meta:
        icon = "site"
        label = _("Where and when")
        template = "home/blocks/whereabouts.html"
        description = _("Address and opening hours, as the settings of the studio have them.")
        styles = ("home/css/sections.css",)
        is_band = True

    def get_context(self, value: blocks.StructValue, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["is_sample"] = "page" not in context
        return context

    def get_preview_value(self) -> blocks.StructValue:
        return self.get_default()
