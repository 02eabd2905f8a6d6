"""Somebody's words, set as large as a page."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class VoiceBlock(blocks.StructBlock):
    """A sentence worth standing alone, and whose it is."""

    text = blocks.TextBlock(label=_("Words"), max_length=300)
    name = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)
    about = blocks.CharBlock(
        label=_("Who that is"),
        required=False,
        max_length=120,
        help_text=_("Such as “runs on Tuesdays”."),
    )

    class Meta:
        icon = "openquote"
        label = _("Words set large")
        template = "home/blocks/voice.html"
        description = _("A sentence set as large as a page, with the name of who said it.")
        label_format = "{text}"
        styles = ("home/css/sections.css",)

    def get_preview_value(self) -> blocks.StructValue:
        return self.normalize(
            {
                "text": gettext("I came for my knee and stayed for the quiet."),
                "name": gettext("A fictional guest"),
                "about": gettext("runs on Tuesdays"),
            }
        )
