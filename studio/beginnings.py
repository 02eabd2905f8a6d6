"""How Wagtail's widgets begin without a script inside the page.

Wagtail writes, behind a chooser, a picker or a list of children, a small script that calls the
function that brings it to life. Our policy runs none that stands inside a page. So the call is
written down as data, and ``studio/admin/beginnings.js`` makes it: for pickers and lists by
templates that stand in front of Wagtail's (``wagtailadmin/panels/``, ``wagtailadmin/widgets/``),
for choosers here, since theirs is written by Python.

A new release of Wagtail may write another script somewhere else; ``test_no_inline.py`` finds it.
"""

import json
import re
from functools import wraps
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser

_CALL = re.compile(r"(?:new )?([A-Za-z_$][\w$]*)\((.*)\);", re.DOTALL)


class NoPlainCall(ValueError):
    """A chooser begins by a script that is more than one call with data."""


def as_data(script: str) -> SafeString:
    """The call of ``script``, as in ``new PageChooser("id_page", {});``, for the browser to read.

    A function's name and arguments that are JSON; ``NoPlainCall`` is raised for whatever else
    a chooser of somebody else's may have thought of: it would not begin at all.
    """
    call = _CALL.fullmatch(script.strip())
    if call is None:
        raise NoPlainCall(script)
    name, arguments = call.groups()
    try:
        given = json.loads(f"[{arguments}]")
    except ValueError as error:
        raise NoPlainCall(script) from error
    return format_html(
        '<template data-begin="{}" data-arguments="{}"></template>', name, json.dumps(given)
    )


def write_choosers_as_data() -> None:
    """Let all choosers, those of others as well, leave their script out. Twice is as good as once."""
    wagtails = BaseChooser.render
    if hasattr(wagtails, "__wrapped__"):
        return

    @wraps(wagtails)
    def render(self: BaseChooser, *args: Any, **kwargs: Any) -> SafeString:
        html, found, script = wagtails(self, *args, **kwargs).rpartition("<script>")
        if not found:
            return mark_safe(script)  # noqa: S308 - as Wagtail returned it
        return mark_safe(html + as_data(script.removesuffix("</script>")))  # noqa: S308 - escaped

    BaseChooser.render = render
