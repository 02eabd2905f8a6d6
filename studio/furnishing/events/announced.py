"""An event of the demo site, as it is written down here, and who comes to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from events.questions import Answer, QuestionType


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of a form; ``only_if`` is the question above and the answer that asks for it."""

    label: str
    kind: str = QuestionType.SINGLELINE
    required: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""
    only_if: tuple[str, str] = ("", "")
    forget_after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Then:
    """What happened to a registration later: a verb, so many days ago, counted as for a guest.

    ``by`` is the sign-in of whoever of the studio did it; none: its owner, or the clock.
    ``to`` is what the verb needs to know: a slug, an amount, a note.
    """

    verb: str
    ago: float
    by: str = ""
    reason: str = ""
    to: str = ""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody who registered, ``ago`` days before today, or before the event if that is over.

    ``answers`` by the words of the question; ``photographs``: whether the box was ticked.
    ``by`` is the sign-in of whoever added them by hand; only those need no ``email``.
    """

    name: str
    ago: float
    email: str = ""
    seats: int = 1
    answers: dict[str, Answer] = field(default_factory=dict)
    photographs: bool = False
    by: str = ""
    reason: str = ""
    overbook: bool = False
    then: tuple[Then, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Announced:
    """An event with its form, its words and its people.

    ``days`` tells its dates from the day of furnishing, ``notes`` what each is about.
    ``since`` is how many days ago it was announced. ``more_places`` is how many days ago
    the page was published again with all its places, and how many it had before.
    ``terms`` are fields of the page: how people register, and what it costs.
    """

    slug: str
    title: str
    introduction: str
    text: str
    days: Callable[[date], list[date]]
    starts: time
    ends: time
    since: float
    place: str
    teachers: tuple[str, ...]
    picture: str
    alt: str
    notes: tuple[str, ...] = ()
    terms: dict[str, Any] = field(default_factory=dict)
    form: tuple[Asked, ...] = ()
    agreements: bool = True
    #: Letter → subject and text in the studio's own words.
    letters: dict[str, tuple[str, str]] = field(default_factory=dict)
    more_places: tuple[float, int] | None = None
    guests: tuple[Guest, ...] = ()
