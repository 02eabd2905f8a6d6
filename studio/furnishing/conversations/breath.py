"""Below “Breathing with your steps”."""

from studio.furnishing.conversations.readers import OSKAR, THEO
from studio.furnishing.conversations.said import Said

SAID = [
    Said(
        key="breath-hill",
        **THEO,
        day=2.2,
        seconds=380,
        text="""\
In for three, out for two, until the churchyard. Then the hill begins and I am in for one, out \
for *whatever is left*. Is there a name for that ratio?""",
    ),
    Said(
        key="breath-uneven",
        **OSKAR,
        day=2.9,
        answers="breath-hill",
        text="""\
The table stops at 1 : 1, which I take as a courtesy. But seriously: it is also where the article \
is most consoling.

> There is no correct rhythm to be found. There is yours, today, on this hill.

Yours merely happens to be short.""",
    ),
    Said(
        key="breath-horse",
        name="Greta Semicolon",
        email="greta@visitor.example",
        day=169.7,
        seconds=205,
        honeypot=True,
        status="waiting",
        text="""\
I keep two horses, and on the canter I breathe with them; one breath a stride, all three of us. I \
have never managed it on my own feet. Does the rider count as one of the four-legged ones?""",
    ),
    Said(
        key="breath-links",
        name="Wellness Wanda",
        email="wanda@visitor.example",
        website="https://wanda-wellness.example",
        day=171.3,
        seconds=21,
        status="spam",
        text="""\
Nice article, very useful information. Visit also:

- https://wanda-wellness.example/breath
- https://wanda-wellness.example/powder
- https://wanda-wellness.example/crystals
- https://wanda-wellness.example/order-now""",
    ),
    Said(
        key="breath-inhaler",
        name="Basil Bravado",
        email="basil@visitor.example",
        day=172.2,
        answers="breath-hill",
        status="rejected",
        rejection="health_claim",
        note="Tells somebody to leave out a medicine. Wrote to him why.",
        text="""\
If you gasp on hills you have asthma without knowing it, and the answer is not an inhaler. Close \
your mouth, count five to two for a month, and put the spray in the bin. It worked for me and it \
works for everybody.""",
    ),
]
