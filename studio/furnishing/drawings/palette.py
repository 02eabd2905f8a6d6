"""The studio's ten inks and papers, and how they mix."""

from __future__ import annotations

Colour = tuple[int, int, int]

PAPER: Colour = (0xF6, 0xF0, 0xE4)
DEEP_PAPER: Colour = (0xEA, 0xDF, 0xC9)
INK: Colour = (0x20, 0x30, 0x2B)
TERRACOTTA: Colour = (0xB9, 0x47, 0x2B)
OCHRE: Colour = (0xD9, 0xA1, 0x3B)
SAGE: Colour = (0x8F, 0xAE, 0x9B)
TEAL: Colour = (0x1E, 0x5B, 0x57)
DUSK: Colour = (0x5B, 0x7C, 0x99)
BLUSH: Colour = (0xE5, 0xB8, 0xA0)
NIGHT: Colour = (0x16, 0x21, 0x1F)


def mix(first: Colour, second: Colour, share: float = 0.5) -> Colour:
    """Stir ``share`` (0 to 1) of the second colour into the first."""
    r, g, b = (round(a + (z - a) * share) for a, z in zip(first, second, strict=True))
    return r, g, b


def transmission(ink: Colour, paper: Colour = PAPER) -> Colour:
    """The colour to multiply by so that ``ink`` looks like itself on ``paper``."""
    r, g, b = (min(255, round(255 * i / p)) for i, p in zip(ink, paper, strict=True))
    return r, g, b
