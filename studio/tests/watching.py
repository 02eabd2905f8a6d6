"""The moment from which Wagtail's page editor notices what is typed.

It notes how the form stands two seconds after it was laid out, and looks for changes from
then on. Its form is laid out twice, so it notes twice, some milliseconds apart: what is
typed between the two is no change, and no autosave follows until the next one.
"""

from typing import Any

_SCRIPT = """
let laid = 0, noted = 0;
const tell = () => document.documentElement.toggleAttribute("data-watched", noted >= laid);
document.addEventListener("w-unsaved:ready", () => { laid += 1; tell(); });
document.addEventListener("w-unsaved:watch-edits", () => { noted += 1; tell(); });
"""


def open_watched(page: Any, url: str) -> Any:
    """The editor at ``url``, once it notices changes."""
    page.add_init_script(f"(() => {{ {_SCRIPT} }})()")
    page.goto(url)
    page.locator("html[data-watched]").wait_for()
    return page
