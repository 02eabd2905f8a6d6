"""What a visitor is told after registering: the state in words, and what happens next.

Nothing personal: whoever sees the address of such a page learns no name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events import payments
from events.choices import Status
from events.ledger import Registration, SeatPool
from events.spoken_dates import moment


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One registration as its owner finds it on the event's page.

    ``status``: a value of ``Status``; empty where nothing is known of it. ``heading`` and
    ``words``: what is so, and what happens next. ``reference``: what to say at the desk.
    ``seats``: how many places it is about. ``owed``: what is to be paid and how, as “60 EUR
    (pay at the desk)”, empty if nothing; ``owed_label`` says whether that is so already.
    """

    heading: str
    words: str
    status: str = ""
    reference: str = ""
    seats: int = 0
    owed: str = ""
    owed_label: str = ""

    @classmethod
    def of(cls, registration: Registration, pool: SeatPool) -> Self:
        """Of a registration in whatever state; by the clock, whatever a job has noted."""
        status = Status.EXPIRED if registration.is_overdue() else Status(registration.status)
        heading, words = _SAID[status](registration, pool)
        return cls(
            heading=heading,
            words=words,
            status=status.value,
            reference=registration.reference,
            seats=registration.seats,
            owed=owed_words(registration, pool) if registration.is_active else "",
            owed_label=owed_label(status),
        )

    @classmethod
    def of_nothing(cls) -> Self:
        """For whoever sent what a machine would have sent: true, and it tells nothing."""
        return cls(
            heading=_("Thank you"),
            words=_(
                "If no e-mail from us reaches you within a few minutes, something has gone "
                "wrong: please write to us or call."
            ),
        )


def owed_words(registration: Registration, pool: SeatPool) -> str:
    """What is still to be paid and how; empty where nothing is. Asks for payments."""
    owed = registration.owed
    if not owed or owed < 0:
        return ""
    return payments.to_pay(owed, pool, registration.currency)


def owed_label(status: Status) -> str:
    """What the amount is called: who has no place yet owes nothing yet."""
    return _("To pay, if you get a place") if status in _NO_PLACE_YET else _("To pay")


#: Of these, some may never have a place.
_NO_PLACE_YET = frozenset({Status.WAITLISTED, Status.OFFERED, Status.PENDING_APPROVAL})

Said = Callable[[Registration, SeatPool], tuple[str, str]]


def _until(registration: Registration, pool: SeatPool) -> dict[str, str]:
    return {"moment": moment(registration.hold_until, pool.time_zone)}


def _pending_email(registration: Registration, pool: SeatPool) -> tuple[str, str]:
    heading = _("One more step: please confirm your e-mail address")
    words = ngettext(
        "We have sent an e-mail to the address you gave. Open the link in it and press the "
        "button. The place is kept for you until %(moment)s.",
        "We have sent an e-mail to the address you gave. Open the link in it and press the "
        "button. The places are kept for you until %(moment)s.",
        registration.seats,
    )
    return heading, words % _until(registration, pool)


def _pending_approval(registration: Registration, pool: SeatPool) -> tuple[str, str]:
    return _("Your request has arrived"), ngettext(
        "We look at every request ourselves and answer by e-mail. Until then the place is kept "
        "for you.",
        "We look at every request ourselves and answer by e-mail. Until then the places are kept "
        "for you.",
        registration.seats,
    )


def _pending_payment(registration: Registration, pool: SeatPool) -> tuple[str, str]:
    heading = ngettext(
        "Please pay, and the place is yours",
        "Please pay, and the places are yours",
        registration.seats,
    )
    return heading, _(
        "We keep it for you until %(moment)s. Our e-mail tells you how to pay."
    ) % _until(registration, pool)


def _confirmed(registration: Registration, pool: SeatPool) -> tuple[str, str]:
    heading = ngettext("You have a place", "You have %(seats)d places", registration.seats)
    return heading % {"seats": registration.seats}, ngettext(
        "An e-mail with all you need to know is on its way. The link in it also lets you change "
        "your answers, or give the place back if you cannot come.",
        "An e-mail with all you need to know is on its way. The link in it also lets you change "
        "your answers, or give places back if somebody cannot come.",
        registration.seats,
    )


def _waitlisted(registration: Registration, pool: SeatPool) -> tuple[str, str]:
    return _("You are on the waiting list"), _(
        "You do not have a place yet. We write to you as soon as one comes free for you. An "
        "e-mail that explains how this works is on its way."
    )


def _offered(registration: Registration, pool: SeatPool) -> tuple[str, str]:
    return pgettext("one seat", "You are offered a place"), _(
        "To take it, use the link in our e-mail by %(moment)s."
    ) % _until(registration, pool)


def _cancelled(registration: Registration, pool: SeatPool) -> tuple[str, str]:
    if pool.cancelled_at:
        return _("The event is cancelled"), _("We have written to everybody who had registered.")
    return _("This registration is cancelled"), _(
        "You can register again for as long as registration is open."
    )


def _expired(registration: Registration, pool: SeatPool) -> tuple[str, str]:
    return _("The time to answer is over"), _(
        "The place was kept for you for a while, and others can have it now. The link in our "
        "e-mail still works: if a place is free, it is yours."
    )


def _rejected(registration: Registration, pool: SeatPool) -> tuple[str, str]:
    return _("We could not give you a place"), _("We have written to you.")


_SAID: dict[Status, Said] = {
    Status.PENDING_EMAIL: _pending_email,
    Status.PENDING_APPROVAL: _pending_approval,
    Status.PENDING_PAYMENT: _pending_payment,
    Status.CONFIRMED: _confirmed,
    Status.WAITLISTED: _waitlisted,
    Status.OFFERED: _offered,
    Status.CANCELLED: _cancelled,
    Status.EXPIRED: _expired,
    Status.REJECTED: _rejected,
}
