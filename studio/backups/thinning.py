"""Which old backups may go: some days, some weeks, some months stay."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

_RULE = re.compile(r"(\d{1,3})d(\d{1,3})w(\d{1,3})m")


@dataclass(frozen=True)
class Rule:
    """How many days, weeks and months keep their newest backup."""

    days: int
    weeks: int
    months: int


def read(text: str) -> Rule | None:
    """The rule of a text such as ``7d4w6m``; None where it is none, or keeps nothing."""
    found = _RULE.fullmatch(text)
    rule = Rule(*map(int, found.groups())) if found else None
    return rule if rule and (rule.days or rule.weeks or rule.months) else None


def kept(moments: Iterable[datetime], rule: Rule) -> set[datetime]:
    """Those that stay: the newest of each of the last days, weeks, months *that have one*.

    Days without a backup do not count, so that a site that made none for a year loses none of
    those it has. The newest of all always stays.
    """
    newest_first = sorted(moments, reverse=True)
    stays = set(newest_first[:1])
    spans: tuple[tuple[int, Callable[[datetime], tuple]], ...] = (
        (rule.days, lambda moment: (moment.year, moment.month, moment.day)),
        (rule.weeks, lambda moment: tuple(moment.isocalendar())[:2]),
        (rule.months, lambda moment: (moment.year, moment.month)),
    )
    for most, span_of in spans:
        seen: dict[tuple, datetime] = {}
        for moment in newest_first:
            seen.setdefault(span_of(moment), moment)
        stays.update(list(seen.values())[:most])
    return stays
