"""What the law wants a site to tell, from what the site knows: data that it stores, who answers for it."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from studio import personal_data, sites
from studio.models import SiteSettings
from studio.personal_data import Occasion

#: What is to be said of an occasion as a whole.
_SAID: dict[str, Promise] = {
    Occasion.READING: _(
        "Pages that are open to everybody set no cookie, count nobody and load nothing from other"
        " companies."
    ),
    Occasion.COMMENTING: _("Only what a conversation needs, for as long as it needs it."),
    Occasion.REGISTERING: _(
        "The link in each of our letters leads to all that is kept about your registration: to"
        " read it, to take it along, to erase it."
    ),
    Occasion.WRITING: _("What goes to and fro, until it has arrived."),
    Occasion.WORKING: _("For those who write, teach and look after the site: they sign in."),
}


class StoredDataBlock(blocks.StaticBlock):
    """The register of personal data (``studio/personal_data.py``), as it holds on this site today."""

    class Meta:
        icon = "lock"
        label = _("What this site stores")
        template = "home/blocks/stored_data.html"
        styles = ("home/css/legal.css",)
        description = _("All that is kept about people, why and how long, as set up today.")
        admin_text = _(
            "All that the site keeps about readers, guests and staff, why, and how long. It writes"
            " itself: whoever changes a setting changes this page."
        )

    def get_preview_value(self) -> None:
        """None: it shows what is kept here."""

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        site = sites.of_context(context)
        kept = personal_data.by_occasion(personal_data.declarations(site))
        context["occasions"] = [
            {
                "occasion": occasion,
                "said": _SAID[occasion],
                "entries": entries,
                "is_for_staff": occasion == Occasion.WORKING,
            }
            for occasion, entries in kept.items()
        ]
        return context


class ImprintBlock(blocks.StructBlock):
    """Who answers for the site: from the studio's settings, and what only the law asks for."""

    legal_name = blocks.CharBlock(
        label=_("Name before the law"),
        required=False,
        max_length=160,
        help_text=_("Where it is another than that of the studio, such as that of its owner."),
    )
    represented_by = blocks.CharBlock(
        label=_("Represented by"),
        required=False,
        max_length=160,
        help_text=_("Of a company or a club: whoever may sign for it."),
    )
    register = blocks.CharBlock(
        label=_("Entry in a register"),
        required=False,
        max_length=160,
        help_text=_("The court and the number, where there is one."),
    )
    vat_id = blocks.CharBlock(label=_("VAT identification number"), required=False, max_length=40)
    responsible = blocks.TextBlock(
        label=_("Responsible for what is written here"),
        required=False,
        max_length=300,
        rows=3,
        help_text=_("Name and address of a person, one line each."),
    )

    class Meta:
        icon = "user"
        label = _("Who is responsible")
        template = "home/blocks/imprint.html"
        styles = ("home/css/legal.css",)
        description = _("Name, address, e-mail and telephone of the studio, for the law.")
        help_text = _(
            "Name, address, e-mail and telephone come from Settings → Studio. Leave empty what does"
            " not apply; it is then left out."
        )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        site = sites.of_context(context)
        studio = SiteSettings.for_request(context["request"]) if site else SiteSettings()
        name = value["legal_name"] or studio.name
        lines = studio.address.splitlines()
        # an address is written as on an envelope, mostly with the name above it
        context["who"] = lines if lines[:1] == [name] else [name, *lines]
        context["studio"] = studio
        return context

    def get_preview_value(self) -> blocks.StructValue:
        return self.normalize(
            {
                "legal_name": gettext("Studio Elsewhere, owned by Olga Folio"),
                "represented_by": "",
                "register": gettext("Register of Nowhere in Particular, number 0"),
                "vat_id": "",
                "responsible": "",
            }
        )
