"""Links that prove an address: each leads to whoever the letter was sent to that holds it.

The link carries the number of its letter and nothing about the person. Once the letter is
erased it opens nothing any more.
"""

import uuid
from datetime import timedelta

from studio import signed
from studio.models import Letter

#: What the dedupe keys of the letters begin with.
KEY = "studio.own-data-"
#: How long a link works.
AGE = timedelta(days=7)

_PURPOSE = "studio.own-data"


def new() -> tuple[str, str]:
    """The dedupe key of a letter that is to be written, and the token of its link."""
    number = uuid.uuid4().hex
    return f"{KEY}{number}", signed.sign(number, purpose=_PURPOSE)


def read(token: str) -> str:
    """The address to which the link was sent; "" once its letter is gone.

    Raises :class:`signed.LinkInvalid` or :class:`signed.LinkExpired`.
    """
    number = signed.read(token, purpose=_PURPOSE, age=AGE)
    letter = Letter.objects.filter(dedupe_key=f"{KEY}{number}").only("to").first()
    return letter.to if letter else ""
