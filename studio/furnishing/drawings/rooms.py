"""The studio's room and the lane that leads to it."""

from __future__ import annotations

from PIL import Image

from .geometry import *
from .palette import *
from .press import Plate, Sheet


def _box(left: float, top: float, right: float, bottom: float) -> Path:
    """An upright rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def about() -> Image.Image:
    """The room: a window, its light on the boards, a mat, a ball."""
    sheet = Sheet(1600, 1000, mix(DEEP_PAPER, BLUSH, .3))
    wall, eye_x, eye_y = 600, 520, 60
    sheet.ink([_box(0, wall, 1600, 1000)], mix(OCHRE, TERRACOTTA, .28), cover=True)
    boards = Plate()
    for i in range(-12, 26):
        top = 40 + i * 92
        low = eye_x + (top - eye_x) * (1000 - eye_y) / (wall - eye_y)
        boards.add([(top - 1.2, wall), (top + 1.2, wall), (low + 2.4, 1000), (low - 2.4, 1000)])
    sheet.ink(boards, TERRACOTTA, .55)
    x0, y0, w, h, bar = 210, 90, 230, 195, 14
    sheet.ink([_box(x0 - 22, y0 - 22, x0 + 2 * w + bar + 22, y0 + 2 * h + bar + 22)], PAPER, cover=True)
    panes = Plate([_box(x0 + i * (w + bar), y0 + j * (h + bar), x0 + i * (w + bar) + w, y0 + j * (h + bar) + h) for i in (0, 1) for j in (0, 1)])
    sheet.ink(panes, mix(DUSK, PAPER, .5), cover=True)
    sheet.ink([circle(345, 245, 74)], OCHRE, cover=True, within=panes)
    far = spline([(180, 400), (320, 380), (520, 330), (720, 390)])
    sheet.ink([far + [(720, 600), (180, 600)]], SAGE, cover=True, within=panes)
    near = spline([(180, 430), (330, 470), (520, 440), (720, 480)])
    sheet.ink([near + [(720, 600), (180, 600)]], TEAL, cover=True, within=panes)
    sheet.ink([[(1010, 690), (1420, 690), (1720, 930), (1160, 930)]], TEAL, cover=True)
    light = Plate()
    for i in (0, 1):
        for top, low in ((640, 752), (770, 906)):
            def fall(x: float, y: float) -> Point:
                return 330 + (x + 0.62 * (y - wall)) * (y - eye_y) / (wall - eye_y), y
            light.add([fall(i * 230, top), fall(i * 230 + 212, top), fall(i * 230 + 212, low), fall(i * 230, low)])
    sheet.ink(light, mix(OCHRE, PAPER, .62), .82, cover=True)
    sheet.ink([oval(1330, 722, 150, 24)], INK, .55, cover=True)
    ball = circle(1300, 575, 150)
    sheet.ink([ball], TERRACOTTA, cover=True)
    sheet.ink([circle(1215, 515, 190)], mix(TERRACOTTA, BLUSH, .28), cover=True, within=Plate([ball]))
    return sheet.finished()


def contact() -> Image.Image:
    """A lane in morning light, and the door."""
    sheet = Sheet(1600, 1000, mix(PAPER, OCHRE, .35))
    hy = 620
    sheet.ink([circle(470, 470, 170)], OCHRE, cover=True)
    hill = spline([(300, 600), (480, 540), (640, 570), (800, 540)])
    sheet.ink([hill + [(800, 700), (300, 700)]], SAGE, cover=True)
    sheet.ink([[(0, hy), (1600, hy), (1600, 1000), (0, 1000)]], BLUSH, cover=True)
    # left wall in shade
    sheet.ink([[(0, 40), (370, 380), (370, 640), (0, 900)]], TEAL, cover=True)
    sheet.ink([[(0, 900), (370, 640), (470, 640), (330, 1000), (0, 1000)]], mix(BLUSH, DUSK, .45), cover=True)
    # facade
    sheet.ink([[(700, 0), (1600, 0), (1600, 810), (700, 700)]], TERRACOTTA, cover=True)
    facade = Plate([[(700, 0), (1600, 0), (1600, 810), (700, 700)]])
    sheet.ink([[(700, 0), (1180, 0), (900, 760), (700, 760)]], mix(TERRACOTTA, OCHRE, .35), cover=True, within=facade)
    frame = arc(1170, 400, 186, 180, 360) + [(1356, 781), (984, 735)]
    sheet.ink([frame], PAPER, cover=True)
    door = arc(1170, 400, 150, 180, 360) + [(1320, 776), (1020, 739)]
    sheet.ink([door], mix(OCHRE, PAPER, .25), cover=True)
    sheet.ink([[(1170, 250), (1170, 250)] + arc(1170, 400, 150, 270, 360) + [(1320, 776), (1170, 800)]], TEAL, cover=True)
    sheet.ink([circle(1196, 560, 11)], OCHRE, cover=True)
    sheet.ink([[(1020, 739), (1170, 757), (960, 1000), (640, 1000)]], mix(OCHRE, PAPER, .45), cover=True)
    return sheet.finished()


PICTURES = {"about": about, "contact": contact}
