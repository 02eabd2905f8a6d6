"""Pictures about strength, breath and rest."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image

from .geometry import Path, arc, bezier, box, circle, pebble, ribbon, wave
from .palette import BLUSH, DEEP_PAPER, DUSK, INK, NIGHT, OCHRE, PAPER, SAGE, TEAL, TERRACOTTA, mix
from .press import Plate, Sheet


def strong_is_a_kind_of_quiet() -> Image.Image:
    """Four round stones on a level line, a ring in still water under each."""
    sheet = Sheet(1600, 1000, DEEP_PAPER)
    line = 575
    sheet.ink([box(0, line, 1600, 1000)], SAGE, 0.55)
    stones = (
        (235, 128, 114, TEAL, 6),
        (605, 146, 138, INK, -5),
        (985, 132, 106, TERRACOTTA, 4),
        (1365, 124, 126, DUSK, -8),
    )
    for x, rx, ry, colour, turn in stones:
        for k, tint in enumerate((0.6, 0.36, 0.18)):
            out, thick = rx - 22 + 30 * k, 15 - 3 * k
            ring = arc(x, line + 120, out, 0, 360, out * 0.27)
            ring += arc(x, line + 120, out - thick, 360, 0, out * 0.27 - thick * 0.55)
            sheet.ink([ring], TEAL, tint)
        sheet.ink([pebble(x, line - ry, rx, ry, 2.2, turn)], colour, cover=True)
    sheet.ink([ribbon([(-20, line), (1620, line)], 5)], INK)
    return sheet.finished()


def slow_breath_long_evening() -> Image.Image:
    """A wide wave and a narrow one whose crests meet beneath a low half circle."""
    sheet = Sheet(1600, 1000, mix(DUSK, PAPER, 0.25))
    shore, meet = 430, 1090
    sheet.ink([box(0, 0, 1600, shore)], BLUSH, fade=(520, 0), cover=True)
    for reach, colour in ((318, mix(BLUSH, PAPER, 0.25)), (226, OCHRE), (136, TERRACOTTA)):
        sheet.ink([arc(meet, shore, reach, 180, 360)], colour, cover=True)
    sheet.ink([box(0, shore, 1600, 1000)], mix(DUSK, TEAL, 0.35), cover=True)
    wide: Path = []
    narrow: Path = []
    for x in range(-60, 1664, 4):
        before = max(0, meet - x) / 760
        wide.append((x, 590 - 130 * cos(2 * pi * (x - meet) / 760)))
        turn = before + before**2 * 1.1 if before else (x - meet) / 760
        narrow.append((x, 590 - max(60, 130 - before * 68) * cos(2 * pi * turn)))
    deep = Plate([[*wide, (1664, 1010), (-60, 1010)]])
    sheet.ink(deep, TEAL, 0.85)
    sheet.ink(deep, TEAL, 0.7, fade=(1180, 640))
    sheet.ink([ribbon(wide, 30)], PAPER, cover=True)
    sheet.ink([ribbon(narrow, 16)], OCHRE, cover=True)
    return sheet.finished()


def doing_less_on_purpose() -> Image.Image:
    """Arcs, each half as wide as the last, down to a dot under a feather."""
    sheet = Sheet(1600, 1000, PAPER)
    base, x, wide = 690.0, 90.0, 600.0
    for k in range(6):
        path = arc(x + wide / 2, base, wide / 2, 180, 360, wide * 0.4)
        thick = 26 * 0.6**k

        def swell(t: float, thick: float = thick) -> float:
            return 2.5 + thick * sin(pi * t)

        sheet.ink([ribbon(path, swell)], TEAL)
        x += wide
        wide /= 2
    x += 16
    for k in range(7):
        reach = 40 + 44 * k + 5 * k * k
        ripple = arc(x, base + 14, reach, 20, 160, reach * 0.24)
        sheet.ink([ribbon(ripple, 2.2)], TEAL, 0.6 - 0.075 * k)
    sheet.ink([circle(x, base - 8, 14)], TERRACOTTA)
    tail, head = (x + 236, base - 26), (x - 250, base - 262)
    quill = bezier(tail, (x + 120, base - 110), (x - 90, base - 110), head, 80)
    shaft = quill[14:]
    for side, colour in ((-1, BLUSH), (1, TERRACOTTA)):
        barbs: Path = []
        for i, (px, py) in enumerate(shaft):
            t = i / (len(shaft) - 1)
            depth = side * 96 * t**0.5 * (1 - t) ** 0.62
            barbs.append((px + depth * 0.42, py + depth * 0.95))
        sheet.ink([shaft + barbs[::-1]], colour, 0.95)
    sheet.ink([ribbon(quill, lambda t: 6 - 4 * t)], INK)
    return sheet.finished()


def sleep_is_part_of_training() -> Image.Image:
    """Even swells through a dark band, and a thin line that lifts after each of them."""
    sheet = Sheet(1600, 1000, mix(NIGHT, DUSK, 0.28))
    for reach, glow in ((330, 0.19), (230, 0.29), (160, 0.35)):
        sheet.ink([circle(330, 270, reach)], DUSK, glow, cover=True)
    sheet.ink([circle(330, 270, 100)], PAPER, cover=True)
    sheet.ink([box(0, 600, 1600, 1000)], NIGHT, cover=True)
    swells = (
        (690, 50, mix(NIGHT, TEAL, 0.55)),
        (765, 46, TEAL),
        (855, 38, mix(DUSK, TEAL, 0.3)),
    )
    for y, height, colour in swells:
        crest = wave(-20, 1620, y, height, 360, (y - 690) / 900)
        sheet.ink([[*crest, (1620, 1100), (-20, 1100)]], colour, cover=True)
    line: Path = []
    for x in range(-20, 1624, 4):
        swell, along = divmod((x + 20) / 360 + 0.1, 1)
        lift = max(0, (along - 0.5) / 0.5)
        line.append((x, 560 - 84 * (swell + lift * lift * (3 - 2 * lift))))
    sheet.ink([ribbon(line, 7)], OCHRE, cover=True)
    return sheet.finished()


PICTURES = {
    "strong-is-a-kind-of-quiet": strong_is_a_kind_of_quiet,
    "slow-breath-long-evening": slow_breath_long_evening,
    "doing-less-on-purpose": doing_less_on_purpose,
    "sleep-is-part-of-training": sleep_is_part_of_training,
}
