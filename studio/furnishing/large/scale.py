"""How much a large site holds."""

from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True)
class Scale:
    """So many of each, on top of the demo site."""

    articles: int
    dates: int
    comments: int
    registrations: int
    sources: int

    def part(self, factor: float) -> Self:
        """A smaller site of the same proportions: at least one of each."""
        sizes = {one.name: max(1, round(getattr(self, one.name) * factor)) for one in fields(self)}
        return type(self)(**sizes)


LARGE = Scale(
    articles=50_000, dates=10_000, comments=500_000, registrations=100_000, sources=10_000
)


def parse(asked: str) -> Scale | None:
    """``demo`` adds nothing; ``large``, or a part of it such as ``0.01``. Else ``ValueError``."""
    if asked == "demo":
        return None
    if asked == "large":
        return LARGE
    factor = float(asked)
    if not 0 < factor <= 1:
        raise ValueError(asked)
    return LARGE.part(factor)
