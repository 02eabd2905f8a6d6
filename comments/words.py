"""Lists of words and where a text holds them, however they are dressed up.

A list and a text are cut up in the same way: a run of letters and digits is a
word, every other sign stands for itself, a run of blanks is one blank. So
``c++``, ``100%``, hosts and e-mail addresses are terms like any other, and no
term is found inside a word. In scripts that set no blanks (Han, kana, Thai, Lao,
Khmer, Burmese) every letter is a word of its own.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

#: Kana with a voicing mark are other letters, not accented ones.
_KEPT_MARKS = "\u3099\u309a"
#: Letters of their category, but nothing to see: Hangul fillers.
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0")
#: Folded Cyrillic and Greek letters that look like a Latin one in either case, then
#: Latin letters without a decomposition, then quotes and dashes.
_LOOKALIKES = str.maketrans(
    "авеѕіјкмнорстухԁԛԝһӏ" + "αβεζηικμνορτυχγω" + "ıłøđɑɡ" + "‘’ʼ“”‐–—",
    "abesijkmhopctyxdqwhl" + "abezhikmvoptuxyw" + "ilodag" + "'''\"\"---",
)
_WITHOUT_BLANKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_PARTS = re.compile(rf"[^\W_{_WITHOUT_BLANKS}]+|\s+|[\s\S]")
#: A cache of the fold of single signs stops growing here; texts choose the signs.
_MOST_SIGNS = 8192


class _Folds(dict[int, str]):
    """The fold of every sign met so far, by code point; for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        folded = _fold_sign(chr(code))
        if len(self) < _MOST_SIGNS:
            self[code] = folded
        return folded


def _fold_sign(sign: str) -> str:
    if sign in _UNSEEN:
        return ""
    folded = unicodedata.normalize("NFKD", sign).casefold()
    kept = "".join(
        char
        for char in unicodedata.normalize("NFKD", folded)
        if char in _KEPT_MARKS or unicodedata.category(char) not in ("Mn", "Me", "Cf")
    )
    return unicodedata.normalize("NFKC", kept).translate(_LOOKALIKES)


_FOLDS = _Folds()


def fold(text: str) -> str:
    """``text`` as it is compared: case, accents, width, unseen signs and lookalikes gone.

    Folding twice changes nothing more. Accents go as well, so ``schön`` equals
    ``schon``: what escapes a list by one accent is worth more than the difference.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text.translate(_FOLDS))


@dataclass(frozen=True)
class Found:
    """A term as its list has it, and where the text holds it: ``text[start:end]``."""

    term: str
    start: int
    end: int


#: A step of the tree of terms: the next part of a term, or ``None`` where one ends, and the term.
_Step = dict[str | None, "_Step | str"]


@dataclass(frozen=True, eq=False)
class WordList:
    """Terms to look for, by their first word; the number of them costs a look nothing.

    ``words`` holds terms of one part, ``phrases`` a tree of all others.
    """

    words: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, _Step] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Self:
        """One term a line; blank lines and lines that start with # are ignored."""
        terms = cls()
        text = text.replace("\r", "\n")
        for line, folded in zip(text.split("\n"), _folded(text).split("\n"), strict=True):
            term = line.strip()
            if term and not term.startswith("#"):
                terms._add(term, _PARTS.findall(folded.strip()))
        return terms

    def _add(self, term: str, parts: list[str]) -> None:
        if len(parts) == 1:
            self.words.setdefault(parts[0], term)
        elif parts:
            step = self.phrases
            for part in map(_plain_blank, parts):
                step = step.setdefault(part, {})
            step.setdefault(None, term)

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    def find(self, text: str) -> list[Found]:
        """Where ``text`` holds terms, in order: the longest at each place, never overlapping."""
        if not self:
            return []
        folded = _folded(text)
        hits = self._hits(_PARTS.findall(folded))
        if not hits or text.isascii():
            return [Found(term, start, end) for term, start, end in hits]
        return _in_original(hits, text)

    def _hits(self, parts: list[str]) -> list[tuple[str, int, int]]:
        words, phrases = self.words, self.phrases
        hits, place, index, count = [], 0, 0, len(parts)
        while index < count:
            part = parts[index]
            term, length = words.get(part), 1
            if part in phrases:
                longer = _longest(phrases, parts, index)
                term, length = longer or (term, length)
            size = len(part) if length == 1 else sum(map(len, parts[index : index + length]))
            if term is not None:
                hits.append((term, place, place + size))
            else:
                length, size = 1, len(part)
            place += size
            index += length
        return hits


def _longest(step: _Step, parts: list[str], index: int) -> tuple[str, int] | None:
    """The longest term of several parts that starts at ``index``, with their number."""
    found, length = None, 0
    while index + length < len(parts):
        step = step.get(_plain_blank(parts[index + length]))
        if step is None:
            break
        length += 1
        if None in step:
            found = step[None], length
    return found


def _plain_blank(part: str) -> str:
    return " " if part.isspace() else part


def _folded(text: str) -> str:
    """``fold`` sign by sign, so that each place is known; differs for loose Hangul letters alone."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


def _in_original(hits: list[tuple[str, int, int]], text: str) -> list[Found]:
    """Hits in the folded text as places in ``text``, where signs fold to none, one or several."""
    sizes = [len(_FOLDS[ord(sign)]) for sign in text]
    origins = [place for place, size in enumerate(sizes) for _ in range(size)]
    return [Found(term, origins[start], origins[end - 1] + 1) for term, start, end in hits]


#: Lists are texts of up to some 600 KB that change once a month: each is read once a process.
compile_list = lru_cache(maxsize=16)(WordList.parse)
