"""How much a comment resembles this site's own spam, learnt from its moderators' decisions.

A word's probability is smoothed towards one half as Gary Robinson proposed ("A
Statistical Approach to the Spam Problem", Linux Journal, March 2003), with his
combination by Fisher's method; that only the most telling words are heard is from
Paul Graham ("A Plan for Spam", August 2002). Robinson's answer stays near one
half where words disagree, which suits a signal that never decides alone.
"""

import math
import re
from collections.abc import Iterable, Mapping

from comments.addresses import host
from comments.rendering import links, plain
from comments.words import fold

#: Nothing is said before so many comments of each kind have been learnt.
LEAST_LEARNT = 15
_MOST_TOKENS = 300
_MOST_HEARD = 15
_MOST_TELLING = 6
#: Robinson's s and x: how strongly a word is held for neutral until it was met often.
_STRENGTH = 1.0
_NEUTRAL = 0.5
#: A word below this is not told as speaking for spam.
_TELLING_FROM = 0.6
_WORD = re.compile(r"[^\W\d_]+")
_LENGTHS = range(3, 21)
#: What is left of a long host is its end: the beginning is at whim of whoever owns the domain.
_LONGEST_HOST = 75


def tokens(text: str) -> set[str]:
    """What is counted of a text, at most 300: the hosts of its links as ``host:…``, then its words.

    Words are folded and have 3 to 20 letters; no token is longer than 80 signs.
    """
    hosts = (f"host:{name[-_LONGEST_HOST:]}" for name in map(host, links(text)) if name)
    words = (word for word in _WORD.findall(fold(plain(text))) if len(word) in _LENGTHS)
    return set(_first(_MOST_TOKENS, (*hosts, *words)))


def probability(
    tokens: Iterable[str], counts: Mapping[str, tuple[int, int]], approved: int, spam: int
) -> tuple[float, list[str]] | None:
    """The probability of spam, 0 to 1, and at most 6 words that speak for it, the strongest first.

    ``counts`` holds in how many approved and in how many spam comments a token was;
    ``approved`` and ``spam`` are how many comments of each kind were learnt. ``None``
    until there are enough of both.
    """
    if min(approved, spam) < LEAST_LEARNT:
        return None
    weights = {
        token: _weight(counts[token], approved, spam)
        for token in tokens
        if token in counts and any(counts[token])
    }
    # By name among equals: a set has no order, and a verdict has to be the same tomorrow.
    ranked = sorted(weights, key=lambda token: (-abs(weights[token] - _NEUTRAL), token))
    heard = ranked[:_MOST_HEARD]
    telling = [token for token in heard if weights[token] > _TELLING_FROM]
    return _combined([weights[token] for token in heard]), telling[:_MOST_TELLING]


def _weight(count: tuple[int, int], approved: int, spam: int) -> float:
    """A word's smoothed probability of spam; never quite 0 nor 1."""
    good, bad = min(count[0] / approved, 1.0), min(count[1] / spam, 1.0)
    met = sum(count)
    return (_STRENGTH * _NEUTRAL + met * bad / (good + bad)) / (_STRENGTH + met)


def _combined(weights: list[float]) -> float:
    """Fisher's method for and against, and the mean of both: one half where nothing is known."""
    if not weights:
        return _NEUTRAL
    for_spam = _chi_squared(-2 * sum(math.log(1 - weight) for weight in weights), len(weights))
    against = _chi_squared(-2 * sum(math.log(weight) for weight in weights), len(weights))
    return (1 + against - for_spam) / 2


def _chi_squared(value: float, pairs: int) -> float:
    """The probability that chi-squared with ``2 * pairs`` degrees of freedom exceeds ``value``."""
    term = total = math.exp(-value / 2)
    for step in range(1, pairs):
        term *= value / 2 / step
        total += term
    return min(total, 1.0)


def _first(most: int, names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))[:most]
