"""Colours: as they are written, how they mix, and whether one can be read on another.

Contrast is WCAG 2.2's (relative luminance of sRGB). Mixing and lightening happen
in OKLab (Björn Ottosson, 2020), where the same step looks the same in every hue.
"""

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

WRITTEN = re.compile(r"#[0-9a-f]{6}")
#: Of a text and of what has to be seen (WCAG 2.2, success criteria 1.4.3 and 1.4.11).
TEXT, SIGN = 4.5, 3.0
#: Of running text (1.4.6).
RUNNING_TEXT = 7.0

_STEP = 0.004


class OKLab(NamedTuple):
    """A colour by its lightness (0 to 1), green to red, and blue to yellow."""

    lightness: float
    a: float
    b: float


def contrast(one: str, other: str) -> float:
    """How much two colours differ, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """``one`` with a ``share`` (0 to 1) of ``other`` in it."""
    pairs = zip(_oklab(one), _oklab(other), strict=True)
    return _written(OKLab(*(mine + (its - mine) * share for mine, its in pairs)))


def toned(colour: str, lightness: float, chroma: float = 1.0) -> str:
    """The hue of ``colour`` at a lightness (0 to 1), with a part of its strength."""
    _lightness, a, b = _oklab(colour)
    return _written(OKLab(lightness, a * chroma, b * chroma))


def legible(colour: str, grounds: Iterable[str], least: float) -> str:
    """The colour nearest to ``colour`` that reaches ``least`` on every ground.

    Goes darker or lighter, whichever the grounds ask for; black or white where
    nothing of the hue does.
    """
    grounds = list(grounds)
    upward = contrast("#ffffff", grounds[0]) > contrast("#000000", grounds[0])
    found, (lightness, a, b) = colour, _oklab(colour)
    while min(contrast(found, ground) for ground in grounds) < least:
        lightness += _STEP if upward else -_STEP
        if not 0 < lightness < 1:
            return "#ffffff" if upward else "#000000"
        found = _written(OKLab(lightness, a, b))
    return found


def _channels(colour: str) -> list[float]:
    """Red, green and blue as light, 0 to 1 each."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: str) -> OKLab:
    red, green, blue = _channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return OKLab(
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _written(colour: OKLab) -> str:
    """As ``#rrggbb``; what a screen cannot show becomes the nearest it can."""
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    light = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    shares = (
        share * 12.92 if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055
        for share in (min(max(each, 0.0), 1.0) for each in light)
    )
    return "#" + "".join(f"{round(share * 255):02x}" for share in shares)
