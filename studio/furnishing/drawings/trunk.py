"""Pictures about the trunk: pelvis, spine, diaphragm."""

from __future__ import annotations

from math import atan2, cos, degrees, pi, sin

from PIL import Image

from .geometry import *
from .palette import BLUSH, DEEP_PAPER, DUSK, INK, OCHRE, PAPER, SAGE, TEAL, TERRACOTTA, mix
from .press import Plate, Sheet


def training_the_trunk_in_spring() -> Image.Image:
    """A coil on a shallow curve, a tilted oval across it, two arcs turning opposite ways."""
    sheet = Sheet(1600, 1000, PAPER)
    sheet.ink([circle(800, 850 + 2600, 2600)], mix(SAGE, OCHRE, 0.35))

    def sweep(start: float, end: float, tilt: float) -> Path:
        path = turned(arc(800, 520, 590, start, end, 250), tilt, (800, 520))
        return ribbon(path, lambda t: 2 + 130 * sin(pi * t**1.6))

    sheet.ink([sweep(150, 392, -20)], OCHRE, 0.92)
    sheet.ink([sweep(390, 148, 20)], SAGE)
    turns = 8

    def coil(t: float) -> Point:
        angle, reach = 2 * pi * turns * t, 132 - 62 * t
        return 800 + reach * sin(angle), 838 - 720 * t + 26 * cos(angle)

    front, back = Plate(), Plate()
    for k in range(2 * turns + 1):
        low, high = max(0, (k - 0.53) / (2 * turns)), min(1, (k + 0.53) / (2 * turns))
        piece = [coil(low + (high - low) * j / 40) for j in range(41)]
        if k % 2:
            back.line(piece, 8)
        else:
            front.line(piece, lambda t: 8 + 22 * sin(pi * t))
    sheet.ink(back, TEAL)
    sheet.ink([oval(800, 500, 350, 126, -13)], TERRACOTTA, 0.95)
    sheet.ink(front, TEAL, cover=True)
    return sheet.finished()


def the_diaphragm_holds_you_up() -> Image.Image:
    """A wide dome on a column of stacked arcs, lines of pressure spreading from below it."""
    sheet = Sheet(1600, 1000, TEAL)
    rays = Plate()
    for i in range(31):
        u = (i - 15) / 15
        x = 800 + u * 520
        y = 350 + 70 * u * u
        path = bezier((x, y), (x + u * 40, y + 200), (x + u * 200, y + 380), (x + u * 520, y + 680))
        rays.add(ribbon(path, 3.2))
    sheet.ink(rays, mix(SAGE, PAPER, .2), .7, cover=True)
    inks = (OCHRE, BLUSH, SAGE)
    for k in range(8):
        y = 398 + 80 * k
        w = 285 - 62 * sin(pi * min(1, k / 7)) 
        path = bezier((800 - w, y + 40), (800 - w * .55, y - 34), (800 + w * .55, y - 34), (800 + w, y + 40))
        sheet.ink([ribbon(path, 52)], inks[k % 3], cover=True)
    dome = bezier((250, 400), (420, 90), (1180, 90), (1350, 400)) + bezier((1350, 400), (1100, 300), (500, 300), (250, 400))
    sheet.ink([dome], TERRACOTTA, cover=True)
    inner = bezier((250, 400), (470, 215), (1130, 215), (1350, 400)) + bezier((1350, 400), (1100, 300), (500, 300), (250, 400))
    sheet.ink([inner], mix(TERRACOTTA, BLUSH, .55), cover=True)
    return sheet.finished()


def what_pilates_does() -> Image.Image:
    """A curve of rounded blocks on a mat; two unequal stacks balanced on a beam."""
    sheet = Sheet(1600, 1000, BLUSH)
    mat = 730
    sheet.ink([[(0, mat), (1600, mat), (1600, 1000), (0, 1000)]], mix(BLUSH, TERRACOTTA, .28), cover=True)
    sheet.ink([ribbon([(96, mat + 44), (1040, mat + 44)], 88)], TERRACOTTA, cover=True)
    path = spline([(104, 676), (220, 622), (340, 640), (450, 668), (590, 640), (710, 546), (815, 516), (915, 560), (1010, 634)], steps=40)
    groups: dict[Colour, Plate] = {DUSK: Plate(), TEAL: Plate(), INK: Plate()}
    n = 24
    for i in range(n):
        k = int((i + .5) / n * (len(path) - 1))
        (ax, ay), (bx, by) = path[k - 2], path[min(k + 2, len(path)-1)]
        ang = degrees(atan2(by - ay, bx - ax))
        t = i / (n - 1)
        c = DUSK if i < 7 else TEAL if i < 19 else INK
        groups[c].add(pebble(*path[k], 16 + 4 * t, 42 + 42 * t, 3.4, ang))
    for c, plate in groups.items():
        sheet.ink(plate, c, cover=True)
    fx, fy = 1348, 560
    sheet.ink([[(fx, fy), (fx + 56, mat + 1), (fx - 56, mat + 1)], ribbon([(1130, fy - 8), (1500, fy - 8)], 16)], INK, cover=True)
    for x, inks in ((1182, (TEAL, DUSK, TEAL)), (1448, (INK, TEAL, DUSK, TEAL, INK, DUSK))):
        for j, c in enumerate(inks):
            sheet.ink([pebble(x, fy - 40 - 49 * j, 62, 22, 3.4)], c, cover=True)
    return sheet.finished()


def the_core_is_a_conversation() -> Image.Image:
    """A loose ring of ribbons around an upright line, each leaning to the next."""
    sheet = Sheet(1600, 1000, PAPER)
    sheet.ink([leaf((800, 50), (800, 950), 34)], INK)
    parts = (
        (-86, 74, 200, TERRACOTTA), (-10, 54, 118, OCHRE), (48, 66, 176, TEAL),
        (119, 50, 92, BLUSH), (174, 62, 184, DUSK), (230, 40, 112, SAGE),
    )
    for start, span, wide, colour in parts:
        path = []
        for i in range(81):
            t = i / 80
            reach = 350 - 150 * t**2 + 40 * sin(pi * t)
            x, y = polar(0, 0, reach, start + span * t)
            path.append((800 + 1.34 * x, 500 + y))
        shape = ribbon(path, lambda t, wide=wide: 5 + wide * (1 - t) ** 0.8 * (0.82 + 0.7 * t))
        sheet.ink([shape], colour)
    return sheet.finished()


PICTURES = {
    "training-the-trunk-in-spring": training_the_trunk_in_spring,
    "the-diaphragm-holds-you-up": the_diaphragm_holds_you_up,
    "what-pilates-does-for-a-sore-back": what_pilates_does,
    "the-core-is-a-conversation": the_core_is_a_conversation,
}
