"""What is forgotten when: everything about people some days after the event, some answers earlier.

Each verb works in batches, each batch in a transaction of its own, and can be stopped
and started again. ``report`` counts what ``forget`` would find.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.choices import ON_HOLD, DateStatus, Status
from events.ledger import FormVersion, Occurrence, Registration, SeatPool
from events.ledger.pools import SeatPoolQuerySet
from events.ledger.registrations import RegistrationQuerySet
from events.services import erasing, refusals, waiting
from events.services.locking import held, held_together, patient

logger = logging.getLogger(__name__)

#: Registrations forgotten in one transaction.
BATCH = 100
#: Events without a date are over this long after somebody was last registered for them.
_WITHOUT_DATE = timedelta(days=365)
#: Longer than before the start anybody is told of free seats.
_SOON = timedelta(hours=3)


@dataclass(frozen=True)
class Overdue:
    """What would be forgotten now: registrations whole, and single answers of others."""

    registrations: int
    answers: int


def report(now: datetime | None = None) -> Overdue:
    """What :func:`forget` would do. Changes nothing."""
    now = now or timezone.now()
    people = _people_due(now)
    # answers of people who go as a whole are not told twice
    answers = sum(
        rows.exclude(pk__in=people.order_by().values("pk")).count()
        for _key, rows in _answers_due(now)
    )
    return Overdue(people.count(), answers)


def forget(now: datetime | None = None) -> Overdue:
    """Forget what is due; numbers, states and money stay."""
    now = now or timezone.now()
    people = sum(_in_batches(_people_due(now), erasing.forget))
    answers = 0
    for key, rows in list(_answers_due(now)):
        answers += sum(_in_batches(rows, lambda numbers, key=key: _drop(key, numbers)))
    return Overdue(people, answers)


def settle_holds(now: datetime | None = None) -> int:
    """Note holds that are over, and hand their seats on; how many pools were looked at.

    Seats of such holds are free at once, by the clock: this is for those who wait, and
    for letters that say so. A pool that others hold for too long has its turn the next time.
    """
    now = now or timezone.now()
    over = Registration.objects.filter(status__in=sorted(ON_HOLD), hold_until__lte=now)
    pools = set(over.order_by().values_list("pool", flat=True).distinct())
    # shortly before the start a seat that no group fitted into is free for whoever comes first
    soon = SeatPool.objects.filter(
        registrations__status=Status.WAITLISTED, starts_at__gt=now, starts_at__lt=now + _SOON
    )
    pools |= set(soon.order_by().values_list("pk", flat=True).distinct())
    for pk in sorted(pools):
        try:
            _settle(pk, now)
        except refusals.Busy:
            logger.warning("Holds of pool %s could not be settled now", pk)
        except Exception:
            # one event that cannot be settled keeps no other waiting
            logger.exception("Holds of pool %s cannot be settled", pk)
    return len(pools)


@patient
def _settle(pk: int, now: datetime) -> None:
    with held(pk) as pool:
        waiting.settle(pool, now)


# --- what is due ----------------------------------------------------------------


def _people_due(now: datetime) -> RegistrationQuerySet:
    """Registrations of events whose time to be kept is over; two queries to find the events."""
    kept = SeatPool.objects.order_by().values_list("retention_days", flat=True).distinct()
    over = Q(pk__in=[])
    for days in kept:
        long_ago = now - timedelta(days=days)
        without_date = Q(ended=None, last_registered__lte=long_ago - _WITHOUT_DATE)
        over |= Q(retention_days=days) & (Q(ended__lte=long_ago) | without_date)
    pools = _with_end().filter(over).exclude(pk__in=_postponed()).order_by().values("pk")
    return Registration.objects.filter(anonymised_at=None, pool__in=pools)


def _postponed() -> QuerySet:
    """Pools with a date that waits for a new time: nobody on them is forgotten before it."""
    waiting_for_a_time = Occurrence.objects.filter(
        status=DateStatus.POSTPONED, removed_at=None, pool__cancelled_at=None
    )
    return waiting_for_a_time.order_by().values("pool")


def _with_end() -> SeatPoolQuerySet:
    """Pools with ``ended``: when the last date ends that goes on, else that was ever planned."""
    planned = Occurrence.objects.filter(pool=OuterRef("pk")).order_by("-ends_at")
    registered = Registration.objects.filter(pool=OuterRef("pk")).order_by("-created_at")
    return SeatPool.objects.alias(
        ended=Coalesce("ends_at", Subquery(planned.values("ends_at")[:1])),
        last_registered=Subquery(registered.values("created_at")[:1]),
    )


def _answers_due(now: datetime) -> Iterator[tuple[str, RegistrationQuerySet]]:
    """Keys of questions whose answers have a date of their own, with the registrations that are due."""
    used = FormVersion.objects.filter(
        pk__in=Registration.objects.filter(anonymised_at=None).order_by().values("form")
    )
    for form in used.order_by("pk"):
        for question in form.as_questions():
            if question.forget_after is None:
                continue
            over = _with_end().filter(ended__lte=now - timedelta(days=question.forget_after))
            pools = over.exclude(pk__in=_postponed())
            yield (
                question.key,
                Registration.objects.filter(
                    anonymised_at=None,
                    form=form,
                    answers__has_key=question.key,
                    pool__in=pools.order_by().values("pk"),
                ),
            )


# --- how it goes ----------------------------------------------------------------


def _in_batches(rows: RegistrationQuerySet, change: Callable[[list[int]], object]) -> Iterator[int]:
    """Let ``change`` see the numbers of all ``rows`` by and by, event by event; how many each time."""
    while batch := list(rows.order_by("pool", "pk").values_list("pk", "pool")[:BATCH]):
        yield _change_batch(rows, dict(batch), change)


@patient
def _change_batch(
    rows: RegistrationQuerySet, pools: dict[int, int], change: Callable[[list[int]], object]
) -> int:
    """In one transaction; under the locks of their ``pools``, since verbs save whole rows."""
    with held_together(pools.values()):
        numbers = list(rows.filter(pk__in=pools).order_by("pk").values_list("pk", flat=True))
        change(numbers)
        return len(numbers)


def _drop(key: str, numbers: list[int]) -> None:
    """Forget the answers to one question."""
    registrations = list(Registration.objects.filter(pk__in=numbers))
    for registration in registrations:
        registration.answers.pop(key, None)
    Registration.objects.bulk_update(registrations, ["answers"], batch_size=BATCH)
