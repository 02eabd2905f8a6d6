"""What a letter is to say, before it is written: nothing here asks the database."""

import re
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode
from django.utils.text import Truncator

_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
_MIME_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(; ?[\w-]+=[\w.+-]+)*", re.ASCII)
#: What the letter has fields for, and what the transport decides.
_OWN_HEADERS = {
    "bcc", "cc", "content-transfer-encoding", "content-type", "from", "message-id",
    "mime-version", "reply-to", "sender", "subject", "to",
}  # fmt: skip


class LetterRefused(Exception):
    """The letter cannot be written as given: an address, a header or an attachment is no such."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A letter that can be written; one that cannot raises ``LetterRefused`` at once.

    Attachments are texts: (name, content, MIME type). A subject that is too long
    is cut; whatever could become a header of its own is refused.
    """

    kind: str
    dedupe_key: str
    to: str
    subject: str
    text: str
    html: str = ""
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[Sequence[str]] = ()

    def __post_init__(self) -> None:
        self._refuse_addresses()
        self._refuse_headers()
        self._refuse_bodies()

    def fields(self) -> dict[str, Any]:
        """The fields of a ``Letter``, with a Message-ID made for it."""
        return {
            "kind": self.kind,
            "dedupe_key": self.dedupe_key,
            "message_id": _message_id(),
            "to": self.to,
            "reply_to": self.reply_to,
            "subject": Truncator(self.subject).chars(255),
            "text": self.text,
            "html": self.html,
            "headers": dict(self.headers),
            "attachments": [list(attachment) for attachment in self.attachments],
        }

    def _refuse_addresses(self) -> None:
        for address in filter(None, (self.to, self.reply_to)):
            try:
                validate_email(address)
            except ValidationError:
                # without the address: refusals end up in logs
                raise LetterRefused("An address is not an e-mail address.") from None
        if not self.to or max(len(self.to), len(self.reply_to)) > 254:
            raise LetterRefused("An address is missing or too long.")

    def _refuse_headers(self) -> None:
        if _breaks_lines(self.subject):
            raise LetterRefused("The subject has more than one line.")
        for name, value in self.headers.items():
            if not _HEADER_NAME.fullmatch(name) or name.lower() in _OWN_HEADERS:
                raise LetterRefused("A header has a name that is not free.")
            if _breaks_lines(value):
                raise LetterRefused(f"The header {name} has more than one line.")

    def _refuse_bodies(self) -> None:
        contents = [self.text, self.html]
        for name, content, mime_type in self.attachments:
            if _breaks_lines(name) or not _MIME_TYPE.fullmatch(mime_type):
                raise LetterRefused("An attachment has a name or type that is not one.")
            contents.append(content)
        if any("\x00" in content for content in contents):  # PostgreSQL could not keep it
            raise LetterRefused("A text holds the character NUL.")


def _message_id() -> str:
    host = urlsplit(settings.BASE_URL).hostname
    return f"<{uuid.uuid4().hex}@{f'[IPv6:{host}]' if ':' in host else punycode(host)}>"


def _breaks_lines(value: str) -> bool:
    """Control characters and line separators: anything a header could be broken at."""
    return any(sign != "\t" and unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in value)
