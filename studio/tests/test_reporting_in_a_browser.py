"""A browser that refuses something says so, and it stands in the report."""

import threading

import pytest
from django.db.models.signals import post_save

from studio.models import Blockage
from studio.tests import chromium


@pytest.fixture
def hasty(browser_type):
    """A browser that reports at once, where others wait for a minute."""
    options = chromium.launch_options()
    options["args"] = [*options.get("args", []), "--short-reporting-delay"]
    browser = browser_type.launch(**options)
    yield browser
    browser.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_a_browser_refused_is_counted(hasty, live_site):
    def smuggle(route):
        answer = route.fetch()
        inside = "<script>window.owned = true</script></body>"
        route.fulfill(response=answer, body=answer.text().replace("</body>", inside))

    counted = threading.Event()

    def noticed(**_kwargs):
        counted.set()

    post_save.connect(noticed, sender=Blockage)
    page = hasty.new_page()
    page.route(f"{live_site}/?from=a-letter", smuggle)
    page.goto(f"{live_site}/?from=a-letter")
    arrived = counted.wait(60)
    post_save.disconnect(noticed, sender=Blockage)

    assert arrived
    assert page.evaluate("window.owned") is None
    assert list(Blockage.objects.values_list("directive", "origin", "path", "count")) == [
        ("script-src-elem", "inline", "/", 1)
    ]
