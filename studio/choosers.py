"""Wagtail's field for a page, made fit for what anybody may write into an address."""

from typing import Any

from wagtail.admin.widgets import AdminPageChooser

from studio.links import is_id


class PageChooser(AdminPageChooser):
    """Wagtail's own asks the database even for what is no number."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value if is_id(value) else None
