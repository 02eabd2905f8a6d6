"""Words of staff to people on events: each is written once, however often the form is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events import emails
from events.choices import Telling
from events.ledger import Registration, RegistrationLog, SeatPool
from events.ledger.registrations import RegistrationQuerySet
from events.services import announcing, history
from events.services.locking import held, patient
from studio.drafts import Draft

#: So many are written to under one lock: nobody who registers meanwhile waits for all of them.
_TOGETHER = 200
#: Stands in a preview where a link has the reader's own key.
NO_TOKEN = "own-key"  # noqa: S105 - opens nothing


@dataclass(frozen=True)
class Written:
    """How many letters were written, and who was left out: nobody can write to them."""

    told: int
    left_out: int


def reachable(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Those of them who have an address."""
    return registrations.filter(anonymised_at=None).exclude(email="")


def preview(registration: Registration, *, subject: str, text: str) -> Draft:
    """The letter as this person would get it; nothing is written. Raises ``LetterRefused``."""
    pool = registration.pool
    return emails.draft(
        Telling.MESSAGE,
        registration,
        pool,
        list(pool.occurrences.all()),
        letterhead=emails.letterhead_of(pool),
        token=NO_TOKEN,
        subject=subject,
        text=text,
    )


def write(
    registration_ids: Iterable[int], *, subject: str, text: str, token: str, by: Any
) -> Written:
    """Write to these people, event by event.

    ``token`` names the form: who was written to with it is not written to again, so
    that a second click, or one after the first was cut off, completes what is missing.
    """
    wanted = sorted(set(registration_ids))
    pools = Registration.objects.filter(pk__in=wanted).values_list("pool", flat=True)
    told = left_out = 0
    for pool_id in sorted(set(pools)):
        for start in range(0, len(wanted), _TOGETHER):
            some = wanted[start : start + _TOGETHER]
            one = _write(pool_id, some, subject=subject, text=text, token=token, by=by)
            told, left_out = told + one.told, left_out + one.left_out
    return Written(told, left_out)


@patient
def _write(
    pool_id: int, wanted: list[int], *, subject: str, text: str, token: str, by: Any
) -> Written:
    with held(pool_id) as pool:
        concerned = pool.registrations.filter(pk__in=wanted)
        people = list(reachable(concerned).exclude(pk__in=_written_to(pool, token)).order_by("pk"))
        told = announcing.tell(pool, people, Telling.MESSAGE, subject=subject, text=text)
        history.write_many(
            history.entry(one, history.WRITTEN_TO, by=by, before=one.status, token=token)
            for one in told
        )
        return Written(len(told), concerned.count() - len(told))


def _written_to(pool: SeatPool, token: str) -> set[int]:
    """The registrations of ``pool`` that a form was sent for before."""
    entries = RegistrationLog.objects.filter(registration__pool=pool, verb=history.WRITTEN_TO)
    return set(entries.filter(data__token=token).values_list("registration", flat=True))
