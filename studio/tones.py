"""The colour of a picture, drawn in its place until it comes.

Browsers that are told no inline styles draw it by classes: one for each channel, in
sixteen steps (``tones.css``), so that 48 rules make 4,096 colours.
"""

from typing import IO

from PIL import Image

from studio.colours import contrast

#: What stands where a picture is partly see-through: nothing may be drawn behind it.
SEE_THROUGH = "none"
#: Pixels each way of the thumbnail that is asked, and colours it may have.
_SIDE, _COLOURS = 32, 6
_BLACK, _WHITE = "#000000", "#ffffff"


def is_see_through(file: IO[bytes]) -> bool:
    """Whether a picture's file has an alpha channel or a transparent colour; decodes nothing.

    Raises ``OSError`` where it is no picture.
    """
    with Image.open(file) as picture:
        return picture.has_transparency_data


def dominant(file: IO[bytes]) -> str:
    """The commonest of the few colours a picture is reduced to, as ``#rrggbb``.

    Raises ``OSError`` where it is no picture.
    """
    with Image.open(file) as picture:
        picture.draft("RGB", (_SIDE, _SIDE))  # a JPEG is decoded no larger than needed
        small = picture.convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    few = small.quantize(_COLOURS)
    _count, number = max(few.getcolors())
    return "#" + bytes(few.getpalette()[3 * number : 3 * number + 3]).hex()


def classes(colour: str) -> str:
    """The classes that draw ``colour``, and words readable on it; empty for none."""
    if not colour.startswith("#"):
        return ""
    red, green, blue = colour[1], colour[3], colour[5]
    words = "dark" if contrast(colour, _BLACK) >= contrast(colour, _WHITE) else "light"
    return f"tone tone-r{red} tone-g{green} tone-b{blue} tone-{words}"


def stylesheet() -> str:
    """The rules of ``tones.css``: a channel's step is a digit twice, as in ``#7c4``."""
    steps = "".join(
        f"  .tone-{channel}{digit:x} {{ --{channel}: {digit * 17}; }}\n"
        for channel in "rgb"
        for digit in range(16)
    )
    return _SHEET.format(steps=steps)


_SHEET = """\
/* The colour of a picture until it comes. Written by studio/tones.py, as a test holds. */
@layer components {{
  /* words of a picture that does not come are read on it */
  .tone {{
    background-color: rgb(var(--r) var(--g) var(--b));
  }}

  .tone-dark {{
    color: black;
  }}

  .tone-light {{
    color: white;
  }}

{steps}}}
"""
