"""What the form of the contact page carries."""

from django.utils.crypto import constant_time_compare, salted_hmac


def page_key(page_id: int) -> str:
    """The same for everybody and for ever, so that the page may stand in a cache.

    It ties a message to the page whose form was read; it is no proof of who writes.
    """
    return salted_hmac("home.message", str(page_id), algorithm="sha256").hexdigest()[:32]


def is_page_key(page_id: int, key: str) -> bool:
    """Whether ``key`` is that of the page."""
    return constant_time_compare(page_key(page_id), key)
