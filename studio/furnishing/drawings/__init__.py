"""The pictures of the furnished site, drawn from nothing but shapes and ten inks.

Every picture is drawn anew by :func:`draw`, the same to the last point each time.
"""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from . import attention, events, feet, hero, portraits, quiet, rooms, trunk

_PICTURES: dict[str, Callable[[], Image.Image]] = {
    **trunk.PICTURES,
    **feet.PICTURES,
    **quiet.PICTURES,
    **attention.PICTURES,
    **events.PICTURES,
    **hero.PICTURES,
    **rooms.PICTURES,
    **portraits.PICTURES,
}

NAMES: tuple[str, ...] = tuple(_PICTURES)
"""The names of all pictures: the articles' slugs, the events', the pages' and the teachers' names."""


def draw(name: str) -> Image.Image:
    """Draw a picture; an unknown name is a ``KeyError``."""
    return _PICTURES[name]()
