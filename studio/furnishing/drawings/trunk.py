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
    green = mix(SAGE, OCHRE, 0.35)
    sheet.ink([circle(800, 850 + 2600, 2600)], green)

    def swing(rx, ry, a0, a1, tilt, w):
        path = turned(arc(800, 510, rx, a0, a1, ry), tilt, (800, 510))
        return ribbon(path, lambda t: 2 + w * sin(pi * t ** 1.6) )
    sheet.ink([swing(590, 250, 150, 392, -20, 130)], OCHRE, .92)
    sheet.ink([swing(590, 250, 390, 148, 20, 130)], mix(SAGE, OCHRE, .1), .95)
    turns = 7
    front, back = Plate(), Plate()
    def at(t):
        a = 2 * pi * turns * t
        r = 124 - 54 * t
        return (800 + r * sin(a), 838 - 720 * t + 30 * cos(a))
    for k in range(turns * 2 + 1):
        lo, hi = max(0, (k - .5) / (2 * turns)), min(1, (k + .5) / (2 * turns))
        piece = [at(lo + (hi - lo) * j / 40) for j in range(41)]
        (front if k % 2 == 0 else back).line(piece, 24)
    sheet.ink(back, DUSK)
    sheet.ink([oval(800, 500, 350, 128, -13)], TERRACOTTA, .95)
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
        y = 432 + 76 * k
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
    sheet.ink([[(0, mat), (1600, mat), (1600, 1000), (0, 1000)]], BLUSH, .8)
    sheet.ink([ribbon([(70, mat + 40), (1030, mat + 40)], 80)], TERRACOTTA, cover=True)
    path = spline([(96, mat - 46), (210, mat - 120), (330, mat - 120), (460, mat - 74), (590, mat - 130), (700, mat - 270), (820, mat - 300), (920, mat - 170), (985, mat - 60)], steps=40)
    n = 24
    plate, other = Plate(), Plate()
    for i in range(n):
        k = int((i + .5) / n * (len(path) - 1))
        (ax, ay), (bx, by) = path[k - 1], path[min(k + 1, len(path)-1)]
        ang = degrees(atan2(by - ay, bx - ax))
        t = i / (n - 1)
        (plate if i % 2 else other).add(pebble(*path[k], 25, 40 + 34 * t, 3.2, ang))
    sheet.ink(other, TEAL, cover=True)
    sheet.ink(plate, DUSK, cover=True)
    # scale
    fx, fy = 1360, 600
    sheet.ink([[(fx, fy), (fx + 62, mat + 1), (fx - 62, mat + 1)]], INK, cover=True)
    sheet.ink([ribbon([(1130, fy - 10), (1505, fy - 10)], 18)], INK, cover=True)
    for x, c in ((1180, 3), (1450, 6)):
        for j in range(c):
            sheet.ink([pebble(x, fy - 44 - 54 * j, 62, 25, 3.2)], DUSK if j % 2 else TEAL, cover=True)
    return sheet.finished()


def the_core_is_a_conversation() -> Image.Image:
    """A loose ring of ribbons around an upright line, each leaning to the next."""
    sheet = Sheet(1600, 1000, PAPER)
    cx, cy = 800, 500
    sheet.ink([ribbon([(cx, 60), (cx, 940)], 14)], INK)
    parts = ((-84, 74, 190, TERRACOTTA), (-14, 62, 110, OCHRE), (44, 76, 165, TEAL), (116, 56, 84, BLUSH), (170, 66, 175, DUSK), (232, 48, 120, SAGE))
    for start, span, w, colour in parts:
        path = []
        for i in range(61):
            t = i / 60
            a = start + (span + 6) * t
            r = 345 - 130 * t ** 2.2 + 34 * sin(pi * t)
            path.append((cx + r * 1.3 * cos(radians(a)), cy + r * sin(radians(a))))
        sheet.ink([ribbon(path, lambda t: 6 + w * (1 - t) ** .7 * min(1, .8 + t))], colour, .94)
    return sheet.finished()


PICTURES = {
    "training-the-trunk-in-spring": training_the_trunk_in_spring,
    "the-diaphragm-holds-you-up": the_diaphragm_holds_you_up,
    "what-pilates-does-for-a-sore-back": what_pilates_does,
    "the-core-is-a-conversation": the_core_is_a_conversation,
}
