"""Takes from a text what in its addresses acts for whoever holds it.

Signed links in letters need no sign-in. Who may look at the outbox or read the logs is
not whom such a link was sent to, so neither shows one that works.
"""

import logging
import re
from urllib.parse import unquote

MASK = "…"

#: A part of a path, the value of a query or a fragment. A host follows ``://``.
_PART = re.compile(r"(?<=[/=?#])(?<!://)[\w.:~%+-]{20,}")
#: What looks like an e-mail address, also where it is part of a path ("%40").
_MAILBOX = re.compile(r"""[^\s@<>"'(),;:/=?&]+(?:@|%40)[^\s@<>"'(),;:/?&]+""", re.IGNORECASE)
#: An internet address, of either version.
_NUMBER_OF_A_HOST = re.compile(
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"
    r"|(?<![\w:])(?:(?:[0-9a-f]{1,4}:){4,7}|(?:[0-9a-f]{1,4}:){1,6}:)[0-9a-f:]*",
    re.IGNORECASE,
)
#: What an error quotes: a value that somebody typed, or the row it stands in.
_QUOTED = re.compile(r"""'[^']*'|"[^"]*"|“[^”]*”|(?<=\)=)\([^)]*\)""", re.DOTALL)
_DIVIDED = re.compile(r"[-_.]+")
#: Letters of the longest word that is believed to be one.
_LONGEST_WORD = 24
#: Digits of the longest number that is believed to be one, such as a year or a page's.
_LONGEST_NUMBER = 8


def masked(text: str) -> str:
    """``text``, with ``…`` for each part of an address that could be a secret.

    That is whatever has 20 signs or more and is not made of words and numbers, as the
    name of a page is: signatures, random keys, tokens of Django's. Words of a reader's
    own addresses may go with it; nothing is lost by that where this is shown.
    """
    return _PART.sub(lambda part: part[0] if _is_words(part[0]) else MASK, text)


def impersonal(text: str) -> str:
    """``text`` of an error, without what it may repeat of a person.

    Neither e-mail nor internet addresses, nothing that is quoted, no row that a database
    shows (``DETAIL: …``), no part of an address that could be a secret. What remains says
    what went wrong, not with whose words.
    """
    told = text.partition("DETAIL:")[0].rstrip()
    return _nameless(_QUOTED.sub(MASK, masked(told)))


def _nameless(text: str) -> str:
    return _NUMBER_OF_A_HOST.sub(MASK, _MAILBOX.sub(MASK, text))


class Discretion(logging.Filter):
    """Masks what is logged: Django names the path of each request that it refuses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, without secrets and without addresses of people."""
        record.msg, record.args = _nameless(masked(record.getMessage())), ()
        return True


def _is_words(part: str) -> bool:
    return all(map(_is_word, _DIVIDED.split(unquote(part))))


def _is_word(word: str) -> bool:
    if word.isdecimal():
        return len(word) <= _LONGEST_NUMBER
    return not word or (word.isalpha() and word == word.lower() and len(word) <= _LONGEST_WORD)
