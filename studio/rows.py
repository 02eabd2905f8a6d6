"""Rows of an inline panel of any page, as forms meet them."""

from collections.abc import Iterable
from typing import Any

from modelcluster.models import ClusterableModel

#: More rows than Django's formsets accept are not looked at.
_MOST_ROWS = 2_000


def forget_lost_ids(instance: ClusterableModel, relations: Iterable[str]) -> None:
    """Let children whose stored row is gone be new again.

    An old revision remembers the ids its children had. Where they were deleted
    since, Django's formset refuses the ids, and the revision could never be
    published or brought back again.
    """
    for name in relations:
        manager = getattr(instance, name, None)
        if not hasattr(manager, "get_live_queryset"):
            continue  # no relation of this model's revisions
        children = [child for child in manager.all() if child.pk]
        stored = manager.model.objects.in_bulk([child.pk for child in children])
        for child in children:
            if child.pk not in stored:
                child.pk = None


def leave_out_empty(data: Any, prefix: str, name: str) -> Any:
    """Posted ``data`` without the new rows of ``prefix`` whose one field ``name`` is empty.

    Whoever has just added a row has not filled it yet: the form would refuse it, and the
    autosave pause over it. Each counts as deleted, here alone; the browser keeps it.
    """
    total = _number(data.get(f"{prefix}-TOTAL_FORMS"))
    rows = [f"{prefix}-{index}" for index in range(min(total, _MOST_ROWS))]
    empty = [row for row in rows if not data.get(f"{row}-id") and not data.get(f"{row}-{name}")]
    if not empty:
        return data
    data = data.copy()
    for row in empty:
        data[f"{row}-DELETE"] = "1"
    return data


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
