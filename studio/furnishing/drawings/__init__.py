"""Drawings."""
from __future__ import annotations
from collections.abc import Callable
from PIL import Image
from . import attention, feet, hero, portraits, quiet, rooms, trunk

_PICTURES: dict[str, Callable[[], Image.Image]] = {
    **trunk.PICTURES, **feet.PICTURES, **quiet.PICTURES, **attention.PICTURES,
    **hero.PICTURES, **rooms.PICTURES, **portraits.PICTURES,
}
NAMES: tuple[str, ...] = tuple(_PICTURES)

def draw(name: str) -> Image.Image:
    return _PICTURES[name]()
