"""The workshop that belongs to the article “Training the trunk in spring”."""

from datetime import time

from events.choices import Telling
from events.questions import QuestionType
from studio.furnishing.events.agreements import LONG_ROOM
from studio.furnishing.events.announced import Announced, Asked, Guest, Then
from studio.furnishing.events.days import in_may

KIND = "What do you train more?"
WEEK = "How much do you run in an ordinary week?"
PAIN = "Is there anything in your back, hips or legs that we should know?"
CHOSEN = "What would you like to go home with?"

TRUNK_TRAINING = Announced(
    slug="trunk-training",
    title="Trunk Training",
    introduction="Three hours between the mat and the path: strength for the middle of a runner that leaves it "
    "able to move.",
    days=lambda today: [in_may(today)],
    starts=time(10),
    ends=time(13),
    since=24,
    place=LONG_ROOM,
    teachers=("juno-fable", "mina-figment"),
    picture="event-trunk-training",
    alt="Drawing: a round weight on a folded mat, and a path that leads away over a hill",
    terms={
        "capacity": 12,
        "largest_party": 2,
        "price": 54,
        "price_text": "54 euros, 40 for those in a weekly class",
        "closes_hours_before": 12,
        "change_hours_before": 48,
    },
    text="""
This workshop goes with the article [Training the trunk in spring](/articles/training-the-trunk-in-spring/). \
What is described there is tried out here, half of it on the mat and half on the path by the canal.

## The morning

- **10:00** On the floor. Where the pelvis turns, lists and tilts, and what the ribs do meanwhile. Rolling and side \
bends, slowly, then with a weight.
- **11:20** Tea.
- **11:40** Outside. Stretches of two minutes at a jog, with one thing to notice in each: the palms on the pelvis, the \
arms, the sound of the feet.
- **12:40** Back in the room. Two exercises to keep, chosen for each of you, and how often to do them.

Juno teaches the running, Mina the floor. There are two of us so that somebody always sees you from behind.

## For whom

For everybody who can jog for ten minutes with pauses, and get down to the floor and up again. Fast or slow does \
not matter. If something hurts at the moment, tell us in the form: we will say beforehand if we think you should wait.

## What to bring

The shoes you usually run in, something warm for the pauses, dry socks. Mats and weights are here. We go out in \
rain, but not in a thunderstorm.
""",
    form=(
        Asked(
            label=KIND,
            kind=QuestionType.RADIO,
            required=True,
            choices=("Running", "Strength", "Neither, so far"),
        ),
        Asked(
            label=WEEK,
            kind=QuestionType.DROPDOWN,
            choices=("Up to 10 km", "10 to 30 km", "More than 30 km"),
            only_if=(KIND, "Running"),
        ),
        Asked(
            label=PAIN,
            kind=QuestionType.MULTILINE,
            hint="For your teachers. Forgotten two weeks after the workshop.",
            forget_after=14,
        ),
        Asked(
            label=CHOSEN,
            kind=QuestionType.CHECKBOXES,
            choices=("A quieter step", "An easier back", "Exercises for at home"),
        ),
    ),
    letters={
        Telling.CONFIRMED: (
            "Your place in {event}",
            """\
{greeting}

your place is reserved. We begin on the mat, so please come in what you can lie down in, and carry your running \
shoes in a bag. The door in the yard is open from a quarter to ten.

If you cannot come after all, give the place back by your own link until {deadline}; somebody else will be glad of \
it.

Juno and Mina""",
        ),
    },
    guests=(
        Guest(
            name="Ida Italic",
            email="ida@reader.example",
            ago=21.3,
            answers={KIND: "Running", WEEK: "10 to 30 km", CHOSEN: ["A quieter step"]},
            photographs=True,
        ),
        Guest(
            name="Bruno Bracket",
            email="bruno@reader.example",
            ago=16.1,
            seats=2,
            answers={
                KIND: "Strength",
                PAIN: "My wife had a slipped disc three years ago. She says it is fine unless asked.",
                CHOSEN: ["An easier back", "Exercises for at home"],
            },
            then=(
                Then(
                    verb="note",
                    ago=14.4,
                    by="teacher",
                    to="Rang him: she may do everything lying down, and walks while we jog.",
                ),
            ),
        ),
    ),
)
