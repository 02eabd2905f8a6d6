"""Signed links on the event's own page. They hold a number, never anything personal.

The keys of letters are none of these: they are random (``ledger/manage_links.py``).
"""

from studio import signed

_REGISTRATION, _PAGE = "events.registration", "events.page"


def of_registration(registration_id: int) -> str:
    """Shows what has become of a registration, without a name; the same whenever it is written."""
    return signed.sign_for_good(registration_id, purpose=_REGISTRATION)


def read_registration(token: str) -> int:
    """The registration's number. Raises :class:`signed.LinkInvalid`."""
    return signed.read_for_good(token, purpose=_REGISTRATION)


def page_key(page_id: int) -> str:
    """What the form of a page carries; see :func:`studio.signed.page_key`."""
    return signed.page_key(page_id, purpose=_PAGE)


def is_page_key(page_id: int, key: str) -> bool:
    """Whether ``key`` is that of the page."""
    return signed.is_page_key(page_id, key, purpose=_PAGE)
