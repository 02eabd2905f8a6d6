"""Pictures about practice and where attention goes."""

from __future__ import annotations

from math import cos, pi, radians, sin

from PIL import Image

from .geometry import *
from .palette import *
from .press import Plate, Sheet


def where_to_put_your_attention() -> Image.Image:
    """One line curls back into its circle, another runs straight to the horizon."""
    sheet = Sheet(1600, 1000, TERRACOTTA)
    hy, tx = 800, 1130
    for r, c in ((470, mix(TERRACOTTA, INK, .25)), (350, mix(TERRACOTTA, OCHRE, .45)), (235, OCHRE), (125, BLUSH)):
        sheet.ink([arc(tx, hy, r, 180, 360)], c, cover=True)
    sheet.ink([[(0, hy), (1600, hy), (1600, 1000), (0, 1000)]], INK, cover=True)
    cx, cy = 480, 330
    spiral = []
    for i in range(501):
        t = i / 500
        a = 60 - 360 * 4.2 * t
        r = 30 + 190 * (t / .16 if t < .16 else 1) ** .9 * (1 if t < .16 else (1 - (t - .16) / .84))
        spiral.append(polar(cx, cy, r, a))
    sheet.ink([ribbon(spiral, 9)], PAPER, cover=True)
    sheet.ink([ribbon([(cx, cy), (tx, hy)], 9)], PAPER, cover=True)
    sheet.ink([circle(cx, cy, 34)], PAPER, cover=True)
    return sheet.finished()


def practice_that_wanders() -> Image.Image:
    """A thread that loops away from a dotted line and comes back to it."""
    sheet = Sheet(1600, 1000, PAPER)
    y = 500
    knots = [(-60.0, y - 20.0), (60.0, y)]
    loops = ((250, 130, 1, SAGE), (520, 170, -1, OCHRE), (790, 95, 1, DUSK), (1010, 200, 1, BLUSH), (1250, 120, -1, SAGE), (1420, 70, 1, OCHRE))
    for x, r, s, c in loops:
        pts = [(x + .55 * r, y - s * .55 * r), (x + .8 * r, y - s * 1.3 * r), (x + .1 * r, y - s * 1.95 * r), (x - .65 * r, y - s * 1.35 * r), (x - .35 * r, y - s * .5 * r)]
        sheet.ink([spline(pts, closed=True)], c, .9)
        knots += [(x - .6 * r, y + s * 8)] + pts + [(x + .55 * r, y + s * 10)]
    knots += [(1560, y), (1680, y - 30)]
    sheet.ink([circle(20 + 40 * i, y, 6) for i in range(40)], INK)
    sheet.ink([ribbon(spline(knots, steps=30), 11)], TERRACOTTA)
    return sheet.finished()


def practice_that_wanders_detail() -> Image.Image:
    """A dozen paths from different starts through one small ring."""
    sheet = Sheet(1600, 1000, DEEP_PAPER)
    inks = (TEAL, TERRACOTTA, OCHRE, DUSK, INK, SAGE)
    rx, ry = 1270, 500
    for i in range(12):
        u = (i - 5.5) / 5.5
        sx = 120 + (i * 5 % 12) * 16
        sy = 500 + u * 250 
        mid = 500 + u * 400 + 40 * sin(i * 2.4)
        path = spline([(sx, sy), (430, 500 + u * 250 + 60 * sin(i * 1.7)), (740, mid), (1060, 500 + u * 150), (rx, ry + u * 12), (1480, 500 - u * 70), (1660, 500 - u * 120)], steps=40)
        sheet.ink([ribbon(path, 7), circle(sx, sy, 15)], inks[i % 6], .95)
    sheet.ink([band(rx, ry, 36, 48)], INK)
    return sheet.finished()


PICTURES = {
    "where-to-put-your-attention": where_to_put_your_attention,
    "practice-that-wanders": practice_that_wanders,
    "practice-that-wanders-detail": practice_that_wanders_detail,
}
