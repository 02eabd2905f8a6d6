"""The first panel of the CMS: what needs doing today, a line for each kind of work.

A room brings its own lines through the hook ``register_things_to_do``: a function
of the request that gives :class:`Line` objects, none where nothing waits for this
user. The number in a line is that of the list its link leads to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

#: The name of the hook; its ``order`` is that of the lines.
HOOK = "register_things_to_do"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind of work: what waits, and the way to it.

    ``words`` are the text of the link, with the number: “3 comments wait”. ``detail``
    follows them: since when, or why. ``is_urgent``: something is broken; it stands first.
    """

    words: str
    url: str
    detail: str = ""
    is_urgent: bool = False


def lines_for(request: HttpRequest) -> list[Line]:
    """What waits for whoever asks: what is broken first, then in the order of the rooms."""
    found = [line for lines in hooks.get_hooks(HOOK) for line in lines(request)]
    return sorted(found, key=lambda line: not line.is_urgent)


class TodayPanel(Component):
    """What waits; a kind word where nothing does."""

    name = "today"
    template_name = "studio/admin/today.html"
    order = 10

    class Media:
        css = {"all": ["studio/admin/first_page.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"lines": lines_for(parent_context["request"])}
