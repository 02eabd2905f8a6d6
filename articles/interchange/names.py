"""Names of authors, between one line as it is printed and the parts that files ask for."""

from dataclasses import dataclass

from articles.sources import OTHERS

_PARTICLES = (
    "af al bin da das de del della den der di dos du el ibn la le ten ter van vom von zu zum zur"
)
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
#: Whoever has one of these in the name is many.
_CORPORATE = (
    "academy agency alliance association board bureau centre center club college collaboration "
    "commission committee company consortium council department federation foundation "
    "fund group health hospital institute laboratory library ministry museum network office "
    "organisation organization press programme program project research school service "
    "services society studio team trust union university "
    "and for of on the und für et pour &"
)
_CORPORATE_WORDS = frozenset(_CORPORATE.split())


@dataclass(frozen=True)
class Name:
    """A person's name in its parts; ``literal`` where it has none, as that of an institution."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""


def parted(name: str) -> Name:
    """The parts of a printed name. Putting them together again gives the same name."""
    words = name.split(" ")
    alone = len(words) == 1 or len(words) > 6 or "," in name or name == OTHERS or "" in words
    if alone or not _CORPORATE_WORDS.isdisjoint(word.casefold() for word in words):
        return Name(literal=name)
    suffix = words.pop() if words[-1] in _SUFFIXES and len(words) > 2 else ""
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES.split():
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def printed(*, family: str = "", given: str = "", suffix: str = "") -> str:
    """A name from its parts, as it is printed."""
    return " ".join(filter(None, [given.strip(), family.strip(), suffix.strip()]))


def listed(names: list[str]) -> str:
    """Many names as one field keeps them."""
    return "; ".join(filter(None, (" ".join(name.replace(";", ",").split(" ")) for name in names)))
