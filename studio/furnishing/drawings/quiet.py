"""Pictures about strength, breath and rest."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image

from .geometry import *
from .palette import *
from .press import Plate, Sheet


def strong_is_a_kind_of_quiet() -> Image.Image:
    """Four round stones on a level line, a ring in still water under each."""
    sheet = Sheet(1600, 1000, DEEP_PAPER)
    line = 575
    sheet.ink([[(0, line), (1600, line), (1600, 1000), (0, 1000)]], SAGE, 0.55)
    stones = (
        (235, 128, 114, TEAL, 6), (605, 146, 138, INK, -5),
        (985, 132, 106, TERRACOTTA, 4), (1365, 124, 126, DUSK, -8),
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
    sky = mix(DUSK, PAPER, 0.3)
    sheet = Sheet(1600, 1000, sky)
    y, cx = 430, 1090
    radii = (372, 280, 190, 112)
    cols = (mix(DUSK, BLUSH, .5), BLUSH, OCHRE, TERRACOTTA)
    for r, c in zip(radii, cols):
        sheet.ink([arc(cx, y, r, 180, 360)], c, cover=True)
    wide, narrow = [], []
    for i in range(-330, 200):
        x = cx + i * 4
        wide.append((x, 590 - 130 * cos(2 * pi * (x - cx) / 760)))
        d = max(0, cx - x)
        ph = (x - cx) / 760 if x > cx else -(d / 760 + (d / 760) ** 2 * 1.1)
        narrow.append((x, 590 - (130 - min(70, d * .09)) * cos(2 * pi * ph)))
    sheet.ink([[(0, y), (1600, y), (1600, 1000), (0, 1000)]], mix(DUSK, TEAL, .35), cover=True)
    sheet.ink([wide + [(1700, 1100), (-300, 1100)]], TEAL, .8)
    sheet.ink([ribbon(wide, 30)], PAPER, cover=True)
    sheet.ink([ribbon(narrow, 16)], OCHRE, cover=True)
    return sheet.finished()


def doing_less_on_purpose() -> Image.Image:
    """Arcs, each half as wide as the last, down to a dot under a feather."""
    sheet = Sheet(1600, 1000, PAPER)
    base, x, wide = 680.0, 110.0, 600.0
    for k in range(6):
        path = arc(x + wide / 2, base, wide / 2, 180, 360, wide * 0.4)
        sheet.ink([ribbon(path, lambda t, k=k: 2.5 + 26 * 0.6**k * sin(pi * t))], TEAL)
        x += wide
        wide /= 2
    x += 16
    for k in range(7):
        rx = 40 + 44 * k + 5 * k * k
        ring = arc(x, base + 14, rx, 20, 160, rx * 0.24)
        sheet.ink([ribbon(ring, 2.2)], TEAL, 0.6 - 0.075 * k)
    sheet.ink([circle(x, base - 8, 14)], TERRACOTTA)
    quill = bezier((x + 250, base - 20), (x + 130, base - 100), (x - 60, base - 90), (x - 190, base - 190), 80)
    for side, colour in ((-1, BLUSH), (1, TERRACOTTA)):
        barb: Path = []
        for i, (px, py) in enumerate(quill[14:]):
            t = i / 66
            depth = side * 74 * t ** 0.5 * (1 - t) ** 0.62
            barb.append((px + depth * 0.42, py + depth * .95))
        sheet.ink([quill[14:] + barb[::-1]], colour, 0.95)
    sheet.ink([ribbon(quill, lambda t: 6 - 4 * t)], INK)
    return sheet.finished()


def sleep_is_part_of_training() -> Image.Image:
    """Even swells through a dark band, and a thin line that lifts after each of them."""
    sheet = Sheet(1600, 1000, mix(NIGHT, DUSK, .28))
    for r, s in ((330, .12), (230, .18), (160, .22)):
        sheet.ink([circle(330, 270, r)], DUSK, s * 1.6, cover=True)
    sheet.ink([circle(330, 270, 100)], PAPER, cover=True)
    sheet.ink([[(0, 600), (1600, 600), (1600, 1000), (0, 1000)]], NIGHT, cover=True)
    for dy, c, a in ((690, mix(NIGHT, TEAL, .55), 50), (765, TEAL, 46), (855, mix(DUSK, TEAL, .3), 38)):
        w = wave(-20, 1620, dy, a, 360, (dy - 690) / 900)
        sheet.ink([w + [(1620, 1100), (-20, 1100)]], c, cover=True)
    line = []
    for i in range(0, 411):
        x = -20 + i * 4
        n = (x + 20) / 360 + .1
        k = int(n)
        f = n - k
        e = max(0, (f - .55) / .45)
        e = e * e * (3 - 2 * e)
        line.append((x, 560 - 84 * (k + e) ))
    sheet.ink([ribbon(line, 7)], OCHRE, cover=True)
    return sheet.finished()


PICTURES = {
    "strong-is-a-kind-of-quiet": strong_is_a_kind_of_quiet,
    "slow-breath-long-evening": slow_breath_long_evening,
    "doing-less-on-purpose": doing_less_on_purpose,
    "sleep-is-part-of-training": sleep_is_part_of_training,
}
