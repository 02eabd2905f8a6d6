"""The words of the pages that are no articles."""

HOME = {
    "title": "Studio Elsewhere",
    "hero_heading": "Move as if there were time",
    "hero_text": "Running technique, Pilates, Feldenkrais and yoga, taught slowly in small groups, "
    "by people who tell you how they know.",
    "hero_button": "Read our articles",
    "offers_heading": "Four ways in",
    "search_description": "A small movement studio: running technique, Pilates, Feldenkrais and yoga.",
}

OFFERS = [
    (
        "Running technique",
        "Shorter steps, quieter feet, a trunk that answers. On the path by the canal, in any weather that "
        "allows conversation.",
        "running-technique",
    ),
    (
        "Pilates",
        "Strength that listens. On the mat, in groups of eight, with springs where springs help.",
        "pilates",
    ),
    (
        "Feldenkrais",
        "Small movements, done slowly, until the body finds the easier way by itself.",
        "feldenkrais",
    ),
    ("Yoga and breathing", "Evening classes for the long exhale. No headstands, no hurry.", "yoga"),
]

ABOUT = {
    "title": "About us",
    "slug": "about",
    "introduction": "One room above a bicycle workshop, four teachers, and the habit of asking how we know.",
}
ABOUT_TEXT = """
Studio Elsewhere is a demonstration. The room, the lane and the four teachers are invented; the articles are not: \
their claims carry footnotes, and the works in the footnotes exist.

## How we teach

Groups are small, at most ten, since nobody can see more than ten backs at once. We begin on time and end on time. \
Nobody is pushed into a shape. If something hurts, we look for another way, and there is always another way.

> Curiosity is the only equipment you have to bring.

## Why there are footnotes

Movement teaching is full of sentences that begin with “studies show”. We would rather show the study. A number in \
brackets leads to the source, and from the source a link leads back to the sentence you were reading. Where the \
evidence is thin, we say that it is thin.

- We cite the work itself, not a report of it.
- We leave a field empty before we guess.
- When we were wrong, the article says so at its end.

## The room

Wooden floor, north light, a ramp from the yard. Mats, blocks and rollers are there. There is a kettle.
"""

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

## What to bring

Shoes you already own, a jacket for the pauses, and no music.
""",
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
""",
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
""",
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
""",
    ),
]

CONTACT = {
    "title": "Contact",
    "slug": "contact",
    "introduction": "Through the arch, across the yard, up the ramp. Ring twice; the first ring is the bakery.",
}
CONTACT_TEXT = """
## Getting here

Tram 0 to the stop Nowhere in Particular, then five minutes along the canal. Bicycles stand dry in the yard. \
There is one parking space, and it is wide enough for a wheelchair lift.

## Writing to us

We answer letters on teaching days, usually before noon. If it is about an injury, please tell us what a doctor \
said first; we are teachers.
"""

PRIVACY = {
    "title": "Privacy",
    "slug": "privacy",
    "introduction": "Short, because there is little to tell.",
}
PRIVACY_TEXT = """
## What this site stores about visitors

Nothing. It sets no cookie, counts nobody, and loads nothing from other companies: no fonts, no maps, no films, \
unless you ask for a film by pressing its button.

## What the server sees

Your browser sends its address with every request, or no answer could reach it. The server writes it to a log \
that is kept for the safety of the site.

## People who work here

Those who write and edit sign in, and only they receive a cookie, which keeps them signed in.
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
