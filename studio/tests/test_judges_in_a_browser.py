"""What a browser notices on a first visit to a page of every kind that the furnished site has."""

import pytest

from studio.tests import cast, seen
from studio.tests.accessibility import violations
from studio.tests.furnished import furnish_quietly
from studio.tests.judged import pages

#: Who signs in needs a token to do it; the page is Wagtail's, styles and scripts and all.
SIGN_IN = "sign-in"


@pytest.fixture
def furnished(live_server):
    """The address of the furnished site; a test that commits makes the tree itself."""
    cast.make_site().delete()
    furnish_quietly()
    cast.point_site_at(live_server.url)
    return live_server.url


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_first_visit_asks_nobody_else_is_light_and_still_and_leaves_nothing(browser, furnished):
    found = {}
    for judged in pages():
        context = browser.new_context(viewport={"width": 360, "height": 760})
        page = context.new_page()
        was = seen.visit(page, furnished + judged.path, status=judged.status)
        needed = {"csrftoken"} if judged.name == SIGN_IN else set()
        found[judged.name] = seen.faults(was, furnished, cookies=needed)
        if judged.name != SIGN_IN and was.compressed > seen.MOST_BYTES:
            found[judged.name].append(f"weighs {was.compressed / 1024:.0f} KiB")
        found[judged.name] += violations(page)
        context.close()

    assert {name: faults for name, faults in found.items() if faults} == {}


FAULTS = {
    "script": ("<script>throw new Error('on purpose')</script>", "console uncaught: on purpose"),
    "words": ("<script>console.error('on purpose')</script>", "console error: on purpose"),
    "cookie": ("<script>document.cookie = 'a=b'</script>", "sets a cookie: a"),
    "other": ("<img src='http://other.example/x.png' alt=''>", "asks a third party: http://other"),
    "shift": (
        "<script>addEventListener('load', () => setTimeout(() => document.body.prepend("
        "Object.assign(document.createElement('div'), {style: 'height: 300px'})), 100))</script>",
        "moves by 0.",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_browser_notices_what_is_wrong(context, name):
    fault, said = FAULTS[name]
    html = f"<!doctype html><title>A page</title><h1>A page</h1><p>Words</p>{fault}"
    context.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))

    was = seen.visit(context.new_page(), "http://studio.example/")

    assert any(text.startswith(said) for text in seen.faults(was, "http://studio.example"))


def test_the_browser_feels_weight(context):
    words = "".join(f"{number:x} " for number in range(40_000))
    html = f"<!doctype html><title>A page</title><p>{words}</p>"
    context.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))

    was = seen.visit(context.new_page(), "http://studio.example/")

    assert was.compressed > seen.MOST_BYTES
