"""Letters in the editors' own words, with names in braces for what differs.

``Hello {greeting}`` is filled in from a list of names that is closed. It is no
template language: there is nothing to call, to format or to reach through a dot, and
whatever is not on the list stays as it was typed.
"""

import re
from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What may stand in braces, with what an editor is told about it.
NAMES: dict[str, str | Promise] = {
    "greeting": _("Hello, with the name of the person"),
    "event": _("The title of the event"),
    "dates": _("When it takes place: every date that is still to come"),
    "place": _("Where it takes place"),
    "teachers": _("Who teaches"),
    "price": _("What it costs"),
    "studio": _("The name of the studio"),
    "link": _("The person’s own link, to change or give back the place"),
    "deadline": _("Until when the person may answer or give back the place"),
}

#: Words in braces within a line. Every part takes what it can and gives nothing back,
#: and a run of braces is looked at once: time is linear whatever is typed.
_BRACED = re.compile(r"(?<!\{)(\{++)([^{}\r\n]*+)(\}++)")


def unknown_names(text: str) -> list[str]:
    """What stands in braces and is not on the list: in order, each once, without its braces.

    Braces around nothing, and those without a partner in the line, are no names.
    """
    return list(dict.fromkeys(name for _, name, _ in _names(text) if name not in NAMES))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the names filled in, in one pass: a value is never filled in itself.

    A name of the list without a value becomes nothing; every other brace stays as
    typed. What comes back is plain text, to be escaped where it goes into HTML.
    """
    parts, end = [], 0
    for start, name, stop in _names(text):
        if name in NAMES:
            parts += [text[end:start], values.get(name, "")]
            end = stop
    return "".join([*parts, text[end:]])


def _names(text: str) -> Iterator[tuple[int, str, int]]:
    """Where a name with its braces begins, the name, and where it ends.

    Double braces, which people bring along from template languages, belong to the
    name, so that it is told to be unknown; a single one too many is a lone brace.
    """
    for found in _BRACED.finditer(text):
        opening, name, closing = found.groups()
        if not name.strip():
            continue
        more = min(len(opening), len(closing)) - 1
        start, stop = found.start(2) - 1 - more, found.end(2) + 1 + more
        yield start, text[start + 1 : stop - 1], stop
