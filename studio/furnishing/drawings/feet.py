"""Pictures about feet and the ground they meet."""

from __future__ import annotations

from math import cos, hypot, pi, sin

from PIL import Image

from .geometry import *
from .palette import BLUSH, DEEP_PAPER, DUSK, INK, OCHRE, PAPER, SAGE, TEAL, TERRACOTTA, mix
from .press import Plate, Sheet

FOOTPRINT: tuple[Point, ...] = (
    (-0.5, 0.01), (-0.46, -0.09), (-0.34, -0.13), (-0.16, -0.115), (0.05, -0.12), (0.22, -0.165),
    (0.36, -0.15), (0.41, -0.06), (0.39, 0.06), (0.3, 0.135), (0.12, 0.14), (-0.08, 0.105),
    (-0.24, 0.125), (-0.4, 0.12), (-0.48, 0.07),
)
TOES = ((0.452, -0.118, 0.052), (0.47, -0.028, 0.036), (0.45, 0.036, 0.031), (0.415, 0.089, 0.028), (0.368, 0.13, 0.025))


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
        a = round(last * (k + gap) / count) if k else 0
        b = round(last * (k + 1 - gap) / count) if k < count - 1 else last
        span = range(a, b + 1)
        wedges.append([edge(i, 1) for i in span] + [edge(i, -1) for i in reversed(span)])
    return wedges


def the_arch_is_a_spring() -> Image.Image:
    """A shallow bow of wedges on a line, its string tight; a fainter bow pressed flatter."""
    sheet = Sheet(1600, 1000, mix(BLUSH, PAPER, 0.5))
    line = 760
    sheet.ink([circle(640, 520, 290)], OCHRE, 0.95)
    low = bezier((140, line - 34), (320, 470), (800, 490), (1470, line - 30), 200)
    sheet.ink([ribbon(low, lambda t: 92 - 50 * t)], SAGE, 0.9)
    sheet.ink([[(0, line), (1600, line), (1600, 1000), (0, 1000)]], TEAL, cover=True)
    bow = bezier((220, line - 44), (330, 215), (830, 265), (1390, line - 36), 400)
    stones = _stones(bow, 9, 140, 66, 0.04)
    sheet.ink(stones[:3] + stones[4:], TERRACOTTA, .96)
    sheet.ink([stones[3]], INK, .96)
    sheet.ink([ribbon([(220, line - 24), (1390, line - 24)], 7)], INK)
    sheet.ink([oval(212, line - 26, 70, 26), oval(1398, line - 23, 74, 23)], INK, cover=True)
    return sheet.finished()


def a_longer_step() -> Image.Image:
    """Low close arcs above a line; below it wide arcs, each braked by a slanted stroke."""
    sheet = Sheet(1600, 1000, PAPER)
    line, floor = 356, 800
    for i in range(-1, 17):
        x = 20 + 104 * i
        sheet.ink([arc(x, line - 8, 84, 180, 360, 128)], (TEAL, DUSK, SAGE)[i % 3], 0.88)
    sheet.ink([ribbon([(-20, line), (1620, line)], 8)], INK)
    for i in range(-1, 5):
        x = 172 + 418 * i
        sheet.ink([arc(x, floor, 272, 180, 360, 316)], (TERRACOTTA, OCHRE)[i % 2], 0.9)
    strokes = Plate()
    for i in range(-1, 4):
        x = 381 + 418 * i
        strokes.line([(x + 54, floor + 24), (x - 96, floor + 104)], lambda t: 30 - 24 * t)
    sheet.ink(strokes, INK)
    return sheet.finished()


def shoes_are_a_habit() -> Image.Image:
    """A footprint on a thin sole and the same one on a wedge, rings where they touch."""
    sheet = Sheet(1600, 1000, OCHRE)
    line = 650
    below = Plate([[(0, line), (1600, line), (1600, 1000), (0, 1000)]])
    sheet.ink([[(0, line), (1600, line), (1600, 1000), (0, 1000)]], mix(OCHRE, TERRACOTTA, .45), cover=True)
    for cx in (580, 975):
        for k in range(5):
            r = 46 + 58 * k
            sheet.ink([band(cx, line, r, r + 14)], OCHRE, .9 - .15 * k, within=below, cover=True)
    for cx, thin in ((420, True), (1170, False)):
        if thin:
            body = ribbon([(cx - 280, line - 14), (cx + 290, line - 14)], 28)
            lift, tilt = 140, 0.0
        else:
            body = spline([(cx - 300, line - 14), (cx - 296, line - 150), (cx - 240, line - 178), (cx, line - 128), (cx + 200, line - 88), (cx + 290, line - 72), (cx + 306, line - 24), (cx + 250, line), (cx, line), (cx - 260, line)], closed=True)
            lift, tilt = 246, 10.5
        pivot = (cx, line - lift)
        sheet.ink([body], INK, cover=True)
        shapes = [spline([(x * 580 + cx, y * 640 + pivot[1]) for x, y in FOOTPRINT], closed=True)]
        shapes += [oval(cx + x * 580, pivot[1] + y * 640, r * 660, r * 560) for x, y, r in TOES]
        sheet.ink([turned(s, tilt, pivot) for s in shapes], PAPER, cover=True)
        worn = [oval(cx - 190, pivot[1] + 2, 62, 44), oval(cx + 140, pivot[1] - 4, 62, 60)]
        sheet.ink([turned(s, tilt, pivot) for s in worn], BLUSH)
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

    sheet.ink([breath(430) + [(1645, 720), (-40, 720)]], PAPER, .45, cover=True)
    for base, width, colour in ((430, 54, TEAL), (522, 34, DUSK), (592, 16, TERRACOTTA)):
        sheet.ink([ribbon(breath(base), width)], colour)
    sheet.ink([[(0, 700), (1600, 700), (1600, 1000), (0, 1000)]], PAPER, cover=True)
    for i in range(-1, 14):
        x = start + pace * (i + 0.5)
        side = 1 if i % 2 else -1
        sheet.ink([oval(x, 815 + side * 38, 46, 20, side * 5)], TERRACOTTA if i % 5 < 3 else DUSK)
    return sheet.finished()


def to_stretch_or_not() -> Image.Image:
    """A band pulled thin between two posts; beside it one that bounces in loops."""
    sheet = Sheet(1600, 1000, mix(OCHRE, PAPER, 0.68))
    y, left, right = 500, 130, 810
    pulled = [(left + (right - left) * i / 80, y) for i in range(81)]
    sheet.ink([ribbon(pulled, lambda t: 18 + 300 * abs(2 * t - 1) ** 5, False)], TERRACOTTA)
    for x in (left, right):
        sheet.ink([ribbon([(x, 190), (x, 810)], 74)], INK, cover=True)
    loops = []
    for i in range(401):
        a = 2 * pi * 5 * i / 400
        loops.append((950 + 500 * i / 400 + 82 * sin(a), 520 + 140 * cos(a)))
    sheet.ink(strand(loops, 30, 8), TEAL)
    return sheet.finished()


PICTURES = {
    "the-arch-is-a-spring": the_arch_is_a_spring,
    "a-longer-step-is-not-a-faster-one": a_longer_step,
    "shoes-are-a-habit": shoes_are_a_habit,
    "breathing-with-your-steps": breathing_with_your_steps,
    "to-stretch-or-not-before-a-run": to_stretch_or_not,
}
