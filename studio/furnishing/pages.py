"""The words of the pages that are no articles."""

HOME = {
    "title": "Studio Elsewhere",
    "hero_heading": "Move as if there were time",
    "hero_text": "Running technique, Pilates, Feldenkrais and yoga, taught slowly in small groups, "
    "by people who tell you how they know.",
    "hero_button": "See what is on",
    "search_description": "A small movement studio: running technique, Pilates, Feldenkrais and yoga.",
}

ABOUT = {
    "title": "About us",
    "slug": "about",
    "introduction": "Two rooms above a bicycle workshop, four teachers, and the habit of asking how we know.",
}
ABOUT_TEXT = """
Studio Elsewhere is a demonstration. The rooms, the lane and the four teachers are invented; the articles are not: \
their claims carry footnotes, and the works in the footnotes exist.

## How we teach

Groups are small, at most twelve, since nobody can see more than twelve backs at once. We begin on time and end on time. \
Nobody is pushed into a shape. If something hurts, we look for another way, and there is always another way.

> Curiosity is the only equipment you have to bring.

## Why there are footnotes

Movement teaching is full of sentences that begin with “studies show”. We would rather show the study. A number in \
brackets leads to the source, and from the source a link leads back to the sentence you were reading. Where the \
evidence is thin, we say that it is thin.

- We cite the work itself, not a report of it.
- We leave a field empty before we guess.
- When we were wrong, the article says so at its end.

## The rooms

A long one and a small one: wooden floors, north light, a ramp from the yard. Mats, blocks and rollers are there. There is a kettle.
"""

#: Address, title, introduction, words, and who teaches it.
CLASSES = [
    (
        "running-technique",
        "Running technique",
        "Six people, one coach, and the path by the canal.",
        """
We film nothing and correct little. Most of what runners ask for, a lighter step, a calmer knee, comes as a \
consequence: of where the foot lands, how often, and what the trunk does meanwhile. You can read why in \
[A longer step is not a faster one](/articles/a-longer-step-is-not-a-faster-one/) and \
[Training the trunk in spring](/articles/training-the-trunk-in-spring/).

## For whom

For beginners and for people with ten marathons behind them. You should be able to jog for twenty minutes with \
pauses.

## When, and for how much

Mondays at 18:00 and Wednesdays at 7:30, from the yard, in any weather that allows conversation. An hour is 18 euros and the first costs nothing; all [prices](/prices/) stand on a page of their own. Nobody \
has to register: be there ten minutes early.

## What to bring

Shoes you already own, a jacket for the pauses, and no music.

## On a Saturday

Two workshops go further than an hour allows: [Running with quiet feet](/events/running-with-quiet-feet/) and, in \
May, [Trunk Training](/events/trunk-training/). Whoever was stopped for a while begins with \
[Back to running after a pause](/events/back-to-running-after-a-pause/).
""",
        "juno-fable",
    ),
    (
        "pilates",
        "Pilates",
        "Strength that listens, on the mat and with springs.",
        """
The trunk is less a corset than a conversation: muscles of the back, the belly, the pelvic floor and the diaphragm \
share the work between them. We train that, exercise by exercise, and read what is known about it in \
[The core is a conversation](/articles/the-core-is-a-conversation/).

## For whom

For everybody who can get down to the floor and up again, with help if need be. If your back is sore now, talk to \
us first, and to a doctor if it is new.

## When, and for how much

Mondays and Thursdays at 18:30, in the long room. An hour is 18 euros and the first costs nothing; all [prices](/prices/) stand on a page of their own. Nobody \
has to register: be there ten minutes early.

## To begin with

The course [From the floor up](/events/from-the-floor-up/) takes six evenings and needs no experience.
""",
        "mina-figment",
    ),
    (
        "feldenkrais",
        "Feldenkrais",
        "Lying on the floor, on purpose.",
        """
A lesson is a series of small questions to the nervous system. You lie, roll, reach, rest. Nothing is demonstrated, \
so nothing can be copied. What research has found so far, and what it has not, stands in \
[Doing less, on purpose](/articles/doing-less-on-purpose/).

## For whom

For the stiff, the curious, and the tired. Musicians come, and runners who want their stride back.

## When, and for how much

Tuesdays at 18:15 and Fridays at 8:30, in the small room. An hour is 18 euros and the first costs nothing; all [prices](/prices/) stand on a page of their own. Nobody \
has to register: be there ten minutes early.

## To try it out

Once a season there is [an open lesson at noon](/events/lying-down-at-noon/), free of charge, and for those who know \
some lessons [a whole day](/events/half-of-it/).
""",
        "otis-storey",
    ),
    (
        "yoga",
        "Yoga and breathing",
        "Evening classes for the long exhale.",
        """
Simple postures, held for a few breaths, and a good part of the hour given to breathing itself. Pia writes about it \
in [Slow breath, long evening](/articles/slow-breath-long-evening/) and \
[The diaphragm holds you up](/articles/the-diaphragm-holds-you-up/).

## For whom

For people who sit all day and lie awake at night. No experience needed; a blanket helps.

## When, and for how much

Wednesdays and Thursdays at 19:30, in the small room. An hour is 18 euros and the first costs nothing; all [prices](/prices/) stand on a page of their own. Nobody \
has to register: be there ten minutes early.

## Breathing only

Now and then there is [an evening for the long exhale](/events/an-evening-for-the-long-exhale/), on its own.
""",
        "pia-lore",
    ),
]

TEACHERS = {
    "title": "Teachers",
    "slug": "teachers",
    "introduction": "Four people who would rather ask than tell. None of them exists, and all of them are on time.",
}

CONTACT = {
    "title": "Contact",
    "slug": "contact",
    "introduction": "Through the arch, across the yard, up the ramp. Ring twice; the first ring is the bakery.",
    # in the North Sea, where nobody is disturbed
    "latitude": 54.0,
    "longitude": 8.0,
    "has_form": True,
    "form_heading": "Write to us",
    "form_words": "<p>We answer on teaching days, usually before noon. If it is about an injury, please tell us what "
    "a doctor said first; we are teachers.</p>",
    "thanks": "<p>Thank you, it is here. One of us will read it between two classes, and answer.</p>",
}
CONTACT_TEXT = """
## Getting here

Tram 0 to the stop Nowhere in Particular, then five minutes along the canal. Bicycles stand dry in the yard. \
There is one parking space, and it is wide enough for a wheelchair lift.

## Where the runs begin
"""
#: Where the runs begin.
CONTACT_PLACE = {
    "name": "The meadow by the old lock",
    "address": "At the end of the towpath, kilometre 3\n00000 Elsewhere",
    "getting_there": "<p>From the studio ten minutes along the water, on foot or by bicycle. When it rains we "
    "stand under the bridge before it.</p>",
    "access": "<p>Gravel as far as the bridge, then grass, which is soft after rain. There is a bench, a tap, and no "
    "toilet.</p>",
    "picture": None,
    "latitude": 54.1,
    "longitude": 7.95,
}

PRIVACY = {
    "title": "Privacy",
    "slug": "privacy",
    "introduction": "What this site keeps, about whom, why, and for how long.",
}
PRIVACY_TEXT = """
What follows is no promise that somebody typed: the site lists what it stores by itself, with the numbers that are set \
today. Who answers for it stands in the [imprint](/imprint/).
"""
#: After the list of what is stored.
PRIVACY_RIGHTS = """
## What you may ask of us

To tell you what we keep about you, to correct it, to erase it, to keep it without using it, or to hand it over in a \
file that others can read. Where something rests on your consent, you may take that back; where it rests on our \
interest, you may object. Write to us, or use the links in our letters: nobody has to give a reason.

If you think that we treat your data wrongly, tell us. You may also turn to the authority that watches over data \
protection where you live.
"""

IMPRINT = {
    "title": "Imprint",
    "slug": "imprint",
    "introduction": "Who answers for this site, and how to reach them.",
}
IMPRINT_BLOCK = {
    "legal_name": "",
    "represented_by": "Olga Folio",
    "register": "",
    "vat_id": "",
    "responsible": "Olga Folio\n12 Example Lane, second yard\n00000 Elsewhere",
}
IMPRINT_TEXT = """
What we keep about visitors, and how long, stands on the page about [privacy](/privacy/).
"""

SETTINGS = {
    "name": "Studio Elsewhere",
    "tagline": "Running, Pilates, Feldenkrais, yoga. In no hurry.",
    "address": "Studio Elsewhere\n12 Example Lane, second yard\n00000 Elsewhere",
    "hours": "Monday to Thursday, 8–21\nFriday, 8–18\nSaturday, for workshops",
    "email": "hello@studio.example",
    "phone": "+49 30 23125 000",
    "footer": "Studio Elsewhere is a demonstration: its room and its people are invented, its sources are real.",
}

TOPICS = [
    ("running", "Running", "Steps, springs, and what the ground gives back."),
    (
        "breathing",
        "Breathing",
        "The movement that goes on by itself, and what happens when you listen to it.",
    ),
    (
        "trunk",
        "Trunk",
        "Everything between the hips and the shoulders, and the talk between its parts.",
    ),
    ("feet", "Feet", "Twenty-six bones, and the habits we wear over them."),
    ("rest", "Rest", "Sleep, pauses, and other forms of training."),
    ("teaching", "Teaching", "How movement is learnt, and how to stay out of its way."),
]
