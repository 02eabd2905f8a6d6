"""The place of a text that answers a question, with the words that were asked for marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from studio import query_text

#: Characters of an excerpt, about, and of a text that are looked through for it.
LENGTH = 220
LOOKED_THROUGH = 60_000


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
    for start, end in _places(text, words):
        pieces += [Piece(text[behind:start])] if start > behind else []
        pieces.append(Piece(text[start:end], is_marked=True))
        behind = end
    return pieces + ([Piece(text[behind:])] if behind < len(text) else [])


def excerpt(text: str, words: frozenset[str]) -> list[Piece]:
    """The passage with the most different words of those, cut between words; empty if none is there."""
    text = " ".join(text[:LOOKED_THROUGH].split())
    places = list(_places(text, words))
    if not places:
        return []
    start, end = _around(text, *_richest(text, places))
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return marked(before + text[start:end] + after, words)


def as_html(pieces: list[Piece]) -> SafeString:
    """All of them in a row, escaped."""
    marks = (_MARK if piece.is_marked else _NO_MARK for piece in pieces)
    rows = zip(marks, pieces, strict=True)
    return format_html_join("", "{}{}{}", ((mark[0], piece.text, mark[1]) for mark, piece in rows))


def _places(text: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    for match in query_text.WORD.finditer(text):
        if query_text.folded(match[0]) in words:
            yield match.span()


def _richest(text: str, places: list[tuple[int, int]]) -> tuple[int, int]:
    """From the first to the last place of the passage with the most different words, the first of them."""
    best, found = (places[0][0], places[0][1]), 0
    for number, (start, _end) in enumerate(places):
        near = [span for span in places[number : number + 12] if span[1] - start <= LENGTH]
        different = len({query_text.folded(text[a:b]) for a, b in near})
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
