"""Rows of an inline panel that know each other by key, as the browser posts them."""

from collections.abc import Iterable, Mapping
from typing import Any

from modelcluster.models import ClusterableModel

from articles.keys import new_key

#: More rows than Django's formsets accept are not looked at.
_MOST_ROWS = 2_000


def forget_lost_ids(instance: ClusterableModel, relations: Iterable[str]) -> None:
    """Let children whose stored row is gone be new again.

    An old revision remembers the ids its children had. Where they were deleted
    since, Django's formset refuses the ids, and the revision could never be
    reverted to.
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


def mend_rows(data: Any, prefix: str, stored: Mapping[str, int]) -> tuple[Any, dict[str, str]]:
    """Posted ``data`` in which every row of the formset ``prefix`` has a key of its own.

    ``stored`` maps the keys of saved rows to their ids. A row without an id
    whose key is stored *is* the stored row: Wagtail's autosave has created it
    while this post was under way, and creating it again would double it. A
    missing key is made up; of two rows with one key, the later gets a new one.

    Also gives what was changed, by field name.
    """
    total = _number(data.get(f"{prefix}-TOTAL_FORMS"))
    rows = [f"{prefix}-{index}" for index in range(min(total, _MOST_ROWS))]
    mended: dict[str, str] = {}
    ids = {data.get(f"{row}-id") for row in rows}
    # whoever has an id keeps the key, whatever the order
    rows.sort(key=lambda row: not data.get(f"{row}-id"))
    taken: set[str] = set()
    for row in rows:
        key = (data.get(f"{row}-key") or "").strip()
        has_id, deleted = data.get(f"{row}-id"), data.get(f"{row}-DELETE")
        if not deleted and not has_id and key in stored and str(stored[key]) not in ids:
            mended[f"{row}-id"] = str(stored[key])
            ids.add(str(stored[key]))
        elif not deleted and (not key or key in taken):
            key = mended[f"{row}-key"] = new_key()
        if has_id or not deleted:
            taken.add(key)
    if not mended:
        return data, {}
    data = data.copy()
    if any(name.endswith("-id") for name in mended):
        # Django looks for the ids of the first so many rows alone
        mended[f"{prefix}-INITIAL_FORMS"] = str(total)
        for row in rows:
            data.setdefault(f"{row}-id", "")
    for name, value in mended.items():
        data[name] = value
    return data, mended


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
