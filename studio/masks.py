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


class Discretion(logging.Filter):
    """Masks what is logged: Django names the path of each request that it refuses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, without secrets."""
        record.msg, record.args = masked(record.getMessage()), ()
        return True


def _is_words(part: str) -> bool:
    return all(map(_is_word, _DIVIDED.split(unquote(part))))


def _is_word(word: str) -> bool:
    if word.isdecimal():
        return len(word) <= _LONGEST_NUMBER
    return not word or (word.isalpha() and word == word.lower() and len(word) <= _LONGEST_WORD)
