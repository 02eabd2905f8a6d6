"""Wagtail's checker of the rendered page: what it looks at here, and what it says."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page


class StudioCheckerItem(ContentCheckerItem):
    """Looks at what editors write, not at what the site draws around it; says it in plain words."""

    axe_include = ["main"]
    # what readers write is not the editor's to mend
    axe_exclude = [".conversation"]
    axe_run_only = [*ContentCheckerItem.axe_run_only, "image-alt", "td-has-header"]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "empty-heading": {
            "error_name": _("A heading is empty"),
            "help_text": _("Write it, or take it away"),
        },
        "heading-order": {
            "error_name": _("A heading skips a rank"),
            "help_text": _("A heading below a heading needs one above it"),
        },
        "link-name": {
            "error_name": _("A link has no text"),
            "help_text": _("Write where it leads"),
        },
        "image-alt": {
            "error_name": _("A picture has no description"),
            "help_text": _("Say what can be seen, or mark it as decorative"),
        },
        "alt-text-quality": {
            "error_name": _("The description of a picture looks like a file name"),
            "help_text": _("Say what can be seen"),
        },
        "p-as-heading": {
            "error_name": _("A paragraph looks like a heading"),
            "help_text": _("Use the block “Heading”, which lists and readers aloud know"),
        },
        "empty-table-header": {
            "error_name": _("A column of a table has no heading"),
            "help_text": _("Say in its first row what it holds"),
        },
        "td-has-header": {
            "error_name": _("A large table has cells without a heading"),
            "help_text": _("Say in its first row what each column holds"),
        },
        "empty-meta-description": {
            "error_name": _("Search engines find no description"),
            "help_text": _("Write an introduction, or a description under “Found and shared”"),
        },
    }


def check_as_we_do(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """Put our checker in the place of Wagtail's."""
    for index, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[index] = StudioCheckerItem(in_editor=item.in_editor)
