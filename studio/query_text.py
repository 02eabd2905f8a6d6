"""What somebody typed into a search, made fit for the search backend."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from modelsearch.query import MATCH_NONE, And, Not, Or, Phrase, PlainText, SearchQuery

MOST_CHARACTERS = 200
#: More words than this narrow nothing down; each costs.
MOST_WORDS = 12

#: A word: letters and digits, with the marks that are written above them.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
#: “-"no such words"”, “"such words"”, “-word”, “word”; a last quotation mark may be missing.
_PART = re.compile(r'(?P<not>(?<!\S)-(?=["\w]))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
#: Letters that do not come apart into a letter and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def clean(typed: str) -> str:
    """One line of at most so many characters, without the NUL that no database takes."""
    return " ".join(typed.replace("\x00", " ")[:MOST_CHARACTERS].split())


def folded(text: str) -> str:
    """The same without capitals and accents, so that ``Füße``, ``fusse`` and ``FÜSSE`` are one."""
    text = text.lower()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    return WORD.findall(folded(text))


@dataclass(frozen=True)
class Part:
    """A word, or words between quotation marks, that shall be there or shall not."""

    text: str
    is_phrase: bool = False
    is_unwanted: bool = False


def parts(typed: str) -> list[Part]:
    """What is asked for, in order: at most ``MOST_WORDS`` words, whatever was typed."""
    found: list[Part] = []
    left = MOST_WORDS
    for part in _parts(clean(typed)):
        size = len(words(part.text))
        if size > left:
            break
        left -= size
        if part not in found:
            found.append(part)
    return found


def _parts(text: str) -> Iterator[Part]:
    for match in _PART.finditer(text):
        is_unwanted = bool(match["not"])
        inside = WORD.findall(unicodedata.normalize("NFC", match["phrase"] or match["word"] or ""))
        if match["phrase"] and len(inside) > 1:
            yield Part(" ".join(inside), is_phrase=True, is_unwanted=is_unwanted)
        elif is_unwanted and len(inside) > 1:  # “-well-being” is not “-well -being”
            yield Part(" ".join(inside), is_phrase=True, is_unwanted=True)
        else:
            yield from (Part(word, is_unwanted=is_unwanted) for word in inside)


def parse(typed: str, operator: str = "and") -> SearchQuery:
    """The search for the words of ``typed``; where none is wanted, it finds nothing.

    Given as it was typed, a lone quotation mark is a syntax error of SQLite's.
    """
    wanted: list[SearchQuery] = []
    unwanted: list[SearchQuery] = []
    for part in parts(typed):
        one = Phrase(part.text) if part.is_phrase else PlainText(part.text)
        (unwanted if part.is_unwanted else wanted).append(one)
    if not wanted:
        return MATCH_NONE
    query = And(wanted) if operator == "and" else Or(wanted)
    return And([query, Not(Or(unwanted))]) if unwanted else query
