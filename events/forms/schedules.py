"""Dates and windows as an editor types them: times that the clock shows, once, in order."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.forms import Form
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events import wall_clock
from events.choices import Kind
from events.forms.refusals import Refused

#: Start and end of a date in UTC, with its row.
Span = tuple[datetime, datetime, Form]


def refusals(page_form: Form, rows: Sequence[Form], *, is_finished: bool) -> Iterator[Refused]:
    """What is wrong with dates, windows and expiry; ``is_finished``: it is to be published."""
    typed = page_form.cleaned_data
    zone = ZoneInfo(typed["zone"]) if typed.get("zone") else None
    if zone is None:
        return  # refused by the field itself
    spans: list[Span] = []
    for row in rows:
        yield from _of_date(row, zone, spans)
    yield from _overlaps(spans, zone)
    first = min((start for start, _end, _row in spans), default=None)
    yield from _windows(page_form, first, zone)
    last = max((end for _start, end, _row in spans), default=None)
    expires = typed.get("expire_at")
    if expires and last and expires < last:
        yield Refused(
            page_form,
            "expire_at",
            _("The page would be unpublished before the event is over, on %(day)s.")
            % {"day": _said(last, zone)},
        )
    if is_finished:
        yield from _number(page_form, rows)
        if typed.get("closes_on") and not typed.get("closes_time"):
            yield Refused(page_form, "closes_time", _("At what time does it close on that day?"))


def _of_date(row: Form, zone: ZoneInfo, spans: list[Span]) -> Iterator[Refused]:
    """What is wrong with one date; where nothing is, it is added to ``spans``."""
    day, typed = row.cleaned_data.get("day"), row.cleaned_data
    moments = []
    for field in ("starts", "ends"):
        if day is None or typed.get(field) is None:
            continue
        try:
            moments.append(_moment(day, typed[field], zone))
        except _NotOnce as refusal:
            yield Refused(row, field, str(refusal))
    if len(moments) < 2:
        return
    start, end = moments
    if end <= start:
        yield Refused(
            row,
            "ends",
            _("This is not after the beginning. A date ends on the day on which it begins."),
        )
    else:
        spans.append((start, end, row))


def _overlaps(spans: list[Span], zone: ZoneInfo) -> Iterator[Refused]:
    """Each date that begins before an earlier one is over."""
    latest: Span | None = None
    for span in sorted(spans, key=lambda one: one[:2]):
        if latest and span[0] < latest[1]:
            yield Refused(
                span[2],
                "starts",
                _("This overlaps with the date that begins on %(day)s.")
                % {"day": _said(latest[0], zone)},
            )
        if latest is None or span[1] > latest[1]:
            latest = span


def _number(page_form: Form, rows: Sequence[Form]) -> Iterator[Refused]:
    kind = page_form.cleaned_data.get("event_kind")
    if kind == Kind.ONE_OFF and len(rows) > 1:
        yield Refused(
            page_form,
            "event_kind",
            _("A single event has one date. Choose “course”, or take the other dates away."),
        )
    if kind == Kind.COURSE and not rows:
        yield Refused(page_form, "event_kind", _("A course needs dates: add them below."))


def _windows(page_form: Form, first: datetime | None, zone: ZoneInfo) -> Iterator[Refused]:
    """What is wrong with when registration opens and closes; ``first``: when the event begins."""
    ends: dict[str, tuple[datetime, str]] = {}
    for name in ("opens", "closes"):
        refused = list(_of_window(page_form, name, first, zone, ends))
        yield from refused
        if refused:
            return
    opens, closes = ends.get("opens"), ends.get("closes")
    if opens and closes and opens[0] >= closes[0]:
        yield Refused(page_form, closes[1], _("It would close before it opens."))
    elif opens and not closes and first and opens[0] >= first:
        yield Refused(
            page_form, opens[1], _("It would open after the event has begun, when it is closed.")
        )


def _of_window(
    page_form: Form,
    name: str,
    first: datetime | None,
    zone: ZoneInfo,
    ends: dict[str, tuple[datetime, str]],
) -> Iterator[Refused]:
    typed: dict[str, Any] = page_form.cleaned_data
    day, at, hours = (typed.get(f"{name}_{part}") for part in ("on", "time", "hours_before"))
    if day and hours is not None:
        yield Refused(
            page_form,
            f"{name}_hours_before",
            _("Give either a day or hours before the start, not both."),
        )
    elif at and not day:
        yield Refused(page_form, f"{name}_on", _("On which day, at this time?"))
    elif day:
        try:
            ends[name] = _moment(day, at or time(), zone), f"{name}_on"
        except _NotOnce as refusal:
            yield Refused(page_form, f"{name}_time", str(refusal))
    elif hours is not None and first:
        begins = wall_clock.before(first, hours=hours, zone=zone).astimezone(UTC)
        ends[name] = begins, f"{name}_hours_before"


class _NotOnce(Exception):
    """The clock does not show this time just once on that day; says so."""


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """In UTC, since two moments of one zone are compared by what the clock shows."""
    try:
        return wall_clock.moment(day, at, zone).astimezone(UTC)
    except wall_clock.NoSuchTime:
        raise _NotOnce(
            _("There is no such time on that day: clocks are put forward. Choose another.")
        ) from None
    except wall_clock.TwiceTime:
        raise _NotOnce(
            _("This time comes twice on that day: clocks are put back. Choose another.")
        ) from None


def _said(moment: datetime, zone: ZoneInfo) -> str:
    return date_format(moment.astimezone(zone), "DATETIME_FORMAT")
