"""Answers by a link from a letter, and decisions of staff, that lead to a place."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from events.choices import ACTIVE, ENDED, SignUp, Status
from events.ledger import Registration, SeatPool
from events.services import history, transitions, waiting
from events.services.locking import held, patient
from events.services.refusals import (
    AlreadyRegistered,
    EventCancelled,
    NotPossible,
    ReasonMissing,
    SoldOut,
)


@patient
def confirm_address(registration: Registration) -> Registration:
    """Note that the address is its owner's, who then has the place.

    After its time the link still works: the place is theirs if a seat is free that
    nobody waits for, else they join the line. Raises :class:`SoldOut` where nobody can
    wait, :class:`EventCancelled`, or :class:`NotPossible`. Twice is the same as once.
    """
    with held(registration.pool_id) as pool:
        now = timezone.now()
        registration = pool.registrations.get(pk=registration.pk)
        if registration.anonymised_at:
            raise NotPossible
        waits = registration.status == Status.PENDING_EMAIL
        if registration.proved_at and registration.is_active and not waits:
            return registration
        if pool.cancelled_at:
            raise EventCancelled
        is_late = registration.status == Status.EXPIRED or registration.is_overdue(now)
        if is_late:
            return _confirm_late(registration, pool)
        if registration.status not in ACTIVE:
            raise NotPossible
        if not prove(registration, pool, now):
            registration.save(update_fields=["proved_at"])
            history.write(registration, history.PROVED, before=registration.status)
        return registration


def prove(registration: Registration, pool: SeatPool, now: datetime) -> bool:
    """Note that its owner acted; who waited for just that has the place, and True is returned.

    The caller holds the lock, and saves the registration otherwise.
    """
    registration.proved_at = registration.proved_at or now
    if registration.status != Status.PENDING_EMAIL:
        return False
    status, until = waiting.seated(pool, now)
    transitions.move(registration, pool, status, history.PROVED, hold_until=until)
    return True


def _confirm_late(registration: Registration, pool: SeatPool) -> Registration:
    now = timezone.now()
    waiting.settle(pool, now, quiet_about=registration.email_key)
    registration.refresh_from_db()
    unproved = pool.sign_up == SignUp.EMAIL and not registration.proved_at
    has_begun = pool.starts_at is not None and pool.starts_at <= now
    if not unproved or has_begun or registration.status != Status.EXPIRED:
        raise NotPossible
    _refuse_twin(registration, pool)
    registration.proved_at = now
    free = pool.seats_free(now)
    if free is None or (free >= registration.seats and not waiting.line(pool).exists()):
        status, until = waiting.seated(pool, now)
        return transitions.move(registration, pool, status, history.PROVED, hold_until=until)
    if not pool.has_waiting_list or registration.seats > (pool.capacity or 0):
        raise SoldOut
    transitions.move(registration, pool, Status.WAITLISTED, history.PROVED)
    waiting.fill(pool, now)  # a seat may be free that nobody before them fits into
    registration.refresh_from_db()
    return registration


@patient
def approve(registration: Registration, *, by: Any) -> Registration:
    """Let somebody come who waited for approval. Raises :class:`NotPossible`."""
    with held(registration.pool_id) as pool:
        registration = pool.registrations.get(pk=registration.pk)
        if registration.status != Status.PENDING_APPROVAL or registration.anonymised_at:
            raise NotPossible
        status, until = waiting.seated(pool, timezone.now(), is_approved=True)
        return transitions.move(
            registration, pool, status, history.APPROVED, by=by, hold_until=until
        )


@patient
def decline(registration: Registration, *, by: Any, reason: str = "") -> Registration:
    """Say no; a seat that was held goes to the next in line. Raises :class:`NotPossible`.

    ``reason`` is for staff: it is not in the letter.
    """
    with held(registration.pool_id) as pool:
        registration = pool.registrations.get(pk=registration.pk)
        if registration.status not in (Status.PENDING_APPROVAL, Status.WAITLISTED):
            raise NotPossible
        if registration.anonymised_at:
            raise NotPossible
        transitions.move(
            registration, pool, Status.REJECTED, history.DECLINED, by=by, reason=reason
        )
        waiting.settle(pool, timezone.now())
        return registration


@patient
def give_place(
    registration: Registration,
    *,
    by: Any,
    reason: str = "",
    overbook: bool = False,
    tells: bool = True,
) -> Registration:
    """Give somebody a place out of turn, whatever their state.

    Where no seat is free this takes ``overbook`` and a reason. Raises :class:`SoldOut`,
    :class:`ReasonMissing`, :class:`EventCancelled`, :class:`AlreadyRegistered` (the address is active
    with another registration) or :class:`NotPossible` (they have one).
    """
    with held(registration.pool_id) as pool:
        now = timezone.now()
        registration = pool.registrations.get(pk=registration.pk)
        if pool.cancelled_at:
            raise EventCancelled
        if registration.status == Status.CONFIRMED or registration.anonymised_at:
            raise NotPossible
        if registration.status in ENDED:
            _refuse_twin(registration, pool)
        free = pool.seats_free(now)
        fits = free is None or registration.holds_seat(now) or free >= registration.seats
        if not fits and not overbook:
            raise SoldOut
        if not fits and not reason:
            raise ReasonMissing
        verb = history.GIVEN if fits else history.OVERBOOKED
        transitions.move(
            registration, pool, Status.CONFIRMED, verb, by=by, reason=reason, tells=tells
        )
        waiting.settle(pool, now)  # others were told of a free seat that is gone now
        return registration


def _refuse_twin(registration: Registration, pool: SeatPool) -> None:
    twins = pool.registrations.active().filter(email_key=registration.email_key)
    # who was added without an address is nobody's twin
    twin = twins.exclude(email_key="").exclude(pk=registration.pk).first()
    if twin is not None:
        raise AlreadyRegistered(twin)
