"""E-mail addresses as keys: which of them are one person's, and which one mailbox."""

import unicodedata


def key_of(email: str) -> str:
    """The same for every spelling of an address that mail programs mix up.

    Case, spaces and the forms of a letter are folded. What follows a ``+`` is kept: families
    tell their members apart by it.
    """
    return "".join(unicodedata.normalize("NFKC", email).split()).casefold()


def mailbox_of(email: str) -> str:
    """Where letters to ``email`` end up, as far as that is common: what follows a + is a label."""
    local, _at, domain = key_of(email).rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"
