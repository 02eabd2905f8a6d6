"""Pictures of what is on: workshops, a course, a run."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image

from .feet import FOOTPRINT, TOES
from .geometry import Path, arc, bezier, box, circle, leaf, moved, oval, ribbon, spline, turned
from .palette import BLUSH, DEEP_PAPER, DUSK, INK, OCHRE, PAPER, SAGE, TEAL, TERRACOTTA, mix
from .press import Plate, Sheet


def trunk_training() -> Image.Image:
    """A mat folded in three, a round weight on it, and a path that leads away over a hill."""
    sheet = Sheet(1600, 1000, mix(SAGE, PAPER, 0.45))
    sheet.ink([circle(1270, 300, 130)], OCHRE, cover=True)
    sheet.ink([circle(1180, 2180, 1730)], mix(SAGE, TEAL, 0.35), cover=True)
    path = spline([(1180, 452), (1330, 540), (1120, 640), (1290, 780), (1060, 1040)])
    sheet.ink([ribbon(path, lambda t: 14 + 190 * t**1.7)], mix(OCHRE, PAPER, 0.45), cover=True)
    sheet.ink([[(0, 690), (880, 690), (1010, 1000), (0, 1000)]], BLUSH, cover=True)
    sheet.ink([oval(470, 836, 420, 40)], mix(BLUSH, TERRACOTTA, 0.4), cover=True)
    for k, colour in enumerate((TEAL, mix(TEAL, DUSK, 0.45), TEAL)):
        y = 790 - 62 * k
        sheet.ink([ribbon([(130, y), (790, y)], 58)], colour, cover=True)
    for k, x in ((0, 790), (1, 130)):
        y = 759 - 62 * k
        turn = arc(x, y, 31, -90, 90) if k == 0 else arc(x, y, 31, 90, 270)
        sheet.ink([ribbon(turn, 54)], mix(TEAL, INK, 0.25), cover=True)
    sheet.ink([circle(470, 486, 152)], TERRACOTTA, cover=True)
    handle = arc(470, 340, 74, 180, 360, 96)
    sheet.ink([ribbon(handle, 34)], mix(TERRACOTTA, INK, 0.35), cover=True)
    lit = mix(TERRACOTTA, BLUSH, 0.3)
    sheet.ink([circle(400, 430, 150)], lit, cover=True, within=Plate([circle(470, 486, 152)]))
    return sheet.finished()


def _bank(lean: float) -> Path:
    """A line of water, falling to the left as the bank does."""
    return [(x, 250 - 150 * x / 1600 - 60 * lean + 6 * sin(x / 58)) for x in range(-20, 1640, 8)]


def quiet_feet() -> Image.Image:
    """Footprints along a canal, each fainter than the one before."""
    sheet = Sheet(1600, 1000, mix(OCHRE, PAPER, 0.62))
    sheet.ink([[(0, 0), (1600, 0), (1600, 210), (0, 420)]], mix(DUSK, PAPER, 0.2), cover=True)
    for k in range(5):
        ripple = [(x, y + 40 + 62 * k) for x, y in _bank(0.30 + 0.11 * k)]
        sheet.ink([ribbon(ripple, 7 - k)], PAPER, 0.8 - 0.1 * k, cover=True)
    sheet.ink([[(0, 420), (1600, 210), (1600, 262), (0, 486)]], SAGE, cover=True)
    for k in range(6):
        size = 0.62 - 0.06 * k
        x, y = 190 + 268 * k - 8 * k * k, 832 - 72 * k + (0 if k % 2 else -150 + 16 * k)
        mirrored = 1 if k % 2 else -1
        shapes = [FOOTPRINT, *(oval(*toe) for toe in TOES)]
        print_ = Plate()
        for shape in shapes:
            flat = [(px, py * mirrored * 0.86) for px, py in shape]
            print_.add(moved(turned(flat, -9, (0, 0)), x, y, size))
        sheet.ink(print_, TERRACOTTA, 0.95 - 0.155 * k)
    return sheet.finished()


def long_exhale() -> Image.Image:
    """One line: up steeply, and down for the rest of the sheet."""
    sheet = Sheet(1600, 1000, mix(DUSK, INK, 0.25))
    sheet.ink([box(0, 0, 1600, 860)], mix(TERRACOTTA, BLUSH, 0.45), fade=(760, 60), cover=True)
    sheet.ink([circle(470, 470, 210)], OCHRE, cover=True)
    line: Path = []
    for x in range(-20, 1624, 4):
        if x < 470:
            rise = max(0.0, (x - 150) / 320)
            lift = (1 - cos(pi * min(1, rise))) / 2
        else:
            lift = (1 + cos(pi * (x - 470) / 1130)) / 2 if x < 1600 else 0
        line.append((x, 800 - 470 * lift))
    sheet.ink([[*line, (1640, 1010), (-20, 1010)]], TEAL, 0.94, cover=True)
    for k in range(1, 4):
        lower = [(x, y + 62 * k + 26 * k * (y - 330) / 470) for x, y in line]
        sheet.ink([ribbon(lower, 9 - 2 * k)], SAGE, 0.75 - 0.17 * k, cover=True)
    sheet.ink([ribbon(line, 20)], PAPER, cover=True)
    return sheet.finished()


def half_of_it() -> Image.Image:
    """Five mats from above: on each half as much as on the one before."""
    sheet = Sheet(1600, 1000, mix(OCHRE, TERRACOTTA, 0.2))
    boards = Plate()
    for y in range(60, 1000, 94):
        boards.add(box(0, y, 1600, y + 3))
    sheet.ink(boards, TERRACOTTA, 0.5)
    mats = (TEAL, DUSK, SAGE, TEAL, DUSK)
    for k, colour in enumerate(mats):
        x = 190 + 305 * k
        sheet.ink([ribbon([(x, 190), (x, 810)], 232)], mix(colour, PAPER, 0.12), cover=True)
        angle, reach = 360 / 2**k, 94
        start = -90.0
        slice_ = [(x, 500.0), *arc(x, 500, reach, start, start + angle)] if k else []
        sheet.ink([slice_ or circle(x, 500, reach)], PAPER, cover=True)
        sheet.ink([ribbon(arc(x, 500, reach, 0, 360), 4)], PAPER, 0.7, cover=True)
    return sheet.finished()


def after_a_pause() -> Image.Image:
    """Steps that end at a bench, and smaller ones that begin behind it."""
    sheet = Sheet(1600, 1000, mix(PAPER, SAGE, 0.3))
    hill = spline([(-40, 700), (380, 640), (800, 690), (1240, 610), (1640, 660)])
    sheet.ink([[*hill, (1640, 1010), (-40, 1010)]], mix(SAGE, OCHRE, 0.25), cover=True)
    sheet.ink([circle(1270, 330, 120)], OCHRE, cover=True)
    before, after = Plate(), Plate()
    for k in range(4):
        before.add(oval(70 + 150 * k, 836 - 12 * k + (34 if k % 2 else 0), 56, 24, -8))
    for k in range(9):
        x = 1050 + 62 * k
        after.add(oval(x, 812 - 13 * k + (16 if k % 2 else 0), 24 - k, 11 - 0.4 * k, -10))
    sheet.ink(before, TERRACOTTA, cover=True)
    sheet.ink(after, TERRACOTTA, cover=True)
    sheet.ink([oval(800, 866, 260, 26)], mix(SAGE, INK, 0.35), cover=True)
    legs = [box(x, 690, x + 26, 866) for x in (610, 964)]
    sheet.ink(legs, INK, cover=True)
    for y, thick in ((700, 46), (590, 34), (530, 34)):
        sheet.ink([ribbon([(590, y), (1010, y)], thick)], TEAL, cover=True)
    sheet.ink([box(x, 520, x + 18, 700) for x in (640, 942)], INK, cover=True)
    return sheet.finished()


def lying_down() -> Image.Image:
    """Somebody on the floor in one line, noon in the window."""
    sheet = Sheet(1600, 1000, mix(BLUSH, PAPER, 0.35))
    pane = box(960, 90, 1400, 500)
    sheet.ink([box(936, 66, 1424, 524)], PAPER, cover=True)
    sheet.ink([pane], mix(DUSK, PAPER, 0.45), cover=True)
    sheet.ink([circle(1180, 200, 92)], OCHRE, cover=True, within=Plate([pane]))
    sheet.ink([box(1172, 90, 1188, 500)], PAPER, cover=True)
    sheet.ink([box(0, 640, 1600, 1000)], mix(OCHRE, TERRACOTTA, 0.25), cover=True)
    light = [(900, 640), (1260, 640), (1120, 1000), (640, 1000)]
    sheet.ink([light], mix(OCHRE, PAPER, 0.5), 0.85, cover=True)
    sheet.ink([ribbon([(150, 856), (1450, 856)], 74)], TEAL, cover=True)
    body = spline(
        [(430, 770), (540, 752), (690, 790), (840, 762), (960, 772), (1090, 620), (1210, 806)],
        steps=40,
    )
    sheet.ink([ribbon(body, lambda t: 96 - 52 * t + 18 * sin(2 * pi * t))], INK, cover=True)
    foot = [(1210, 806), (1300, 812)]
    sheet.ink([ribbon(foot, 40), circle(320, 772, 66)], INK, cover=True)
    arm = bezier((520, 800), (600, 840), (700, 826), (790, 818))
    sheet.ink([ribbon(arm, 26)], mix(INK, TEAL, 0.35), cover=True)
    return sheet.finished()


def six_evenings() -> Image.Image:
    """Six leaves on a line, the first lying, the last upright."""
    sheet = Sheet(1600, 1000, DEEP_PAPER)
    ground = 780
    sheet.ink([box(0, ground, 1600, 1000)], mix(TEAL, INK, 0.15), cover=True)
    sheet.ink([circle(1420, ground, 250)], mix(OCHRE, PAPER, 0.2), cover=True)
    sheet.ink([box(0, ground, 1600, 1000)], mix(TEAL, INK, 0.15), cover=True)
    colours = (TERRACOTTA, mix(TERRACOTTA, OCHRE, 0.5), OCHRE, SAGE, DUSK, TEAL)
    xs = (70, 390, 690, 950, 1190, 1420)
    for k, (x, colour) in enumerate(zip(xs, colours, strict=True)):
        angle = 4 + 86 * (k / 5) ** 1.15
        base = x, ground - 4
        shape = leaf(base, (x + 400, ground - 4), 92 - 4 * k, 0.62)
        sheet.ink([turned(shape, -angle, base)], colour, 0.96, cover=True)
        sheet.ink([oval(x + 200 - 40 * k, ground + 30, 190 - 32 * k, 9)], INK, 0.5, cover=True)
    return sheet.finished()


def lock_to_lock() -> Image.Image:
    """A canal between two gates, a row of runners on its bank, the sun at its end."""
    sheet = Sheet(1600, 1000, mix(BLUSH, PAPER, 0.4))
    end, far = 860, 430
    sheet.ink([circle(end, far - 40, 150)], OCHRE, cover=True)
    sheet.ink([box(0, far, 1600, 1000)], mix(SAGE, OCHRE, 0.2), cover=True)
    water = [(end - 34, far), (end + 34, far), (1240, 1000), (300, 1000)]
    sheet.ink([water], mix(DUSK, TEAL, 0.3), cover=True)
    glow = [(end - 16, far), (end + 16, far), (980, 1000), (640, 1000)]
    sheet.ink(
        [glow], mix(OCHRE, PAPER, 0.35), fade=(far + 40, 1100), cover=True, within=Plate([water])
    )
    towpath = [(end + 48, far), (end + 66, far), (1620, 900), (1620, 1000), (1290, 1000)]
    sheet.ink([towpath], mix(PAPER, OCHRE, 0.25), cover=True)
    for y, half, post in ((far + 40, 66, 10), (860, 452, 44)):
        centre = end - 92 * (y - far) / (1000 - far)
        bars = [box(centre - half, y - 2.2 * post, centre + half, y - 0.6 * post)]
        posts = [
            box(centre + side * half - post / 2, y - 4 * post, centre + side * half + post / 2, y)
            for side in (-1, 1)
        ]
        sheet.ink(bars + posts, TEAL, cover=True)
    runners = Plate()
    for k in range(8):
        t = ((k + 1) / 8) ** 1.6
        x, y = end + 62 + 560 * t, far + 14 + 480 * t
        runners.add(circle(x, y - 66 * t, 4 + 14 * t))
        runners.add(leaf((x - 6 * t, y + 14 * t), (x, y - 52 * t - 4), 6 + 26 * t, 0.6))
    sheet.ink(runners, TERRACOTTA, cover=True)
    return sheet.finished()


PICTURES = {
    "event-trunk-training": trunk_training,
    "event-quiet-feet": quiet_feet,
    "event-long-exhale": long_exhale,
    "event-half-of-it": half_of_it,
    "event-after-a-pause": after_a_pause,
    "event-lying-down": lying_down,
    "event-six-evenings": six_evenings,
    "event-lock-to-lock": lock_to_lock,
}
