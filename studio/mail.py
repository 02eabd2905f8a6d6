"""The site's letters: written with the fact they tell, delivered after it.

``write`` is for whoever has something to say, ``resend`` for staff, the rest
for workers (docs/mail.md).
"""

import re
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.encoding import punycode
from django.utils.text import Truncator
from wagtail.log_actions import log

from studio.delivery import deliver, deliver_due
from studio.models import Letter
from studio.tasks import deliver_letter

__all__ = ["LetterOnItsWay", "LetterRefused", "deliver", "deliver_due", "resend", "write"]

RESENT = "studio.resend_letter"

_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
_MIME_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(; ?[\w-]+=[\w.+-]+)*", re.ASCII)
#: What the letter has fields for, and what the transport decides.
_OWN_HEADERS = {
    "bcc", "cc", "content-transfer-encoding", "content-type", "from", "message-id",
    "mime-version", "reply-to", "sender", "subject", "to",
}  # fmt: skip


class LetterRefused(Exception):
    """The letter cannot be written as given: an address, a header or an attachment is no such."""


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
    Attachments are texts: (name, content, MIME type). A subject that is too
    long is cut; whatever could become a header of its own is refused.
    """
    headers = dict(headers or {})
    attachments = [list(attachment) for attachment in attachments]
    _refuse_addresses(to, reply_to)
    _refuse_headers(subject, headers)
    _refuse_bodies(text, html, attachments)
    letter, is_new = Letter.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "message_id": _message_id(),
            "to": to,
            "reply_to": reply_to,
            "subject": Truncator(subject).chars(255),
            "text": text,
            "html": html,
            "headers": headers,
            "attachments": attachments,
        },
    )
    if is_new:
        _enqueue(letter)
    return letter


def resend(letter: Letter, *, by: Any) -> Letter:
    """Let a letter leave once more, as a wish of ``by``; it keeps its Message-ID."""
    now = timezone.now()
    with transaction.atomic():
        free = Letter.objects.filter(Q(claimed_until=None) | Q(claimed_until__lt=now), pk=letter.pk)
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


def _message_id() -> str:
    host = urlsplit(settings.BASE_URL).hostname
    return f"<{uuid.uuid4().hex}@{f'[IPv6:{host}]' if ':' in host else punycode(host)}>"


def _breaks_lines(value: str) -> bool:
    """Control characters and line separators: anything a header could be broken at."""
    return any(sign != "\t" and unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in value)


def _refuse_addresses(to: str, reply_to: str) -> None:
    for address in filter(None, (to, reply_to)):
        try:
            validate_email(address)
        except ValidationError:
            # without the address: refusals end up in logs
            raise LetterRefused("An address is not an e-mail address.") from None
    if not to or max(len(to), len(reply_to)) > 254:
        raise LetterRefused("An address is missing or too long.")


def _refuse_headers(subject: str, headers: Mapping[str, str]) -> None:
    if _breaks_lines(subject):
        raise LetterRefused("The subject has more than one line.")
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _OWN_HEADERS:
            raise LetterRefused("A header has a name that is not free.")
        if _breaks_lines(value):
            raise LetterRefused(f"The header {name} has more than one line.")


def _refuse_bodies(text: str, html: str, attachments: Sequence[Sequence[str]]) -> None:
    contents = [text, html]
    for name, content, mime_type in attachments:
        if _breaks_lines(name) or not _MIME_TYPE.fullmatch(mime_type):
            raise LetterRefused("An attachment has a name or type that is not one.")
        contents.append(content)
    if any("\x00" in content for content in contents):  # PostgreSQL could not keep it
        raise LetterRefused("A text holds the character NUL.")
