"""Giving a place back, and calling an event off."""

from typing import Any

from django.utils import timezone

from events.choices import ACTIVE, DateStatus, Status, Telling
from events.ledger import Occurrence, Registration, SeatPool
from events.services import announcing, history, publishing, transitions, waiting
from events.services.locking import held, patient
from events.services.refusals import NotPossible, TooLate


@patient
def cancel(
    registration: Registration, *, by: Any = None, reason: str = "", tells: bool = True
) -> Registration:
    """End a registration; its seat goes to the next in line.

    ``by`` None is its owner, who has until the pool's ``change_until``: raises :class:`TooLate`, unless they
    only wait. Raises :class:`NotPossible` where it has ended.
    """
    with held(registration.pool_id) as pool:
        now = timezone.now()
        registration = pool.registrations.get(pk=registration.pk)
        if registration.status not in ACTIVE or registration.anonymised_at:
            raise NotPossible
        if by is None:
            _refuse_late(registration, pool)
            registration.proved_at = registration.proved_at or now
        transitions.move(
            registration,
            pool,
            Status.CANCELLED,
            history.CANCELLED,
            by=by,
            reason=reason,
            tells=tells,
            telling=Telling.CANCELLED if by is None else Telling.CANCELLED_BY_STUDIO,
        )
        waiting.settle(pool, now)
        return registration


def _refuse_late(registration: Registration, pool: SeatPool) -> None:
    waits = registration.status in (Status.WAITLISTED, Status.OFFERED)
    if not waits and pool.change_until and pool.change_until <= timezone.now():
        raise TooLate


@patient
def cancel_event(pool: SeatPool, *, by: Any, reason: str = "") -> int:
    """Call the whole event off and tell everybody who is on it; how many that is.

    ``reason`` stands in the letters and on the page. Raises :class:`NotPossible` when it is off already, or over.
    """
    with held(pool.pk) as pool:
        now = timezone.now()
        if pool.cancelled_at or pool.is_over(now):
            raise NotPossible
        pool.cancelled_at = now
        pool.cancel_reason = reason
        pool.save(update_fields=["cancelled_at", "cancel_reason"])
        pool.occurrences.filter(ends_at__gt=now).update(
            status=DateStatus.CANCELLED, sequence=pool.lock_seq, changed_at=now
        )
        waiting.expire_due(pool, now)
        told = transitions.move_many(
            pool.registrations.active().order_by("pk"),
            pool,
            Status.CANCELLED,
            history.EVENT_CANCELLED,
            by=by,
            reason=reason[:255],
            telling=Telling.EVENT_CANCELLED,
        )
        return len(told)


@patient
def change_date(occurrence: Occurrence, *, status: str, by: Any, reason: str = "") -> int:
    """Cancel one date of several, postpone it, move it online or put it back.

    Whoever has, wants or is offered a place is told; returns how many that is.

    Raises :class:`NotPossible` where the event is off or the date has this status already.
    """
    with held(occurrence.pool_id) as pool:
        now = timezone.now()
        date = pool.occurrences.get(pk=occurrence.pk)
        if pool.cancelled_at or date.removed_at or date.status == status:
            raise NotPossible
        date.status = status
        date.sequence = pool.lock_seq
        date.changed_at = now
        date.save()
        for name, value in pool.measure_dates().items():
            setattr(pool, name, value)
        if pool.page and pool.page.live:
            publishing.copy_windows(pool.page, pool)
        pool.save()
        waiting.expire_due(pool, now)
        concerned = list(pool.registrations.active().order_by("pk"))
        history.write_many(
            history.entry(one, history.CHANGED, by=by, before=one.status, reason=reason[:255])
            for one in concerned
        )
        announcing.tell(pool, concerned, Telling.CHANGED, reason=reason)
        waiting.fill(pool, now)
        return len(concerned)
