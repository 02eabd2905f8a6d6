"""Whom something is about that is done with several: those that are marked, or all of a list."""

from dataclasses import dataclass

from django.http import HttpRequest

from events.admin.filters import chosen, filters_of
from events.admin.frames import numbers_in
from events.ledger.registrations import RegistrationQuerySet
from events.permissions import seen_by

#: No more than these at once.
MOST = 5_000


@dataclass(frozen=True)
class Selection:
    """Registrations by their numbers, as they were listed when somebody was asked about them."""

    numbers: list[int]
    are_too_many: bool = False

    @property
    def as_text(self) -> str:
        """For a hidden field."""
        return ",".join(str(number) for number in self.numbers)


def selection_of(request: HttpRequest) -> Selection:
    """Those that a form names, else those that the address does; never any the user does not see."""
    mine = seen_by(request.user)
    if "ids" in request.POST:
        return _found(mine, numbers_in(request.POST["ids"], most=MOST))
    if request.GET.get("all"):
        rows = chosen(filters_of(request)).order_by("created_at", "pk")
        numbers = list(rows.values_list("pk", flat=True)[: MOST + 1])
        return Selection(numbers[:MOST], are_too_many=len(numbers) > MOST)
    return _found(mine, numbers_in(",".join(request.GET.getlist("id")), most=MOST))


def _found(mine: RegistrationQuerySet, numbers: list[int]) -> Selection:
    rows = mine.filter(pk__in=numbers).order_by("created_at", "pk")
    return Selection(list(rows.values_list("pk", flat=True)))
