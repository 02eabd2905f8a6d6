"""Four teachers as paper cut-outs: hair, head and shoulders, no faces."""

from __future__ import annotations

from math import pi, sin

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
    sheet = Sheet(800, 1000, mix(OCHRE, PAPER, .12))
    skin = mix(TERRACOTTA, BLUSH, .35)
    sheet.ink([circle(470, 430, 320)], mix(OCHRE, PAPER, .5), cover=True)
    tail = ribbon(bezier((350, 235), (110, 90), (10, 330), (110, 590)), lambda t: 24 + 128 * sin(pi * t ** .85) ** .9 * (1 - .3 * t))
    sheet.ink([_shoulders(410, 740, 640, 120)], TEAL, cover=True)
    neck = ribbon([(425, 520), (405, 770)], 140)
    head = oval(455, 415, 148, 195, 8)
    sheet.ink([neck, head], skin, cover=True)
    shade = spline([(470, 180), (480, 330), (440, 430), (470, 520), (440, 600), (470, 700), (460, 900), (700, 900), (700, 180)], closed=True)
    sheet.ink([shade], BLUSH, .8, within=Plate([neck, head]))
    sheet.ink([ribbon(arc(430, 470, 150, 60, 125), 6)], skin, 0)
    sheet.ink([tail], INK, cover=True)
    cap = spline([(306, 500), (286, 350), (350, 220), (480, 188), (592, 240), (618, 320), (520, 300), (430, 350), (400, 440), (350, 500)], closed=True)
    sheet.ink([cap], INK, cover=True)
    sheet.ink([ribbon([(352, 208), (318, 268)], 34)], TERRACOTTA, cover=True)
    return sheet.finished()


def mina_figment() -> Image.Image:
    """Pilates: a long neck and a round bun."""
    sheet = Sheet(800, 1000, SAGE)
    sheet.ink([arc(400, 430, 290, 180, 360) + [(690, 1010), (110, 1010)]], mix(SAGE, PAPER, .45), cover=True)
    sheet.ink([circle(452, 148, 92)], INK, cover=True)
    back = oval(412, 372, 172, 200, 6)
    sheet.ink([back], INK, cover=True)
    sheet.ink([_shoulders(400, 770, 540, 110)], TERRACOTTA, cover=True)
    neck = ribbon([(392, 500), (400, 780)], 112)
    head = oval(388, 425, 132, 178, -5)
    sheet.ink([neck, head], BLUSH, cover=True)
    shade = spline([(420, 220), (410, 360), (450, 440), (405, 540), (400, 640), (410, 900), (700, 900), (700, 220)], closed=True)
    sheet.ink([shade], BLUSH, .8, within=Plate([neck, head]))
    fringe = spline([(250, 440), (236, 330), (300, 215), (420, 190), (540, 250), (566, 400), (540, 460), (500, 350), (440, 290), (350, 330), (280, 380)], closed=True)
    sheet.ink([fringe], INK, cover=True)
    sheet.ink([circle(532, 536, 22)], OCHRE, cover=True)
    return sheet.finished()


def otis_storey() -> Image.Image:
    """Feldenkrais: broad and unhurried, a pale beard."""
    sheet = Sheet(800, 1000, mix(DUSK, PAPER, .1))
    skin = mix(TERRACOTTA, INK, .5)
    sheet.ink([circle(120, 1000, 640)], mix(DUSK, PAPER, .4), cover=True)
    sheet.ink([_shoulders(400, 720, 760, 90)], OCHRE, cover=True)
    neck = ribbon([(400, 560), (400, 740)], 196)
    sheet.ink([oval(400, 380, 184, 205)], PAPER, cover=True)
    sheet.ink([neck], skin, cover=True)
    head = oval(400, 430, 160, 200)
    sheet.ink([head], skin, cover=True)
    shade = spline([(400, 220), (390, 360), (430, 450), (390, 560), (400, 900), (700, 900), (700, 220)], closed=True)
    sheet.ink([shade], DUSK, .5, within=Plate([neck, head]))
    beard = spline([(232, 420), (262, 480), (330, 530), (400, 515), (470, 530), (538, 480), (568, 420), (572, 540), (510, 660), (400, 720), (290, 660), (228, 540)], closed=True)
    sheet.ink([beard], PAPER, cover=True)
    return sheet.finished()


def pia_lore() -> Image.Image:
    """Yoga and breathing: hair that falls like a wave."""
    sheet = Sheet(800, 1000, TERRACOTTA)
    skin = mix(OCHRE, BLUSH, .55)
    for r, c in ((350, mix(TERRACOTTA, BLUSH, .25)), (270, mix(TERRACOTTA, BLUSH, .5))):
        sheet.ink([circle(370, 410, r)], c, cover=True)
    hair = [(400, 180), (560, 215), (640, 380), (600, 560), (680, 720), (760, 860), (700, 1060), (440, 1060), (330, 800), (240, 620), (216, 400), (270, 235)]
    sheet.ink([spline(hair, closed=True)], TEAL, cover=True)
    sheet.ink([_shoulders(380, 770, 580, 120)], PAPER, cover=True)
    neck = ribbon([(385, 520), (380, 780)], 124)
    head = oval(385, 425, 138, 183, -6)
    sheet.ink([neck, head], skin, cover=True)
    shade = spline([(390, 220), (380, 360), (420, 440), (375, 540), (380, 900), (100, 900), (100, 220)], closed=True)
    sheet.ink([shade], BLUSH, .8, within=Plate([neck, head]))
    front = spline([(250, 470), (230, 340), (290, 220), (420, 180), (560, 240), (630, 400), (580, 560), (640, 740), (730, 880), (700, 1060), (560, 1060), (590, 900), (500, 720), (520, 560), (500, 420), (430, 300), (330, 330), (280, 400)], closed=True)
    sheet.ink([front], TEAL, cover=True)
    for k in range(3):
        lock = bezier((470 + 30 * k, 250 + 20 * k), (640 + 10 * k, 480), (480 + 40 * k, 640), (650 + 24 * k, 1010))
        sheet.ink([ribbon(lock, lambda t: 3 + 12 * sin(pi * t))], SAGE, cover=True)
    return sheet.finished()


PICTURES = {"juno-fable": juno_fable, "mina-figment": mina_figment, "otis-storey": otis_storey, "pia-lore": pia_lore}
