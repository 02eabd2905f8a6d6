"""What a real browser says of a page: axe on a phone and a desk by day and by night, and a first visit."""

from playwright.sync_api import Browser

from studio.tests import accessibility, seen
from studio.tests.judged import Judged


def axe(browser: Browser, root: str, page: Judged) -> list[tuple[str, str]]:
    """Axe's rules that are broken, each once."""
    found = {}
    for width, height in accessibility.SIZES:
        for scheme in accessibility.SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            tab = context.new_page()
            tab.goto(root + page.path)
            for rule, nodes in accessibility.violations(tab):
                found.setdefault(rule, f"{rule} at {width} px, {scheme}: {nodes[0]}")
            context.close()
    return list(found.items())


def visit(browser: Browser, root: str, page: Judged) -> seen.Seen:
    """A first visit with a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 760})
    try:
        return seen.visit(context.new_page(), root + page.path, status=page.status)
    finally:
        context.close()
