"""What the owner of a registration can have by one button, none of which takes anything away."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events import services
from events.choices import SignUp, Status
from events.ledger import Registration, SeatPool
from events.services import history


@dataclass(frozen=True)
class Step:
    """Something one button does: ``action`` is its value, ``words`` say what comes of it."""

    action: str
    label: str
    words: str


def possible(
    status: Status, registration: Registration, pool: SeatPool, now: datetime
) -> list[Step]:
    """What can be had by one button; nothing of an event that is off or has begun."""
    if pool.cancelled_at or (pool.starts_at and pool.starts_at <= now):
        return []
    was_offered = registration.log.filter(verb=history.OFFERED).exists()
    if status == Status.OFFERED:
        return [_accept()]
    if status == Status.EXPIRED and was_offered:
        return [_ask_again("accept")]
    proves = pool.sign_up == SignUp.EMAIL and not registration.proved_at
    if status == Status.EXPIRED:
        return [_ask_again("confirm")] if proves else []
    if status == Status.PENDING_EMAIL:
        return [_confirm(status)]
    if status != Status.WAITLISTED:
        return []
    if services.is_first_come(pool, now):
        free = pool.seats_free(now)
        if free is None or free >= registration.seats:
            return [_take()]  # which proves the address as well
    return [_confirm(status)] if proves else []


def _confirm(status: Status) -> Step:
    words = (
        _("Press the button, and the place is yours.")
        if status == Status.PENDING_EMAIL
        else _("Press the button, and a place that comes free for you is yours at once.")
    )
    return Step("confirm", _("Yes, this address is mine"), words)


def _accept() -> Step:
    words = _("Press the button, and the place is yours.")
    return Step("accept", _("Yes, I take the place"), words)


def _take() -> Step:
    return Step(
        "take",
        _("Take the free place"),
        _("Everybody on the waiting list was told about it. Whoever takes it first has it."),
    )


def _ask_again(action: str) -> Step:
    return Step(
        action,
        _("Ask for the place all the same"),
        _("If a place is still free, it is yours."),
    )
