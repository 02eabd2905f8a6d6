"""Below “A longer step is not a faster one”."""

from studio.furnishing.conversations.readers import DORA, JUNO, SELMA
from studio.furnishing.conversations.said import Said

SAID = [
    Said(
        key="steps-metronome",
        **SELMA,
        day=0.8,
        seconds=260,
        text="""\
I have run to a metronome set to 180 for two years. I am 1.84 m tall, and now I read that in that \
race the taller ones stepped more slowly. Have I been somebody else for two years?""",
    ),
    Said(
        key="steps-metronome-author",
        **JUNO,
        day=1.2,
        answers="steps-metronome",
        text="""\
Probably only a little. Switch it off for a week and count at the end of it, as in the box: one \
foot, thirty seconds, times four. If you arrive at 180 by yourself, it is yours. The twenty in \
[that race](https://doi.org/10.1152/japplphysiol.00374.2018) ran with anything from about 155 to \
about 203, so you will be in company either way.""",
    ),
    Said(
        key="steps-metronome-result",
        **SELMA,
        day=9.3,
        answers="steps-metronome-author",
        before="A week without: 168.",
        text="""\
A week without: 168 on Monday, 172 on Thursday, and on Sunday I forgot to count, which I think \
was the point.""",
    ),
    Said(
        key="steps-hint",
        **DORA,
        day=12.0,
        text="""\
> Lower load on a joint is a mechanical finding. It is easy to slip from there to "fewer \
injuries", and the evidence does not yet allow it.

Thank you for this. I read the article to the end to see whether you would slip. One request: \
where you write that there was "a hint" for pain around the kneecap, say how many studies the \
hint stood on. *Two in all* is in the sentence before, but a hurried reader takes the hint and \
leaves the two.""",
    ),
    Said(
        key="steps-spreadsheet",
        name="Max Rubric",
        email="max@visitor.example",
        website="https://rubric.example",
        day=241.4,
        seconds=900,
        status="waiting",
        text="""\
> Three such minutes in a run are plenty.

I am sorry to say that I made a spreadsheet. For anybody who would like one too, the cell is:

```
=ROUND(landings * 4 * 1.05, 0)
```

where `landings` is one foot in thirty seconds. What I found, with one subject and no shame:

1. Uphill I step *more slowly* than I believed.
2. Five in a hundred sounds like nothing and feels like a **small dog**.
3. After the third minute I no longer needed the number, only the sound.

Is the laboratory figure of close to 170, from [this paper](https://doi.org/10.1242/jeb.125500), \
meant for one pace only? I ran mine at four.""",
    ),
    Said(
        key="steps-test",
        name="Jonas Hyphen",
        email="jonas@visitor.example",
        day=246.6,
        seconds=14,
        status="trashed",
        text="test test - please ignore, wrong window",
    ),
]
