"""A workshop that is full, with people who wait."""

from datetime import time

from events.choices import Level, Telling
from events.questions import QuestionType
from studio.furnishing.events.agreements import SMALL_ROOM
from studio.furnishing.events.announced import Announced, Asked, Guest, Then
from studio.furnishing.events.days import SATURDAY, coming

LESSONS = "Have you had Feldenkrais lessons?"
FLOOR = "Can you lie on the floor for 40 minutes?"
NEEDED = "What would make it easier?"
LUNCH = "Lunch"

HALF_OF_IT = Announced(
    slug="half-of-it",
    title="Half of it: a Feldenkrais day",
    introduction="Four lessons in one day, each of them smaller than the one before.",
    days=lambda today: [coming(today, SATURDAY, in_days=36)],
    starts=time(10),
    ends=time(16),
    since=45,
    place=SMALL_ROOM,
    teachers=("otis-storey",),
    picture="event-half-of-it",
    alt="Drawing: five mats seen from above, on each half as much of a circle as on the one before",
    terms={
        "capacity": 5,
        "level": Level.SOME,
        "price": 85,
        "price_text": "85 euros, with soup and bread",
        "closes_hours_before": 48,
        "change_hours_before": 72,
    },
    text="""
“Find the range in which a movement is easy, then use half of it.” That sentence comes from the article \
[Doing less, on purpose](/articles/doing-less-on-purpose/). In an hour one can hear it; a day is long enough to do it.

## The day

There are four lessons of fifty minutes, with a walk or a rest after each:

1. Turning the head, and what the ribs have to do with it.
2. The same with the eyes only.
3. The hip, lying on the side.
4. The first lesson again, imagined for the most part.

Between the second and the third we eat. The bakery next door makes soup, and sends bread with it.

Otis talks and does not demonstrate, since there is nothing to copy. He will sometimes put a hand on your shoulder; \
say so if you would rather he did not.

## For whom

For people who have had some lessons, here or elsewhere, and can lie on the floor for forty minutes, with cushions \
as needed. Five mats fit into the small room, with space to stretch out an arm in each direction.

## What to bring

Loose clothes in layers, thick socks. Nothing else.
""",
    form=(
        Asked(
            label=LESSONS,
            kind=QuestionType.RADIO,
            required=True,
            choices=("Here", "Elsewhere", "Not yet"),
        ),
        Asked(
            label=FLOOR,
            kind=QuestionType.RADIO,
            required=True,
            choices=("Yes", "With cushions", "Rather not"),
            forget_after=14,
        ),
        Asked(
            label=NEEDED,
            kind=QuestionType.SINGLELINE,
            only_if=(FLOOR, "Rather not"),
            forget_after=14,
        ),
        Asked(
            label=LUNCH,
            kind=QuestionType.DROPDOWN,
            required=True,
            choices=("Soup with lentils", "Soup without pulses", "I bring my own"),
        ),
    ),
    letters={
        Telling.WAITLISTED: (
            "You are in line for {event}",
            """\
{greeting}

all five mats are taken, and you are in line for the next one that comes free. That happens most often in the last \
week before. You will hear from us as soon as it does; there is nothing you need to do until then.

If you have made other plans, please step out of the line by your own link.

Otis""",
        ),
        Telling.CANCELLED: (
            "Your mat is free again",
            """\
{greeting}

thank you for telling us. Your place has been given back, and somebody who waited for it will be told.

There will be another such day; it will stand among our events.

Otis""",
        ),
    },
    guests=(
        Guest(
            name="Nora Numeral",
            email="nora@reader.example",
            ago=43.7,
            answers={LESSONS: "Here", FLOOR: "Yes", LUNCH: "Soup with lentils"},
            photographs=True,
        ),
        Guest(
            name="Viktor Verso",
            email="viktor@reader.example",
            ago=43.1,
            answers={LESSONS: "Elsewhere", FLOOR: "With cushions", LUNCH: "Soup without pulses"},
        ),
        Guest(
            name="Edda Endpaper",
            email="edda@reader.example",
            ago=40.4,
            answers={LESSONS: "Here", FLOOR: "Yes", LUNCH: "I bring my own"},
            then=(Then(verb="cancel", ago=9.6),),
        ),
        Guest(
            name="Simon Subtitle",
            email="simon@reader.example",
            ago=38.2,
            answers={LESSONS: "Here", FLOOR: "Yes", LUNCH: "Soup with lentils"},
        ),
        Guest(
            name="Greta Glossary",
            email="greta@reader.example",
            ago=31.9,
            answers={
                LESSONS: "Not yet",
                FLOOR: "Rather not",
                NEEDED: "A chair, for the last lesson of the day.",
                LUNCH: "Soup with lentils",
            },
        ),
        Guest(
            name="Kira Kern",
            email="kira@reader.example",
            ago=24.5,
            answers={LESSONS: "Here", FLOOR: "Yes", LUNCH: "Soup with lentils"},
        ),
        Guest(
            name="Max Margin",
            email="max@reader.example",
            ago=17.3,
            answers={LESSONS: "Elsewhere", FLOOR: "Yes", LUNCH: "Soup without pulses"},
        ),
        Guest(
            name="Paula Preface",
            email="paula@reader.example",
            ago=2.8,
            answers={LESSONS: "Here", FLOOR: "With cushions", LUNCH: "I bring my own"},
            photographs=True,
        ),
    ),
)
