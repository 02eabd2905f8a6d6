"""The signature picture: one leg swinging through, from push-off to landing, over a rising sun."""

from __future__ import annotations

from math import cos, pi, radians, sin

from PIL import Image

from .geometry import Path, Point, band, bezier, circle, ribbon
from .palette import BLUSH, DUSK, INK, OCHRE, PAPER, TEAL, TERRACOTTA, Colour, mix
from .press import Sheet

SWING = (
    (-25, 8),
    (-23, 34),
    (-13, 63),
    (-1, 90),
    (13, 105),
    (26, 108),
    (37, 101),
    (45, 88),
    (49, 72),
    (48, 54),
    (44, 36),
    (38, 20),
    (31, 8),
)
"""Thigh and knee angles of a running leg, from toe-off until the foot comes down again."""


def blade(hip: Point, thigh: float, knee: float, length: float, width: float) -> Path:
    """A leg as one bent blade, pointed at both ends."""
    a, b = radians(thigh), radians(thigh - knee)
    kx, ky = hip[0] + length * 0.48 * sin(a), hip[1] + length * 0.48 * cos(a)
    fx, fy = kx + length * 0.52 * sin(b), ky + length * 0.52 * cos(b)
    near = hip[0] + (kx - hip[0]) * 0.7, hip[1] + (ky - hip[1]) * 0.7
    far = fx + (kx - fx) * 0.7, fy + (ky - fy) * 0.7
    path = bezier(hip, near, far, (fx, fy), 120)
    return ribbon(path, lambda t: 3 + width * 3.15 * t**0.78 * (1 - t) ** 0.92)


def _phase_colour(t: float) -> Colour:
    """From the cool inks of the back swing to the warm ones of the reach."""
    if t < 0.5:
        return mix(TEAL, DUSK, t / 0.46)
    return mix(OCHRE, TERRACOTTA, min(1, (t - 0.5) / 0.38))


def home_hero() -> Image.Image:
    """Thirteen moments of a leg's swing, arching over a half sun on the horizon."""
    sheet = Sheet(2000, 1250, PAPER)
    sx, sy = 1000, 1030
    rings: tuple[tuple[float, float, Colour, Colour], ...] = (
        (0, 190, OCHRE, TERRACOTTA),
        (190, 300, TERRACOTTA, OCHRE),
        (300, 420, OCHRE, BLUSH),
    )
    for inner, outer, left, right in rings:
        sheet.ink([band(sx, sy, inner, outer, 180, 270)], left, 0.92)
        sheet.ink([band(sx, sy, inner, outer, 270, 360)], right, 0.92)
    last = len(SWING) - 1
    for i, (thigh, knee) in enumerate(SWING):
        t = i / last
        hip = 452 + 1080 * t, 352 - 88 * sin(pi * t)
        sheet.ink([blade(hip, thigh, knee, 790, 104)], _phase_colour(t), 0.9)
    sheet.ink([circle(1000, 1000 + 6400, 6400)], TEAL, cover=True)
    beat = [
        circle(434 + 1080 * i / last, 306 - 88 * sin(pi * i / last), 9) for i in range(last + 1)
    ]
    sheet.ink(beat, INK)
    return sheet.finished()


PICTURES = {"home-hero": home_hero}
