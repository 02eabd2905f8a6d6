"""What the owner of a registration, or staff, change about it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils import timezone

from events.choices import ACTIVE, Status, Telling
from events.ledger import ConsentReceipt, Payment, Registration, SeatPool
from events.questions import Answers
from events.services import (
    announcing,
    confirming,
    history,
    readdressing,
    reasking,
    registering,
    transitions,
    waiting,
)
from events.services.locking import held, patient
from events.services.refusals import NotPossible, PartyTooLarge, TooLate


@patient
def change(
    registration: Registration,
    *,
    name: str | None = None,
    email: str | None = None,
    answers: Answers | None = None,
    seats: int | None = None,
    by: Any = None,
) -> Registration:
    """Change the name, the answers, or give some seats back; more seats have to be asked for.

    ``by`` None is its owner, until the pool's ``change_until``. ``answers`` are to what is
    asked now; those to questions that are not asked any more stay beside them, with the
    words of their questions. ``email`` is for staff, who mend a slip
    (``readdressing``). Raises :class:`TooLate`, :class:`PartyTooLarge`,
    :class:`AlreadyRegistered` or :class:`NotPossible`; nothing is changed then.
    """
    with held(registration.pool_id) as pool:
        now = timezone.now()
        registration = pool.registrations.get(pk=registration.pk)
        if registration.status not in ACTIVE or registration.anonymised_at:
            raise NotPossible
        if registration.is_overdue(now):
            raise NotPossible
        if by is None and pool.change_until and pool.change_until <= now:
            raise TooLate
        changed = []
        if name is not None and name != registration.name:
            registration.attendees.filter(number=1).update(name=name)
            registration.name = name
            changed.append("name")
        if email is not None and email != registration.email:
            readdressing.give_address(registration, pool, email)
            changed.append("email")
        if answers is not None:
            form, answers = reasking.with_retired(registration, pool, answers)
            if answers != registration.answers:
                registration.form, registration.answers = form, answers
                changed.append("answers")
        if seats is not None and seats != registration.seats:
            _give_seats_back(registration, pool, seats)
            changed.append("seats")
        registration.changed_at = now
        # whoever changes something by a link from a letter has proved the address
        if by is not None or not confirming.prove(registration, pool, now):
            registration.save()
        if changed:
            history.write(
                registration, history.CHANGED, by=by, before=registration.status, fields=changed
            )
        stood = registration.status
        waiting.settle(pool, now)
        registration.refresh_from_db()
        if "email" in changed and registration.status == stood:
            announcing.tell(pool, [registration], transitions.TOLD_BY[stood])
        return registration


def _give_seats_back(registration: Registration, pool: SeatPool, seats: int) -> None:
    if not 1 <= seats < registration.seats:
        raise PartyTooLarge
    registration.attendees.filter(number__gt=seats).delete()
    if registration.price is not None:
        # as agreed, whatever a place costs by now
        registration.price = registration.price / registration.seats * seats
    registration.seats = seats


@patient
def note(registration: Registration, text: str, *, by: Any) -> None:
    """Keep a note of the studio beside a registration. Raises :class:`NotPossible` once forgotten."""
    with held(registration.pool_id) as pool:
        registration = pool.registrations.get(pk=registration.pk)
        if registration.anonymised_at:
            raise NotPossible
        registration.note = text
        registration.save(update_fields=["note"])
        history.write(registration, history.NOTED, by=by, before=registration.status)


@patient
def move_to(
    registration: Registration,
    pool: SeatPool,
    *,
    by: Any,
    reason: str = "",
    overbook: bool = False,
) -> Registration:
    """Let somebody come to another event instead; a new registration there, and the old one ends.

    One letter tells of the new place. What was paid, noted, agreed to, and answered to
    questions that are asked there as well, goes with them. Raises what
    ``registering.add_by_hand`` raises, or :class:`NotPossible`; nothing is changed then.
    """
    first, second = sorted([registration.pool_id, pool.pk])
    if first == second:
        raise NotPossible
    with held(first), held(second):
        old = Registration.objects.select_related("pool", "form").get(pk=registration.pk)
        if old.status not in ACTIVE or old.anonymised_at:
            raise NotPossible
        form, answers = reasking.carried_over(old, pool)
        application = registering.Application(
            name=old.name, email=old.email, seats=old.seats, form=form, answers=answers
        )
        new = registering.add_by_hand(
            pool, application, by=by, reason=reason, overbook=overbook, tells=False
        )
        # who wrote the name down, and whether the address is proved, is as it was: by that
        # letters decide whether the name may stand in them
        new.added_by, new.proved_at, new.note = old.added_by, old.proved_at, old.note
        new.save(update_fields=["added_by", "proved_at", "note"])
        _take_along(old, new)
        history.write(
            new, history.MOVED, by=by, before=new.status, reason=reason, origin=old.reference
        )
        transitions.move(
            old,
            old.pool,
            Status.CANCELLED,
            history.CANCELLED,
            by=by,
            reason=reason,
            tells=False,
            to=new.reference,
        )
        told_by = transitions.TOLD_BY[new.status]
        announcing.tell(new.pool, [new], told_by, instead_of=old)
        waiting.settle(SeatPool.objects.get(pk=old.pool_id), timezone.now())
        return new


def _take_along(old: Registration, new: Registration) -> None:
    """Money in the same currency, what was agreed to and when, and who comes with them."""
    old.payments.filter(currency=new.currency).update(registration=new)
    ConsentReceipt.objects.bulk_create(
        ConsentReceipt(registration=new, version_id=one.version_id, digest=one.digest, at=one.at)
        for one in old.consent_receipts.all()
    )
    for number, name in old.attendees.values_list("number", "name"):
        new.attendees.filter(number=number).update(name=name)


@patient
def pay(
    registration: Registration,
    *,
    amount: Decimal,
    reference: str,
    by: Any = None,
    provider: str = "offline",
) -> Payment:
    """Note money that has arrived; the same ``reference`` again is the same payment.

    Whoever waited for it and owes nothing more has the place then, also after the hold if a
    seat is free that nobody waits for. Raises :class:`NotPossible` where the reference is
    that of somebody else's payment, or of another amount.
    """
    with held(registration.pool_id) as pool:
        now = timezone.now()
        registration = pool.registrations.get(pk=registration.pk)
        payment, is_new = Payment.objects.get_or_create(
            provider=provider,
            reference=reference,
            defaults={
                "registration": registration,
                "amount": amount,
                "currency": registration.currency,
                "status": Payment.Status.SETTLED,
                "by": by,
            },
        )
        if payment.registration_id != registration.pk or payment.amount != amount:
            raise NotPossible
        if payment.status != Payment.Status.SETTLED:  # it was expected, and is here now
            payment.status, payment.at, payment.by = Payment.Status.SETTLED, now, by
            payment.save(update_fields=["status", "at", "by"])
            is_new = True
        if not (registration.owed or 0) > 0 and _has_seat_for_money(registration, pool, now):
            transitions.move(registration, pool, Status.CONFIRMED, history.PAID, by=by)
        elif is_new:
            history.write(registration, history.PAID, by=by, before=registration.status)
        return payment


def _has_seat_for_money(registration: Registration, pool: SeatPool, now: datetime) -> bool:
    """Whether they waited for their money alone, and the seat is held or still there to be had."""
    if registration.anonymised_at:
        return False
    is_overdue = registration.is_overdue(now)
    if registration.status == Status.PENDING_PAYMENT and not is_overdue:
        return True
    last = registration.log.exclude(after=F("before")).order_by("-at", "-pk").first()
    let_pass = last is not None and (last.before, last.after) == (
        Status.PENDING_PAYMENT,
        Status.EXPIRED,
    )
    if not let_pass and not (is_overdue and registration.status == Status.PENDING_PAYMENT):
        return False
    waiting.settle(pool, now, quiet_about=registration.email_key)
    registration.refresh_from_db()
    if waiting.has_seat_left(registration, pool, now):
        return True
    if is_overdue:
        announcing.tell(pool, [registration], Telling.EXPIRED)  # settle kept quiet about them
    return False
