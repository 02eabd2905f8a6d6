"""Four teachers as paper cut-outs: hair, head and shoulders, no faces."""

from __future__ import annotations

from PIL import Image

from .geometry import *
from .palette import *
from .press import Plate, Sheet


def _shoulders(cx: float, top: float, width: float, slope: float) -> Path:
    """Shoulders from neck to the sheet's lower edge."""
    h = width / 2
    return spline([(cx - h, 1100), (cx - h * .96, top + slope + 90), (cx - h * .72, top + slope), (cx - h * .25, top + 20), (cx, top), (cx + h * .25, top + 20), (cx + h * .72, top + slope), (cx + h * .96, top + slope + 90), (cx + h, 1100)])


def juno_fable() -> Image.Image:
    """Running: a high ponytail mid-swing."""
    sheet = Sheet(800, 1000, mix(OCHRE, PAPER, .15))
    skin = mix(TERRACOTTA, BLUSH, .3)
    sheet.ink([circle(470, 430, 330)], mix(OCHRE, PAPER, .5), cover=True)
    tail = ribbon(bezier((330, 240), (120, 110), (20, 330), (90, 560)), lambda t: 30 + 120 * sin(pi * min(1, t * 1.02)) ** .8)
    sheet.ink([tail], INK, cover=True)
    sheet.ink([_shoulders(410, 720, 660, 110)], TEAL, cover=True)
    sheet.ink([ribbon([(430, 520), (410, 770)], 150)], skin, cover=True)
    sheet.ink([oval(455, 415, 150, 195, 8)], skin, cover=True)
    cap = spline([(300, 470), (290, 330), (360, 215), (480, 190), (590, 240), (610, 300), (500, 310), (420, 360), (380, 450), (345, 520)], closed=True)
    sheet.ink([cap], INK, cover=True)
    return sheet.finished()


def mina_figment() -> Image.Image:
    """Pilates: a long neck and a round bun."""
    sheet = Sheet(800, 1000, SAGE)
    skin = BLUSH
    sheet.ink([_shoulders(400, 730, 560, 130)], TERRACOTTA, cover=True)
    sheet.ink([ribbon([(400, 470), (400, 760)], 112)], skin, cover=True)
    sheet.ink([oval(400, 400, 135, 180)], skin, cover=True)
    sheet.ink([circle(400, 160, 88)], INK, cover=True)
    cap = arc(400, 385, 158, 170, 370, 190) + spline([(545, 420), (500, 300), (400, 262), (300, 300), (255, 420)])
    sheet.ink([cap], INK, cover=True)
    return sheet.finished()


def otis_storey() -> Image.Image:
    """Feldenkrais: broad and unhurried, a pale beard."""
    sheet = Sheet(800, 1000, mix(DUSK, PAPER, .1))
    skin = mix(TERRACOTTA, INK, .55)
    sheet.ink([_shoulders(400, 710, 760, 100)], OCHRE, cover=True)
    sheet.ink([ribbon([(400, 520), (400, 730)], 190)], skin, cover=True)
    sheet.ink([oval(400, 410, 168, 205)], skin, cover=True)
    beard = crescent(400, 440, 185, 120, 90, 190)
    sheet.ink([beard], PAPER, cover=True)
    return sheet.finished()


def pia_lore() -> Image.Image:
    """Yoga and breathing: hair that falls like a wave."""
    sheet = Sheet(800, 1000, TERRACOTTA)
    skin = mix(OCHRE, BLUSH, .6)
    hair = spline([(400, 170), (570, 230), (620, 420), (640, 620), (700, 800), (660, 960), (480, 980), (400, 800), (250, 620), (220, 380), (270, 230)], closed=True)
    sheet.ink([hair], TEAL, cover=True)
    sheet.ink([_shoulders(400, 750, 600, 120)], PAPER, cover=True)
    sheet.ink([ribbon([(390, 500), (390, 760)], 130)], skin, cover=True)
    sheet.ink([oval(390, 420, 140, 185, -6)], skin, cover=True)
    return sheet.finished()


PICTURES = {"juno-fable": juno_fable, "mina-figment": mina_figment, "otis-storey": otis_storey, "pia-lore": pia_lore}
