"""What the list of events can be narrowed down to: links, and how much is behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from events.choices import Kind, Level

#: What can be chosen, as the address names it.
FACETS = ("kind", "level", "teacher")


@dataclass(frozen=True)
class Choice:
    """One link of a filter: how many events there are behind it."""

    label: str
    count: int
    address: str
    is_current: bool


@dataclass(frozen=True)
class Filter:
    """What can be chosen; nothing that leads to an empty list."""

    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Row:
    """What filters ask of an event: facet → its values."""

    pool_id: int
    values: Mapping[str, frozenset[str]]

    def fits(self, wanted: Mapping[str, str]) -> bool:
        """Whether it has all that is ``wanted``."""
        return all(value in self.values[facet] for facet, value in wanted.items())


def of(
    rows: Sequence[Row],
    wanted: Mapping[str, str],
    people: Mapping[str, str],
    path: str,
    *,
    is_past: bool,
) -> list[Filter]:
    """A filter where there is something to choose from; counts keep what else was chosen."""
    labels = {
        "kind": (_("Kind"), {Kind.ONE_OFF: _("Single events"), Kind.COURSE: _("Courses")}),
        "level": (_("Level"), dict(Level.choices)),
        "teacher": (_("With"), dict(sorted(people.items(), key=lambda one: one[1].casefold()))),
    }
    found = []
    for facet, (label, names) in labels.items():
        others = {name: value for name, value in wanted.items() if name != facet}
        fitting = [row for row in rows if row.fits(others)]
        counts = {
            value: sum(value in row.values[facet] for row in fitting)
            for value in names
            if any(value in row.values[facet] for row in rows)
        }
        if len(counts) < 2 and facet not in wanted:
            continue
        chosen = wanted.get(facet)
        base = {"past": "1"} if is_past else {}
        choices = [Choice(_("Any"), len(fitting), address(path, base | others), chosen is None)]
        choices += [
            Choice(
                str(names[value]),
                count,
                address(path, base | others | {facet: value}),
                value == chosen,
            )
            for value, count in counts.items()
            if count or value == chosen
        ]
        found.append(Filter(label, choices))
    return found


def address(path: str, query: Mapping[str, str]) -> str:
    """``path``, asking for ``query`` if for anything."""
    return f"{path}?{urlencode(query)}" if query else path
