"""A workshop that is over."""

from datetime import time

from events.questions import QuestionType
from studio.furnishing.events.agreements import CANAL
from studio.furnishing.events.announced import Announced, Asked, Guest, Then
from studio.furnishing.events.days import SATURDAY, coming

TALK = "Can you talk while you run?"
STITCH = "When do you get a stitch?"
LUNGS = "Heart or lungs: anything we should know?"

BREATHING_WITH_YOUR_STEPS = Announced(
    slug="breathing-with-your-steps",
    title="Breathing with your steps",
    introduction="Two hours on the path about a rhythm that runners have anyway, and how much of it to meddle with.",
    days=lambda today: [coming(today, SATURDAY, in_days=-34)],
    starts=time(10),
    ends=time(12),
    since=95,
    place=CANAL,
    teachers=("pia-lore", "juno-fable"),
    picture="breathing-with-your-steps",
    alt="",
    terms={
        "capacity": 4,
        "price": 32,
        "change_hours_before": 24,
    },
    text="""
Many runners fall into a rhythm of breath and step without knowing it: two steps in, two out, or three and two. Some \
coaches teach one particular rhythm as the right one. The studies are less sure, as you can read in \
[Breathing with your steps](/articles/breathing-with-your-steps/).

## What we did

Pia taught the first half hour on the footbridge, standing: where the breath goes when the arms hang, when they \
swing, and when somebody holds your ribs. Then Juno took over, and we ran loops of four minutes.

- One loop to count what is there already.
- One with a longer breath out.
- One uphill, to find out when the rhythm breaks and which one comes next.
- One without counting, in company, talking.

After each loop everybody said a number and nobody said what it should have been.

## Will there be another?

Probably, in some months. The path is narrow there and we take four people, so it fills quickly. Until then the evening \
class on breathing is a good place to begin, without the running.

What you needed were shoes, a jacket, and the readiness to be overtaken by a dog.
""",
    form=(
        Asked(
            label=TALK,
            kind=QuestionType.RADIO,
            required=True,
            choices=("Always", "On the flat", "No"),
        ),
        Asked(label=STITCH, kind=QuestionType.SINGLELINE),
        Asked(
            label=LUNGS,
            kind=QuestionType.MULTILINE,
            hint="For your teachers. Forgotten two weeks after the workshop.",
            forget_after=14,
        ),
    ),
    guests=(
        Guest(
            name="Ole Overleaf",
            email="ole@reader.example",
            ago=46.2,
            answers={TALK: "On the flat", STITCH: "After soup.", LUNGS: "Asthma as a child."},
            then=(Then(verb="pay", ago=0.85, by="frontdesk", to="32"),),
        ),
        Guest(
            name="Nina Nib",
            email="nina@reader.example",
            ago=43.6,
            answers={TALK: "Always"},
            photographs=True,
            then=(Then(verb="pay", ago=0.85, by="frontdesk", to="32"),),
        ),
        Guest(
            name="Dirk Draft",
            email="dirk@reader.example",
            ago=40.1,
            answers={TALK: "No", STITCH: "Uphill, on the right."},
            then=(Then(verb="cancel", ago=21.5),),
        ),
        Guest(
            name="Erna Eraser",
            email="erna@reader.example",
            ago=37.3,
            answers={TALK: "Always", LUNGS: "A pacemaker. My doctor knows and is pleased."},
            then=(
                Then(verb="pay", ago=0.85, by="frontdesk", to="32"),
                Then(verb="erase", ago=-8.7),
            ),
        ),
        Guest(
            name="Klara Kicker",
            email="klara@reader.example",
            ago=35.9,
            answers={TALK: "On the flat"},
            then=(Then(verb="pay", ago=0.85, by="frontdesk", to="32"),),
        ),
        Guest(
            name="Jan Journal",
            email="jan@reader.example",
            ago=15.8,
            answers={TALK: "Always"},
        ),
        Guest(
            name="Lotte Lettering",
            email="lotte@reader.example",
            ago=5.5,
            by="frontdesk",
            reason="Runs beside another guest as her guide, and takes up no room of their own.",
            overbook=True,
            answers={TALK: "Always"},
            then=(Then(verb="pay", ago=0.85, by="frontdesk", to="32"),),
        ),
    ),
)
