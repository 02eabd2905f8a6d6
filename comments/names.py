"""Names that nobody may use but those who belong here, however they are dressed up."""

from functools import lru_cache
from itertools import combinations

from comments.words import fold


def is_ours(name: str, reserved: frozenset[str], badges: frozenset[str]) -> bool:
    """Whether ``name`` is reserved or a badge, or wears a badge.

    It wears one that stands at its end, as real ones do (“Rosa ✔ Author”), or anywhere
    beside a reserved name (“[Author] Rosa”). Signs between and around the letters count
    for nothing; a word that only begins like a reserved one is another word.
    """
    reserved, badges = _squeezed(reserved), _squeezed(badges)
    squeezed = squeeze(name)
    if squeezed in reserved or squeezed in badges:
        return True
    if not any(badge in squeezed for badge in badges):
        return False
    words = _words(name)
    for start, end in _runs(words):
        if "".join(words[start:end]) in badges:
            beside = words[:start], words[end:]
            if end == len(words) or any(_holds(part, reserved) for part in beside):
                return True
    return False


def squeeze(name: str) -> str:
    """A name as it is compared: folded, without blanks, punctuation and pictures."""
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in fold(name)).split()


def _runs(words: list[str]) -> combinations:
    return combinations(range(len(words) + 1), 2)


def _holds(words: list[str], names: frozenset[str]) -> bool:
    return any("".join(words[start:end]) in names for start, end in _runs(words))


@lru_cache(maxsize=16)
def _squeezed(names: frozenset[str]) -> frozenset[str]:
    return frozenset(filter(None, map(squeeze, names)))
