"""Signed links on the event's own page. They hold a number, never anything personal.

The keys of letters are none of these: they are random (``ledger/manage_links.py``).
"""

from django.utils.crypto import constant_time_compare, salted_hmac

from studio import signed

_REGISTRATION = "events.registration"


def of_registration(registration_id: int) -> str:
    """Shows what has become of a registration, without a name; the same whenever it is written."""
    return signed.sign_for_good(registration_id, purpose=_REGISTRATION)


def read_registration(token: str) -> int:
    """The registration's number. Raises :class:`signed.LinkInvalid`."""
    return signed.read_for_good(token, purpose=_REGISTRATION)


def page_key(page_id: int) -> str:
    """What the form of a page carries, the same for everybody and for ever.

    It ties a post to the page whose form was read, however old the copy in a
    cache; it is no proof of who posts.
    """
    return salted_hmac("events.page", str(page_id), algorithm="sha256").hexdigest()[:32]


def is_page_key(page_id: int, key: str) -> bool:
    """Whether ``key`` is that of the page."""
    return constant_time_compare(page_key(page_id), key)
