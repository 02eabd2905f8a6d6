"""A workshop with one place left."""

from datetime import time

from events.choices import Level
from events.questions import QuestionType
from studio.furnishing.events.agreements import SMALL_ROOM
from studio.furnishing.events.announced import Announced, Asked, Guest, Then
from studio.furnishing.events.days import THURSDAY, coming

EASIER = "How do you lie more easily?"
BREATH = "Does anything make breathing hard for you?"
WHICH = "What is it?"

LONG_EXHALE = Announced(
    slug="an-evening-for-the-long-exhale",
    title="An evening for the long exhale",
    introduction="Not quite two hours of slow breathing, for people who lie awake.",
    days=lambda today: [coming(today, THURSDAY, in_days=11)],
    starts=time(19),
    ends=time(20, 45),
    since=33,
    place=SMALL_ROOM,
    teachers=("pia-lore",),
    picture="event-long-exhale",
    alt="Drawing: one line that rises steeply and falls for the rest of the way, before an evening sky",
    terms={
        "capacity": 6,
        "largest_party": 2,
        "level": Level.BEGINNERS,
        "price": 24,
        "change_hours_before": 24,
    },
    text="""
Breathing goes on by itself, and it can be steered a little. When the breath out becomes longer than the breath in, \
and the whole slow, about six breaths a minute, the heart follows it. What has been measured about that, and how \
small some of the studies were, Pia has written down in [Slow breath, long evening](/articles/slow-breath-long-evening/).

## The evening

We lie for most of it. First you find out how you breathe when nobody counts. Then we lengthen the breath out by a \
little, rest, and compare. There are three ways to do it, with the hands, with a hum, and with counting, and you will \
probably like one of them. We do not hold our breath, and nobody breathes fast.

At half past eight there is a quarter of an hour in which nothing is taught.

## For whom

No experience is needed. If you have asthma, a heart condition, or panic when you attend to your breath, write it \
into the form; there is a gentler version of everything. If breathing has become harder lately, see a doctor first.

## What to bring

Warm socks, and a blanket you like. We have blankets, too, but they are ours.
""",
    form=(
        Asked(
            label=EASIER,
            kind=QuestionType.RADIO,
            choices=("On the back", "On the side", "I would rather sit"),
        ),
        Asked(label=BREATH, kind=QuestionType.CHECKBOX, forget_after=14),
        Asked(
            label=WHICH,
            kind=QuestionType.MULTILINE,
            required=True,
            hint="For your teacher. Forgotten two weeks after the evening.",
            only_if=(BREATH, "yes"),
            forget_after=14,
        ),
    ),
    guests=(
        Guest(
            name="Ruth Recto",
            email="ruth@reader.example",
            ago=29.4,
            answers={EASIER: "On the back", BREATH: False},
            then=(Then(verb="pay", ago=3.1, by="frontdesk", to="24"),),
        ),
        Guest(
            name="Gus Gutter",
            email="gus@reader.example",
            ago=22.8,
            seats=2,
            answers={EASIER: "On the side", BREATH: False},
        ),
        Guest(
            name="Petra Pilcrow",
            email="petra@reader.example",
            ago=13.5,
            answers={
                EASIER: "I would rather sit",
                BREATH: True,
                WHICH: "Asthma in spring. I carry my spray.",
            },
        ),
        # who called and has no e-mail
        Guest(name="Otto Octavo", ago=6.2, by="frontdesk", reason="Called; has no e-mail."),
    ),
)
