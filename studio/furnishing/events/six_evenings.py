"""A course of six evenings."""

from datetime import time

from events.choices import Kind, Level, Telling
from events.questions import QuestionType
from studio.furnishing.events.agreements import LONG_ROOM
from studio.furnishing.events.announced import Announced, Asked, Guest, Then
from studio.furnishing.events.days import TUESDAY, weekly

PILATES = "How much Pilates have you done?"
BACK = "Is your back sore at the moment?"
WHERE = "Where, and since when?"

SIX_EVENINGS = Announced(
    slug="from-the-floor-up",
    title="From the floor up: six evenings of Pilates",
    introduction="A course for beginners, booked as a whole: from lying to standing in six weeks.",
    days=lambda today: weekly(today, TUESDAY, in_days=15, times=6),
    starts=time(18, 30),
    ends=time(19, 45),
    since=35,
    place=LONG_ROOM,
    teachers=("mina-figment",),
    picture="event-six-evenings",
    alt="Drawing: six leaves in a row, the first lying on the ground, the last upright",
    notes=(
        "Lying: breath and ribs",
        "Lying: legs that move, a pelvis that answers",
        "Rolling to the side and back",
        "On all fours",
        "Kneeling and sitting",
        "Standing, and the whole way up",
    ),
    terms={
        "event_kind": Kind.COURSE,
        "capacity": 8,
        "largest_party": 2,
        "level": Level.BEGINNERS,
        "price": 108,
        "price_text": "108 euros for all six evenings, 84 for students",
        "change_hours_before": 168,
    },
    text="""
People learn to stand by lying first. This course takes the same way once more, slowly: each evening ends a little \
further from the floor than the one before. We use the exercises of Joseph Pilates, few of them, and look at each from \
several sides.

## How we work

Every evening begins on the mat with the breath. Then come three or four exercises, in versions from easy to hard, and \
you choose. In the last ten minutes nobody teaches: you go through what you want to keep, and Mina comes round.

What Pilates does for a sore back, and how sure that is, stands in \
[an article](/articles/what-pilates-does-for-a-sore-back/). In short: it helps about as much as other exercise that one \
likes and goes on with.

## One booking, six dates

The evenings build on each other, so there are no single tickets. If you miss one, you may come to a Thursday class \
instead; tell the desk.

## For whom

For beginners and for those who want to begin again. If your back is sore now, say so in the form. If the pain is new \
or runs down the leg, see a doctor first.

## What to bring

Clothes in which your knees can be seen. Mats are here.
""",
    form=(
        Asked(
            label=PILATES,
            kind=QuestionType.RADIO,
            required=True,
            choices=("None", "Some hours", "A year or more"),
        ),
        Asked(label=BACK, kind=QuestionType.CHECKBOX, forget_after=30),
        Asked(
            label=WHERE,
            kind=QuestionType.MULTILINE,
            required=True,
            hint="For your teacher. Forgotten a month after the last evening.",
            only_if=(BACK, "yes"),
            forget_after=30,
        ),
    ),
    letters={
        Telling.CONFIRMED: (
            "Six evenings, from the floor up",
            """\
{greeting}

you have a place on all six evenings. They stand below and in the calendar files that come with this letter.

You pay at the desk on the first evening, in cash or by card. If you miss an evening, come to a Thursday class instead; \
the desk writes you in.

Until {deadline} you can give the place back. After that please find somebody to take it, since nobody else can join in \
the middle.

Mina""",
        ),
    },
    guests=(
        Guest(
            name="Cora Column",
            email="cora@reader.example",
            ago=32.6,
            seats=2,
            answers={PILATES: "None", BACK: False},
            photographs=True,
            then=(Then(verb="pay", ago=8.3, by="frontdesk", to="216"),),
        ),
        Guest(
            name="Finn Font",
            email="finn@reader.example",
            ago=14.9,
            answers={
                PILATES: "Some hours",
                BACK: True,
                WHERE: "Low on the right, since the removal in summer. Better when I walk.",
            },
        ),
        Guest(
            name="Gesa Galley",
            email="gesa@reader.example",
            ago=5.7,
            by="frontdesk",
            reason="Asked at the desk after the Thursday class.",
            answers={PILATES: "A year or more", BACK: False},
            then=(Then(verb="pay", ago=5.65, by="frontdesk", to="50"),),
        ),
    ),
)
