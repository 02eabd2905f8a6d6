"""A small printing press: plates of flat shapes, printed one ink after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import ceil, floor
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .geometry import Path, Point, Width, ribbon
from .palette import PAPER, Colour, transmission

FINE = 4
"""How many times finer a plate is cut than it is printed: what makes the edges smooth."""

MARGIN = 96
"""Spare grain around a sheet, so that every ink can lie a little differently on it."""


@cache
def _noise(width: int, height: int) -> Image.Image:
    """Even, slightly clotted noise around 128, the same on every machine."""
    seeded = Random(1938)  # noqa: S311 -- grain, not a secret
    raw = Image.frombytes("L", (width, height), seeded.randbytes(width * height))
    return raw.filter(ImageFilter.BoxBlur(0.6))


@cache
def _grain(width: int, height: int) -> Image.Image:
    """How much of an ink reaches the paper at each spot: nearly all of it."""
    return _noise(width, height).point([min(255, 214 + value // 2) for value in range(256)])


class Plate:
    """The shapes of one ink, cut one after the other (a cut of 0 takes away again)."""

    def __init__(self, shapes: Iterable[Sequence[Point]] = ()) -> None:
        self.cuts: list[tuple[Sequence[Point], int]] = [(shape, 255) for shape in shapes]

    def add(self, shape: Sequence[Point], tint: float = 1) -> Plate:
        """Cut a filled shape; a lighter ``tint`` lets less ink through."""
        self.cuts.append((shape, round(255 * tint)))
        return self

    def clear(self, shape: Sequence[Point]) -> Plate:
        """Take a shape out of what was cut before."""
        self.cuts.append((shape, 0))
        return self

    def line(self, path: Path, width: Width, tint: float = 1) -> Plate:
        """Cut a stroke along a path."""
        return self.add(ribbon(path, width), tint)

    def box(self, width: int, height: int) -> tuple[int, int, int, int] | None:
        """The part of the sheet this plate touches."""
        points = [point for shape, tint in self.cuts if tint for point in shape]
        if not points:
            return None
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top = max(0, floor(min(xs)) - 1), max(0, floor(min(ys)) - 1)
        right, bottom = min(width, ceil(max(xs)) + 1), min(height, ceil(max(ys)) + 1)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def mask(self, box: tuple[int, int, int, int]) -> Image.Image:
        """The plate within a box, with smooth edges."""
        left, top, right, bottom = box
        fine = Image.new("L", ((right - left) * FINE, (bottom - top) * FINE))
        pen = ImageDraw.Draw(fine)
        for shape, tint in self.cuts:
            pen.polygon([((x - left) * FINE, (y - top) * FINE) for x, y in shape], fill=tint)
        return fine.reduce(FINE)


class Sheet:
    """A sheet of paper that takes one ink after the other."""

    def __init__(self, width: int, height: int, ground: Colour = PAPER) -> None:
        self.width, self.height, self.ground = width, height, ground
        self.image = Image.new("RGB", (width, height), ground)
        self._runs = 0

    def _texture(self, kind: str, box: tuple[int, int, int, int]) -> Image.Image:
        """A piece of grain for one print run, laid differently each time."""
        size = self.width + MARGIN, self.height + MARGIN
        whole = (_grain if kind == "grain" else _noise)(*size)
        dx, dy = (self._runs * 37) % MARGIN, (self._runs * 53) % MARGIN
        left, top, right, bottom = box
        return whole.crop((left + dx, top + dy, right + dx, bottom + dy))

    def ink(
        self,
        plate: Plate | Iterable[Sequence[Point]],
        colour: Colour,
        strength: float = 1,
        *,
        cover: bool = False,
        fade: tuple[float, float] | None = None,
        within: Plate | None = None,
    ) -> None:
        """Print a plate.

        Inks are translucent: where two overlap both show. ``cover`` lays an opaque colour
        instead, like cut paper. ``fade`` lets the ink thin out in grains from the first height
        (full) to the second (none). ``within`` prints only inside another plate's shapes.
        """
        plate = plate if isinstance(plate, Plate) else Plate(plate)
        box = plate.box(self.width, self.height)
        if box is None:
            return
        self._runs += 1
        mask = plate.mask(box)
        if within is not None:
            mask = ImageChops.multiply(mask, within.mask(box))
        if fade is not None:
            mask = ImageChops.multiply(mask, self._thinning(box, *fade))
        elif not cover:
            mask = ImageChops.multiply(mask, self._texture("grain", box))
        if strength < 1:
            mask = mask.point([round(value * strength) for value in range(256)])
        below = self.image.crop(box)
        flat = Image.new("RGB", below.size, colour if cover else transmission(colour, PAPER))
        below.paste(flat if cover else ImageChops.multiply(below, flat), (0, 0), mask)
        self.image.paste(below, box)

    def _thinning(self, box: tuple[int, int, int, int], full: float, none: float) -> Image.Image:
        """Grains that grow sparse from one height of the sheet to another."""
        _, top, right, bottom = box
        rows = bytes(
            round(255 * min(1.0, max(0.0, (none - y) / (none - full)))) for y in range(top, bottom)
        )
        slope = Image.frombytes("L", (1, len(rows)), rows).resize((right - box[0], len(rows)))
        grains = ImageChops.add(slope, self._texture("noise", box), 1, -128)
        return grains.point([min(255, max(0, (value - 128) * 3 + 128)) for value in range(256)])

    def finished(self) -> Image.Image:
        """The printed sheet."""
        return self.image
