"""What axe-core finds on a page, by the rules that count here, and whether the page fits."""

import pytest
from axe_playwright_python.sync_playwright import Axe

SIZES = [(360, 760), (1280, 900)]
SCHEMES = ["light", "dark"]
#: Pages of visitors: each size in each scheme.
on_every_screen = pytest.mark.parametrize(
    ("width", "height", "scheme"), [(*size, scheme) for scheme in SCHEMES for size in SIZES]
)
#: Pages of staff: a phone and a desk, a scheme each.
on_both_screens = pytest.mark.parametrize(
    ("width", "height", "scheme"), [(360, 760, "light"), (1280, 900, "dark")]
)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page, context=None):
    """What axe finds, once its styles are there, on the page or in the part that a selector names.

    The rule that is broken and where, each once.
    """
    page.wait_for_load_state()
    options = {
        "runOnly": {"type": "tag", "values": STANDARDS},
        "rules": {"target-size": {"enabled": True}},
        # nothing is asked of what is right, which is nearly all and takes longest to tell
        "resultTypes": ["violations"],
        "selectors": False,
    }
    return [
        (violation["id"], [node["html"][:200] for node in violation["nodes"]])
        for violation in Axe().run(page, context=context, options=options).response["violations"]
    ]


def is_wide(page):
    """Whether something pushes the page sideways."""
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")
