"""What a visitor may do next: come, or hear of the studio by mail."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from studio.blocks import ButtonBlock


class CallToActionBlock(blocks.StructBlock):
    """One thing to do, and the button that does it."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=300)
    button = ButtonBlock(label=_("Button"))

    class Meta:
        icon = "arrow-right-full"
        label = _("Call to action")
        template = "home/blocks/call_to_action.html"
        description = _("One thing to do next, with a button to a page or elsewhere.")
        label_format = "{heading}"
        styles = ("home/css/sections.css",)

    def get_preview_value(self) -> blocks.StructValue:
        return self.normalize(
            {
                "heading": gettext("The first hour is free"),
                "text": gettext("Come as you are. Mats are there, and so is the kettle."),
                "button": {
                    "text": gettext("Find an hour"),
                    "page": None,
                    "url": "https://studio.example/",
                },
            }
        )


class NewsletterBlock(blocks.StructBlock):
    """The way to a newsletter that somebody else sends: a link, and nothing typed here.

    Addresses of a newsletter are a business of their own (consent, double opt-in,
    bounces); whoever keeps them elsewhere has the form there.
    """

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(
        label=_("Text"),
        required=False,
        max_length=300,
        help_text=_("How often it comes, and what is in it."),
    )
    url = blocks.URLBlock(
        label=_("Address"), help_text=_("Of the page where one signs up for the newsletter.")
    )
    button = blocks.CharBlock(label=_("Text of the button"), required=False, max_length=60)

    class Meta:
        icon = "mail"
        label = _("Newsletter")
        template = "home/blocks/newsletter.html"
        description = _("The way to a newsletter kept elsewhere; nothing is loaded from there.")
        label_format = "{heading}"
        styles = ("home/css/sections.css",)

    def get_context(self, value: blocks.StructValue, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["host"] = (urlsplit(value.get("url") or "").hostname or "").removeprefix("www.")
        return context

    def get_preview_value(self) -> blocks.StructValue:
        return self.normalize(
            {
                "heading": gettext("A letter a month"),
                "text": gettext("What is on, and one thing to try at home."),
                "url": "https://letters.studio.example/",
                "button": "",
            }
        )
