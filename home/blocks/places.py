"""Places: where something is, how one gets there, and what one should know before."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from home import maps
from home.structured_data import place
from studio.blocks import INLINE_FEATURES


class PlaceValue(blocks.StructValue):
    """What a page and its data ask of a place."""

    @property
    def spot(self) -> maps.Spot | None:
        """The point on a map, where both numbers are known."""
        return maps.Spot.at(self.get("latitude"), self.get("longitude"))

    @property
    def map_link(self) -> str:
        """A map elsewhere: of the point, else of what is found by the address."""
        return self.spot.link if self.spot else maps.search(self.get("address") or "")

    @property
    def data(self) -> dict[str, Any]:
        """The place for machines."""
        name, address = self.get("name") or "", self.get("address") or ""
        return place(name=name, address=address, spot=self.spot)


class PlaceBlock(blocks.StructBlock):
    """A place with the way to it. Its map is a link, until the visitor asks for more."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    address = blocks.TextBlock(
        label=_("Address"), required=False, help_text=_("As on an envelope, one line each.")
    )
    getting_there = blocks.RichTextBlock(
        label=_("How to get there"), required=False, features=[*INLINE_FEATURES]
    )
    access = blocks.RichTextBlock(
        label=_("What to know about access"),
        required=False,
        features=[*INLINE_FEATURES],
        help_text=_("Steps and ramps, doors, lifts, toilets, light, noise."),
    )
    picture = ImageBlock(label=_("Picture"), required=False)
    latitude = blocks.FloatBlock(
        label=_("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=_(
            "Degrees north, such as 54.0123. A map elsewhere tells both numbers of a spot."
        ),
    )
    longitude = blocks.FloatBlock(
        label=_("Longitude"),
        required=False,
        min_value=-180,
        max_value=180,
        help_text=_("Degrees east, such as 8.0456. Without both, there is no map in the page."),
    )

    class Meta:
        icon = "site"
        label = _("Place")
        template = "home/blocks/place.html"
        description = _("Where something is, how to get there, and a map for whoever asks.")
        label_format = "{name}"
        value_class = PlaceValue
        styles = ("home/css/place.css",)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        is_half = (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None)
        if is_half and not self.is_deferred_validation:
            lacking = "latitude" if cleaned.get("latitude") is None else "longitude"
            both = ValidationError(_("A spot on the map needs both numbers, or none."))
            raise blocks.StructBlockValidationError(block_errors={lacking: both})
        return cleaned

    def get_preview_value(self) -> blocks.StructValue:
        way = gettext("Through the arch, across the yard.")
        access = gettext("A ramp leads to the door, which is wide enough.")
        return self.normalize(
            {
                "name": gettext("The room in the yard"),
                "address": gettext("12 Example Lane\n00000 Elsewhere"),
                "getting_there": f"<p>{way}</p>",
                "access": f"<p>{access}</p>",
                "picture": None,
                "latitude": 54.0,
                "longitude": 8.0,
            }
        )
