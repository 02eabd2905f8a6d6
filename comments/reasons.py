"""Why a comment was not simply published: what a rule found, and how it is told to moderators."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy, ngettext


@dataclass(frozen=True)
class Reason:
    """What one rule found. ``details`` are numbers and words in the order ``explain`` expects."""

    rule: str
    score: int
    details: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a JSON column."""
        return {"rule": self.rule, "score": self.score, "details": list(self.details)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """The reason that ``as_dict`` stored."""
        return cls(stored["rule"], stored["score"], list(stored.get("details", ())))


_TITLES: dict[str, Promise] = {
    "all": gettext_lazy("Every comment waits"),
    "first": gettext_lazy("Not known yet"),
    "links": gettext_lazy("Too many links"),
    "watched": gettext_lazy("Watched word"),
    "disallowed": gettext_lazy("Disallowed word"),
    "domain": gettext_lazy("Blocked domain"),
    "name": gettext_lazy("Reserved name"),
    "honeypot": gettext_lazy("Hidden field filled in"),
    "hasty": gettext_lazy("Sent too fast"),
    "same_text": gettext_lazy("Same text again"),
    "busy_address": gettext_lazy("Many from one address"),
    "busy_network": gettext_lazy("Many from one network"),
    "rejected_before": gettext_lazy("Rejected before"),
    "spam_before": gettext_lazy("Spam before"),
    "bayes": gettext_lazy("Resembles spam"),
    "reports": gettext_lazy("Reported by readers"),
}

#: Every rule that a stored reason may name: those of the pipeline, then what readers report.
RULE_NAMES = tuple(_TITLES)


def title(rule: str) -> str:
    """A short label of a rule; the name itself where the rule is no longer known."""
    return str(_TITLES.get(rule, rule))


def explain(reason: Reason) -> str:
    """A full sentence for moderators, in the language of whoever reads it."""
    sentence = _SENTENCES.get(reason.rule)
    try:
        return sentence(reason.details) if sentence else f"{title(reason.rule)}."
    except (IndexError, ValueError):  # stored by an older rule, with other details
        return f"{title(reason.rule)}."


def _all(details: list[str]) -> str:
    return gettext("Every comment waits for a moderator.")


def _first(details: list[str]) -> str:
    return gettext("We do not know this writer yet: no approved comment from a confirmed address.")


def _links(details: list[str]) -> str:
    count, most = int(details[0]), int(details[1])
    if not most:
        return ngettext(
            "Contains %(count)d link; none is let through.",
            "Contains %(count)d links; none is let through.",
            count,
        ) % {"count": count}
    return ngettext(
        "Contains %(count)d link; up to %(most)d are let through.",
        "Contains %(count)d links; up to %(most)d are let through.",
        count,
    ) % {"count": count, "most": most}


def _watched(details: list[str]) -> str:
    return _listed(
        details,
        lambda n: ngettext(
            "Contains a watched word: %(list)s.", "Contains watched words: %(list)s.", n
        ),
    )


def _disallowed(details: list[str]) -> str:
    return _listed(
        details,
        lambda n: ngettext(
            "Contains a disallowed word: %(list)s.", "Contains disallowed words: %(list)s.", n
        ),
    )


def _domain(details: list[str]) -> str:
    return _listed(
        details,
        lambda n: ngettext(
            "Leads to a blocked domain: %(list)s.", "Leads to blocked domains: %(list)s.", n
        ),
    )


def _name(details: list[str]) -> str:
    return gettext("The name “%(name)s” is reserved.") % {"name": details[0]}


def _honeypot(details: list[str]) -> str:
    return gettext("A field that people do not see was filled in.")


def _hasty(details: list[str]) -> str:
    seconds = int(details[0])
    return ngettext(
        "Sent %(seconds)d second after the page was opened; people take at least %(least)s.",
        "Sent %(seconds)d seconds after the page was opened; people take at least %(least)s.",
        seconds,
    ) % {"seconds": seconds, "least": details[1]}


def _same_text(details: list[str]) -> str:
    count = int(details[0])
    return ngettext(
        "The same text was posted %(count)d more time lately.",
        "The same text was posted %(count)d more times lately.",
        count,
    ) % {"count": count}


def _busy_address(details: list[str]) -> str:
    count = int(details[0])
    return ngettext(
        "This e-mail address posted %(count)d comment within an hour.",
        "This e-mail address posted %(count)d comments within an hour.",
        count,
    ) % {"count": count}


def _busy_network(details: list[str]) -> str:
    count = int(details[0])
    return ngettext(
        "This network posted %(count)d comment within an hour.",
        "This network posted %(count)d comments within an hour.",
        count,
    ) % {"count": count}


def _rejected_before(details: list[str]) -> str:
    count = int(details[0])
    return ngettext(
        "A moderator rejected %(count)d earlier comment of this writer.",
        "Moderators rejected %(count)d earlier comments of this writer.",
        count,
    ) % {"count": count}


def _spam_before(details: list[str]) -> str:
    count = int(details[0])
    return ngettext(
        "%(count)d earlier comment of this writer was spam.",
        "%(count)d earlier comments of this writer were spam.",
        count,
    ) % {"count": count}


def _bayes(details: list[str]) -> str:
    percent, words = int(details[0]), details[1:]
    if not words:
        return gettext("Resembles what was marked as spam here (%(percent)d %%).") % {
            "percent": percent
        }
    return gettext(
        "Resembles what was marked as spam here (%(percent)d %%), above all by: %(list)s."
    ) % {"percent": percent, "list": ", ".join(words)}


def _reports(details: list[str]) -> str:
    count = int(details[0])
    return ngettext("%(count)d reader reported it.", "%(count)d readers reported it.", count) % {
        "count": count
    }


def _listed(details: list[str], sentence: Callable[[int], str]) -> str:
    quoted = [gettext("“%(word)s”") % {"word": word} for word in details]
    return sentence(len(quoted)) % {"list": get_text_list(quoted, gettext("and"))}


_SENTENCES: dict[str, Callable[[list[str]], str]] = {
    "all": _all,
    "first": _first,
    "links": _links,
    "watched": _watched,
    "disallowed": _disallowed,
    "domain": _domain,
    "name": _name,
    "honeypot": _honeypot,
    "hasty": _hasty,
    "same_text": _same_text,
    "busy_address": _busy_address,
    "busy_network": _busy_network,
    "rejected_before": _rejected_before,
    "spam_before": _spam_before,
    "bayes": _bayes,
    "reports": _reports,
}
