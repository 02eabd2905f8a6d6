"""Rows of dates and questions, as the browser posts them: each is one, whatever is sent twice.

A row is known by a key that it has in the browser before it is first saved
(``panels.HiddenKeyInput``). Wagtail's autosave saves new rows and tells the browser their
ids; where that is not heard (https://github.com/wagtail/wagtail/issues/14568) the browser
posts them as new once more.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from events.questions import new_key

#: More rows than Django's formsets accept are not looked at.
_MOST_ROWS = 2_000
_KEY = re.compile(r"[\w-]{1,40}", re.ASCII)


class KeyField(forms.CharField):
    """A key. A row of nothing but a key is untouched."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, max_length=40)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


def mend_rows(
    data: Any, prefix: str, stored: Iterable[Any], words: Mapping[str, str]
) -> tuple[Any, dict[str, str]]:
    """Posted ``data`` in which each row of the formset ``prefix`` is one, with its own key.

    ``stored`` are the rows as they are saved. A saved row keeps its key whatever is posted;
    a row without an id whose key is saved *is* that row; a row that is new and says nothing
    in its fields ``words`` (name → what a new row has), or the same as another, is left out. Also gives what was
    changed, by field name, for the browser to post next time.
    """
    ids = {str(one.pk): one.key for one in stored if one.pk}
    keys = {key: pk for pk, key in ids.items()}
    rows = _rows(data, prefix)
    mended: dict[str, str] = {}
    posted = {data.get(f"{row}-id") for row in rows}
    # whoever has an id is the older one, whatever the order
    rows.sort(key=lambda row: not data.get(f"{row}-id"))
    taken: set[str] = set()
    said: set[tuple[str, ...]] = set()
    left_out = []
    for row in rows:
        pk, key = data.get(f"{row}-id"), data.get(f"{row}-key") or ""
        if not pk and key in keys and keys[key] not in posted:
            pk = mended[f"{row}-id"] = keys[key]
            posted.add(pk)
        if data.get(f"{row}-DELETE"):
            taken.add(ids.get(pk, ""))
            continue
        text = tuple(_said(data.get(f"{row}-{name}"), words[name]) for name in words)
        if not pk and (text in said or not any(text)):
            left_out.append(f"{row}-DELETE")
            continue
        said.add(text)
        wanted = ids.get(pk) or key
        if not _KEY.fullmatch(wanted) or wanted in taken:
            wanted = new_key()
        if wanted != key:
            mended[f"{row}-key"] = wanted
        taken.add(wanted)
    return _changed(data, prefix, rows, mended, left_out), mended


def _said(typed: str | None, unless: str) -> str:
    text = (typed or "").strip()
    return "" if text == unless else text


def _rows(data: Any, prefix: str) -> list[str]:
    total = data.get(f"{prefix}-TOTAL_FORMS") or ""
    count = int(total) if total.isascii() and total.isdigit() and len(total) < 7 else 0
    return [f"{prefix}-{index}" for index in range(min(count, _MOST_ROWS))]


def _changed(
    data: Any, prefix: str, rows: list[str], mended: dict[str, str], left_out: list[str]
) -> Any:
    if not mended and not left_out:
        return data
    data = data.copy()
    if any(name.endswith("-id") for name in mended):
        # Django looks for the ids of the first so many rows alone
        mended[f"{prefix}-INITIAL_FORMS"] = str(len(rows))
        for row in rows:
            data.setdefault(f"{row}-id", "")
    for name, value in mended.items():
        data[name] = value
    for name in left_out:
        data[name] = "1"
    return data
