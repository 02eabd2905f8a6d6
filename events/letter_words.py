"""The words that a letter begins with: ours, or the studio's own, with the same names in braces.

Either is plain text in which ``events.wording`` fills in names. What nobody may go
without (dates, place, reference, link) is never left to them: see ``letter_facts``.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events import wording
from events.choices import Telling
from events.ledger import Registration, SeatPool


@dataclass(frozen=True)
class Words:
    """A subject of one line, and a text whose paragraphs an empty line parts."""

    subject: str | Promise
    text: str | Promise


#: Who waits reads nowhere that something is confirmed, or theirs.
OURS = {
    Telling.CONFIRM_ADDRESS: Words(
        _("Please confirm your address: {event}"),
        _(
            "{greeting}\n\nSomebody asked for a place at “{event}” with this address; we hope it"
            " was you. A place is kept for you, and it is yours once you tell us that the"
            " address is yours.\n\nIf it was not you, do nothing: the place then goes to"
            " somebody else."
        ),
    ),
    Telling.WAITS_FOR_APPROVAL: Words(
        _("Your request has arrived: {event}"),
        _(
            "{greeting}\n\nThank you for asking for a place at “{event}”. We look at every"
            " request ourselves and write to you as soon as we have decided. Until then a place"
            " is kept for you, but it is not yours yet."
        ),
    ),
    Telling.WAITS_FOR_PAYMENT: Words(
        _("Please pay: {event}"),
        _(
            "{greeting}\n\nA place at “{event}” is kept for you. It is yours as soon as your"
            " payment has arrived."
        ),
    ),
    Telling.CONFIRMED: Words(
        _("You have a place: {event}"),
        _("{greeting}\n\nYou have a place at “{event}”. We look forward to seeing you."),
    ),
    Telling.WAITLISTED: Words(
        _("You are on the waiting list: {event}"),
        _(
            "{greeting}\n\nNo place at “{event}” is free for you at the moment, so you are on"
            " the waiting list. You do not have a place yet: please do not come before you have"
            " heard from us. When a place comes free for you, we write to you at once."
        ),
    ),
    Telling.OFFERED: Words(
        _("A place is free for you: {event}"),
        _(
            "{greeting}\n\nA place at “{event}” has come free, and you are next in line. It is"
            " kept for you for a while. Please tell us whether you want it; until you do, it is"
            " not yours."
        ),
    ),
    Telling.FREE_PLACE: Words(
        _("A place came free, first come, first served: {event}"),
        _(
            "{greeting}\n\nA place at “{event}” has come free, shortly before the start. We are"
            " writing to everybody on the waiting list, and whoever takes it first has it. You"
            " are still waiting, so please come only once you have taken it."
        ),
    ),
    Telling.CANCELLED: Words(
        _("Your place is given back: {event}"),
        _(
            "{greeting}\n\nYou have given back your place at “{event}”. Thank you for telling"
            " us: somebody else can come now. There is nothing left to do. We would be glad to"
            " see you another time."
        ),
    ),
    Telling.CANCELLED_BY_STUDIO: Words(
        _("Your place is cancelled: {event}"),
        _(
            "{greeting}\n\nWe have cancelled your place at “{event}”. If you did not expect"
            " this, please write to us or ask at the desk."
        ),
    ),
    Telling.REJECTED: Words(
        _("We cannot give you a place: {event}"),
        _(
            "{greeting}\n\nThank you for asking for a place at “{event}”. We are sorry that we"
            " cannot give you one this time."
        ),
    ),
    Telling.EXPIRED: Words(
        _("Your time to answer is over: {event}"),
        _(
            "{greeting}\n\nA place at “{event}” was kept for you. The time to answer is over, so"
            " others can have it now. If you would still like to come, look at the page below:"
            " perhaps there is a place left."
        ),
    ),
    Telling.CHANGED: Words(
        _("Please note a change: {event}"),
        _(
            "{greeting}\n\nSomething about “{event}” has changed. Here is what is new, and below"
            " it what holds now."
        ),
    ),
    Telling.EVENT_CANCELLED: Words(
        _("Cancelled: {event}"),
        _(
            "{greeting}\n\nWe are sorry: “{event}” does not take place. There is nothing you"
            " have to do."
        ),
    ),
    Telling.ALREADY: Words(
        _("You are registered already: {event}"),
        _(
            "{greeting}\n\nSomebody has just tried to register for “{event}” with this address;"
            " we suppose it was you. There is a registration with it already, and nothing about"
            " it has changed. Below is where it stands."
        ),
    ),
}

#: For whoever waited for it.
AFTER_WAITING = {
    Telling.CONFIRMED: Words(
        _("A place came free, and it is yours: {event}"),
        _(
            "{greeting}\n\nA place came free: you were on the waiting list for “{event}”, and now"
            " you have a place. We look forward to seeing you."
        ),
    ),
}

#: For whoever had no place that could be given back or cancelled.
OURS_WITHOUT_A_PLACE = {
    Telling.CANCELLED: Words(
        _("You are off the list: {event}"),
        _(
            "{greeting}\n\nYou have withdrawn from “{event}”. Thank you for telling us. There is"
            " nothing left to do. We would be glad to see you another time."
        ),
    ),
    Telling.CANCELLED_BY_STUDIO: Words(
        _("You are off the list: {event}"),
        _(
            "{greeting}\n\nWe have taken you off the list for “{event}”. If you did not expect"
            " this, please write to us or ask at the desk."
        ),
    ),
}


def chosen(
    telling: str, registration: Registration, pool: SeatPool, *, has_waited: bool = False
) -> Words:
    """The studio's own words for this letter, else ours; each of subject and text for itself."""
    ours = OURS.get(telling, Words("{event}", ""))
    if has_waited:
        ours = AFTER_WAITING.get(telling, ours)
    if registration.confirmed_at is None:
        ours = OURS_WITHOUT_A_PLACE.get(telling, ours)
    own = pool.letters.get(telling, {})
    return Words(own.get("subject") or ours.subject, own.get("text") or ours.text)


def filled(words: Words, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text, with the names filled in. No key goes into a subject."""
    subject = wording.filled(str(words.subject), {**values, "link": ""})
    return one_line(subject), wording.filled(str(words.text), values).strip()


def one_line(text: str) -> str:
    """Words that fit into a header: nothing in them could begin another one."""
    plain = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text
    )
    return " ".join(plain.split())
