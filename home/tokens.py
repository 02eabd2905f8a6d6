"""What the form of the contact page carries."""

from studio import signed

_MESSAGE = "home.message"


def page_key(page_id: int) -> str:
    """Ties a message to the page whose form was read; see :func:`studio.signed.page_key`."""
    return signed.page_key(page_id, purpose=_MESSAGE)


def is_page_key(page_id: int, key: str) -> bool:
    """Whether ``key`` is that of the page."""
    return signed.is_page_key(page_id, key, purpose=_MESSAGE)
