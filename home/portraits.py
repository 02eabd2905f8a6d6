"""People as the front door shows them: by a photo, and where there is none by a drawing."""

from collections.abc import Iterable
from dataclasses import dataclass

from studio import pictures
from studio.models import Person

#: How many grounds a drawn portrait may have (``portrait.css``).
GROUNDS = 4
#: How a photo is shared, and shown to machines.
SHARED = "fill-600x600|format-jpeg"
#: The renditions of a photo, as ``includes/portrait.html`` asks for them, and the shared one.
RENDITIONS = [
    SHARED,
    *(
        f"fill-{size}|format-{kind}"
        for kind in ("avif", "webp", "jpeg")
        for size in ("240x300", "480x600", "960x1200")
    ),
]


@dataclass(frozen=True)
class Portrait:
    """A person, and the address of their page; empty where they have none."""

    person: Person
    address: str = ""

    @property
    def initials(self) -> str:
        """Of the first name and the last, for the drawing."""
        names = self.person.name.split()
        ends = names if len(names) < 2 else (names[0], names[-1])
        return "".join(name[0] for name in ends).upper()

    @property
    def ground(self) -> int:
        """Which of the grounds the drawing has: the same wherever the person is shown."""
        return (self.person.pk or len(self.person.name)) % GROUNDS + 1


def with_photos(numbers: Iterable[int]) -> dict[int, Person]:
    """People by their numbers, each with all that a portrait shows; two queries."""
    photos = pictures.prefetched("photo", RENDITIONS)
    return Person.objects.select_related("photo").prefetch_related(photos).in_bulk(numbers)
