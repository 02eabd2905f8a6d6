"""Curves and outlines as lists of points. Angles are in degrees, clockwise from three o'clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import atan2, copysign, cos, degrees, hypot, pi, radians, sin

Point = tuple[float, float]
Path = list[Point]
Width = float | Callable[[float], float]


def polar(cx: float, cy: float, radius: float, angle: float) -> Point:
    """The point at a distance and an angle from a centre."""
    return cx + radius * cos(radians(angle)), cy + radius * sin(radians(angle))


def points(text: str) -> Path:
    """Points written as ``"x,y x,y"``."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def box(left: float, top: float, right: float, bottom: float) -> Path:
    """The outline of an upright rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def arc(cx: float, cy: float, rx: float, start: float, end: float, ry: float | None = None) -> Path:
    """Points along an arc of a circle, or of an ellipse where ``ry`` is given."""
    ry = rx if ry is None else ry
    steps = max(8, int(abs(end - start) / 360 * (40 + max(rx, ry) * 0.5)))
    angles = (radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(cx + rx * cos(a), cy + ry * sin(a)) for a in angles]


def circle(cx: float, cy: float, radius: float) -> Path:
    """The outline of a disc."""
    return arc(cx, cy, radius, 0, 360)


def oval(cx: float, cy: float, rx: float, ry: float, turn: float = 0) -> Path:
    """The outline of an ellipse, turned around its centre."""
    return turned(arc(cx, cy, rx, 0, 360, ry), turn, (cx, cy))


def pebble(cx: float, cy: float, rx: float, ry: float, power: float = 2.6, turn: float = 0) -> Path:
    """A superellipse: the heavy, rounded outline of a stone."""

    def bent(value: float) -> float:
        return copysign(float(abs(value) ** (2 / power)), value)

    angles = [2 * pi * i / 240 for i in range(240)]
    outline = [(cx + rx * bent(cos(a)), cy + ry * bent(sin(a))) for a in angles]
    return turned(outline, turn, (cx, cy))


def band(
    cx: float, cy: float, inner: float, outer: float, start: float = 0, end: float = 360
) -> Path:
    """A ring, or the part of it between two angles."""
    return arc(cx, cy, outer, start, end) + arc(cx, cy, inner, end, start)


def turned(path: Sequence[Point], angle: float, about: Point) -> Path:
    """The path turned around a point."""
    c, s = cos(radians(angle)), sin(radians(angle))
    ox, oy = about
    return [(ox + (x - ox) * c - (y - oy) * s, oy + (x - ox) * s + (y - oy) * c) for x, y in path]


def moved(path: Sequence[Point], dx: float, dy: float, size: float = 1) -> Path:
    """The path scaled around the origin, then shifted."""
    return [(x * size + dx, y * size + dy) for x, y in path]


def cutout(text: str) -> Path:
    """A free shape cut with scissors through the points written in ``text``."""
    return spline(points(text), closed=True)


def spline(points: Sequence[Point], closed: bool = False, steps: int = 24) -> Path:
    """A smooth curve through the points (Catmull-Rom)."""
    count = len(points)
    curve: Path = []
    for i in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            p0, p1, p2, p3 = (points[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        for j in range(steps):
            t = j / steps
            a, b = t * t, t * t * t
            curve.append(
                (
                    _cubic(p0[0], p1[0], p2[0], p3[0], t, a, b),
                    _cubic(p0[1], p1[1], p2[1], p3[1], t, a, b),
                )
            )
    if not closed:
        curve.append(points[-1])
    return curve


def _cubic(p0: float, p1: float, p2: float, p3: float, t: float, tt: float, ttt: float) -> float:
    linear = (p2 - p0) * t + 2 * p1
    return 0.5 * (linear + (2 * p0 - 5 * p1 + 4 * p2 - p3) * tt + (3 * p1 - p0 - 3 * p2 + p3) * ttt)


def bezier(a: Point, b: Point, c: Point, d: Point, steps: int = 60) -> Path:
    """A cubic Bézier curve."""
    curve: Path = []
    for i in range(steps + 1):
        t = i / steps
        u = 1 - t
        w = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        x = w[0] * a[0] + w[1] * b[0] + w[2] * c[0] + w[3] * d[0]
        y = w[0] * a[1] + w[1] * b[1] + w[2] * c[1] + w[3] * d[1]
        curve.append((x, y))
    return curve


def wave(x0: float, x1: float, y: float, height: float, length: float, phase: float = 0) -> Path:
    """A sine wave from ``x0`` to ``x1``; ``phase`` counts in whole waves."""
    steps = max(2, int(abs(x1 - x0) / 6))
    xs = [x0 + (x1 - x0) * i / steps for i in range(steps + 1)]
    return [(x, y - height * sin(2 * pi * ((x - x0) / length + phase))) for x in xs]


def ribbon(path: Sequence[Point], width: Width, round_ends: bool = True) -> Path:
    """The outline of a stroke along a path; the width may follow the way along (0 to 1)."""
    spans = [0.0]
    for (ax, ay), (bx, by) in pairwise(path):
        spans.append(spans[-1] + hypot(bx - ax, by - ay))
    whole = spans[-1] or 1.0
    left: Path = []
    right: Path = []
    last = len(path) - 1
    ends: list[tuple[Point, float, float]] = []
    for i, (x, y) in enumerate(path):
        before, after = path[max(i - 1, 0)], path[min(i + 1, last)]
        angle = atan2(after[1] - before[1], after[0] - before[0])
        half = (width(spans[i] / whole) if callable(width) else width) / 2
        left.append((x + half * sin(angle), y - half * cos(angle)))
        right.append((x - half * sin(angle), y + half * cos(angle)))
        if i in (0, last):
            ends.append(((x, y), half, degrees(angle)))
    if not round_ends:
        return left + right[::-1]
    (start, first, a), (stop, final, b) = ends[0], ends[-1]
    head = arc(*stop, final, b - 90, b + 90)
    tail = arc(*start, first, a + 90, a + 270)
    return left + head + right[::-1] + tail


def strand(
    path: Sequence[Point], width: float, round_ends: bool = True, length: int = 10
) -> list[Path]:
    """A stroke that may cross itself: the pieces of its outline, to be printed together."""
    last = len(path) - 1
    pieces = [
        ribbon(path[start : start + length + 2], width, False) for start in range(0, last, length)
    ]
    if round_ends:
        pieces += [circle(*path[0], width / 2), circle(*path[-1], width / 2)]
    return pieces


def leaf(base: Point, tip: Point, width: float, belly: float = 0.5) -> Path:
    """A petal from base to tip, ``width`` across, widest at ``belly`` of its length."""
    (ax, ay), (bx, by) = base, tip
    length = hypot(bx - ax, by - ay)
    ux, uy = (bx - ax) / length, (by - ay) / length
    half = width * 2 / 3

    def at(along: float, aside: float) -> Point:
        return ax + ux * along * length - uy * aside, ay + uy * along * length + ux * aside

    low, high = belly * 0.5, belly + (1 - belly) * 0.62
    return bezier(base, at(low, half), at(high, half), tip) + bezier(
        tip, at(high, -half), at(low, -half), base
    )
