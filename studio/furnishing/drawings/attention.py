"""Pictures about practice and where attention goes."""

from __future__ import annotations

from math import atan2, degrees, pi, sin

from PIL import Image

from .geometry import Path, band, bezier, box, circle, polar, ribbon, strand
from .palette import DEEP_PAPER, DUSK, INK, OCHRE, PAPER, SAGE, TEAL, TERRACOTTA, mix
from .press import Plate, Sheet


def where_to_put_your_attention() -> Image.Image:
    """One arrow curls back into its circle, another runs straight to the horizon."""
    sheet = Sheet(1600, 1000, TERRACOTTA)
    hy, tx = 730, 1140
    sheet.ink([box(0, hy, 1600, 1000)], INK, cover=True)
    furrows = [
        [(tx, hy), (tx + 190 * i + 95, 1000), (tx + 190 * i - 95, 1000)] for i in range(-16, 17, 2)
    ]
    sheet.ink(furrows, mix(TERRACOTTA, INK, 0.35), cover=True)
    cx, cy = 450, 350
    curl: Path = []
    for i in range(601):
        t = i / 600
        out, home = min(1, t / 0.1), max(0, (t - 0.9) / 0.1)
        reach = 220 * out * (2 - out) * (1 - 0.58 * max(0, (t - 0.1) / 0.9))
        reach += (64 - reach) * home**2
        curl.append(polar(cx, cy, reach, 215 + 360 * 3.8 * t - 66 * home**2))
    sheet.ink(strand(curl, 7), PAPER, cover=True)
    straight = [(cx, cy), (tx - 60, hy - 60 * (hy - cy) / (tx - cx))]
    sheet.ink([ribbon(straight, 7), circle(cx, cy, 30)], PAPER, cover=True)
    sheet.ink([circle(tx, hy, 30)], OCHRE, cover=True)
    for (x, y), (ax, ay) in ((curl[-1], (cx, cy)), (straight[1], (tx, hy))):
        aim = degrees(atan2(ay - y, ax - x))
        wings = polar(x, y, 24, aim + 130), polar(x, y, 24, aim - 130)
        sheet.ink([[polar(x, y, 26, aim), *wings]], PAPER, cover=True)
    return sheet.finished()


def practice_that_wanders() -> Image.Image:
    """A thread that loops away from a dotted line and comes back to it."""
    sheet = Sheet(1600, 1000, PAPER)
    line = 500
    thread: Path = []
    for i in range(-120, 1321):
        t = i / 1200
        quick = 12 * pi * t
        x = 1760 * t - 80 + 50 * sin(4 * pi * t + 1.04)
        x += (120 + 40 * sin(2.6 * pi * t + 2.39)) * sin(quick + 1.45)
        away = (230 + 110 * sin(2.8 * pi * t + 5.74)) * sin(9 * pi * t + 3.63)
        thread.append((x, line - 1.12 * (away + 90 * sin(quick + 4.33))))
    inside = Plate([[*thread, (thread[-1][0], line), (thread[0][0], line)]])
    for top, low, colour in ((0, line, OCHRE), (line, 1000, SAGE)):
        sheet.ink([box(0, top, 1600, low)], colour, within=inside)
    sheet.ink([circle(20 + 40 * i, line, 6) for i in range(40)], INK, cover=True)
    sheet.ink(strand(thread, 11), TERRACOTTA, cover=True)
    return sheet.finished()


def practice_that_wanders_detail() -> Image.Image:
    """A dozen paths from different starts through one small ring."""
    sheet = Sheet(1600, 1000, DEEP_PAPER)
    rx, ry = 1240, 500
    for i in range(12):
        u = (i - 5.5) / 5.5
        start = 110 + (i * 5 % 12) * 22, 500 + u * 270
        apart = 500 + u * 560 + (26 if i % 2 else -26)
        path = bezier(start, (560, start[1] - 50 * sin(i * 1.9)), (760, apart), (rx, ry), 90)
        (ax, ay), (bx, by) = path[-3], path[-1]
        slope = (by - ay) / (bx - ax)
        on = (rx + 120, ry + 120 * slope), (rx + 260, ry + 200 * slope)
        path += bezier((rx, ry), *on, (1680, ry + 240 * slope))[1:]
        shape = ribbon(path, lambda t: 5 + 9 * abs(t - 0.74))
        sheet.ink([shape, circle(*start, 16)], (TEAL, TERRACOTTA, OCHRE, DUSK, INK, SAGE)[i % 6])
    sheet.ink([band(rx, ry, 38, 52)], INK)
    return sheet.finished()


PICTURES = {
    "where-to-put-your-attention": where_to_put_your_attention,
    "practice-that-wanders": practice_that_wanders,
    "practice-that-wanders-detail": practice_that_wanders_detail,
}
