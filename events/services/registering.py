"""Taking a place, or a number in the line."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from events import addresses
from events.choices import SignUp, Status, Telling
from events.ledger import (
    Attendee,
    ConsentReceipt,
    ConsentVersion,
    FormVersion,
    Registration,
    SeatPool,
)
from events.questions import Answers
from events.services import announcing, history, transitions, waiting
from events.services.locking import held, patient
from events.services.refusals import (
    AlreadyRegistered,
    EventCancelled,
    FewerFree,
    NotOpenYet,
    NotPossible,
    PartyTooLarge,
    ReasonMissing,
    RegistrationClosed,
    SoldOut,
)
from studio.visitors import pseudonym


@dataclass(frozen=True, kw_only=True)
class Application:
    """What somebody filled in; forms have looked at it."""

    name: str
    email: str
    seats: int = 1
    #: Whether a group would rather wait than come with fewer, where only some places are free.
    waits_together: bool = True
    form: FormVersion | None = None
    answers: Answers = field(default_factory=dict)
    consents: tuple[ConsentVersion, ...] = ()

    def key(self, pool_id: int) -> str:
        """The same for the same words: a form that is sent twice is one registration."""
        said = [pool_id, addresses.key_of(self.email), self.name, self.seats]
        said += [self.form and self.form.pk, sorted(self.answers.items())]
        said += [version.pk for version in self.consents]
        return pseudonym(repr(said), purpose="events.application")


def register(pool: SeatPool, application: Application) -> Registration:
    """Take a place for somebody, or the next number in the line.

    The same application again returns the same registration. Raises :class:`NotOpenYet`,
    :class:`RegistrationClosed`, :class:`EventCancelled`, :class:`PartyTooLarge`,
    :class:`FewerFree`, :class:`SoldOut`, :class:`Busy`, or :class:`AlreadyRegistered`, of which the owner of the address is
    told by letter. Whoever sent the form learns that much, and neither a name nor a link.
    """
    try:
        return _register(pool, application)
    except AlreadyRegistered as twin:
        remind(twin.registration)
        raise


@patient
def _register(pool: SeatPool, application: Application) -> Registration:
    with held(pool.pk) as pool:
        key = application.key(pool.pk)
        same = Registration.objects.filter(idempotency_key=key).first()
        if same is not None and not same.is_overdue():
            return same
        now = timezone.now()
        _refuse_closed(pool, now)
        if application.seats > pool.largest_party:
            raise PartyTooLarge
        waiting.settle(pool, now, quiet_about=addresses.key_of(application.email))
        _refuse_twin(pool, application)
        if pool.has_waiting_list and not application.waits_together:
            _refuse_fewer(pool, application.seats, now)
        return _insert(pool, application, _status(pool, application.seats, now), now, key=key)


@patient
def add_by_hand(
    pool: SeatPool,
    application: Application,
    *,
    by: Any,
    reason: str = "",
    overbook: bool = False,
    tells: bool = True,
    key: str | None = None,
) -> Registration:
    """Register somebody who called; whether it is open does not matter.

    Where no seat is free, they wait; with ``overbook`` and a reason they get a place all the
    same. The same ``key`` again returns the same registration, as long as it is active. Raises
    :class:`ReasonMissing`, :class:`AlreadyRegistered`, :class:`EventCancelled`, :class:`SoldOut`,
    or :class:`NotPossible` where the event is over or people do not register here.
    """
    with held(pool.pk) as pool:
        now = timezone.now()
        same = key and pool.registrations.filter(idempotency_key=key).first()
        if same:
            return same
        if pool.cancelled_at:
            raise EventCancelled
        if not pool.takes_people(now):
            raise NotPossible
        waiting.settle(pool, now)
        _refuse_twin(pool, application)
        has_seat = _has_seat(pool, application.seats, now)
        if has_seat or overbook:
            if not has_seat and not reason:
                raise ReasonMissing
            status = Status.CONFIRMED
        elif pool.has_waiting_list:
            status = Status.WAITLISTED
        else:
            raise SoldOut
        return _insert(
            pool,
            application,
            status,
            now,
            key=key,
            by=by,
            reason=reason,
            tells=tells,
            verb=history.ADDED if has_seat or not overbook else history.OVERBOOKED,
        )


@patient
def remind(registration: Registration) -> None:
    """Send the owner of the address a link to the registration they have."""
    with held(registration.pool_id) as pool:
        # read again: whoever was forgotten meanwhile is not written to
        announcing.tell(pool, pool.registrations.filter(pk=registration.pk), Telling.ALREADY)


def _refuse_closed(pool: SeatPool, now: datetime) -> None:
    if pool.cancelled_at:
        raise EventCancelled
    if not pool.takes_registrations or (pool.closes_at and pool.closes_at <= now):
        raise RegistrationClosed
    if pool.opens_at and pool.opens_at > now:
        raise NotOpenYet(pool.opens_at)


def _refuse_twin(pool: SeatPool, application: Application) -> None:
    mine = addresses.key_of(application.email)
    twin = pool.registrations.active().filter(email_key=mine).exclude(email_key="").first()
    if twin is not None:
        raise AlreadyRegistered(twin)


def _refuse_fewer(pool: SeatPool, seats: int, now: datetime) -> None:
    """A group that waits holds up whoever wants less, so it has to be what they want."""
    if _has_seat(pool, seats, now):
        return
    fewer = [number for number in range(1, seats) if _has_seat(pool, number, now)]
    if fewer:
        raise FewerFree(fewer[-1])


def _status(pool: SeatPool, seats: int, now: datetime) -> str:
    """Where somebody starts: with a seat, or at the end of the line."""
    if not _has_seat(pool, seats, now):
        if not pool.has_waiting_list or (pool.capacity is not None and seats > pool.capacity):
            raise SoldOut  # or they would wait for ever
        return Status.WAITLISTED
    if pool.sign_up == SignUp.EMAIL:
        return Status.PENDING_EMAIL
    return waiting.seated(pool, now)[0]


def _has_seat(pool: SeatPool, seats: int, now: datetime) -> bool:
    """Whether a seat is free that nobody waits for.

    After ``waiting.settle``, whoever still waits does not fit, or has been told that
    the first to come has the seat; groups are passed over only where the pool says so.
    """
    free = pool.seats_free(now)
    if free is None:
        return True
    if free < seats:
        return False
    passes = pool.skips_groups and not waiting.is_first_come(pool, now)
    return passes or not waiting.line(pool).exists()


def _insert(
    pool: SeatPool,
    application: Application,
    status: str,
    now: datetime,
    *,
    key: str | None = None,
    by: Any = None,
    reason: str = "",
    tells: bool = True,
    verb: str = history.REGISTERED,
) -> Registration:
    registration = Registration(
        pool=pool,
        name=application.name,
        email=application.email,
        email_key=addresses.key_of(application.email),
        seats=application.seats,
        form=application.form,
        answers=application.answers,
        idempotency_key=key,
        price=None if pool.price is None else pool.price * Decimal(application.seats),
        currency=pool.currency,
        added_by=by,
        created_at=now,
    )
    on_hold = status in (Status.PENDING_EMAIL, Status.PENDING_PAYMENT)
    until = waiting.hold_until(pool, now) if on_hold else None
    transitions.enter(registration, pool, status, hold_until=until)
    registration.idempotency_key = key
    registration.save(force_insert=True)
    Attendee.objects.bulk_create(
        Attendee(
            registration=registration, number=number, name=application.name if number == 1 else ""
        )
        for number in range(1, application.seats + 1)
    )
    ConsentReceipt.objects.bulk_create(
        ConsentReceipt(registration=registration, version=version, digest=version.digest, at=now)
        for version in application.consents
    )
    history.write(registration, verb, by=by, reason=reason)
    if tells:
        announcing.tell(pool, [registration], transitions.TOLD_BY[status])
    # shortly before the start: a free place is told of at once, or is not free any more
    waiting.fill(pool, now)
    if status == Status.WAITLISTED:
        registration.refresh_from_db()
    return registration
