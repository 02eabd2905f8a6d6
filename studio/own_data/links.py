"""Links that prove an address: each leads to whoever the letter was sent to that holds it.

The link carries the number of its letter and nothing about the person. Once the letter is
erased it opens nothing any more.
"""

import uuid
from datetime import timedelta

from django.core import signing

from studio.models import Letter

#: What the dedupe keys of the letters begin with.
KEY = "studio.own-data-"
#: How long a link works.
AGE = timedelta(days=7)

_SALT = "studio.own-data"


class LinkInvalid(Exception):
    """Nobody here wrote this link, or a part of it is missing."""


class LinkExpired(Exception):
    """The link was ours and is too old."""


def new() -> tuple[str, str]:
    """The dedupe key of a letter that is to be written, and the token of its link."""
    number = uuid.uuid4().hex
    return f"{KEY}{number}", signing.dumps(number, salt=_SALT)


def read(token: str) -> str:
    """The address to which the link was sent; "" once its letter is gone.

    Raises :class:`LinkInvalid` or :class:`LinkExpired`.
    """
    try:
        number = signing.loads(token, salt=_SALT, max_age=AGE)
    except signing.SignatureExpired:
        raise LinkExpired from None
    except signing.BadSignature:
        raise LinkInvalid from None
    letter = Letter.objects.filter(dedupe_key=f"{KEY}{number}").only("to").first()
    return letter.to if letter else ""
