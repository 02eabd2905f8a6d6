"""What Wagtail's lists give out as files runs nothing, and says what the screen says.

Wagtail writes CSV as it finds its values: words that strangers searched for, names that people
gave themselves, titles. So all its exports, ours and those of Wagtail and of others, pass here.
It is done once, at Wagtail's mixin, and not by a mixin of ours: the reports of Wagtail's own (the
history of the site, locked pages, redirects) would go without, and so would one of ours that
forgets it.

It also writes moments in UTC, and CSV when the answer is on its way: the language and the clock of
whoever asked are forgotten by then. Moments stand on their clock here, in CSV with its distance
from UTC, and the words are in their language.

A new release of Wagtail may write its cells somewhere else; ``test_exports.py`` finds it.
"""

from collections.abc import Generator, Iterator
from datetime import datetime, tzinfo
from functools import wraps
from typing import Any

from django.utils import timezone, translation
from django.utils.encoding import is_protected_type
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from studio.sheets import inert, storable


def mend_exports() -> None:
    """Let all exports leave out what a spreadsheet would run. Twice is as good as once."""
    wagtails_cell = SpreadsheetExportMixin.preprocess_field_value
    wagtails_heading = SpreadsheetExportMixin.get_heading
    wagtails_csv = SpreadsheetExportMixin.stream_csv
    if hasattr(wagtails_cell, "__wrapped__"):
        return

    @wraps(wagtails_cell)
    def preprocess_field_value(
        self: SpreadsheetExportMixin, field: str, value: Any, export_format: str
    ) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            value = timezone.localtime(value)
            if export_format == self.FORMAT_XLSX:  # which knows no zones
                value = timezone.make_naive(value)
        cell = wagtails_cell(self, field, value, export_format)
        if is_protected_type(cell):  # numbers, dates and nothing: they are what they look like
            return cell
        return inert(str(cell)) if export_format == self.FORMAT_CSV else storable(str(cell))

    @wraps(wagtails_heading)
    def get_heading(self: SpreadsheetExportMixin, queryset: Any, field: str) -> str:
        # of a form that an editor made, in both formats: openpyxl takes "=1" for a formula
        return inert(storable(wagtails_heading(self, queryset, field)))

    @wraps(wagtails_csv)
    def stream_csv(self: SpreadsheetExportMixin, queryset: Any) -> Iterator[Any]:
        language, zone = translation.get_language(), timezone.get_current_timezone()
        return _said(wagtails_csv(self, queryset), language, zone)

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
    SpreadsheetExportMixin.get_heading = get_heading
    SpreadsheetExportMixin.stream_csv = stream_csv


def _said(lines: Iterator[Any], language: str | None, zone: tzinfo) -> Generator[Any, None, None]:
    """The lines, each written in a language and on a clock; between them is somebody else's turn."""
    while True:
        with translation.override(language), timezone.override(zone):
            line = next(lines, None)
        if line is None:
            return
        yield line
