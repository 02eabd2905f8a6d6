"""Pictures about feet and the ground they meet."""

from __future__ import annotations

from math import cos, hypot, pi, sin

from PIL import Image

from .geometry import (
    Path,
    Point,
    arc,
    band,
    bezier,
    box,
    circle,
    cutout,
    moved,
    oval,
    ribbon,
    spline,
    strand,
    turned,
)
from .palette import BLUSH, DUSK, INK, OCHRE, PAPER, SAGE, TEAL, TERRACOTTA, mix
from .press import Plate, Sheet

FOOTPRINT = cutout(
    "-290,4 -264,-62 -190,-80 -80,-74 40,-80 136,-104 212,-92 240,-34 "
    "228,42 172,90 64,92 -50,72 -140,80 -232,76 -278,44"
)
TOES = (
    (264, -72, 37, 32),
    (276, -14, 27, 23),
    (266, 27, 23, 19),
    (246, 62, 20, 17),
    (218, 89, 18, 16),
)
WEDGE = cutout("-300,-14 -296,-150 -240,-178 0,-128 200,-88 290,-72 306,-24 250,10 0,10 -260,10")


def _stones(path: Path, count: int, thick: float, thin: float, gap: float) -> list[Path]:
    """Wedges along a path, like the stones of a bridge or the bones of a foot."""
    last = len(path) - 1

    def edge(i: int, side: float) -> Point:
        (ax, ay), (bx, by) = path[max(i - 1, 0)], path[min(i + 1, last)]
        length = hypot(bx - ax, by - ay)
        half = side * (thick + (thin - thick) * i / last) / 2
        return path[i][0] + half * (by - ay) / length, path[i][1] - half * (bx - ax) / length

    wedges = []
    for k in range(count):
        first = round(last * (k + gap) / count) if k else 0
        final = round(last * (k + 1 - gap) / count) if k < count - 1 else last
        span = range(first, final + 1)
        wedges.append([edge(i, 1) for i in span] + [edge(i, -1) for i in reversed(span)])
    return wedges


def the_arch_is_a_spring() -> Image.Image:
    """A shallow bow of wedges on a line, its string tight; a fainter bow pressed flatter."""
    sheet = Sheet(1600, 1000, mix(BLUSH, PAPER, 0.5))
    line = 760
    sheet.ink([circle(640, 520, 290)], OCHRE, 0.95)
    flat = bezier((140, line - 34), (320, 470), (800, 490), (1470, line - 30), 200)
    sheet.ink([ribbon(flat, lambda t: 92 - 50 * t)], SAGE, 0.9)
    sheet.ink([box(0, line, 1600, 1000)], TEAL, cover=True)
    bow = bezier((220, line - 44), (330, 215), (830, 265), (1390, line - 36), 400)
    stones = _stones(bow, 9, 140, 66, 0.04)
    sheet.ink(stones[:3] + stones[4:], TERRACOTTA, 0.96)
    sheet.ink([stones[3]], INK, 0.96)
    sheet.ink([ribbon([(220, line - 24), (1390, line - 24)], 7)], INK)
    pads = [oval(212, line - 26, 70, 26), oval(1398, line - 23, 74, 23)]
    sheet.ink(pads, INK, cover=True)
    return sheet.finished()


def a_longer_step() -> Image.Image:
    """Low close arcs above a line; below it wide arcs, each braked by a slanted stroke."""
    sheet = Sheet(1600, 1000, PAPER)
    line, floor = 356, 800
    for i in range(-1, 17):
        step = arc(20 + 104 * i, line - 8, 84, 180, 360, 128)
        sheet.ink([step], (TEAL, DUSK, SAGE)[i % 3], 0.88)
    sheet.ink([ribbon([(-20, line), (1620, line)], 8)], INK)
    strokes = Plate()
    for i in range(-1, 5):
        stride = arc(172 + 418 * i, floor, 272, 180, 360, 316)
        sheet.ink([stride], (TERRACOTTA, OCHRE)[i % 2], 0.9)
        landing = 381 + 418 * i
        brake: Path = [(landing + 54, floor + 24), (landing - 96, floor + 104)]
        strokes.line(brake, lambda t: 30 - 24 * t)
    sheet.ink(strokes, INK)
    return sheet.finished()


def shoes_are_a_habit() -> Image.Image:
    """A footprint on a thin sole and the same one on a wedge, rings where they touch."""
    sheet = Sheet(1600, 1000, OCHRE)
    line = 650
    thin = ribbon([(140, line - 14), (710, line - 14)], 28)
    sheet.ink([thin, moved(WEDGE, 1170, line)], INK, cover=True)
    ground = Plate([box(0, line, 1600, 1000)])
    sheet.ink(ground, mix(OCHRE, TERRACOTTA, 0.45), cover=True)
    for x in (580, 975):
        for k in range(5):
            ring = band(x, line, 46 + 58 * k, 60 + 58 * k)
            sheet.ink([ring], OCHRE, 0.9 - 0.15 * k, within=ground, cover=True)
    bare, shod = (425, 138, 0.0, 138), (1170, 244, 10.5, -190)
    for place, lift, tilt, worn in (bare, shod):
        heart = float(place), float(line - lift)
        skin = [FOOTPRINT, *(oval(a, b, rx, ry) for a, b, rx, ry in TOES)]
        inner = [oval(worn, 0, 34, 28)]
        for shapes, colour in ((skin, PAPER), ([oval(worn, 0, 72, 58)], BLUSH), (inner, OCHRE)):
            placed = [turned(moved(shape, *heart), tilt, heart) for shape in shapes]
            sheet.ink(placed, colour, cover=True)
    return sheet.finished()


def breathing_with_your_steps() -> Image.Image:
    """Evenly spaced footfalls; a wave that rises over three of them and falls over two."""
    sheet = Sheet(1600, 1000, mix(SAGE, PAPER, 0.62))
    pace, start = 118, 66

    def breath(base: float) -> Path:
        curve = []
        for x in range(-40, 1645, 5):
            beat = ((x - start) / pace) % 5
            turn = beat / 6 if beat < 3 else 0.5 + (beat - 3) / 4
            curve.append((float(x), base - 250 * (1 - cos(2 * pi * turn)) / 2))
        return curve

    below = [*breath(430), (1645, 720), (-40, 720)]
    sheet.ink([below], PAPER, 0.45, cover=True)
    for base, width, colour in ((430, 54, TEAL), (522, 34, DUSK), (592, 16, TERRACOTTA)):
        sheet.ink([ribbon(breath(base), width)], colour)
    sheet.ink([box(0, 700, 1600, 1000)], PAPER, cover=True)
    for i in range(-1, 14):
        side = 1 if i % 2 else -1
        print_ = oval(start + pace * (i + 0.5), 815 + side * 38, 46, 20, side * 5)
        sheet.ink([print_], TERRACOTTA if i % 5 < 3 else DUSK)
    return sheet.finished()


def to_stretch_or_not() -> Image.Image:
    """A band pulled thin between two posts; beside it one that bounces in loops."""
    sheet = Sheet(1600, 1000, mix(OCHRE, PAPER, 0.68))
    y, left, right, floor = 450, 150, 830, 790
    sheet.ink([box(0, floor, 1600, 1000)], OCHRE, cover=True)
    sheet.ink([box(left, y - 110, right, y + 110)], BLUSH)
    pulled = [(left + (right - left) * i / 80, float(y)) for i in range(81)]
    sheet.ink([ribbon(pulled, lambda t: 16 + 330 * abs(2 * t - 1) ** 5, False)], TERRACOTTA)
    posts = [ribbon([(x, -60), (x, floor + 66)], 52) for x in (left, right)]
    sheet.ink(posts, INK, cover=True)
    for k in range(5):
        sheet.ink(strand(_loop(950 + 110 * k, 560), 34, False), (TEAL, DUSK)[k % 2])
    sheet.ink([oval(1005 + 110 * k, floor + 66, 34, 11) for k in range(5)], TERRACOTTA)
    return sheet.finished()


def _loop(x: float, y: float) -> Path:
    """One bounce of a band, from low to low."""
    turns = [2 * pi * i / 80 for i in range(81)]
    return spline([(x + 17.5 * t + 92 * sin(t), y + 165 * cos(t)) for t in turns], steps=2)


PICTURES = {
    "the-arch-is-a-spring": the_arch_is_a_spring,
    "a-longer-step-is-not-a-faster-one": a_longer_step,
    "shoes-are-a-habit": shoes_are_a_habit,
    "breathing-with-your-steps": breathing_with_your_steps,
    "to-stretch-or-not-before-a-run": to_stretch_or_not,
}
