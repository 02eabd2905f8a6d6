"""What Wagtail's lists give out as files opens without running anything.

Wagtail writes CSV as it finds its values: words that strangers searched for, names that people
gave themselves, titles. So all its exports, ours and those of Wagtail and of others, pass here.
It is done once, at Wagtail's mixin, and not by a mixin of ours: the reports of Wagtail's own (the
history of the site, locked pages, redirects) would go without, and so would one of ours that
forgets it.

A new release of Wagtail may write its cells somewhere else; ``test_exports.py`` finds it.
"""

from functools import wraps
from typing import Any

from django.utils.encoding import is_protected_type
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from studio.sheets import inert, storable


def make_exports_inert() -> None:
    """Let all exports leave out what a spreadsheet would run. Twice is as good as once."""
    wagtails_cell = SpreadsheetExportMixin.preprocess_field_value
    wagtails_heading = SpreadsheetExportMixin.get_heading
    if hasattr(wagtails_cell, "__wrapped__"):
        return

    @wraps(wagtails_cell)
    def preprocess_field_value(
        self: SpreadsheetExportMixin, field: str, value: Any, export_format: str
    ) -> Any:
        cell = wagtails_cell(self, field, value, export_format)
        if is_protected_type(cell):  # numbers, dates and nothing: they are what they look like
            return cell
        return inert(str(cell)) if export_format == self.FORMAT_CSV else storable(str(cell))

    @wraps(wagtails_heading)
    def get_heading(self: SpreadsheetExportMixin, queryset: Any, field: str) -> str:
        # of a form that an editor made, in both formats: openpyxl takes "=1" for a formula
        return inert(storable(wagtails_heading(self, queryset, field)))

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
    SpreadsheetExportMixin.get_heading = get_heading
