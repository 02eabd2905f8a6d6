"""Pictures about practice and where attention goes."""

from __future__ import annotations

from math import cos, hypot, pi, radians, sin

from PIL import Image

from .geometry import *
from .palette import *
from .press import Plate, Sheet


def where_to_put_your_attention() -> Image.Image:
    """One arrow curls back into its circle, another runs straight to the horizon."""
    sheet = Sheet(1600, 1000, TERRACOTTA)
    hy, tx = 730, 1140
    sheet.ink([[(0, hy), (1600, hy), (1600, 1000), (0, 1000)]], INK, cover=True)
    furrows = [
        [(tx, hy), (tx + i * 190 + 95, 1000), (tx + i * 190 - 95, 1000)] for i in range(-16, 17, 2)
    ]
    sheet.ink(furrows, mix(TERRACOTTA, INK, 0.35), cover=True)
    cx, cy = 450, 350
    spiral = []
    for i in range(601):
        t = i / 600
        grow = min(1, t / 0.16)
        reach = 40 + 200 * grow * (2 - grow) * (1 - max(0, t - 0.16) / 0.84)
        spiral.append(polar(cx, cy, reach, 100 - 360 * 4.3 * t))
    sheet.ink(strand(spiral, lambda t: 7), PAPER, cover=True)
    sheet.ink([ribbon([(cx, cy), (tx - 40, hy - 22)], 7)], PAPER, cover=True)
    dx, dy = (tx - cx) / hypot(tx - cx, hy - cy), (hy - cy) / hypot(tx - cx, hy - cy)
    sheet.ink([circle(cx, cy, 34)], PAPER, cover=True)
    sheet.ink([circle(tx, hy, 30)], OCHRE, cover=True)
    tip = (tx - 34 * dx, hy - 34 * dy)
    sheet.ink([[tip, (tip[0] - 46 * dx - 17 * dy, tip[1] - 46 * dy + 17 * dx), (tip[0] - 46 * dx + 17 * dy, tip[1] - 46 * dy - 17 * dx)]], PAPER, cover=True)
    return sheet.finished()


def practice_that_wanders() -> Image.Image:
    """A thread that loops away from a dotted line and comes back to it."""
    sheet = Sheet(1600, 1000, PAPER)
    y = 500
    thread = []
    for i in range(901):
        t = i / 900
        x = -60 + 1720 * t + 150 * sin(2 * pi * 6 * t + .4) + 60 * sin(2 * pi * 2.5 * t)
        h = (210 + 130 * sin(2 * pi * 1.7 * t + 2.2)) * sin(2 * pi * 3.5 * t) + 60 * sin(2 * pi * 6 * t + 1.9)
        thread.append((x, y - h))
    sheet.ink([thread + [(1700, y), (-60, y)]], OCHRE, .9)
    sheet.ink([circle(20 + 40 * i, y, 6) for i in range(40)], INK)
    sheet.ink(strand(thread, 10), TEAL)
    return sheet.finished()


def practice_that_wanders_detail() -> Image.Image:
    """A dozen paths from different starts through one small ring."""
    sheet = Sheet(1600, 1000, DEEP_PAPER)
    inks = (TEAL, TERRACOTTA, OCHRE, DUSK, INK, SAGE)
    rx, ry = 1240, 500
    for i in range(12):
        u = (i - 5.5) / 5.5
        start = 110 + (i * 5 % 12) * 22, 500 + u * 270
        far = 500 + u * 560 + 60 * sin(i * 2.4)
        path = bezier(start, (560, start[1] - 60 * sin(i * 1.9)), (760, far), (rx, ry), 90)
        (ax, ay), (bx, by) = path[-3], path[-1]
        slope = (by - ay) / (bx - ax)
        path += bezier((rx, ry), (rx + 120, ry + 120 * slope), (rx + 260, ry + 200 * slope), (1680, ry + 240 * slope))[1:]
        sheet.ink([ribbon(path, lambda t: 5 + 9 * abs(t - .74)), circle(*start, 16)], inks[i % 6])
    sheet.ink([band(rx, ry, 38, 52)], INK)
    return sheet.finished()


PICTURES = {
    "where-to-put-your-attention": where_to_put_your_attention,
    "practice-that-wanders": practice_that_wanders,
    "practice-that-wanders-detail": practice_that_wanders_detail,
}
