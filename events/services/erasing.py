"""Forgetting people: their number stays."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from events import emails
from events.choices import ACTIVE, Status
from events.ledger import Attendee, ManageLink, Registration, RegistrationLog
from events.services import history, transitions, waiting
from events.services.locking import held, patient
from studio.models import Letter

#: Letters looked at together.
_LOOKED_AT = 500


@patient
def erase(registration: Registration, *, by: Any = None) -> Registration:
    """Give the place back, if there is one, and forget the person: no letter tells it.

    Name, address, answers, note, keys and letters go; state, seats, money and log stay.
    """
    with held(registration.pool_id) as pool:
        now = timezone.now()
        registration = pool.registrations.get(pk=registration.pk)
        if registration.status in ACTIVE and not pool.is_over(now):
            transitions.move(
                registration, pool, Status.CANCELLED, history.CANCELLED, by=by, tells=False
            )
        forget([registration.pk], by=by)
        waiting.settle(pool, now)
        registration.refresh_from_db()
        return registration


@transaction.atomic
def forget(registration_ids: list[int], *, by: Any = None) -> None:
    """Blank what is personal about these registrations. The caller holds their pools' locks.

    Reasons in their logs go as well: staff write names into them.
    """
    rows = list(Registration.objects.filter(pk__in=registration_ids, anonymised_at=None))
    now = timezone.now()
    for one in rows:
        one.name = one.email = one.email_key = one.note = ""
        one.answers = {}
        one.idempotency_key = None
        one.anonymised_at = now
    fields = ["name", "email", "email_key", "note", "answers", "idempotency_key", "anonymised_at"]
    Registration.objects.bulk_update(rows, fields, batch_size=100)
    ManageLink.objects.filter(registration__in=rows).delete()
    Attendee.objects.filter(registration__in=rows).update(name="")
    RegistrationLog.objects.filter(registration__in=rows).exclude(reason="").update(reason="")
    history.write_many(
        history.entry(one, history.FORGOTTEN, by=by, before=one.status) for one in rows
    )
    withdraw_letters([one.pk for one in rows])


def withdraw_letters(registration_ids: Iterable[int]) -> None:
    """Remove their letters from the outbox; one that a worker holds is left to the next round."""
    Letter.objects.free().keyed(*map(emails.key_of, registration_ids)).delete()


def withdraw_leftovers() -> int:
    """Remove letters that were in a worker's hand when their reader was forgotten; how many."""
    last = withdrawn = 0
    ours = Letter.objects.free().keyed(emails.PREFIX).order_by("pk")
    while batch := dict(ours.filter(pk__gt=last).values_list("pk", "dedupe_key")[:_LOOKED_AT]):
        last = max(batch)
        about = {pk: emails.registration_in(key) for pk, key in batch.items()}
        known = Registration.objects.filter(pk__in=set(about.values()), anonymised_at=None)
        kept = set(known.values_list("pk", flat=True))
        gone = [pk for pk, one in about.items() if one is not None and one not in kept]
        withdrawn += Letter.objects.free().filter(pk__in=gone).delete()[0]
    return withdrawn
