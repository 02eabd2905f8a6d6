"""Signed words for links: who holds one may do what it names, with no sign-in.

Each tells its purpose, so that none opens another door, and holds numbers only: nothing
personal stands in an address. What follows is signed with SECRET_KEY, or one of its fallbacks.
"""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac


class LinkInvalid(Exception):
    """Nobody here wrote this link, or a part of it is missing."""


class LinkExpired(Exception):
    """The link was ours and is too old."""


def sign(value: Any, *, purpose: str) -> str:
    """Good for as long as whoever reads it says."""
    return signing.dumps(value, salt=purpose)


def read(token: str, *, purpose: str, age: timedelta) -> Any:
    """What was signed, at most ``age`` ago. Raises :class:`LinkInvalid` or :class:`LinkExpired`."""
    try:
        return signing.loads(token, salt=purpose, max_age=age)
    except signing.SignatureExpired:
        raise LinkExpired from None
    except signing.BadSignature:
        raise LinkInvalid from None


def sign_for_good(value: Any, *, purpose: str) -> str:
    """Without a time inside: the same link whenever it is written."""
    return signing.Signer(salt=purpose).sign_object(value)


def read_for_good(token: str, *, purpose: str) -> Any:
    """What was signed. Raises :class:`LinkInvalid`."""
    try:
        return signing.Signer(salt=purpose).unsign_object(token)
    except signing.BadSignature:
        raise LinkInvalid from None


def page_key(page_id: int, *, purpose: str) -> str:
    """What the form of a page carries, the same for everybody and for ever: the page may be cached.

    It ties a post to the page whose form was read, however old the copy; it is no proof of
    who posts.
    """
    return salted_hmac(purpose, str(page_id), algorithm="sha256").hexdigest()[:32]


def is_page_key(page_id: int, key: str, *, purpose: str) -> bool:
    """Whether ``key`` is that of the page."""
    return constant_time_compare(page_key(page_id, purpose=purpose), key)
