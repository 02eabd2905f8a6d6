"""What the site keeps about people: one register, which every room fills in for itself.

A room writes down in its ``personal_data.py``, next to its models, what each field holds
that is about a visitor or a member of staff, and brings it through the hook
``register_personal_data``: a function of the site (``None``: of none in particular, as the
documentation tells it) that gives a :class:`Declaration`. How long something is kept is
asked of the settings each time, never typed twice. ``studio/tests/test_personal_data.py``
fails for a field that nobody has written down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Site

#: The name of the hook; its ``order`` is that of the rooms within an occasion.
HOOK = "register_personal_data"

#: Model, as in ``comments.Comment`` → names of its fields, parted by blanks.
Fields = Mapping[str, str]
Words = str | Promise


class Occasion(TextChoices):
    """When somebody leaves something."""

    READING = "reading", _("When you read")
    COMMENTING = "commenting", _("When you comment")
    REGISTERING = "registering", _("When you register for an event")
    WRITING = "writing", _("When you write to us, and we to you")
    WORKING = "working", _("When you work here")


class Ground(TextChoices):
    """What permits it, by the letter of Article 6(1) of the GDPR."""

    CONSENT = "a", _("Your consent")
    CONTRACT = "b", _("What we agreed on with you")
    DUTY = "c", _("A duty that the law lays on us")
    INTEREST = "f", _("Our legitimate interest in a site that works and is kept civil")

    @property
    def article(self) -> str:
        """For readers who are lawyers."""
        return _("Art. 6(1)(%(letter)s) GDPR") % {"letter": self.value}


class Place(TextChoices):
    """Where it is."""

    DATABASE = "database", _("On our server")
    LOG = "log", _("In the log of our server")
    COOKIE = "cookie", _("In a cookie of your browser")
    BROWSER = "browser", _("In the memory of your browser")
    ELSEWHERE = "elsewhere", _("Not with us")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One thing that is kept about somebody; ``names`` are those of cookies and the like."""

    occasion: Occasion
    what: Words
    why: Words
    ground: Ground
    how_long: Words
    who: Words
    place: Place = Place.DATABASE
    names: Sequence[str] = ()
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What one room keeps; ``nothing``: why which of its fields hold nothing personal."""

    kept: Sequence[Kept] = ()
    nothing: Mapping[str, Fields] = field(default_factory=dict)


def declarations(site: Site | None) -> list[Declaration]:
    """What each room says for ``site``, with the numbers that hold there today."""
    return [declare(site) for declare in hooks.get_hooks(HOOK)]


def by_occasion(declared: Iterable[Declaration]) -> dict[Occasion, list[Kept]]:
    """All that is kept, under the occasions in their order."""
    kept = [one for room in declared for one in room.kept]
    found = {occasion: [one for one in kept if one.occasion == occasion] for occasion in Occasion}
    return {occasion: entries for occasion, entries in found.items() if entries}


def names_of(fields: Fields) -> list[str]:
    """The fields one by one, as in ``comments.Comment.name``."""
    return [f"{model}.{name}" for model, names in fields.items() for name in names.split()]


def in_days(length: timedelta) -> str:
    """A length of time as a sentence, such as “14 days.”."""
    return ngettext("%(days)s day.", "%(days)s days.", length.days) % {"days": length.days}
