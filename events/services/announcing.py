"""Who is told what: letters with the fact, each with a key of its own to the registration."""

from collections.abc import Iterable
from typing import Any

from events import emails, letter_words
from events.ledger import ManageLink, Registration, SeatPool
from events.services import history
from studio import mail


def tell(
    pool: SeatPool, registrations: Iterable[Registration], telling: str, **details: Any
) -> list[Registration]:
    """Write to each of them, once for each time the pool's lock was taken; who was written to.

    The caller holds the lock, so ``lock_seq`` names this very step: the letter of a step
    that is tried again has the same key, and nobody gets it twice. Who cannot be written
    to (an address that is none, a person who was forgotten) is left out.
    """
    letterhead = emails.letterhead_of(pool)
    dates = list(pool.occurrences.all())
    registrations = list(registrations)
    waited = history.moved_up(registrations) if telling in letter_words.AFTER_WAITING else set()
    told, links, drafts = [], [], []
    for registration in registrations:
        if not registration.email or registration.anonymised_at:
            continue
        link, token = ManageLink.new(registration)
        try:
            draft = emails.draft(
                telling,
                registration,
                pool,
                dates,
                letterhead=letterhead,
                token=token,
                has_waited=registration.pk in waited,
                **details,
            )
        except mail.LetterRefused:
            continue
        told.append(registration)
        links.append(link)
        drafts.append(draft)
    ManageLink.objects.bulk_create(links, batch_size=200)
    mail.write_many(drafts)
    return told
