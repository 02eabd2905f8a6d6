"""A workshop whose guests are approved one by one."""

from datetime import time

from events.choices import Level, SignUp, Telling
from events.questions import QuestionType
from studio.furnishing.events.agreements import CANAL
from studio.furnishing.events.announced import Announced, Asked, Guest, Then
from studio.furnishing.events.days import SATURDAY, coming

STOPPED = "What made you stop?"
SAID = "What did your doctor or physiotherapist say about running?"
SINCE = "When did you last run?"
PHONE = "Where can we call you, if we have a question?"

AFTER_A_PAUSE = Announced(
    slug="back-to-running-after-a-pause",
    title="Back to running after a pause",
    introduction="For those who used to run and were stopped: how to begin again with less than you think.",
    days=lambda today: [coming(today, SATURDAY, in_days=50)],
    starts=time(14),
    ends=time(16, 30),
    since=28,
    place=CANAL,
    teachers=("juno-fable", "mina-figment"),
    picture="event-after-a-pause",
    alt="Drawing: steps that end at a bench, and smaller ones that begin behind it",
    terms={
        "capacity": 6,
        "level": Level.BEGINNERS,
        "sign_up": SignUp.APPROVAL,
        "price": 38,
        "closes_hours_before": 72,
        "change_hours_before": 24,
    },
    text="""
An illness, an injury, a child, a bad year: people stop running for good reasons. Most hurt themselves when they begin \
again, because the breath comes back within weeks and tendons take months.

This afternoon we do little, and you learn how little. We walk and jog in turns, starting with one minute in five. Mina \
shows four exercises for calf, hip and foot that need a stair and nothing else. Then each of you leaves with a plan \
for six weeks, written by hand, and with a telephone number for the third of them, when most people do too much.

## Why we ask first

Every request is read by Juno or Mina before it becomes a place. Sometimes we write back that it is too early, or that \
a physiotherapist should look first. That is no judgement of you, and it costs nothing. You will hear from us within \
three teaching days.

## For whom

For people who have not run for at least two months and can walk for an hour without pain. After an operation or a \
birth, please ask whoever treats you, and tell us the answer.

## What to bring

Your running shoes, however old, and clothes for walking.
""",
    form=(
        Asked(
            label=STOPPED,
            kind=QuestionType.RADIO,
            required=True,
            choices=("An injury", "An illness", "A birth", "Life"),
            forget_after=14,
        ),
        Asked(
            label=SAID,
            kind=QuestionType.MULTILINE,
            required=True,
            hint="For your teachers. Forgotten two weeks after the workshop.",
            only_if=(STOPPED, "An injury"),
            forget_after=14,
        ),
        Asked(
            label=SINCE,
            kind=QuestionType.DROPDOWN,
            required=True,
            choices=("Two to six months ago", "Up to two years ago", "Longer ago"),
        ),
        Asked(label=PHONE, kind=QuestionType.TEL),
    ),
    letters={
        Telling.WAITS_FOR_APPROVAL: (
            "We have your request for {event}",
            """\
{greeting}

thank you. A place is kept for you while Juno or Mina reads what you wrote; that takes up to three teaching days. Then \
you will hear from us either way.

Until then please do not run more than you do now.""",
        ),
    },
    guests=(
        Guest(
            name="Jonas Justified",
            email="jonas@reader.example",
            ago=20.4,
            answers={
                STOPPED: "An injury",
                SAID: "Achilles tendon, both sides. The physiotherapist says: yes, if slowly.",
                SINCE: "Up to two years ago",
                PHONE: "+49 30 23125 011",
            },
            then=(Then(verb="approve", ago=18.9, by="teacher"),),
        ),
        Guest(
            name="Frida Foreword",
            email="frida@reader.example",
            ago=15.2,
            answers={
                STOPPED: "An injury",
                SAID: "Nobody has looked at it yet. It is the knee, and it is thick in the evening.",
                SINCE: "Two to six months ago",
            },
            then=(
                Then(
                    verb="decline",
                    ago=13.8,
                    by="teacher",
                    reason="Too early: a doctor should look first. Rang her; she will ask again in spring.",
                ),
            ),
        ),
        Guest(
            name="Mona Monogram",
            email="mona@reader.example",
            ago=2.3,
            answers={STOPPED: "A birth", SINCE: "Up to two years ago", PHONE: "+49 30 23125 012"},
        ),
        Guest(
            name="Till Titling",
            email="till@reader.example",
            ago=0.8,
            answers={STOPPED: "Life", SINCE: "Longer ago"},
        ),
    ),
)
