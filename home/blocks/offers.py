"""What the studio teaches."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class OfferBlock(blocks.StructBlock):
    """One of the things the studio teaches."""

    title = blocks.CharBlock(label=_("Title"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), max_length=240)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)

    class Meta:
        icon = "pick"
        label = _("One thing")
        template = "home/blocks/offer.html"
        label_format = "{title}"


class OffersBlock(blocks.StructBlock):
    """All of them, side by side on a band of colour."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=120,
        help_text=_("Left empty, it says “What we teach”."),
    )
    offers = blocks.ListBlock(OfferBlock(), label=_("What is taught"), min_num=1, max_num=8)

    class Meta:
        icon = "pick"
        label = _("What we teach")
        template = "home/blocks/offers.html"
        description = _("What is taught, on a band of colour, each with the way to its page.")
        label_format = "{heading}"
        styles = ("home/css/sections.css",)
        is_band = True

    def get_preview_value(self) -> blocks.StructValue:
        return self.normalize(
            {
                "heading": gettext("Two ways in"),
                "offers": [
                    {
                        "title": gettext("Feet"),
                        "text": gettext(
                            "From the ground up: a class for feet that have been in shoes all day."
                        ),
                    },
                    {
                        "title": gettext("Breath"),
                        "text": gettext("An hour lying down, and nothing to achieve."),
                    },
                ],
            }
        )
