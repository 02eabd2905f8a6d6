"""Pictures about the trunk: pelvis, spine, diaphragm."""

from __future__ import annotations

from math import atan2, cos, degrees, pi, sin

from PIL import Image

from .geometry import (
    Path,
    Point,
    arc,
    bezier,
    box,
    circle,
    leaf,
    oval,
    pebble,
    points,
    polar,
    ribbon,
    spline,
    turned,
)
from .palette import BLUSH, DUSK, INK, OCHRE, PAPER, SAGE, TEAL, TERRACOTTA, Colour, mix
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
        return 800 + reach * sin(angle), 832 - 690 * t + 44 * cos(angle)

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
    for i in range(-15, 16):
        u = i / 15
        x, y = 800 + u * 520, 350 + 70 * u * u
        end = x + u * 520, y + 680
        rays.line(bezier((x, y), (x + u * 40, y + 200), (x + u * 200, y + 380), end), 3.2)
    sheet.ink(rays, mix(SAGE, PAPER, 0.2), 0.7, cover=True)
    for k in range(8):
        y = 398 + 80 * k
        w = 285 - 62 * sin(pi * k / 7)
        bend = (800 - w * 0.55, y - 34), (800 + w * 0.55, y - 34)
        rib = bezier((800 - w, y + 40), *bend, (800 + w, y + 40))
        sheet.ink([ribbon(rib, 52)], (OCHRE, BLUSH, SAGE)[k % 3], cover=True)
    left, right = (250.0, 400.0), (1350.0, 400.0)
    under = bezier(right, (1100, 300), (500, 300), left)
    outside = bezier(left, (420, 90), (1180, 90), right)
    inside = bezier(left, (470, 215), (1130, 215), right)
    sheet.ink([outside + under], TERRACOTTA, cover=True)
    sheet.ink([inside + under], mix(TERRACOTTA, BLUSH, 0.55), cover=True)
    return sheet.finished()


def what_pilates_does() -> Image.Image:
    """A curve of rounded blocks on a mat; two unequal stacks balanced on a beam."""
    sheet = Sheet(1600, 1000, BLUSH)
    mat = 730
    sheet.ink([box(0, mat, 1600, 1000)], mix(BLUSH, TERRACOTTA, 0.28), cover=True)
    sheet.ink([ribbon([(96, mat + 44), (1020, mat + 44)], 88)], TERRACOTTA, cover=True)
    spine = spline(
        points("104,676 220,622 340,640 450,668 590,640 706,546 808,516 904,560 996,634"),
        steps=40,
    )
    regions: dict[Colour, Plate] = {DUSK: Plate(), TEAL: Plate(), INK: Plate()}
    for i in range(24):
        k = int((i + 0.5) / 24 * (len(spine) - 1))
        (ax, ay), (bx, by) = spine[k - 2], spine[k + 2]
        colour = DUSK if i < 7 else TEAL if i < 19 else INK
        lean = degrees(atan2(by - ay, bx - ax))
        regions[colour].add(pebble(*spine[k], 16 + i * 0.17, 42 + i * 1.8, 3.4, lean))
    for colour, plate in regions.items():
        sheet.ink(plate, colour, cover=True)
    fx, fy = 1372, 560
    foot = [(fx, fy), (fx + 56, mat + 1), (fx - 56, mat + 1)]
    sheet.ink([foot, ribbon([(fx - 250, fy - 8), (fx + 154, fy - 8)], 16)], INK, cover=True)
    light = fx - 192, (TEAL, DUSK, TEAL)
    heavy = fx + 96, (INK, TEAL, DUSK, TEAL, INK, DUSK)
    for x, inks in (light, heavy):
        for j, colour in enumerate(inks):
            sheet.ink([pebble(x, fy - 40 - 49 * j, 58, 22, 3.4)], colour, cover=True)
    return sheet.finished()


def the_core_is_a_conversation() -> Image.Image:
    """A loose ring of ribbons around an upright line, each leaning to the next."""
    sheet = Sheet(1600, 1000, PAPER)
    sheet.ink([leaf((800, 76), (800, 924), 34)], INK)
    parts = (
        (-84, 72, 196, TERRACOTTA),
        (-8, 42, 118, OCHRE),
        (48, 62, 176, TEAL),
        (115, 46, 92, BLUSH),
        (168, 54, 180, DUSK),
        (236, 30, 104, SAGE),
    )
    for start, span, wide, colour in parts:

        def taper(t: float, wide: float = wide) -> float:
            return 5 + wide * float((1 - t) ** 0.8) * (0.82 + 0.7 * t)

        path: Path = []
        for i in range(81):
            t = i / 80
            x, y = polar(0, 0, 330 - 146 * t**2 + 40 * sin(pi * t), start + span * t)
            path.append((800 + 1.34 * x, 500 + y))
        sheet.ink([ribbon(path, taper)], colour)
    return sheet.finished()


PICTURES = {
    "training-the-trunk-in-spring": training_the_trunk_in_spring,
    "the-diaphragm-holds-you-up": the_diaphragm_holds_you_up,
    "what-pilates-does-for-a-sore-back": what_pilates_does,
    "the-core-is-a-conversation": the_core_is_a_conversation,
}
