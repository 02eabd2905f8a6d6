"""The place of a text that answers a question, with the words that were asked for marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from studio import query_text

#: Characters of an excerpt, about, and of a text that are looked through for it.
LENGTH = 220
LOOKED_THROUGH = 60_000
#: Places that are compared; a word that stands there more often says little.
MOST_PLACES = 100


#: The index puts a comma between two blocks, also where a sentence has ended.
_JOINT = re.compile(r"(?<=[.!?…:;,]),(?: |$)")
_MARK, _NO_MARK = (SafeString("<mark>"), SafeString("</mark>")), ("", "")


@dataclass(frozen=True)
class Piece:
    """Some of a text; whether it is a word that was asked for."""

    text: str
    is_marked: bool = False


def wanted(typed: str) -> frozenset[str]:
    """The words to mark, folded."""
    there = (part for part in query_text.parts(typed) if not part.is_unwanted)
    return frozenset(word for part in there for word in query_text.words(part.text))


def marked(text: str, words: frozenset[str]) -> list[Piece]:
    """The whole text in pieces."""
    pieces, behind = [], 0
    for start, end, _word in _places(text, words):
        pieces += [Piece(text[behind:start])] if start > behind else []
        pieces.append(Piece(text[start:end], is_marked=True))
        behind = end
    return pieces + ([Piece(text[behind:])] if behind < len(text) else [])


def excerpt(text: str, words: frozenset[str]) -> list[Piece]:
    """The passage with the most different words of those, cut between words; empty if none is there."""
    text = _JOINT.sub(" ", " ".join(text[:LOOKED_THROUGH].split()))
    places = list(islice(_places(text, words), MOST_PLACES))
    if not places:
        return []
    start, end = _around(text, *_richest(places))
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return marked(before + text[start:end] + after, words)


def as_html(pieces: list[Piece]) -> SafeString:
    """All of them in a row, escaped."""
    marks = (_MARK if piece.is_marked else _NO_MARK for piece in pieces)
    rows = zip(marks, pieces, strict=True)
    return format_html_join("", "{}{}{}", ((mark[0], piece.text, mark[1]) for mark, piece in rows))


def _places(text: str, words: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """From where to where a word is that was asked for, and the word, folded."""
    is_plain = text.isascii()  # then no letter moves when all are folded at once
    for match in query_text.WORD.finditer(text.lower() if is_plain else text):
        word = match[0] if is_plain else query_text.folded(match[0])
        if word in words:
            yield match.start(), match.end(), word


def _richest(places: list[tuple[int, int, str]]) -> tuple[int, int]:
    """From the first to the last place of the passage with the most different words, the first of them."""
    best, found = (places[0][0], places[0][1]), 0
    for number, (start, _end, _word) in enumerate(places):
        near = [place for place in places[number : number + 12] if place[1] - start <= LENGTH]
        different = len({word for _start, _end, word in near})
        if different > found:
            best, found = (start, near[-1][1]), different
    return best


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """So much more on both sides that it has its length, to the next blank."""
    room = max(0, LENGTH - (end - start))
    start = max(0, start - room // 3)
    end = min(len(text), start + max(LENGTH, end - start))
    if start and (blank := text.find(" ", start)) != -1:
        start = blank + 1
    if end < len(text) and (blank := text.rfind(" ", start, end)) != -1:
        end = blank
    return start, end
