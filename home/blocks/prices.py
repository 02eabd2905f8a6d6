"""What something costs."""

from decimal import Decimal

from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

#: ISO 4217: three capital letters.
CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", _("Three capital letters, such as EUR."))


class PriceBlock(blocks.StructBlock):
    """One line of a list of prices."""

    what = blocks.CharBlock(label=_("What"), max_length=120)
    detail = blocks.CharBlock(
        label=_("In a few words"),
        required=False,
        max_length=200,
        help_text=_("Such as “valid for six months”."),
    )
    price = blocks.DecimalBlock(
        label=_("Price"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        help_text=_("0 is free of charge. Left empty, only the words beside it are shown."),
    )
    words = blocks.CharBlock(
        label=_("Words after the price"),
        required=False,
        max_length=60,
        help_text=_("Such as “a month”, or “on request” instead of a price."),
    )

    class Meta:
        label = _("Price")
        label_format = "{what}"


class PricesBlock(blocks.StructBlock):
    """A list of prices."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    currency = blocks.CharBlock(
        label=_("Currency"), default="EUR", max_length=3, validators=[CURRENCY]
    )
    prices = blocks.ListBlock(PriceBlock(), label=_("Prices"), min_num=1, max_num=40)
    note = blocks.TextBlock(
        label=_("Below the list"),
        required=False,
        max_length=400,
        help_text=_("Such as who pays less, or how to pay."),
    )

    class Meta:
        icon = "tag"
        label = _("Prices")
        template = "home/blocks/prices.html"
        description = _("What something costs, line by line, with a note below.")
        label_format = "{heading}"
        styles = ("home/css/sections.css", "home/css/prices.css")

    def get_preview_value(self) -> blocks.StructValue:
        return self.normalize(
            {
                "heading": gettext("Classes"),
                "currency": "EUR",
                "prices": [
                    {"what": gettext("One hour"), "price": Decimal(18)},
                    {
                        "what": gettext("Ten hours"),
                        "detail": gettext("valid for six months"),
                        "price": Decimal(150),
                    },
                ],
                "note": gettext("Whoever earns little pays half, and is not asked why."),
            }
        )
