"""Secrets of second factors lie sealed in the database: a copy of it alone signs nobody in."""

import base64
import secrets
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """It was sealed with a key that is not known here."""


def seal(text: str) -> str:
    """``text``, readable with the site's SECRET_KEY alone."""
    return _seals().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed; where the key is another by now, something random that fits nothing.

    So codes are wrong then, rather than known to everybody, and the page does not fail.
    """
    try:
        return _seals().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()


def resealed(sealed: str) -> str:
    """The same, readable with the SECRET_KEY of now. :class:`Unreadable` where no key opens it."""
    try:
        return _seals().rotate(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _seals() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(one)) for one in keys])


def _key(secret: str) -> bytes:
    digest = sha256(b"studio.entrance.sealing:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
