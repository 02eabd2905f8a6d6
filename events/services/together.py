"""The same step for many: one lock for each event, a few statements, and an answer for each row.

What was marked may have changed since: such rows are left as they are, and counted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from events.choices import ACTIVE, Status, Telling
from events.ledger import Registration, SeatPool
from events.services import history, transitions, waiting
from events.services.locking import held, patient

#: Whom a place can be given out of turn; who has ended is asked about one by one.
WITHOUT_PLACE = frozenset(ACTIVE - {Status.CONFIRMED})
#: Whom staff may decline.
UNDECIDED = frozenset({Status.PENDING_APPROVAL, Status.WAITLISTED})


@dataclass
class Outcome:
    """What became of each, by their numbers."""

    done: list[int] = field(default_factory=list)
    #: In another state by then.
    changed: list[int] = field(default_factory=list)
    #: For whom no seat was free.
    without_seat: list[int] = field(default_factory=list)
    #: Of events that are cancelled.
    called_off: list[int] = field(default_factory=list)


def approve(registration_ids: Iterable[int], *, by: Any) -> Outcome:
    """Let those come who waited for approval."""

    def step(pool: SeatPool, rows: list[Registration], now: datetime, outcome: Outcome) -> None:
        ready = _ready(rows, {Status.PENDING_APPROVAL}, outcome)
        status, until = waiting.seated(pool, now, is_approved=True)
        done = transitions.move_many(ready, pool, status, history.APPROVED, by=by, hold_until=until)
        outcome.done += [one.pk for one in done]

    return _in_each_pool(registration_ids, step)


def decline(registration_ids: Iterable[int], *, by: Any, reason: str = "") -> Outcome:
    """Say no; seats that were held go to those next in line, never to who is declined as well."""

    def step(pool: SeatPool, rows: list[Registration], now: datetime, outcome: Outcome) -> None:
        ready = _ready(rows, UNDECIDED, outcome)
        done = transitions.move_many(
            ready, pool, Status.REJECTED, history.DECLINED, by=by, reason=reason
        )
        outcome.done += [one.pk for one in done]
        waiting.settle(pool, now)

    return _in_each_pool(registration_ids, step)


def cancel(
    registration_ids: Iterable[int], *, by: Any, reason: str = "", tells: bool = True
) -> Outcome:
    """End them; their seats go to those next in line, never to who is cancelled as well."""

    def step(pool: SeatPool, rows: list[Registration], now: datetime, outcome: Outcome) -> None:
        done = transitions.move_many(
            _ready(rows, ACTIVE, outcome),
            pool,
            Status.CANCELLED,
            history.CANCELLED,
            by=by,
            reason=reason,
            tells=tells,
            telling=Telling.CANCELLED_BY_STUDIO,
        )
        outcome.done += [one.pk for one in done]
        waiting.settle(pool, now)

    return _in_each_pool(registration_ids, step)


def give_place(
    registration_ids: Iterable[int], *, by: Any, reason: str = "", overbook: bool = False
) -> Outcome:
    """Give places out of turn, in the order in which they registered, as far as seats are free.

    ``overbook`` (which takes a reason; the form asks for it) gives them to all.
    """

    def step(pool: SeatPool, rows: list[Registration], now: datetime, outcome: Outcome) -> None:
        if pool.cancelled_at:
            outcome.called_off += [one.pk for one in rows]
            return
        ready = _ready(rows, WITHOUT_PLACE, outcome)
        fitting, beyond = _fitting(pool, ready, now)
        if not overbook:
            outcome.without_seat += [one.pk for one in beyond]
            beyond = []
        for verb, given in ((history.GIVEN, fitting), (history.OVERBOOKED, beyond)):
            transitions.move_many(given, pool, Status.CONFIRMED, verb, by=by, reason=reason)
            outcome.done += [one.pk for one in given]
        waiting.settle(pool, now)

    return _in_each_pool(registration_ids, step)


Step = Callable[[SeatPool, list[Registration], datetime, Outcome], None]


def _in_each_pool(registration_ids: Iterable[int], step: Step) -> Outcome:
    wanted = sorted(set(registration_ids))
    pools = Registration.objects.filter(pk__in=wanted).values_list("pool", flat=True)
    outcome = Outcome()
    for pool_id in sorted(set(pools)):
        of_pool = _in_pool(pool_id, wanted, step)
        for name, numbers in vars(of_pool).items():
            getattr(outcome, name).extend(numbers)
    return outcome


@patient
def _in_pool(pool_id: int, wanted: list[int], step: Step) -> Outcome:
    outcome = Outcome()
    with held(pool_id) as pool:
        rows = list(pool.registrations.filter(pk__in=wanted).order_by("created_at", "pk"))
        step(pool, rows, timezone.now(), outcome)
    return outcome


def _ready(rows: list[Registration], states: Iterable[str], outcome: Outcome) -> list[Registration]:
    """Those in one of ``states``; the others are noted as changed."""
    ready = [one for one in rows if one.status in states and not one.anonymised_at]
    outcome.changed += [one.pk for one in rows if one not in ready]
    return ready


def _fitting(
    pool: SeatPool, rows: list[Registration], now: datetime
) -> tuple[list[Registration], list[Registration]]:
    """Those for whom there is a seat, by first come, and those for whom there is none."""
    free = pool.seats_free(now)
    fitting, beyond = [], []
    for one in rows:
        needed = 0 if one.holds_seat(now) else one.seats
        if free is None or needed <= max(free, 0):
            fitting.append(one)
            free = None if free is None else free - needed
        else:
            beyond.append(one)
    return fitting, beyond
