"""The waiting list: who gets a seat that is free. Strictly first come."""

from datetime import datetime, timedelta

from django.utils import timezone

from events import payments
from events.choices import SignUp, Status, Telling
from events.ledger import Registration, SeatPool
from events.ledger.registrations import RegistrationQuerySet
from events.promotion import Waiting, Way, chosen
from events.services import announcing, history, transitions
from events.services.locking import held, patient
from events.services.refusals import NotPossible, SoldOut


def settle(pool: SeatPool, now: datetime, *, quiet_about: str = "") -> None:
    """Note which holds are over, and hand free seats on. The caller holds the lock.

    ``quiet_about`` is the key of the address of somebody who is acting at this moment:
    they are not told that their time is over just before they are told what they get.
    """
    expire_due(pool, now, quiet_about=quiet_about)
    fill(pool, now)


def expire_due(pool: SeatPool, now: datetime, *, quiet_about: str = "") -> None:
    """Note holds whose time is over. Their seats have been free since."""
    due = list(pool.registrations.overdue(now).order_by("pk"))
    here = [one for one in due if quiet_about and one.email_key == quiet_about]
    gone = [one for one in due if one not in here]
    transitions.move_many(gone, pool, Status.EXPIRED, history.EXPIRED)
    transitions.move_many(here, pool, Status.EXPIRED, history.EXPIRED, tells=False)


def line(pool: SeatPool) -> RegistrationQuerySet:
    """Those who wait and can ever have a place, first come first.

    A group for which all seats together are not enough any more keeps its number and
    holds up nobody; who was forgotten waits for nothing.
    """
    waiting = pool.registrations.in_line().filter(anonymised_at=None)
    return waiting if pool.capacity is None else waiting.filter(seats__lte=pool.capacity)


def fill(pool: SeatPool, now: datetime) -> None:
    """Give free seats to those who wait, or offer them, or tell all; the caller holds the lock.

    Which of these is the pool's rule and a question of how long it is until the start.
    """
    way = pool.promotion.way(now=now, starts_at=pool.starts_at, zone=pool.time_zone)
    if pool.cancelled_at or way is Way.NOTHING or not line(pool).exists() or pool.lacks_dates():
        return
    free = pool.seats_free(now)
    if free is not None and free <= 0:
        # whoever was told that a seat is free is told again when the next one is
        pool.registrations.in_line().filter(told_at__isnull=False).update(told_at=None)
        return
    queue = list(line(pool))
    if way is Way.TELL_ALL and free is not None:
        _tell_all(pool, queue, now)
        return
    waiting = [Waiting(one.pk, one.seats) for one in queue]
    most = sum(one.seats for one in queue) if free is None else free
    next_ones = {one.pk for one in chosen(waiting, free=most, skips_groups=pool.skips_groups)}
    _promote([one for one in queue if one.pk in next_ones], pool, way, now)


def _promote(registrations: list[Registration], pool: SeatPool, way: Way, now: datetime) -> None:
    """Into the state that the way, and what the pool asks of everybody, lead to."""
    if way is Way.OFFER:
        until = pool.promotion.offer_until(now=now, starts_at=pool.starts_at, zone=pool.time_zone)
        offered = registrations
    else:
        # nobody has answered from these addresses yet: a place is theirs only if they do
        must_prove = pool.sign_up == SignUp.EMAIL
        offered = [one for one in registrations if must_prove and not one.proved_at]
        until = hold_until(pool, now)
    given = [one for one in registrations if one not in offered]
    transitions.move_many(offered, pool, Status.OFFERED, history.OFFERED, hold_until=until)
    status, until = seated(pool, now)
    transitions.move_many(given, pool, status, history.PROMOTED, hold_until=until)


def seated(
    pool: SeatPool, now: datetime, *, is_approved: bool = False
) -> tuple[str, datetime | None]:
    """The state of somebody who has a seat here, once the address is no question.

    With it the moment until which the seat is held, None without an end.
    """
    if pool.sign_up == SignUp.APPROVAL and not is_approved:
        return Status.PENDING_APPROVAL, None
    if payments.pays_first(pool):
        return Status.PENDING_PAYMENT, hold_until(pool, now)
    return Status.CONFIRMED, None


def hold_until(pool: SeatPool, now: datetime) -> datetime:
    """Until when a place is held for an answer; never beyond the start of what has not begun."""
    until = now + timedelta(minutes=pool.hold_minutes)
    if pool.starts_at and pool.starts_at > now:
        return min(until, pool.starts_at)
    return until


def _tell_all(pool: SeatPool, queue: list[Registration], now: datetime) -> None:
    """Tell everybody who waits, once for each time seats come free."""
    untold = [one for one in queue if not one.told_at]
    pool.registrations.filter(pk__in=[one.pk for one in untold]).update(told_at=now)
    announcing.tell(pool, untold, Telling.FREE_PLACE)


@patient
def accept(registration: Registration) -> Registration:
    """Take a place that was offered. Raises :class:`SoldOut` or :class:`NotPossible`.

    After its time the offer still holds if a seat is free and nobody waits for it.
    """
    with held(registration.pool_id) as pool:
        now = timezone.now()
        registration = pool.registrations.get(pk=registration.pk)
        if registration.anonymised_at:
            raise NotPossible
        was_offered = registration.log.filter(verb=history.OFFERED).exists()
        if registration.status == Status.OFFERED and not registration.is_overdue(now):
            pass
        elif was_offered and registration.status in (Status.OFFERED, Status.EXPIRED):
            settle(pool, now, quiet_about=registration.email_key)
            registration.refresh_from_db()
            _refuse_without_seat(registration, pool, now)
        else:
            raise NotPossible
        registration.proved_at = registration.proved_at or now
        status, until = seated(pool, now)
        return transitions.move(registration, pool, status, history.ACCEPTED, hold_until=until)


@patient
def take_free_place(registration: Registration) -> Registration:
    """Take a seat that everybody who waits was told of. Raises :class:`SoldOut` or :class:`NotPossible`."""
    with held(registration.pool_id) as pool:
        now = timezone.now()
        expire_due(pool, now)
        registration = pool.registrations.get(pk=registration.pk)
        if registration.status != Status.WAITLISTED or registration.anonymised_at:
            raise NotPossible
        if not is_first_come(pool, now):
            raise NotPossible
        free = pool.seats_free(now)
        if free is not None and free < registration.seats:
            raise SoldOut
        registration.proved_at = registration.proved_at or now
        status, until = seated(pool, now)
        transitions.move(registration, pool, status, history.TOOK, hold_until=until)
        fill(pool, now)  # when the last seat went, the next one is told anew
        return registration


def is_first_come(pool: SeatPool, now: datetime) -> bool:
    """Whether it is so late that whoever comes first has a free seat."""
    if pool.cancelled_at:
        return False
    way = pool.promotion.way(now=now, starts_at=pool.starts_at, zone=pool.time_zone)
    return way is Way.TELL_ALL


def has_seat_left(registration: Registration, pool: SeatPool, now: datetime) -> bool:
    """Whether somebody whose time was over can still have a seat, which nobody waits for."""
    try:
        _refuse_without_seat(registration, pool, now)
    except (NotPossible, SoldOut):
        return False
    return True


def _refuse_without_seat(registration: Registration, pool: SeatPool, now: datetime) -> None:
    """Raises :class:`SoldOut` unless a seat is free that nobody waits for, and it makes sense."""
    if pool.cancelled_at or (pool.starts_at and pool.starts_at <= now):
        raise NotPossible
    twins = pool.registrations.active().filter(email_key=registration.email_key)
    if twins.exclude(email_key="").exists():
        raise NotPossible
    free = pool.seats_free(now)
    is_free = free is None or free >= registration.seats
    if not is_free or line(pool).exists():
        raise SoldOut
