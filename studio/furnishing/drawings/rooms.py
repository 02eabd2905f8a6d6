"""The studio's room and the lane that leads to it."""

from __future__ import annotations

from PIL import Image

from .geometry import *
from .palette import *
from .press import Plate, Sheet


def _quad(*corners: Point) -> Path:
    return list(corners)


def about() -> Image.Image:
    """The room: a window, its light on the boards, a mat, a ball."""
    sheet = Sheet(1600, 1000, mix(DEEP_PAPER, BLUSH, .3))
    floor = mix(OCHRE, TERRACOTTA, .28)
    fy = 590
    sheet.ink([_quad((0, fy), (1600, fy), (1600, 1000), (0, 1000))], floor, cover=True)
    vp = (500, 100)
    def on_floor(x, y):
        "spread x (at the wall) to height y"
        k = (y - vp[1]) / (fy - vp[1])
        return vp[0] + (x - vp[0]) * k, y
    lines = Plate()
    for i in range(-14, 26):
        x = 40 + i * 92
        (a, _), (b, _) = on_floor(x, fy), on_floor(x, 1000)
        lines.add([(a - 1.2, fy), (a + 1.2, fy), (b + 2.4, 1000), (b - 2.4, 1000)])
    sheet.ink(lines, TERRACOTTA, .55)
    # window
    wx, wy, ww, wh = 250, 110, 400, 370
    sheet.ink([_quad((wx - 18, wy - 18), (wx + ww + 18, wy - 18), (wx + ww + 18, wy + wh + 18), (wx - 18, wy + wh + 18))], PAPER, cover=True)
    panes = Plate()
    for i in range(2):
        for j in range(2):
            x0, y0 = wx + i * (ww / 2 + 6), wy + j * (wh / 2 + 6)
            panes.add(_quad((x0, y0), (x0 + ww / 2 - 6, y0), (x0 + ww / 2 - 6, y0 + wh / 2 - 6), (x0, y0 + wh / 2 - 6)))
    sheet.ink(panes, mix(DUSK, PAPER, .45), cover=True)
    sheet.ink([circle(370, 250, 62)], OCHRE, cover=True, within=panes)
    hill = spline([(200, 420), (350, 380), (520, 410), (700, 340)])
    sheet.ink([hill + [(700, 600), (200, 600)]], SAGE, cover=True, within=panes)
    # light
    light = Plate()
    for i in range(2):
        for j in range(2):
            ya, yb = 640 + j * 120, 640 + j * 120 + 104
            def sh(x, y): return (x + (y - fy) * 1.15, y)
            x0, x1 = 330 + i * 230, 330 + i * 230 + 208
            light.add(_quad(sh(x0, ya), sh(x1, ya), sh(x1, yb), sh(x0, yb)))
    # mat
    mat = _quad((930, 700), (1370, 700), (1640, 930), (1080, 930))
    sheet.ink([mat], TEAL, cover=True)
    sheet.ink(light, mix(OCHRE, PAPER, .6), .8, cover=True)
    sheet.ink([oval(1265, 700, 150, 22)], INK, .45)
    sheet.ink([circle(1240, 560, 140)], TERRACOTTA, cover=True)
    return sheet.finished()


def contact() -> Image.Image:
    """A lane in morning light, and the door."""
    sheet = Sheet(1600, 1000, mix(PAPER, OCHRE, .3))
    hy = 610
    sheet.ink([circle(560, hy, 210)], OCHRE, cover=True)
    sheet.ink([circle(560, hy, 130)], mix(OCHRE, TERRACOTTA, .35), cover=True)
    sheet.ink([_quad((0, hy + 10), (1600, hy + 10), (1600, 1000), (0, 1000))], BLUSH, cover=True)
    # left wall in shade
    sheet.ink([_quad((0, 60), (400, 400), (400, 660), (0, 900))], TEAL, cover=True)
    # facade
    sheet.ink([_quad((730, 0), (1600, 0), (1600, 800), (730, 700))], TERRACOTTA, cover=True)
    door = arc(1130, 400, 150, 180, 360) + [(1280, 765), (980, 730)]
    sheet.ink([door], INK, cover=True)
    lane = _quad((470, 640), (640, 640), (1150, 1000), (150, 1000))
    sheet.ink([lane], PAPER, .8, cover=True)
    return sheet.finished()


PICTURES = {"about": about, "contact": contact}
