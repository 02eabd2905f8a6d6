"""What somebody may have meant who mistyped a word: the likest words that there are."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

_WORD = re.compile(r"[^\W\d_]+")
#: Shorter words are like too many others.
_SHORTEST = 4
#: How like two words must be, of 1: one letter of five may be another.
_LIKE = 0.75
#: Of one question, so many words are looked at; each is compared with every word that there is.
_MOST_WORDS = 5


def words_in(texts: Iterable[str]) -> set[str]:
    """The words of these texts that are long enough to be mistyped."""
    found = (word.casefold() for text in texts for word in _WORD.findall(text))
    return {word for word in found if len(word) >= _SHORTEST}


def mended(typed: str, known: Collection[str]) -> str:
    """``typed`` with the likest of the ``known`` words in place of those that nobody knows.

    Empty where that changes nothing.
    """
    looked_at = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal looked_at
        word = match[0].casefold()
        if len(word) < _SHORTEST or word in known or looked_at == _MOST_WORDS:
            return match[0]
        looked_at += 1
        near = [one for one in known if abs(len(one) - len(word)) <= 2]
        return next(iter(get_close_matches(word, sorted(near), n=1, cutoff=_LIKE)), match[0])

    said = _WORD.sub(mend, typed)
    return "" if said == typed else said
