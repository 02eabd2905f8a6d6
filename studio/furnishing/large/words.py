"""Words nobody ever wrote: a made-up language in which few words are common and most are rare.

The word of rank *r* is met about 1/*r* as often as the first one, as in any language
(G. K. Zipf, "Human Behavior and the Principle of Least Effort", 1949). So a search can be
tried with a word that stands in every article, and with one that stands in a few.
"""

from functools import cache
from itertools import accumulate, product
from random import Random

#: Words of the house, spread among the invented ones, for whoever searches by hand: the
#: first is met about as often as "the", the last in one text of hundreds.
OURS = (
    *("movement", "breath", "foot", "running", "spring", "floor", "trunk", "slowly"),
    *("arch", "stride", "ribs", "morning", "canal", "patience", "metronome", "diaphragm"),
)
SIZE = 60_000
_BEGINNINGS = [
    "b",
    "d",
    "f",
    "g",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "br",
    "dr",
    "gl",
    "kr",
    "pl",
    "st",
    "tr",
    "sh",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
_ENDINGS = ("", "", "n", "r", "l", "s", "m")


@cache
def _words() -> tuple[list[str], list[float]]:
    """All words by rank, and their cumulative weights; the same on every machine."""
    chance = Random("words")  # noqa: S311 - no secret, and always the same
    syllables = ["".join(parts) for parts in product(_BEGINNINGS, _VOWELS)]
    words: dict[str, None] = {}
    while len(words) < SIZE:
        # frequent words are short
        length = 1 + (len(words) > 60) + (len(words) > 4_000)
        word = "".join(chance.choices(syllables, k=length)) + chance.choice(_ENDINGS)
        words[word] = None
    ranked = list(words)
    for number, word in enumerate(OURS):
        ranked.insert(round(1.75**number), word)
    return ranked, list(accumulate(1 / rank for rank in range(1, len(ranked) + 1)))


class Words:
    """Texts, drawn by ``chance``."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.words, self.weights = _words()

    def draw(self, count: int) -> list[str]:
        """So many words, common and rare."""
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def rare(self) -> str:
        """A word of any rank, so nearly always a rare one."""
        return self.chance.choice(self.words)

    def title(self) -> str:
        """Three to seven words, one of them rare, without a full stop."""
        words = [*self.draw(self.chance.randint(2, 6)), self.rare()]
        return " ".join(words).capitalize()

    def sentence(self) -> str:
        """Five to eighteen words."""
        return " ".join(self.draw(self.chance.randint(5, 18))).capitalize() + "."

    def text(self, sentences: int) -> str:
        """So many sentences."""
        return " ".join(self.sentence() for _sentence in range(sentences))

    def name(self) -> str:
        """Of somebody who does not exist."""
        first, last = self.chance.choices(self.words[61:4_000], k=2)
        return f"{first.capitalize()} {last.capitalize()}"
