"""Below “The arch is a spring”, with a quarrel about two numbers that a source settles."""

from studio.furnishing.conversations.readers import DORA, EMIL, JUNO, NELL
from studio.furnishing.conversations.said import Said

SAID = [
    Said(
        key="springs-lunch",
        **EMIL,
        day=1.4,
        seconds=420,
        text="""\
Seventeen per cent, returned at every step, for nothing. I build bridges for a living and would \
be carried through the office on shoulders for a number like that.

So why does anybody run on an insole that props up the arch? By this article they are paying 17 \
per cent more for the same kilometre. It ought to be printed on the packet.""",
    ),
    Said(
        key="springs-work",
        **DORA,
        day=1.6,
        answers="springs-lunch",
        text="""\
Please read the sentence once more before you send it to the printers.

> By their estimate it could store and return around 17 per cent of the mechanical work of a \
running step.

Work of a step, not price of a kilometre. And an estimate, from *feet in a machine*.""",
    ),
    Said(
        key="springs-napkin",
        **NELL,
        day=2.3,
        answers="springs-work",
        text="""\
And where would the six come from? They took away about 80 per cent of the compression and \
running cost 6 per cent more. Four fifths of 17 would be between 13 and 14. I did this on a \
napkin, but it was a large napkin.""",
    ),
    Said(
        key="springs-neighbours",
        **EMIL,
        day=2.5,
        answers="springs-napkin",
        before="""\
Work IS energy. What the spring does not return, the muscles have to pay for FROM NOTHING, the \
article says so itself. If anything 17 is too LOW.""",
        text="""\
Work is energy, madam. What the spring does not return, the muscles have to pay for from nothing; \
the article says so itself. If anything 17 is too low.

As for the napkin, I am guessing and I say so: perhaps the rest of the leg took over. Block one \
spring in a row of springs and its neighbours work harder. Then the 17 is still there, only \
hidden.

(Edited: I have taken the capitals out.)""",
    ),
    Said(
        key="springs-bill",
        **DORA,
        day=3.1,
        answers="springs-neighbours",
        text="""\
The guess may well be right. But then it argues for my side: what a runner saves is what is left \
*after* the rest of the leg has had its say, and of the two groups only the second measured that, \
in runners. Side by side:

- **17 per cent**: a share of the mechanical work of a step, estimated from feet with no living \
muscle at work in them.
- **6 per cent**: a difference in what running costs, on the level, at an easy pace, in people \
who were alive.

One is an item, the other is the bill. And a flat discount of 17 would have to turn up on the \
hill as well. It did not: [the paper](https://doi.org/10.1038/srep19403) found no difference on a \
slight incline, and none in walking.""",
    ),
    Said(
        key="springs-author",
        **JUNO,
        day=3.3,
        answers="springs-bill",
        text="""\
I would have stepped in earlier, but it was going so well.

An item and a bill: that is better than what the article says. Emil, your neighbours may exist; I \
know of nothing in these studies that rules them out, and of nothing that shows them. "Modest" \
was my word for the six, and I would still not throw it away.""",
    ),
    Said(
        key="springs-whiteboard",
        **EMIL,
        day=3.8,
        answers="springs-bill",
        text="""\
I have read it at the source, slope and all, and I withdraw the insole, and the "madam", with \
apologies to both. On the whiteboard of our club the 17 has been crossed out. It now reads: *six, \
on the level, at an easy pace, in the living*. Somebody has added "like most things".""",
    ),
    Said(
        key="springs-apples",
        name="Tilda Tilde",
        email="tilda@visitor.example",
        day=9.9,
        text="""\
Eight to eleven apples at every step. My Sunday round has about nine thousand steps. I have told \
my family that I lifted a small orchard, and that I should like lunch.""",
    ),
    Said(
        key="springs-casino",
        name="Jackpot Jacky",
        email="jacky@visitor.example",
        website="https://golden-spin.example",
        day=262.1,
        seconds=9,
        status="spam",
        text="""\
Great post about springs!! Spring into BIG wins at our online casino, first spin free for all \
readers of this blog: https://golden-spin.example/welcome""",
    ),
]
