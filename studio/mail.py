"""The site's letters: written with the fact they tell, delivered after it.

``write`` and ``write_many`` are for whoever has something to say, ``resend`` for
staff, the rest for workers (docs/mail.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from studio.delivery import deliver, deliver_due
from studio.drafts import Draft, LetterRefused
from studio.models import Letter
from studio.tasks import deliver_letter, deliver_letters

__all__ = [
    "Draft",
    "LetterOnItsWay",
    "LetterRefused",
    "deliver",
    "deliver_due",
    "resend",
    "write",
    "write_many",
]

RESENT = "studio.resend_letter"


class LetterOnItsWay(Exception):
    """A worker holds the letter at this moment, so staff cannot send it again."""


def write(
    *,
    kind: str,
    dedupe_key: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Sequence[str]] = (),
) -> Letter:
    """Write a letter in the transaction of the fact it tells; it leaves after the commit.

    The same ``dedupe_key`` again returns the first letter and writes nothing.
    What cannot be a letter raises ``LetterRefused`` (see ``Draft``).
    """
    draft = Draft(
        kind=kind,
        dedupe_key=dedupe_key,
        to=to,
        subject=subject,
        text=text,
        html=html,
        reply_to=reply_to,
        headers=headers or {},
        attachments=attachments,
    )
    letter, is_new = Letter.objects.get_or_create(dedupe_key=dedupe_key, defaults=draft.fields())
    if is_new:
        _enqueue(letter)
    return letter


def write_many(drafts: Iterable[Draft]) -> None:
    """Write letters to many about one fact, in its transaction; they leave after the commit.

    One INSERT (SQLite: one for every 55 letters) and one task, however many they
    are. Of drafts with the same ``dedupe_key`` the first is written, unless a letter
    with it is there.
    """
    letters = [Letter(**draft.fields()) for draft in drafts]
    if not letters:
        return
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    # Robust: as for one letter
    transaction.on_commit(deliver_letters.enqueue, robust=True)


def resend(letter: Letter, *, by: Any) -> Letter:
    """Let a letter leave once more, as a wish of ``by``; it keeps its Message-ID."""
    now = timezone.now()
    with transaction.atomic():
        free = Letter.objects.free().filter(pk=letter.pk)
        changed = free.update(
            status=Letter.Status.WAITING,
            attempts=0,
            waiting_since=now,
            next_attempt_at=now,
            claimed_until=None,
            sent_at=None,
        )
        if not changed:
            raise LetterOnItsWay
        letter.refresh_from_db()
        log(instance=letter, action=RESENT, user=by)
        _enqueue(letter)
    return letter


def _enqueue(letter: Letter) -> None:
    # Robust: the fact is committed by then, and the sweep finds the letter without the task.
    transaction.on_commit(lambda: deliver_letter.enqueue(letter.pk), robust=True)
