"""Where a map of a spot is: plain addresses of OpenStreetMap, nothing that is loaded from there."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self
from urllib.parse import quote

SITE = "https://www.openstreetmap.org"
#: Half the height and the width of the map that is shown, in degrees: some streets around.
_UP, _ASIDE = Decimal("0.0025"), Decimal("0.005")
_POLE, _ROUND = Decimal(90), Decimal(180)
#: Digits behind the point: a metre, and no more of them than a door needs.
_METRE = Decimal("0.00001")
_ZOOM = 17


@dataclass(frozen=True)
class Spot:
    """A point of the earth, in degrees north and east."""

    latitude: Decimal
    longitude: Decimal

    @classmethod
    def at(cls, latitude: Any, longitude: Any) -> Self | None:
        """The spot of two numbers; none where one of them is missing or no such number."""
        if latitude is None or longitude is None:
            return None
        north, east = Decimal(str(latitude)), Decimal(str(longitude))
        if not (abs(north) <= _POLE and abs(east) <= _ROUND):
            return None
        return cls(north.quantize(_METRE), east.quantize(_METRE))

    @property
    def link(self) -> str:
        """A map with a pin, as a page of its own."""
        at = f"{self.latitude}/{self.longitude}"
        return f"{SITE}/?mlat={self.latitude}&mlon={self.longitude}#map={_ZOOM}/{at}"

    @property
    def frame(self) -> str:
        """The same for a frame in a page of ours."""
        edges = (
            max(self.longitude - _ASIDE, -_ROUND),
            max(self.latitude - _UP, -_POLE),
            min(self.longitude + _ASIDE, _ROUND),
            min(self.latitude + _UP, _POLE),
        )
        box = quote(",".join(str(edge) for edge in edges))
        pin = quote(f"{self.latitude},{self.longitude}")
        return f"{SITE}/export/embed.html?bbox={box}&layer=mapnik&marker={pin}"


def search(address: str) -> str:
    """A map of whatever is found by ``address``; empty where there is none."""
    words = " ".join(address.split())
    return f"{SITE}/search?query={quote(words, safe='')}" if words else ""
