"""A workshop with many places left."""

from datetime import time

from events.questions import QuestionType
from studio.furnishing.events.agreements import CANAL
from studio.furnishing.events.announced import Announced, Asked, Guest, Then
from studio.furnishing.events.days import SATURDAY, coming

BEFORE = "Have you run before?"
FAR = "How far is an ordinary run of yours, in kilometres?"
SHOES = "In which shoes will you come?"
INJURIES = "Injuries of the last twelve months"

QUIET_FEET = Announced(
    slug="running-with-quiet-feet",
    title="Running with quiet feet",
    introduction="A morning on the path, for people who would like to hear less of themselves.",
    days=lambda today: [coming(today, SATURDAY, in_days=22)],
    starts=time(9, 30),
    ends=time(12),
    since=30,
    place=CANAL,
    teachers=("juno-fable",),
    picture="event-quiet-feet",
    alt="Drawing: a row of footprints along a canal, each fainter than the one before",
    terms={
        "capacity": 10,
        "largest_party": 2,
        "price": 38,
        "closes_hours_before": 12,
        "change_hours_before": 24,
    },
    text="""
A loud step is mostly an early one: the foot meets the ground ahead of the body, with a leg that is nearly straight. \
Telling the foot to be quiet helps for a minute. This morning is about what makes it quiet without being told.

## What we do

- We listen first. Everybody runs the same hundred metres of gravel while the others look away.
- We count steps, with a clock and without a gadget, and run with five in a hundred more and fewer.
- We change one thing at a time: the eyes, the arms, the turn of the pelvis. After each we run the gravel again.
- We finish with twenty minutes at a pace at which you can talk.

All in all we run about six kilometres, in pieces. Why the number of steps matters, and how little is known about the \
best one, stands in [A longer step is not a faster one](/articles/a-longer-step-is-not-a-faster-one/).

## For whom

For beginners and for those who have run for years. You should be able to jog for twenty minutes with pauses.

## What to bring

Shoes you already own; please buy none for this. A jacket for the pauses. No music.
""",
    form=(
        Asked(
            label=BEFORE,
            kind=QuestionType.RADIO,
            required=True,
            choices=("Every week", "Now and then", "Not since school"),
        ),
        Asked(label=FAR, kind=QuestionType.NUMBER, required=True, only_if=(BEFORE, "Every week")),
        Asked(
            label=SHOES,
            kind=QuestionType.DROPDOWN,
            choices=("Cushioned", "Thin and flat", "Made for trails", "I do not know"),
            hint="Any will do; it helps us to know what we hear.",
        ),
        Asked(
            label=INJURIES,
            kind=QuestionType.MULTILINE,
            hint="For your teacher. Forgotten two weeks after the workshop.",
            forget_after=14,
        ),
    ),
    guests=(
        Guest(
            name="Hanna Hyphen",
            email="hanna@reader.example",
            ago=26.2,
            answers={BEFORE: "Every week", FAR: "8", SHOES: "Cushioned"},
            then=(
                Then(
                    verb="move",
                    ago=12.1,
                    by="frontdesk",
                    reason="Works on Saturdays until spring; asked for the workshop in May.",
                    to="trunk-training",
                ),
            ),
        ),
        Guest(
            name="Tilo Tilde",
            email="tilo@reader.example",
            ago=19.6,
            answers={
                BEFORE: "Not since school",
                SHOES: "I do not know",
                INJURIES: "Left ankle, twisted in March. It holds.",
            },
            photographs=True,
        ),
        Guest(
            name="Lena Ligature",
            email="lena@reader.example",
            ago=4.9,
            seats=2,
            answers={BEFORE: "Every week", FAR: "12", SHOES: "Thin and flat"},
        ),
    ),
)
