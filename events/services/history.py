"""The log: what happened to a registration, who did it and why."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import Status
from events.ledger import Registration, RegistrationLog

REGISTERED = "registered"
ADDED = "added"
PROVED = "proved"
APPROVED = "approved"
DECLINED = "declined"
PROMOTED = "promoted"
OFFERED = "offered"
ACCEPTED = "accepted"
TOOK = "took"
GIVEN = "given"
OVERBOOKED = "overbooked"
CANCELLED = "cancelled"
EVENT_CANCELLED = "event_cancelled"
EXPIRED = "expired"
CHANGED = "changed"
MOVED = "moved"
PAID = "paid"
NOTED = "noted"
WRITTEN_TO = "written_to"
FORGOTTEN = "forgotten"

#: In the words of staff.
VERBS = {
    REGISTERED: _("registered"),
    ADDED: _("was added by hand"),
    PROVED: _("confirmed the address"),
    APPROVED: _("was approved"),
    DECLINED: _("was declined"),
    PROMOTED: _("moved up from the waiting list"),
    OFFERED: _("was offered a place"),
    ACCEPTED: _("accepted the offer"),
    TOOK: _("took the free place"),
    GIVEN: _("was given a place by hand"),
    OVERBOOKED: _("was given a place beyond the number of places"),
    CANCELLED: _("was cancelled"),
    EVENT_CANCELLED: _("was cancelled with the event"),
    EXPIRED: _("let the time to answer pass"),
    CHANGED: _("was changed"),
    MOVED: _("was moved from another event"),
    PAID: _("paid"),
    NOTED: _("got a note"),
    WRITTEN_TO: _("was written to"),
    FORGOTTEN: _("was forgotten"),
}


def entry(
    registration: Registration,
    verb: str,
    *,
    by: Any = None,
    before: str = "",
    reason: str = "",
    **data: Any,
) -> RegistrationLog:
    """An entry that is not saved yet."""
    return RegistrationLog(
        registration=registration,
        at=timezone.now(),
        by=by,
        verb=verb,
        before=before,
        after=registration.status,
        reason=reason,
        data=data,
    )


def write(registration: Registration, verb: str, **known: Any) -> None:
    """Write one entry; see :func:`entry`."""
    entry(registration, verb, **known).save()


def write_many(entries: Iterable[RegistrationLog]) -> None:
    """Write entries, in a few statements."""
    RegistrationLog.objects.bulk_create(entries, batch_size=100)


def moved_up(registrations: Iterable[Registration]) -> set[int]:
    """Of whom a step led from the waiting list to a place without another question; one query."""
    left = RegistrationLog.objects.filter(registration__in=registrations, before=Status.WAITLISTED)
    straight = left.exclude(after__in=(Status.WAITLISTED, Status.OFFERED))
    return set(straight.values_list("registration", flat=True))
