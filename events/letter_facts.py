"""What stands below the words of every letter, whoever wrote them: facts, and what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import entrances, money, payments, spoken_dates
from events.choices import ENDED, DateStatus, Status, Telling
from events.ledger import Occurrence, Registration, SeatPool

#: Who is told what is still to be paid: not who waits, and not when nothing new is asked of them.
_PRICED = frozenset(
    {
        Telling.CONFIRM_ADDRESS,
        Telling.WAITS_FOR_APPROVAL,
        Telling.WAITS_FOR_PAYMENT,
        Telling.CONFIRMED,
        Telling.OFFERED,
        Telling.ALREADY,
    }
)


@dataclass(frozen=True)
class Fact:
    """A label, and what it says in one line or several."""

    label: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Ask:
    """What somebody is asked to do, until when, and what the way there is called."""

    sentence: str
    label: str


def facts(
    telling: str, registration: Registration, pool: SeatPool, dates: Iterable[Occurrence]
) -> list[Fact]:
    """What it is about; nothing that the visitor typed is in it."""
    known = [
        Fact(_("Event"), [pool.title]),
        _when(pool, dates),
        Fact(_("Where"), where(registration, pool)),
        Fact(_("With"), [pool.teachers]),
    ]
    if registration.status not in ENDED:
        known.append(Fact(_("Price of a place"), [price(pool)]))
    if telling in _PRICED and registration.status != Status.WAITLISTED:
        known.append(Fact(_("To pay"), [_owed(registration, pool)]))
    if registration.seats > 1:
        known.append(Fact(_("Places"), [str(registration.seats)]))
    known.append(Fact(_("Your registration"), [standing(registration)]))
    known.append(Fact(_("Your reference"), [registration.reference]))
    return [fact for fact in known if any(fact.lines)]


def when(pool: SeatPool, dates: Iterable[Occurrence]) -> list[str]:
    """The dates that are still to come, one a line, or all when none is."""
    now = timezone.now()
    kept = [one for one in dates if not one.removed_at]
    to_come = [one for one in kept if one.ends_at > now]
    return [_date(one, pool) for one in to_come or kept]


def where(registration: Registration, pool: SeatPool) -> list[str]:
    """The place and its address, or when they will hear how to get in."""
    lines = [pool.place, *entrances.address_for(registration, pool).splitlines()]
    if entrances.is_withheld(registration, pool) and registration.status not in ENDED:
        lines.append(_("You get the link once you have a place."))
    return [line.strip() for line in lines if line.strip()]


def price(pool: SeatPool) -> str:
    """In the words of the studio, else the number; empty where nothing is known."""
    if pool.price_text or pool.price is None:
        return pool.price_text
    return money.amount(pool.price, pool.currency)


def deadline(telling: str, registration: Registration, pool: SeatPool) -> datetime | None:
    """Until when somebody may answer, or change and give back what they have."""
    if telling == Telling.FREE_PLACE:
        return pool.starts_at
    return registration.hold_until or pool.change_until


def standing(registration: Registration) -> str:
    """Where somebody stands, as a sentence."""
    if registration.status == Status.CONFIRMED:
        seats = registration.seats
        return ngettext("You have a place.", "You have %(seats)s places.", seats) % {"seats": seats}
    return {
        Status.PENDING_EMAIL: _("A place is kept for you until you confirm your address."),
        Status.PENDING_APPROVAL: _("A place is kept for you until we have decided."),
        Status.PENDING_PAYMENT: _("A place is kept for you until you have paid."),
        Status.WAITLISTED: _("You are on the waiting list and do not have a place yet."),
        Status.OFFERED: _("A place is offered to you; it is yours once you say yes."),
    }.get(Status(registration.status), _("It has ended: you do not have a place."))


def ask(telling: str, registration: Registration, pool: SeatPool) -> Ask | None:
    """What somebody has to do now, if anything."""
    until = deadline(telling, registration, pool)
    words = {"until": spoken_dates.moment(until, pool.time_zone) if until else ""}
    if telling == Telling.FREE_PLACE:
        sentence = _("It is there until somebody takes it, or until it begins: %(until)s.")
        return Ask(sentence % words, _("Take the place"))
    asks = {
        Status.PENDING_EMAIL: Ask(
            _("Please confirm by %(until)s. After that others can have the place.") % words,
            _("Yes, the address is mine"),
        ),
        Status.PENDING_PAYMENT: Ask(
            _("Please pay by %(until)s. After that others can have the place.") % words,
            _("See what is to be paid"),
        ),
        Status.OFFERED: Ask(
            _("Please answer by %(until)s. After that it goes to the next in line.") % words,
            _("Yes, I want the place"),
        ),
    }
    return asks.get(Status(registration.status))


def manage(registration: Registration, pool: SeatPool) -> str:
    """What the link that every letter has is for, and until when."""
    if registration.status in ENDED:
        return _("To see what we keep about you, or to have it erased:")
    if registration.status == Status.WAITLISTED:
        return _("To see where you stand, or to leave the waiting list:")
    if registration.status == Status.OFFERED:
        return _("To take the place, or to leave it to the next in line:")
    until = pool.change_until
    if until is None:
        return _("To change your answers, or to give your place back:")
    if until <= timezone.now():
        return _("To see your registration; it is too late to change it or to give it back:")
    words = {"until": spoken_dates.moment(until, pool.time_zone, names_zone=False)}
    return _("To change your answers, or to give your place back, until %(until)s:") % words


def _when(pool: SeatPool, dates: Iterable[Occurrence]) -> Fact:
    lines = when(pool, dates)
    if not lines:
        return Fact(_("When"), [_("The date is not known yet.")])
    return Fact(_("When (%(zone)s)") % {"zone": spoken_dates.zone_name(pool.time_zone)}, lines)


def _date(one: Occurrence, pool: SeatPool) -> str:
    said = {
        DateStatus.CANCELLED: _("cancelled"),
        DateStatus.POSTPONED: _("postponed, a new time will follow"),
        DateStatus.ONLINE: _("online"),
    }.get(DateStatus(one.status), "")
    span = spoken_dates.span(one.starts_at, one.ends_at, pool.time_zone)
    return " – ".join(part for part in (span, said, one.note) if part)


def _owed(registration: Registration, pool: SeatPool) -> str:
    if not registration.price:
        return ""
    owed = registration.owed or 0
    if owed <= 0:
        return _("nothing: it is paid")
    return payments.to_pay(owed, pool, registration.currency)
