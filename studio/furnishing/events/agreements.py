"""Where the demo's events take place, and what people agree to."""

from dataclasses import dataclass

LONG_ROOM, SMALL_ROOM = "The long room", "The small room"
CANAL, LOCK = "The path by the canal", "The lower lock"

_HOUSE = "Studio Elsewhere\n12 Example Lane, second yard\n00000 Elsewhere"

#: Fields of each place.
PLACES = [
    {
        "name": LONG_ROOM,
        "address": _HOUSE,
        "directions": "Tram 0 to Nowhere in Particular, then five minutes along the canal. Through the "
        "arch, across the yard, up the ramp. Bicycles stand dry in the yard.",
    },
    {
        "name": SMALL_ROOM,
        "address": _HOUSE,
        "directions": "As to the long room; inside it is the second door on the left. The floor is "
        "heated, the window looks into a walnut tree.",
    },
    {
        "name": CANAL,
        "address": "Footbridge at the end of Example Lane\n00000 Elsewhere",
        "directions": "Leave bags in the studio first: it is open from half an hour before, and "
        "locked while we are out.",
    },
    {
        "name": LOCK,
        "address": "Towpath, south bank\n00000 Elsewhere",
        "directions": "Tram 0 to its last stop. The start is where the pleasure boats wait.",
    },
]


@dataclass(frozen=True)
class Agreement:
    """A consent in its versions, the latest last: the sentence beside the box, and the whole text."""

    title: str
    versions: tuple[tuple[str, str], ...]
    required: bool


HEALTH = Agreement(
    "Health and one's own judgement",
    (
        (
            "I have told you what you should know about my health, and I stop when something hurts.",
            "We are teachers, not doctors. We look after you as well as people can who see you for a few "
            "hours, and we rely on you to say what we cannot see.\n\n"
            "You decide what you join in. Nobody is asked why they sit one out.\n\n"
            "What you tell us about your health is read by those who teach this event. It is forgotten "
            "two weeks after it. Your rights if we make a mistake are the same with and without this box.",
        ),
    ),
    required=True,
)

_KEPT = (
    "You can take this back at any time by a letter to hello@studio.example; the picture is gone within "
    "a week. Whoever does not tick the box is not photographed, and not moved to the edge either."
)
PHOTOGRAPHS = Agreement(
    "Photographs",
    (
        ("You may show pictures on this site on which people recognise me.", _KEPT),
        (
            "You may show pictures on which people recognise me, on this site and on the board in our "
            "stairway.",
            _KEPT,
        ),
    ),
    required=False,
)

AGREEMENTS = (HEALTH, PHOTOGRAPHS)
#: How many days ago the first words were written, and the latest.
SINCE, RENEWED = 120.0, 47.0
