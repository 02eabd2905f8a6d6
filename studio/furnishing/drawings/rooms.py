"""The studio's room and the lane that leads to it."""

from __future__ import annotations

from PIL import Image

from .geometry import Point, arc, box, circle, oval, spline
from .palette import BLUSH, DEEP_PAPER, DUSK, INK, OCHRE, PAPER, SAGE, TEAL, TERRACOTTA, mix
from .press import Plate, Sheet


def about() -> Image.Image:
    """The room: a window, its light on the boards, a mat, a ball."""
    sheet = Sheet(1600, 1000, mix(DEEP_PAPER, BLUSH, 0.3))
    wall, eye_x, eye_y = 600, 520, 60
    sheet.ink([box(0, wall, 1600, 1000)], mix(OCHRE, TERRACOTTA, 0.28), cover=True)

    def on_floor(x: float, y: float) -> Point:
        """A place on the floor, from where its board meets the wall."""
        return eye_x + (x - eye_x) * (y - eye_y) / (wall - eye_y), y

    boards = Plate()
    for x in range(-1064, 2432, 92):
        (ax, ay), (bx, by) = on_floor(x, wall), on_floor(x, 1000)
        boards.add([(ax - 1.2, ay), (ax + 1.2, ay), (bx + 2.4, by), (bx - 2.4, by)])
    sheet.ink(boards, TERRACOTTA, 0.55)
    x0, y0, w, h, bar = 210, 90, 230, 195, 14
    frame = box(x0 - 22, y0 - 22, x0 + 2 * w + bar + 22, y0 + 2 * h + bar + 22)
    sheet.ink([frame], PAPER, cover=True)
    panes = Plate()
    for left in (x0, x0 + w + bar):
        for top in (y0, y0 + h + bar):
            panes.add(box(left, top, left + w, top + h))
    sheet.ink(panes, mix(DUSK, PAPER, 0.5), cover=True)
    sheet.ink([circle(345, 245, 74)], OCHRE, cover=True, within=panes)
    far = spline([(180, 400), (320, 380), (520, 330), (720, 390)])
    near = spline([(180, 430), (330, 470), (520, 440), (720, 480)])
    for hill, colour in ((far, SAGE), (near, TEAL)):
        sheet.ink([[*hill, (720, 600), (180, 600)]], colour, cover=True, within=panes)
    mat = [(1000, 680), (1420, 680), (1740, 930), (1150, 930)]
    sheet.ink([mat], TEAL, cover=True)
    light = Plate()
    for left in (330, 560):
        for top, low in ((640, 752), (770, 906)):
            slant = [(left, top), (left + 212, top), (left + 212, low), (left, low)]
            light.add([on_floor(eye_x + 0.62 * (y - wall) + x - 520, y) for x, y in slant])
    sheet.ink(light, mix(OCHRE, PAPER, 0.62), 0.82, cover=True)
    sheet.ink([oval(1330, 722, 150, 24)], INK, 0.55, cover=True)
    ball = circle(1300, 575, 150)
    sheet.ink([ball], TERRACOTTA, cover=True)
    lit = mix(TERRACOTTA, BLUSH, 0.28)
    sheet.ink([circle(1215, 515, 190)], lit, cover=True, within=Plate([ball]))
    return sheet.finished()


def contact() -> Image.Image:
    """A lane in morning light, and an open door."""
    sheet = Sheet(1600, 1000, mix(PAPER, OCHRE, 0.15))
    ground = 620
    sheet.ink([box(0, 0, 760, ground)], mix(OCHRE, PAPER, 0.3), fade=(660, 40), cover=True)
    sheet.ink([circle(480, 460, 165)], OCHRE, cover=True)
    hill = spline([(300, 600), (480, 540), (640, 570), (800, 540)])
    sheet.ink([[*hill, (800, 700), (300, 700)]], SAGE, cover=True)
    sheet.ink([box(0, ground, 1600, 1000)], BLUSH, cover=True)
    sheet.ink([[(0, 40), (370, 380), (370, 640), (0, 900)]], TEAL, cover=True)
    shade = [(0, 900), (370, 640), (470, 640), (330, 1000), (0, 1000)]
    sheet.ink([shade], mix(BLUSH, DUSK, 0.45), cover=True)
    front = Plate([[(700, 0), (1600, 0), (1600, 810), (700, 700)]])
    sheet.ink(front, TERRACOTTA, cover=True)
    beam = [(700, 0), (1180, 0), (900, 760), (700, 760)]
    sheet.ink([beam], mix(TERRACOTTA, OCHRE, 0.35), cover=True, within=front)
    frame = [*arc(1170, 400, 186, 180, 360), (1356, 781), (984, 735)]
    opening = [*arc(1170, 400, 150, 180, 360), (1320, 776), (1020, 739)]
    leaf_of_door = [*arc(1170, 400, 150, 270, 360), (1320, 776), (1170, 800)]
    sheet.ink([frame], PAPER, cover=True)
    sheet.ink([opening], mix(OCHRE, PAPER, 0.25), cover=True)
    spill = [(1020, 739), (1170, 757), (960, 1000), (640, 1000)]
    sheet.ink([spill], mix(OCHRE, PAPER, 0.4), fade=(820, 1080), cover=True)
    sheet.ink([leaf_of_door], TEAL, cover=True)
    sheet.ink([circle(1196, 560, 11)], OCHRE, cover=True)
    return sheet.finished()


PICTURES = {"about": about, "contact": contact}
