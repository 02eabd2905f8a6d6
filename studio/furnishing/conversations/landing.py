"""Below “Shoes are a habit”: how one lands, and what the trials say."""

from studio.furnishing.conversations.readers import (
    DORA,
    EMIL,
    HUGO,
    JUNO,
    NELL,
    OSKAR,
    ROSA,
    SELMA,
    WILMA,
)
from studio.furnishing.conversations.said import Said

SAID = [
    Said(
        key="landing-soles",
        **ROSA,
        day=0.31,
        seconds=300,
        text="""\
I went straight to the shoe rack. Left heel gone on the outside, right one hardly touched, and a \
bald patch under the big toe.

> They are a record: where you land, which foot you favour, how you turn on the stairs.

So now I know which way I turn on the stairs. I am not sure that I wanted to.""",
    ),
    Said(
        key="landing-banister",
        **HUGO,
        day=0.44,
        answers="landing-soles",
        text="Banister on the left?",
    ),
    Said(
        key="landing-banister-yes",
        **ROSA,
        day=0.52,
        answers="landing-banister",
        text="Banister on the left. *How.*",
    ),
    Said(
        key="landing-box",
        **EMIL,
        day=0.6,
        text="""\
Sixteen of 31 were injured in the one shoe and eleven of 30 in the other, and you call it a \
difference that could be chance. I accept the arithmetic. But if somebody offers me two pairs and \
one of them has *sixteen of 31* printed on the box, chance or no chance, I know which I try on \
second.""",
    ),
    Said(
        key="landing-small-print",
        **DORA,
        day=0.9,
        answers="landing-box",
        text="""\
Then the box has to carry the rest of the sentence as well: *for trained runners, over half a \
year, with a gentle build-up*. I like a box with small print.""",
    ),
    Said(
        key="landing-box-author",
        **JUNO,
        day=1.1,
        answers="landing-box",
        text="""\
You are allowed to. A result that chance could produce does not say that the two shoes are equal; \
it says that the question is still open, and until then anybody may be careful.

On your box I would print the two clearer lines: more pain in the minimal shoe above about 35 \
kilometres a week, and the heavier the runner, the less the thin shoe suited them. They are from \
[the same trial](https://doi.org/10.1177/0363546516682497).""",
    ),
    Said(
        key="landing-box-agreed",
        **EMIL,
        day=1.3,
        answers="landing-box-author",
        text="Ninety-two kilos, forty kilometres in a good week. The box and I are agreed.",
    ),
    Said(
        key="landing-baker",
        **WILMA,
        day=1.8,
        text="""\
I am seventy-one and do not run; I read here for the sentences. The part about the people who \
merely walked interests me, though. May one do the walking without being a runner first?""",
    ),
    Said(
        key="landing-baker-author",
        **JUNO,
        day=2.2,
        answers="landing-baker",
        text="""\
One may. Whether it does the same for you I cannot tell: the people in that study were runners \
who left their running as it was. But nothing in "a growing number of steps" needs a race number. \
Begin with the way to the baker, stop while it is still pleasant, and if your feet have a \
history, ask somebody who knows it.""",
    ),
    Said(
        key="landing-scanner",
        name="Viktor Ellipsis",
        email="viktor@visitor.example",
        day=3.0,
        status="erased",
        text="""\
I was one of those who made the change "gradually", by which I mean in a fortnight. It ended in \
the scanner, with a bone in the middle of the foot that was exactly as bright as your article \
says, and with a summer on a bicycle, which I do not like... Nobody had told me that bone is a \
slow student. I would have enjoyed being told.""",
    ),
    Said(
        key="landing-lace",
        **SELMA,
        day=3.5,
        answers="landing-scanner",
        text="""\
Thank you for writing this down. For three weeks I have called mine "the laces". It is tender to \
press on top, in the morning, just as the article has it. I have now rung up somebody qualified.""",
    ),
    Said(
        key="landing-scanner-author",
        **JUNO,
        day=3.7,
        answers="landing-scanner",
        text="""\
I am sorry about the summer, and glad that you had it looked at. In that study everybody was \
given ten weeks, ten of the nineteen had a bone or more to show for it, and the authors' advice \
was to go more slowly *still*. I have now moved "bone is a slow student" to the top of my own \
notes.""",
    ),
    Said(key="landing-thanks", **NELL, day=4.1, text="Thanks."),
    Said(
        key="landing-fridge",
        name="Mabel Codex",
        email="mabel@visitor.example",
        day=8.3,
        text="""\
> A runner who takes off her shoes has not taken off the years she wore them.

This is on our fridge now. My husband believes that it is about him.""",
    ),
    Said(
        key="landing-lace-result",
        **SELMA,
        day=11.4,
        answers="landing-lace",
        text="""\
For the record: it really was the laces. But I was told that I had asked at the right moment, and \
I have framed that.""",
    ),
    Said(
        key="landing-room",
        name="Bruno Preface",
        email="bruno@visitor.example",
        day=12.7,
        before="Ten lengths of the corridor. Barefoot: silence. Shoes: a pony.",
        text="""\
Ten lengths of the corridor, as told. Barefoot: silence. Shoes: a pony. Then the neighbour from \
below came up to ask whether everything was all right, so I can offer one blinded assessor.""",
    ),
    Said(
        key="landing-daasanach",
        **OSKAR,
        day=19.2,
        text="""\
May I put in a word for the second paper? One hears about the Daasanach mostly as "the study that \
refutes the other study". But if I read you rightly it does not refute it:

1. The first compared people who run barefoot with people who run in shoes.
2. The second looked at one more barefoot people, and at different speeds.
3. Both found front-of-the-foot landings among the barefoot; the second found fewer at an easy \
pace.

That is less a contradiction than a second photograph. ([The \
paper](https://doi.org/10.1371/journal.pone.0052548) is free to read.)""",
    ),
    Said(
        key="landing-daasanach-author",
        **JUNO,
        day=19.9,
        answers="landing-daasanach",
        text="You read me rightly, and I wish I had written *a second photograph*.",
    ),
    Said(
        key="landing-report",
        **WILMA,
        day=112.5,
        answers="landing-baker-author",
        text="""\
I said that I would report (to myself, so far; now to you). The baker is uphill. In June I went \
by the flat way in the thin shoes and by the hill in the old ones. Since August I go by the hill \
in both. My feet have become *wider*, or my sandals have become proud. I do not run. I did \
overtake a pigeon.""",
    ),
    Said(
        key="landing-pigeon",
        **ROSA,
        day=112.9,
        answers="landing-report",
        text="Was the pigeon at an easy pace?",
    ),
    Said(
        key="landing-three-papers",
        **EMIL,
        day=153.6,
        seconds=610,
        status="waiting",
        text="""\
For the reading circle of our club, which meets in the room with the whiteboard, here is what we \
shall take, in this order:

- [how people land](https://doi.org/10.1038/nature08723), for the claim that was smaller than its \
echo
- [what happens when one changes it](https://doi.org/10.1007/s40279-019-01238-y)
- [the half year with 61 runners](https://doi.org/10.1177/0363546516682497), since it has my box \
in it

Are there rooms in your studio for ten people who wish to disagree sitting down?""",
    ),
]
