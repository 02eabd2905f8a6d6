"""A free lesson for which addresses are confirmed."""

from datetime import time

from events.choices import SignUp
from events.questions import QuestionType
from studio.furnishing.events.agreements import LONG_ROOM
from studio.furnishing.events.announced import Announced, Asked, Guest, Then
from studio.furnishing.events.days import WEDNESDAY, coming

HEARD = "How did you hear of us?"
HELP = "I need help to get down to the floor or up again"

LYING_DOWN = Announced(
    slug="lying-down-at-noon",
    title="Lying down at noon: an open lesson",
    introduction="Forty-five minutes of Feldenkrais to try out. Free of charge, and in your ordinary clothes.",
    days=lambda today: [coming(today, WEDNESDAY, in_days=8)],
    starts=time(12, 15),
    ends=time(13),
    since=26,
    place=LONG_ROOM,
    teachers=("otis-storey",),
    picture="event-lying-down",
    alt="Drawing: somebody on a mat with bent knees, the midday sun in a window",
    terms={
        "capacity": 10,
        "sign_up": SignUp.EMAIL,
        "price": 0,
        "change_hours_before": 2,
        "retention_days": 30,
    },
    # At first only three mats were left beside a class. Both letters that wait for an answer
    # are of the last hours: their time is counted from now.
    more_places=(0.05, 3),
    text="""
Once a season Otis teaches a lesson for people who have never had one. You lie on a mat, on your back for the most \
part, and follow what he says: let the knee tilt a little, notice what the head does, rest. It is slower than you \
expect. Afterwards most people stand differently for an hour or two, and some feel nothing; both are fine.

What the method is, and what studies have found so far, stands in \
[Doing less, on purpose](/articles/doing-less-on-purpose/).

## How it goes

Please be there at ten past twelve. We begin at a quarter past and end at one, so that you can be back at your desk. \
Take off your shoes, your belt and whatever is in your pockets; the rest of your clothes may stay as they are.

## Why we write to you first

A free place is easily booked and easily forgotten. So we send a letter to the address you give, and the place is \
yours when you open the link in it. The place waits for you for three days.

## For whom

For everybody. Somebody will help you to the floor and up again if you tick the box; there are also two chairs.
""",
    form=(
        Asked(
            label=HEARD,
            kind=QuestionType.DROPDOWN,
            choices=("From a friend", "By an article on this site", "Walking past"),
        ),
        Asked(label=HELP, kind=QuestionType.CHECKBOX, forget_after=14),
    ),
    guests=(
        Guest(
            name="Alma Almanac",
            email="alma@reader.example",
            ago=25.1,
            answers={HEARD: "From a friend", HELP: False},
            then=(Then(verb="prove", ago=25.05),),
        ),
        Guest(
            name="Ralf Rubric",
            email="ralf@reader.example",
            ago=23.4,
            answers={HEARD: "Walking past", HELP: True},
            then=(Then(verb="prove", ago=22.9),),
        ),
        Guest(
            name="Ines Index",
            email="ines@reader.example",
            ago=20.7,
            answers={HEARD: "By an article on this site", HELP: False},
            then=(Then(verb="expire", ago=17.7),),
        ),
        Guest(
            name="Piet Pica",
            email="piet@reader.example",
            ago=19.2,
            answers={HELP: False},
            then=(Then(verb="accept", ago=17.2),),
        ),
        Guest(
            name="Hilde Headline",
            email="hilde@reader.example",
            ago=11.6,
            answers={HEARD: "By an article on this site", HELP: False},
        ),
        Guest(
            name="Uwe Umlaut",
            email="uwe@reader.example",
            ago=0.02,
            answers={HEARD: "From a friend", HELP: False},
        ),
    ),
)
