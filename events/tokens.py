"""Signed links on the event's own page. They hold a number, never anything personal.

The keys of letters are none of these: they are random (``ledger/manage_links.py``).
"""

from django.core import signing
from django.core.signing import BadSignature
from django.utils.crypto import constant_time_compare, salted_hmac

_REGISTRATION = "events.registration"


class LinkInvalid(Exception):
    """Nobody here wrote this link, or a part of it is missing."""


def of_registration(registration_id: int) -> str:
    """Shows what has become of a registration, without a name; the same whenever it is written."""
    return signing.Signer(salt=_REGISTRATION).sign_object(registration_id)


def read_registration(token: str) -> int:
    """The registration's number. Raises :class:`LinkInvalid`."""
    try:
        return signing.Signer(salt=_REGISTRATION).unsign_object(token)
    except BadSignature:
        raise LinkInvalid from None


def page_key(page_id: int) -> str:
    """What the form of a page carries, the same for everybody and for ever.

    It ties a post to the page whose form was read, however old the copy in a
    cache; it is no proof of who posts.
    """
    return salted_hmac("events.page", str(page_id), algorithm="sha256").hexdigest()[:32]


def is_page_key(page_id: int, key: str) -> bool:
    """Whether ``key`` is that of the page."""
    return constant_time_compare(page_key(page_id), key)
