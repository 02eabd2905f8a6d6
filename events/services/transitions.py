"""One registration from one state to the next: its row, its log, its letter, in one transaction.

The caller holds the pool's lock and has checked that the step makes sense.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from events.choices import ENDED, Status, Telling
from events.ledger import Registration, SeatPool
from events.services import announcing, history

#: What each state is told by, when a registration comes into it.
TOLD_BY = {
    Status.PENDING_EMAIL: Telling.CONFIRM_ADDRESS,
    Status.PENDING_APPROVAL: Telling.WAITS_FOR_APPROVAL,
    Status.PENDING_PAYMENT: Telling.WAITS_FOR_PAYMENT,
    Status.CONFIRMED: Telling.CONFIRMED,
    Status.WAITLISTED: Telling.WAITLISTED,
    Status.OFFERED: Telling.OFFERED,
    Status.CANCELLED: Telling.CANCELLED,
    Status.EXPIRED: Telling.EXPIRED,
    Status.REJECTED: Telling.REJECTED,
}


def enter(
    registration: Registration, pool: SeatPool, status: str, *, hold_until: datetime | None = None
) -> None:
    """Set ``status`` and all that goes with it; nothing is saved."""
    now = timezone.now()
    registration.status = status
    registration.hold_until = hold_until
    registration.changed_at = now
    registration.queue_number = pool.lock_seq if status == Status.WAITLISTED else None
    registration.told_at = None
    if status == Status.CONFIRMED:
        registration.confirmed_at = now
    registration.ended_at = now if status in ENDED else None
    if status in ENDED:
        # the same form may be sent again, and is another registration then
        registration.idempotency_key = None


def move(
    registration: Registration,
    pool: SeatPool,
    status: str,
    verb: str,
    *,
    by: Any = None,
    reason: str = "",
    hold_until: datetime | None = None,
    telling: str | None = None,
    tells: bool = True,
    **data: Any,
) -> Registration:
    """Save the step, write why, queue the letter that tells it (``telling``, else the state's own)."""
    before = registration.status
    enter(registration, pool, status, hold_until=hold_until)
    registration.save()
    history.write(registration, verb, by=by, before=before, reason=reason, **data)
    if tells:
        announcing.tell(pool, [registration], telling or TOLD_BY[status])
    return registration


def move_many(
    registrations: Iterable[Registration],
    pool: SeatPool,
    status: str,
    verb: str,
    *,
    by: Any = None,
    reason: str = "",
    hold_until: datetime | None = None,
    telling: str | None = None,
    tells: bool = True,
) -> list[Registration]:
    """The same step for many, in a few statements."""
    moved, entries = list(registrations), []
    if not moved:
        return moved
    for registration in moved:
        before = registration.status
        enter(registration, pool, status, hold_until=hold_until)
        entries.append(history.entry(registration, verb, by=by, before=before, reason=reason))
    changed = ["status", "hold_until", "changed_at", "queue_number", "told_at"]
    changed += ["confirmed_at", "ended_at", "idempotency_key"]
    Registration.objects.bulk_update(moved, changed, batch_size=100)
    history.write_many(entries)
    if tells:
        announcing.tell(pool, moved, telling or TOLD_BY[status])
    return moved
