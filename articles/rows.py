"""Rows of an inline panel that know each other by key, as the browser posts them."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import models

from articles.keys import new_key

#: Longer numbers than any database has ids.
_LIKE_AN_ID = re.compile(r"[1-9]\d{0,17}", re.ASCII)
#: More rows than Django's formsets accept are not looked at.
_MOST_ROWS = 2_000


def mend_rows(data: Any, prefix: str, stored: Mapping[str, int]) -> tuple[Any, dict[str, str]]:
    """Posted ``data`` in which every row of the formset ``prefix`` has a key of its own.

    ``stored`` maps the keys of saved rows to their ids. A row without an id
    whose key is stored *is* the stored row: Wagtail's autosave has created it
    while this post was under way, and creating it again would double it. A row
    whose id is stored no longer (it was deleted, saved, and brought back by an
    undo) is new. A missing key is made up; of two rows with one key, the later
    gets a new one.

    Also gives what was changed, by field name.
    """
    total = _number(data.get(f"{prefix}-TOTAL_FORMS"))
    rows = [f"{prefix}-{index}" for index in range(min(total, _MOST_ROWS))]
    known = {str(pk) for pk in stored.values()}
    mended = {
        f"{row}-id": ""
        for row in rows
        if data.get(f"{row}-id") and data.get(f"{row}-id") not in known
        if not data.get(f"{row}-DELETE")
    }
    ids = {data.get(f"{row}-id") for row in rows}
    # whoever has an id keeps the key, whatever the order
    rows.sort(key=lambda row: not data.get(f"{row}-id"))
    taken: set[str] = set()
    for row in rows:
        key = (data.get(f"{row}-key") or "").strip()
        has_id, deleted = mended.get(f"{row}-id", data.get(f"{row}-id")), data.get(f"{row}-DELETE")
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


def lost_links(data: Any, prefix: str, name: str, targets: models.QuerySet[Any]) -> dict[str, str]:
    """Nothing, for each posted field ``name`` that names none of ``targets`` (any more).

    What was chosen may be deleted while somebody has the form open; the form
    would refuse the row, though what the row says is whole.
    """
    total = _number(data.get(f"{prefix}-TOTAL_FORMS"))
    fields = [f"{prefix}-{index}-{name}" for index in range(min(total, _MOST_ROWS))]
    chosen = {field: data[field] for field in fields if data.get(field)}
    ids = {pk for pk in chosen.values() if _LIKE_AN_ID.fullmatch(pk)}
    known = (
        {str(pk) for pk in targets.filter(pk__in=ids).values_list("pk", flat=True)} if ids else ()
    )
    return {field: "" for field, pk in chosen.items() if pk not in known}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
