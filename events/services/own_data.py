"""What is stored about a registration, for its owner to see and to take along."""

from datetime import datetime
from typing import Any

from events import emails
from events.ledger import Registration
from events.questions import Answer
from events.services.history import VERBS
from studio.models import Letter


def letters_to(registration: Registration) -> list[Letter]:
    """The letters about it that are still kept, the first one first."""
    found = Letter.objects.keyed(emails.key_of(registration.pk))
    return list(found.only("created_at", "to", "subject").order_by("pk"))


def labelled_answers(registration: Registration) -> list[tuple[str, Answer]]:
    """What was answered, under the questions that were asked, in their order."""
    asked = registration.form.as_questions() if registration.form else []
    return [
        (one.label, registration.answers[one.key])
        for one in asked
        if one.key in registration.answers
    ]


def export(registration: Registration) -> dict[str, Any]:
    """Everything that is stored about it, in values that JSON knows; times in UTC."""
    return {
        "event": registration.pool.title,
        "reference": registration.reference,
        "state": registration.status,
        "name": registration.name,
        "email": registration.email,
        "places": registration.seats,
        "price": None if registration.price is None else str(registration.price),
        "currency": registration.currency,
        "answers": [
            {"question": label, "answer": answer}
            for label, answer in labelled_answers(registration)
        ],
        "note_of_the_studio": registration.note,
        "registered_at": _iso(registration.created_at),
        "changed_at": _iso(registration.changed_at),
        "held_until": _iso(registration.hold_until),
        "address_confirmed_at": _iso(registration.proved_at),
        "place_since": _iso(registration.confirmed_at),
        "ended_at": _iso(registration.ended_at),
        "people": [one.name for one in registration.attendees.all()],
        "consents": [
            {
                "statement": one.version.statement,
                "text": one.version.text,
                "version": one.version.number,
                "agreed_at": _iso(one.at),
            }
            for one in registration.consent_receipts.select_related("version")
        ],
        "payments": [
            {
                "amount": str(one.amount),
                "currency": one.currency,
                "state": one.status,
                "reference": one.reference,
                "at": _iso(one.at),
            }
            for one in registration.payments.all()
        ],
        "what_happened": [
            {
                "at": _iso(one.at),
                "what": str(VERBS.get(one.verb, one.verb)),
                "state": one.after,
                "reason": one.reason,
            }
            for one in registration.log.all()
        ],
        "letters": [
            {"at": _iso(one.created_at), "to": one.to, "subject": one.subject}
            for one in letters_to(registration)
        ],
    }


def _iso(at: datetime | None) -> str | None:
    return at and at.isoformat(timespec="seconds")
