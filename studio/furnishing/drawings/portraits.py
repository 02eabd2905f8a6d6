"""Four teachers as paper cut-outs: hair, head and shoulders, no faces."""

from __future__ import annotations

from math import pi, sin

from PIL import Image

from .geometry import Path, arc, bezier, circle, cutout, oval, ribbon, spline
from .palette import BLUSH, DUSK, INK, OCHRE, PAPER, SAGE, TEAL, TERRACOTTA, mix
from .press import Plate, Sheet


def _shoulders(cx: float, top: float, width: float, slope: float) -> Path:
    """Shoulders from the neck to the sheet's lower edge."""
    half = width / 2
    side = [(1.0, 1100.0), (0.96, top + slope + 90), (0.72, top + slope), (0.25, top + 20)]
    left = [(cx - half * part, y) for part, y in side]
    right = [(cx + half * part, y) for part, y in reversed(side)]
    return spline([*left, (cx, top), *right])


def juno_fable() -> Image.Image:
    """Running: a high ponytail mid-swing."""
    sheet = Sheet(800, 1000, mix(OCHRE, PAPER, 0.12))
    sheet.ink([circle(470, 430, 320)], mix(OCHRE, PAPER, 0.5), cover=True)
    sheet.ink([_shoulders(410, 740, 640, 120)], TEAL, cover=True)
    body = Plate([ribbon([(425, 520), (405, 770)], 140), oval(455, 415, 148, 195, 8)])
    sheet.ink(body, mix(TERRACOTTA, BLUSH, 0.35), cover=True)
    shade = cutout("470,180 480,330 440,430 470,520 440,600 470,700 460,900 700,900 700,180")
    sheet.ink([shade], BLUSH, 0.8, within=body)
    swing = bezier((350, 235), (110, 90), (10, 330), (110, 590))
    tail = ribbon(swing, lambda t: 24 + 128 * sin(pi * t**0.85) ** 0.9 * (1 - 0.3 * t))
    cap = cutout("306,500 286,350 350,220 480,188 592,240 618,320 520,300 430,350 400,440 350,500")
    sheet.ink([tail, cap], INK, cover=True)
    sheet.ink([ribbon([(352, 208), (318, 268)], 34)], TERRACOTTA, cover=True)
    return sheet.finished()


def mina_figment() -> Image.Image:
    """Pilates: a long neck and a round bun."""
    sheet = Sheet(800, 1000, SAGE)
    niche = [*arc(400, 430, 290, 180, 360), (690, 1010), (110, 1010)]
    sheet.ink([niche], mix(SAGE, PAPER, 0.45), cover=True)
    sheet.ink([circle(452, 148, 92), oval(412, 372, 172, 200, 6)], INK, cover=True)
    sheet.ink([_shoulders(400, 770, 540, 110)], TERRACOTTA, cover=True)
    body = Plate([ribbon([(392, 500), (400, 780)], 112), oval(388, 425, 132, 178, -5)])
    sheet.ink(body, BLUSH, cover=True)
    shade = cutout("420,220 410,360 450,440 405,540 400,640 410,900 700,900 700,220")
    sheet.ink([shade], BLUSH, 0.8, within=body)
    fringe = cutout(
        "250,440 236,330 300,215 420,190 540,250 566,400 540,460 500,350 440,290 350,330 280,380"
    )
    sheet.ink([fringe], INK, cover=True)
    sheet.ink([circle(532, 536, 22)], OCHRE, cover=True)
    return sheet.finished()


def otis_storey() -> Image.Image:
    """Feldenkrais: broad and unhurried, with a pale beard."""
    sheet = Sheet(800, 1000, mix(DUSK, PAPER, 0.1))
    sheet.ink([circle(120, 1000, 640)], mix(DUSK, PAPER, 0.4), cover=True)
    sheet.ink([_shoulders(400, 720, 760, 90)], OCHRE, cover=True)
    sheet.ink([oval(400, 356, 170, 176)], mix(PAPER, DUSK, 0.35), cover=True)
    body = Plate([ribbon([(400, 560), (400, 740)], 196), oval(400, 430, 160, 200)])
    sheet.ink(body, mix(TERRACOTTA, INK, 0.5), cover=True)
    shade = cutout("400,220 390,360 430,450 390,560 400,900 700,900 700,220")
    sheet.ink([shade], DUSK, 0.5, within=body)
    beard = cutout(
        "240,452 272,512 336,552 400,538 464,552 528,512 560,452 "
        "556,560 502,652 400,696 298,652 244,560"
    )
    sheet.ink([beard], PAPER, cover=True)
    return sheet.finished()


def pia_lore() -> Image.Image:
    """Yoga and breathing: hair that falls like a wave."""
    sheet = Sheet(800, 1000, TERRACOTTA)
    for reach, share in ((350, 0.25), (270, 0.5)):
        sheet.ink([circle(370, 410, reach)], mix(TERRACOTTA, BLUSH, share), cover=True)
    behind = cutout(
        "400,180 560,215 640,380 600,560 680,720 760,860 700,1060 440,1060 330,800 "
        "240,620 216,400 270,235"
    )
    sheet.ink([behind], TEAL, cover=True)
    sheet.ink([_shoulders(380, 770, 580, 120)], PAPER, cover=True)
    body = Plate([ribbon([(385, 520), (380, 780)], 124), oval(385, 425, 138, 183, -6)])
    sheet.ink(body, mix(OCHRE, BLUSH, 0.55), cover=True)
    shade = cutout("390,220 380,360 420,440 375,540 380,900 100,900 100,220")
    sheet.ink([shade], BLUSH, 0.8, within=body)
    front = cutout(
        "250,470 230,340 290,220 420,180 560,240 630,400 580,560 640,740 730,880 700,1060 "
        "560,1060 590,900 500,720 520,560 500,420 430,300 330,330 280,400"
    )
    sheet.ink([front], TEAL, cover=True)
    for k in range(3):
        top, low = (470 + 30 * k, 250 + 20 * k), (650 + 24 * k, 1010)
        lock = bezier(top, (640 + 10 * k, 480), (480 + 40 * k, 640), low)
        sheet.ink([ribbon(lock, lambda t: 3 + 12 * sin(pi * t))], SAGE, cover=True)
    return sheet.finished()


PICTURES = {
    "juno-fable": juno_fable,
    "mina-figment": mina_figment,
    "otis-storey": otis_storey,
    "pia-lore": pia_lore,
}
