"""What staff read: money, times, states and refusals in plain words."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import services
from events.choices import Status
from events.ledger import Registration, SeatPool

#: Said of a verb that could not be done.
_REFUSED: dict[type[services.Refusal], str | Promise] = {
    services.AlreadyRegistered: gettext_lazy(
        "This address has a place, or waits for one, at this event already."
    ),
    services.Busy: gettext_lazy("The database is busy. Nothing was done; please try again."),
    services.EventCancelled: gettext_lazy("The event is cancelled."),
    services.NotPossible: gettext_lazy("Nothing was done: the registration has changed meanwhile."),
    services.PartyTooLarge: gettext_lazy(
        "Places can only be given back here, and one of them stays."
    ),
    services.ReasonMissing: gettext_lazy("There are more people than places then: please say why."),
    services.SoldOut: gettext_lazy(
        "No place is free for so many. Tick the box to go beyond the number of places."
    ),
}
#: The field of a form beside which it is said.
_FIELDS: dict[type[services.Refusal], str] = {
    services.AlreadyRegistered: "email",
    services.PartyTooLarge: "seats",
    services.ReasonMissing: "reason",
    services.SoldOut: "overbook",
}

#: Whose place has a price by now.
_OWING = frozenset({Status.CONFIRMED, Status.PENDING_PAYMENT})
#: Looks of Wagtail's status tags.
_STRONG = frozenset({Status.CONFIRMED, Status.PENDING_APPROVAL, Status.OFFERED})


def refusal(refused: services.Refusal) -> str:
    """Why nothing happened."""
    return str(_REFUSED.get(type(refused), _REFUSED[services.NotPossible]))


def field_of(refused: services.Refusal, fields: Any) -> str | None:
    """The field that can be mended; None where none of ``fields`` can."""
    name = _FIELDS.get(type(refused))
    return name if name in fields else None


def money(amount: Decimal | None, currency: str) -> str:
    """``45.00 EUR``; nothing where there is no price."""
    return "" if amount is None else f"{number_format(amount, 2)} {currency}"


def when(pool: SeatPool) -> str:
    """The first date of an event, by its own clock."""
    if pool.starts_at is None:
        return _("cancelled") if pool.cancelled_at else _("no date")
    return moment(pool.starts_at, pool)


def moment(at: datetime, pool: SeatPool) -> str:
    """By the clock of the event; its zone is named where it is not the studio's."""
    shown = date_format(at.astimezone(pool.time_zone), "DATETIME_FORMAT")
    return shown if pool.zone == get_current_timezone_name() else f"{shown} ({pool.zone})"


def state(registration: Registration) -> str:
    """The state by the clock: a hold whose time is over has ended, noted or not."""
    if registration.is_overdue():
        return str(Status.EXPIRED.label)
    return str(registration.get_status_display())


def state_tag(registration: Registration) -> SafeString:
    """The state as Wagtail shows them."""
    is_strong = registration.status in _STRONG and not registration.is_overdue()
    look = "w-status w-status--primary" if is_strong else "w-status"
    return format_html('<span class="{}">{}</span>', look, state(registration))


def due_of(registration: Registration) -> Decimal | None:
    """What is still to be paid; below 0 what is to be given back. None where there is no price.

    Who only waits owes nothing yet, and who gave the place back nothing any more.
    """
    if registration.price is None:
        return None
    due = registration.owed
    return due if registration.status in _OWING else due - registration.price


def owed(registration: Registration) -> str:
    """What is still to be paid, in words."""
    due = due_of(registration)
    if due is None:
        return ""
    if due < 0:
        return _("to give back: %(money)s") % {"money": money(-due, registration.currency)}
    if not due:
        return _("paid") if registration.price and registration.status in _OWING else ""
    return money(due, registration.currency)
