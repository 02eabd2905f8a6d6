"""What rules look at: what was typed, what was known then, and what the site's settings ask for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self

from comments.words import WordList


@dataclass(frozen=True)
class Submission:
    """What a visitor typed, cleaned."""

    name: str = ""
    email: str = ""
    website: str = ""
    text: str = ""


@dataclass(frozen=True)
class Facts:
    """What was known when a comment came; stored with it, so that it can be judged again.

    ``is_trusted``: the address is proved for this very post and has approved comments.
    ``seconds``: from opening the page to posting, by a script; ``None`` tells nothing.
    ``recent_by_…``: comments within the last hour. ``bayes``: probability of spam,
    0 to 1, ``None`` until enough was learnt; ``telling``: the words that speak for it.
    """

    is_staff: bool = False
    is_trusted: bool = False
    is_proved: bool = False
    honeypot: bool = False
    seconds: int | None = None
    same_text: int = 0
    recent_by_address: int = 0
    recent_by_network: int = 0
    approved_before: int = 0
    rejected_before: int = 0
    spam_before: int = 0
    bayes: float | None = None
    telling: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a JSON column."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that ``as_dict`` stored, by whichever version of it."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})


@dataclass(frozen=True)
class Policy:
    """The settings of a site that rules obey.

    ``blocked_domains``: hosts in ASCII (``addresses.domains`` reads a list), sub-domains
    included. ``reserved_names``: folded; ``badges`` too, what stands beside the names of
    those who belong here. ``busy_…``: comments an hour that are still fine.
    """

    moderation: Literal["all", "first", "none"] = "first"
    max_links: int = 2
    watched: WordList = field(default_factory=WordList)
    disallowed: WordList = field(default_factory=WordList)
    blocked_domains: frozenset[str] = frozenset()
    reserved_names: frozenset[str] = frozenset()
    badges: frozenset[str] = frozenset()
    min_seconds: int = 3
    busy_address: int = 5
    busy_network: int = 10
    uses_bayes: bool = True
