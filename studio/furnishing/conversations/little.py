"""Below “Doing less, on purpose”."""

from studio.furnishing.conversations.readers import HUGO
from studio.furnishing.conversations.said import Said

SAID = [
    Said(
        key="little-feather",
        name="Pip Postscript",
        email="pip@visitor.example",
        day=0.62,
        seconds=540,
        text="""\
> Find the range in which a movement is easy, then use half of it.

I tried this with my violin bow before I tried it with my neck, and my teacher asked whether I \
had been practising more. I had been practising half.""",
    ),
    Said(
        key="little-rests",
        **HUGO,
        day=3.4,
        answers="little-feather",
        text="""\
Mine is the rests. I had always taken them for the part where the teacher looks at her notes.""",
    ),
    Said(
        key="little-politics",
        name="Anton A.",
        email="anton@visitor.example",
        day=20.7,
        reports=(
            ("off_topic", "This is about his office."),
            ("other", "He says the same below every article about rest."),
        ),
        text="""\
*Use half of it* should hang in every meeting room. We have a weekly round in which nine people \
roll their heads from side to side for an hour, and unlike yours nobody lies down, and nobody \
compares afterwards whether anything has become easier. I blame the agenda.""",
    ),
    Said(
        key="little-weber",
        name="Karl Kapitel",
        email="karl@visitor.example",
        day=388.5,
        seconds=310,
        status="waiting",
        text="""\
Entschuldigen Sie, dass ich auf Deutsch schreibe; ich lese Englisch, aber ich streite lieber in \
meiner eigenen Sprache. Zu Weber und Fechner: Ihr Beispiel mit den 105 Gramm hat mir endlich \
erklärt, warum ich beim Umgraben nichts merke und beim Teetrinken alles.

Eine Frage hätte ich. Sie schreiben, nahe an der Schwelle werde das Unterscheiden wieder \
schwerer. Heißt das, eine Bewegung kann auch *zu* klein sein? Bei mir ist nach dem dritten \
Halbieren jedenfalls nur noch Absicht übrig.""",
    ),
]
