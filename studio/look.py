"""How a studio looks: its colours, its typefaces, its corners; as a stylesheet of tokens.

Four colours make a palette. All others are made of them, each as dark or as light
as it has to be to be read where it stands, by day and by night.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

from studio.colours import RUNNING_TEXT, SIGN, TEXT, contrast, legible, mix, toned

#: What black reaches on a ground that can carry a page.
LIGHTEST_GROUND = 14.0
WHITE, BLACK = "#ffffff", "#000000"


@dataclass(frozen=True)
class Palette:
    """The colours that somebody chooses, as ``#rrggbb``."""

    paper: str
    main: str
    accent: str
    highlight: str

    def faults(self) -> Iterator[tuple[str, str, str]]:
        """What could not be read: the colour's name, why, and the nearest that could."""
        read_against = {
            "paper": (BLACK, LIGHTEST_GROUND),
            "main": (WHITE, TEXT),
            "accent": (self.paper, TEXT),
            "highlight": (self.night, TEXT),
        }
        for name, (other, least) in read_against.items():
            colour = getattr(self, name)
            if (reached := contrast(colour, other)) < least:
                yield name, f"{reached:.1f}", legible(colour, [other], least)

    @property
    def night(self) -> str:
        """The ground of the night and of the foot of every page."""
        return toned(self.main, 0.24, 0.35)

    def by_day(self) -> dict[str, str]:
        """Tokens for light pages."""
        paper, night = self.paper, self.night
        deep, raised = mix(paper, mix(self.main, "#7d6a4a", 0.6), 0.1), mix(paper, WHITE, 0.6)
        papers = [deep, paper, raised]
        ink = legible(toned(self.main, 0.29, 0.4), papers, RUNNING_TEXT + 2)
        blush = legible(mix(self.accent, paper, 0.66), [night, ink], TEXT)
        main = legible(self.main, [raised], TEXT)
        link = legible(toned(main, 0.38), [*papers, blush], TEXT + 0.5)
        return {
            "paper": paper,
            "paper-deep": deep,
            "paper-raised": raised,
            "ink": ink,
            "ink-soft": legible(mix(ink, paper, 0.2), papers, TEXT + 1),
            "line": mix(deep, ink, 0.14),
            "line-strong": legible(mix(deep, ink, 0.45), papers, SIGN + 0.3),
            "link": link,
            "link-line": mix(link, paper, 0.5),
            "accent": legible(self.accent, papers, TEXT + 0.3),
            "mark": legible(mix(self.highlight, paper, 0.6), [ink], RUNNING_TEXT),
            "terracotta": self.accent,
            "ochre": legible(self.highlight, [night, main], SIGN + 0.2),
            "blush": blush,
            "teal": main,
            "night": night,
            "stage": night,
            "on-teal": raised,
            "on-night": mix(paper, night, 0.04),
            "on-night-soft": mix(paper, night, 0.22),
            "on-night-line": mix(night, paper, 0.2),
            "closing": blush,
            "closing-ring": paper,
            "on-closing": ink,
            "button": link,
            "on-button": raised,
            "button-over": ink,
        }

    def by_night(self) -> dict[str, str]:
        """Tokens for dark pages."""
        day, paper = self.by_day(), self.night
        deep, raised = mix(paper, self.paper, 0.06), mix(paper, self.paper, 0.1)
        papers = [raised, deep, paper]
        ink = day["on-night"]
        return {
            "paper": paper,
            "paper-deep": deep,
            "paper-raised": raised,
            "ink": ink,
            "ink-soft": legible(mix(ink, paper, 0.2), papers, TEXT + 1),
            "line": mix(paper, ink, 0.2),
            "line-strong": legible(mix(paper, ink, 0.5), papers, SIGN + 0.3),
            "teal": legible(toned(day["teal"], 0.4), [day["on-teal"], day["ochre"]], SIGN + 0.2),
            "link": legible(toned(self.main, 0.82, 0.8), papers, TEXT + 1),
            "link-line": mix(paper, toned(self.main, 0.82, 0.8), 0.45),
            "accent": legible(toned(self.accent, 0.76), papers, TEXT + 0.3),
            "stage": raised,
            "mark": legible(mix(paper, self.highlight, 0.28), [ink], RUNNING_TEXT),
            "closing": deep,
            "closing-ring": mix(day["teal"], ink, 0.3),
            "on-closing": ink,
            "button": legible(day["ochre"], [paper], TEXT),
            "on-button": paper,
            "button-over": ink,
        }


class PaletteName(models.TextChoices):
    """The palettes that come with the house, and the studio's own."""

    EARTH = "earth", _("Earth: terracotta and pine")
    SEA = "sea", _("Sea: deep blue and coral")
    WOOD = "wood", _("Wood: moss and rust")
    PLUM = "plum", _("Dusk: plum and rose")
    STONE = "stone", _("Stone: slate and a spark of red")
    OWN = "own", _("Our own, from the four colours below")


#: Of the palette that tokens.css holds, drawn by hand.
EARTH = Palette("#f6f0e4", "#1e5b57", "#b9472b", "#d9a13b")
#: Its colours by day, for what reads no stylesheet: letters and the mark. As in tokens.css.
_EARTH_BY_DAY = {
    "paper": "#f6f0e4",
    "paper-raised": "#fdf9f0",
    "ink": "#20302b",
    "ink-soft": "#414e48",
    "line": "#c9bfa9",
    "link": "#144a46",
    "button": "#144a46",
    "on-button": "#fdf9f0",
    "terracotta": "#b9472b",
    "ochre": "#d9a13b",
    "blush": "#e5b8a0",
    "teal": "#1e5b57",
}
PALETTES = {
    PaletteName.EARTH: EARTH,
    PaletteName.SEA: Palette("#f2f4f1", "#1f4e79", "#b8432f", "#e3a857"),
    PaletteName.WOOD: Palette("#f3f1e7", "#3f5a36", "#9c4a1a", "#d8b04a"),
    PaletteName.PLUM: Palette("#f8f1ef", "#5d3a5e", "#a8385c", "#e0a458"),
    PaletteName.STONE: Palette("#f5f5f3", "#3c4854", "#b3261e", "#d9b44a"),
}


class Typefaces(models.TextChoices):
    """Pairs of typefaces that computers and telephones bring along; nothing is loaded."""

    OLD_STYLE = "old_style", _("Bookish: an old-style serif, with a clear sans beside it")
    MODERN = "modern", _("Plain: one clear sans for everything")
    HUMANIST = "humanist", _("Friendly: a humanist sans for headings, a serif for text")
    SLAB = "slab", _("Sturdy: slab-serif headings, a sans for text")


_CHARTER = 'Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif'
_SYSTEM = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'
_HUMANIST = (
    'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", "Source Sans Pro", sans-serif'
)
_SLAB = 'Rockwell, "Rockwell Nova", "Roboto Slab", "DejaVu Serif", "Sitka Small", serif'
#: Headings, text, and what is small: labels, buttons, facts.
_FACES = {
    Typefaces.MODERN: {"display": _SYSTEM, "serif": _SYSTEM, "sans": _SYSTEM},
    Typefaces.HUMANIST: {"display": _HUMANIST, "serif": _CHARTER, "sans": _HUMANIST},
    Typefaces.SLAB: {"display": _SLAB, "serif": _SYSTEM, "sans": _SYSTEM},
}


class Corners(models.TextChoices):
    """The shape of corners."""

    SHARP = "sharp", _("Sharp")
    CUT = "cut", _("A little softened")
    ROUND = "round", _("Round")


_RADII = {
    Corners.SHARP: {"radius": "0", "radius-button": "0"},
    Corners.ROUND: {"radius": "0.75rem", "radius-button": "99rem"},
}


@dataclass(frozen=True)
class Look:
    """A palette, typefaces and corners; all as the house has them unless somebody chose."""

    palette: Palette = EARTH
    typefaces: str = Typefaces.OLD_STYLE
    corners: str = Corners.CUT

    @property
    def paper(self) -> str:
        """The ground by day, for what browsers draw around a page."""
        return self.palette.paper

    @property
    def night(self) -> str:
        """The ground by night, likewise."""
        return "#16211f" if self.palette == EARTH else self.palette.night

    @property
    def colours(self) -> dict[str, str]:
        """By day, for what reads no stylesheet, under names that templates can read."""
        return dict(_colours(self.palette))

    @property
    def stylesheet(self) -> str:
        """Tokens that differ from those of tokens.css; empty where none does.

        For screens alone: paper has its own.
        """
        return _drawn(self)[0]

    @property
    def digest(self) -> str:
        """Names the stylesheet by what it says; empty where there is none."""
        return _drawn(self)[1]


@lru_cache(maxsize=64)
def _colours(palette: Palette) -> tuple[tuple[str, str], ...]:
    tokens = _EARTH_BY_DAY if palette == EARTH else palette.by_day()
    return tuple((name.replace("-", "_"), tokens[name]) for name in _EARTH_BY_DAY)


@lru_cache(maxsize=64)  # 7 ms of arithmetic, which every page would ask for
def _drawn(look: Look) -> tuple[str, str]:
    """The stylesheet of a look, and its digest."""
    shape = _FACES.get(look.typefaces, {}) | _RADII.get(look.corners, {})
    coloured = look.palette != EARTH
    blocks = [
        ("", shape | (look.palette.by_day() if coloured else {})),
        (" and (prefers-color-scheme: dark)", look.palette.by_night() if coloured else {}),
    ]
    text = "".join(
        f"@media screen{condition} {{ @layer tokens {{ :root {{ {_lines(tokens)} }} }} }}\n"
        for condition, tokens in blocks
        if tokens
    )
    return text, sha256(text.encode()).hexdigest()[:12] if text else ""


def _lines(tokens: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in tokens.items())
