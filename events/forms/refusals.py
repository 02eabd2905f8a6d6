"""What the page editor refuses: which form, which of its fields, in which words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import Form


@dataclass(frozen=True)
class Refused:
    """A sentence for beside a field; None is the form as a whole."""

    form: Form
    field: str | None
    sentence: str


def folded(text: str) -> str:
    """Without what people do not see as a difference: case, and spaces at the ends or twice."""
    return " ".join(text.split()).casefold()


def twice(rows: Iterable[Form], field: str, sentence: str) -> Iterator[Refused]:
    """Rows that choose in ``field`` what a row above them has chosen."""
    seen: set[Any] = set()
    for row in rows:
        chosen = row.cleaned_data.get(field)
        if chosen is None or chosen == "":
            continue
        if chosen in seen:
            yield Refused(row, field, sentence)
        seen.add(chosen)
