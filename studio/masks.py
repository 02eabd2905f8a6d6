"""Takes from a text what in its addresses acts for whoever holds it.

Signed links in letters need no sign-in. Who may look at the outbox or read the logs is
not whom such a link was sent to, so neither shows one that works.
"""

import logging
import re
from urllib.parse import unquote

MASK = "…"
#: Signs of a message that are looked at and written; what strangers send has no other end.
MOST = 4_000
_ROOM_FOR_SIGN = 40

#: A part of a path, the value of a query or a fragment. A host follows ``://``.
_PART = re.compile(r"(?<=[/=?#])(?<!://)[\w.:~%+-]{20,}")
#: What looks like an e-mail address, also where it is part of a path ("%40"). It begins where a
#: word does: tried from each sign of it, a word that is none costs the square of its length.
_MAILBOX = re.compile(
    r"""(?<![^\s@<>"'(),;:/=?&])[^\s@<>"'(),;:/=?&]+(?:@|%40)[^\s@<>"'(),;:/?&]+""", re.IGNORECASE
)
#: An internet address, of either version.
_NUMBER_OF_A_HOST = re.compile(
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"
    r"|(?<![\w:])(?:(?:[0-9a-f]{1,4}:){4,7}|(?:[0-9a-f]{1,4}:){1,6}:)[0-9a-f:]*",
    re.IGNORECASE,
)
#: What an error quotes: a value that somebody typed, or the row it stands in. A sign that only opens
#: quotes up to the end, or each of many would look there in vain.
_QUOTED = re.compile(r"""'[^']*'|"[^"]*"|“[^”]*(?:”|\Z)|(?<=\)=)\([^)]*(?:\)|\Z)""")
#: The same of a text that was cut: the quotation mark that closes may be gone.
_QUOTED_OF_CUT = re.compile(
    r"""'[^']*(?:'|\Z)|"[^"]*(?:"|\Z)|“[^”]*(?:”|\Z)|(?<=\)=)\([^)]*(?:\)|\Z)"""
)
#: The end of a text, read backwards: what may be half a secret or half an address of somebody's.
_LAST_WORD = re.compile(r"""[^\s<>"'(),;/=?#&]*""")
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
    what went wrong, not with whose words; of a long text, what its first signs say.
    """
    told, sign = _cut(text.partition("DETAIL:")[0].rstrip())
    quoted = _QUOTED_OF_CUT if sign else _QUOTED
    return _nameless(quoted.sub(MASK, masked(told))) + sign


def _cut(text: str) -> tuple[str, str]:
    """The words of the first :data:`MOST` signs of ``text``, and how many more it has, in words."""
    if len(text) <= MOST:
        return text, ""
    end = MOST - _ROOM_FOR_SIGN  # so that it is not cut again by a second filter
    last = _LAST_WORD.match(text[end - 1 :: -1])
    told = text[: end - (last.end() if last else 0)]
    return told, f" ({len(text) - len(told)} more characters)"


def _nameless(text: str) -> str:
    return _NUMBER_OF_A_HOST.sub(MASK, _MAILBOX.sub(MASK, text))


class Discretion(logging.Filter):
    """Masks what is logged: Django names the path of each request that it refuses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, without secrets and without addresses of people, and not endless."""
        told, sign = _cut(record.getMessage())
        record.msg, record.args = _nameless(masked(told)) + sign, ()
        return True


def _is_words(part: str) -> bool:
    return all(map(_is_word, _DIVIDED.split(unquote(part))))


def _is_word(word: str) -> bool:
    if word.isdecimal():
        return len(word) <= _LONGEST_NUMBER
    return not word or (word.isalpha() and word == word.lower() and len(word) <= _LONGEST_WORD)
