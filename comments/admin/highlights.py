"""A comment's text with the places in it that made the rules speak."""

import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comments.facts import Policy
from comments.words import WordList

#: What looks like a link in the source; whether it becomes one is for the rendering to say.
_LINK = re.compile(r"(?:https?://|www\.|mailto:)[^\s<>()\[\]\"]+", re.IGNORECASE)

#: From the weakest to the strongest: where two lie over each other, the stronger one is shown.
_KINDS: dict[str, Promise] = {
    "link": _("Link"),
    "telling": _("Told the filter that this resembles spam"),
    "watched": _("Watched word"),
    "disallowed": _("Disallowed word"),
}
_RANKS = {kind: rank for rank, kind in enumerate(_KINDS, start=1)}


def mark(text: str, policy: Policy, telling: list[str]) -> SafeString:
    """``text`` as HTML, escaped, with ``<mark>`` around links and listed words.

    ``policy`` holds the lists as they are now; ``telling`` are the words that the filter
    named when the comment came.
    """
    ranks = bytearray(len(text))
    for start, end, kind in _places(text, policy, telling):
        ranks[start:end] = bytes(max(_RANKS[kind], old) for old in ranks[start:end])
    return format_html_join("", "{}", ((_as_html(*run),) for run in _runs(text, ranks)))


def _places(text: str, policy: Policy, telling: list[str]) -> Iterator[tuple[int, int, str]]:
    for found in _LINK.finditer(text):
        yield found.start(), found.end(), "link"
    words = WordList.parse("\n".join(word.removeprefix("host:") for word in telling))
    for kind, terms in (
        ("telling", words),
        ("watched", policy.watched),
        ("disallowed", policy.disallowed),
    ):
        for found in terms.find(text):
            yield found.start, found.end, kind


def _runs(text: str, ranks: bytearray) -> Iterator[tuple[str, int]]:
    """``text`` cut where the rank changes; the pieces together are ``text`` again."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or ranks[place] != ranks[start]:
            yield text[start:place], ranks[start]
            start = place


def _as_html(text: str, rank: int) -> SafeString | str:
    if not rank:
        return text
    kind = list(_KINDS)[rank - 1]
    return format_html(
        '<mark class="queue-mark queue-mark--{}" title="{}">{}</mark>', kind, _KINDS[kind], text
    )
