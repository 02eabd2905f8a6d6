"""Below “Shoes are a habit”: what is sold to us, by shops and by visitors of this page."""

from studio.furnishing.conversations.readers import CLARA, EDITOR, HUGO, JUNO, OSKAR, THEO, WILMA
from studio.furnishing.conversations.said import Said

SAID = [
    Said(
        key="insoles-shop",
        **THEO,
        day=2.6,
        seconds=700,
        text="""\
A small history of my feet, as told to me by shops.

In my twenties a man in a white coat (it was a shoe shop) filmed me on a treadmill, stopped the \
film at the worst moment, drew a red line through my ankle, and told me that I was *falling \
inwards*. I bought the shoe against falling inwards. In my thirties another man, same coat, \
filmed me in that shoe and told me that I was falling outwards. I bought its opposite. At forty I \
was told that the whole idea of falling had been given up and that I needed to feel the ground; \
this shoe was the dearest, although there was the least of it. Last spring I was advised to feel \
the ground a little less.

I do not think that any of these men lied. I think that each of them had one red pen.

What I should have liked to hear, in any of those decades, is the sentence in the middle of your \
article, that of the pairs that fit one may take the one that one forgets. I went to look, and in \
my cupboard it is a pair I bought for painting the ceiling.""",
    ),
    Said(
        key="insoles-assistant",
        name="Jonas Hyphen",
        email="jonas@visitor.example",
        day=3.2,
        answers="insoles-shop",
        text="""\
I was a man with a red pen, from 2009 to 2016, and we were taught the wet footprint in the first \
week. Nobody told us that it worked. Nobody told us that it did not. It gave the customer and me \
something to look at together, and I have come to think that this was what it was for.""",
    ),
    Said(
        key="insoles-assistant-thanks",
        **THEO,
        day=3.3,
        answers="insoles-assistant",
        text="""\
Then you may have been the second coat! If so: no hard feelings, they were good for the garden.""",
    ),
    Said(
        key="insoles-cochrane",
        **OSKAR,
        day=4.6,
        answers="insoles-assistant",
        text="""\
The footprint is in the review, by the way, or its grandchild is: [choosing the shoe by the shape \
of the foot](https://doi.org/10.1002/14651858.CD013368.pub2) did not help. With certainty "low or \
very low", so I would not take the pen away from anybody yet. I would only ask for a pencil.""",
    ),
    Said(
        key="insoles-fence",
        name="Anton Asterisk",
        email="anton@visitor.example",
        day=5.2,
        reports=(("insulting", "Calls the author a coward, in other words."),),
        text="""\
With respect, this is a long way of sitting on a fence. Eight footnotes, and at the end one still \
does not know what to buy. Pick a side.""",
    ),
    Said(
        key="insoles-fence-side",
        **CLARA,
        day=5.6,
        answers="insoles-fence",
        text="""\
I found it rather bossy. If content, change nothing; if curious, walk; in minutes, in months; \
when it is tender, stop. That is four orders in two paragraphs.""",
    ),
    Said(
        key="insoles-fence-editor",
        **EDITOR,
        day=6.0,
        answers="insoles-fence",
        text="""\
From the desk: somebody asked us whether blunt is allowed here. About the article it is, and Juno \
has read worse, mostly from me. About each other we ask for the tone of a changing room before \
the lesson.""",
    ),
    Said(
        key="insoles-comfort",
        **HUGO,
        day=7.4,
        text="""\
> As a rule for buying shoes it has the merit of costing nothing: of those that fit, take the \
pair you forget you are wearing.

A practical question. In the shop I am so busy noticing the shoe that I could not forget a \
slipper. How long does one have to walk about before forgetting counts?""",
    ),
    Said(
        key="insoles-comfort-author",
        **JUNO,
        day=7.9,
        answers="insoles-comfort",
        text="""\
I know of no number, and the idea itself is a proposal, as its authors say. What I do: take \
something to carry, ask the assistant about their holidays, and walk until they have reached the \
ferry. If by then you have not once looked down, buy it.""",
    ),
    Said(
        key="insoles-ferry",
        **CLARA,
        day=8.2,
        answers="insoles-comfort-author",
        text="""\
Mine was afraid of flying. I now own the right shoes and know a great deal about Tyrol.""",
    ),
    Said(
        key="insoles-sandals",
        **WILMA,
        day=113.4,
        text="""\
A late thought for Theo's cupboard. My mother had one pair of shoes for the week and one for \
Sundays, and the Sunday ones hurt, and *that* was how one knew that it was Sunday. I mention it \
because every one of these trials seems to assume that a shoe is for the feet.""",
    ),
    Said(
        key="insoles-fence-rude",
        name="Rufus Rant",
        email="rufus@visitor.example",
        day=150.3,
        answers="insoles-fence",
        status="rejected",
        rejection="insulting",
        note="The first half is an opinion. The second is about Clara.",
        text="""\
Anton is right, the article does not dare to say anything. And whoever thinks *that* is bossy \
should stay at home with her footnotes and her fat little feet.""",
    ),
    Said(
        key="insoles-blocked",
        name="Ben Blurb",
        email="ben@visitor.example",
        website="https://shop.cheap-insoles.example",
        day=152.0,
        seconds=35,
        status="spam",
        text="""\
Interesting thoughts on shoes. My feet were also a habit until I found these insoles, now 60 \
percent off: https://shop.cheap-insoles.example/offer""",
    ),
    Said(
        key="insoles-twice",
        name="Happy Feet Harry",
        email="harry@visitor.example",
        day=154.4,
        seconds=1,
        honeypot=True,
        status="spam",
        text="""\
Wow, I never comment on blogs but this one changed my life. I told all of my friends about it. \
Keep up the great work and check my profile for more.""",
    ),
    Said(
        key="insoles-twice-again",
        name="Lucky Feet Larry",
        email="larry@visitor.example",
        day=154.401,
        seconds=2,
        status="spam",
        text="""\
Wow, I never comment on blogs but this one changed my life. I told all of my friends about it. \
Keep up the great work and check my profile for more.""",
    ),
    Said(
        key="insoles-school",
        name="Lotte Vignette",
        email="lotte@visitor.example",
        day=155.7,
        seconds=190,
        status="waiting",
        text="""\
My daughter's school lets the children go barefoot in the hall, and the parents' evening about it \
took three hours. Has any of this been looked at in children, or may we all go home?""",
    ),
]
