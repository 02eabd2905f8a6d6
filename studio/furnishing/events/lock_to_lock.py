"""A run that somebody else holds: people register elsewhere."""

from datetime import time

from events.choices import Registering
from studio.furnishing.events.agreements import LOCK
from studio.furnishing.events.announced import Announced
from studio.furnishing.events.days import SUNDAY, coming

LOCK_TO_LOCK = Announced(
    slug="lock-to-lock",
    title="Lock to Lock: eleven kilometres in company",
    introduction="The rowing club's run along the canal. We run it together, at the pace of whoever talks most.",
    days=lambda today: [coming(today, SUNDAY, in_days=57)],
    starts=time(10),
    ends=time(12, 30),
    since=18,
    place=LOCK,
    teachers=("juno-fable",),
    picture="event-lock-to-lock",
    alt="Drawing: a canal between two gates, the sun at its end, a row of runners on the towpath",
    agreements=False,
    terms={
        "registering": Registering.ELSEWHERE,
        "registration_url": "https://lock-to-lock.example/enter",
        "capacity": None,
        "price": 15,
        "price_text": "15 euros, paid to the rowing club",
    },
    text="""
Every year the rowing club lets people run from its lower lock to the upper one, on the towpath, which is flat and wide \
enough for three. There is a clock at the end, but no list of winners.

A few of us go each time. Juno runs at seven minutes a kilometre, give or take, and whoever wants to may run with her: \
people from the classes, their friends, anybody who reads this. She will talk about feet if asked and otherwise about \
books.

## How to enter

The club takes the entries, on its own site; the button on this page leads there. Their form asks for an emergency \
number, ours does not come into it. Numbers are handed out at the start from nine o'clock.

If you tell the desk that you are coming, Juno waits for you by the pleasure boats at twenty to ten.

## Is it for me?

If you have run eight kilometres once this season, yes. Eleven are not much more. Shuttle boats bring everybody back \
from the upper lock, also those who walk the last part.

## What to bring

Warm clothes for the way back; the boats are open.
""",
)
