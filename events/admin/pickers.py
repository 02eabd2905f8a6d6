"""Events to choose from: soonest first, each with its date."""

from datetime import datetime

from django.db.models import Case, F, Q, When
from django.forms import ModelChoiceField
from django.utils import timezone
from django.utils.translation import gettext as _

from events.admin import words
from events.choices import Registering
from events.ledger import SeatPool
from events.ledger.pools import SeatPoolQuerySet


def in_reading_order(pools: SeatPoolQuerySet, now: datetime | None = None) -> SeatPoolQuerySet:
    """The next one first; then those without a date, then what is over, the latest first."""
    to_come = Q(ends_at__gt=now or timezone.now())
    return pools.order_by(
        Case(When(to_come, then=F("starts_at"))).asc(nulls_last=True),
        F("ends_at").desc(nulls_first=True),
        "pk",
    )


def taking_people() -> SeatPoolQuerySet:
    """Events on which the desk may put somebody: people register here, and it is not over."""
    here = Q(page=None) | Q(page__registering=Registering.HERE)  # as ``SeatPool.takes_people``
    pools = SeatPool.objects.filter(here, cancelled_at=None).upcoming()
    return in_reading_order(pools).with_counts()


class PoolField(ModelChoiceField):
    """One of the events, with its date and how many places are taken."""

    def label_from_instance(self, obj: SeatPool) -> str:
        return f"{obj.title}, {words.when(obj)}: {_taken(obj)}"


def _taken(pool: SeatPool) -> str:
    if pool.capacity is None:
        return _("%(taken)s taken, places are not counted") % {"taken": pool.seats_taken}
    counted = {"taken": pool.seats_taken, "capacity": pool.capacity}
    return _("%(taken)s of %(capacity)s taken") % counted
