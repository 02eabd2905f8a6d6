"""Whom a step reaches by e-mail, and who has to be called."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.ledger import SeatPool
from events.ledger.registrations import RegistrationQuerySet
from events.permissions import sees_all
from events.services import writing

#: Names that a sentence holds; the others are counted.
_NAMED = 5


@dataclass(frozen=True)
class Reach:
    """How many are told by e-mail, and who is not; ``names`` only for those who may see them."""

    told: int = 0
    unreached: int = 0
    names: tuple[str, ...] = ()

    @property
    def people(self) -> int:
        """All of them."""
        return self.told + self.unreached

    @property
    def will(self) -> str:
        """Before the step, as a sentence."""
        told = ngettext(
            "%(n)d person will be told by e-mail",
            "%(n)d people will be told by e-mail",
            self.told,
        )
        return self._sentence(told)

    @property
    def done(self) -> str:
        """After the step, as a sentence."""
        told = ngettext(
            "%(n)d person is told by e-mail", "%(n)d people are told by e-mail", self.told
        )
        return self._sentence(told)

    @property
    def unreached_in_words(self) -> str:
        """Who has to be called, as a sentence; empty where nobody has."""
        return f"{self._unreached}." if self.unreached else ""

    def _sentence(self, told: str) -> str:
        return f"{', '.join(filter(None, [told % {'n': self.told}, self._unreached]))}."

    @property
    def _unreached(self) -> str:
        if not self.unreached:
            return ""
        if not self.names:
            without = ngettext("%(n)d has no address", "%(n)d have no address", self.unreached)
            return without % {"n": self.unreached}
        without = ngettext(
            "%(n)d has no address: %(names)s", "%(n)d have no address: %(names)s", self.unreached
        )
        return without % {"n": self.unreached, "names": _listed(self.names, self.unreached)}


def reach_of(registrations: RegistrationQuerySet, user: Any) -> Reach:
    """Of these registrations; two queries, one more where ``user`` may read names."""
    rows = registrations.order_by("created_at", "pk")
    told, everybody = writing.reachable(rows).count(), rows.count()
    names: Iterable[str] = ()
    if told < everybody and sees_all(user):
        left = rows.filter(email="", anonymised_at=None)
        names = left.values_list("name", flat=True)[:_NAMED]
    return Reach(told, everybody - told, tuple(names))


def on_event(pool: SeatPool, user: Any) -> Reach:
    """Of those who have, wait for or are offered a place; not those whose time is over."""
    overdue = pool.registrations.overdue()
    return reach_of(pool.registrations.active().exclude(pk__in=overdue.values("pk")), user)


def _listed(names: tuple[str, ...], count: int) -> str:
    said = ", ".join(names)
    more = count - len(names)
    return _("%(names)s and %(n)d more") % {"names": said, "n": more} if more > 0 else said
