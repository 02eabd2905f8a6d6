"""A browser that refuses something says so, and it is counted."""

import threading

import pytest
from django.db import transaction
from django.db.models.signals import post_save

from studio.models import Blockage

SMUGGLE = """() => document.body.append(
  Object.assign(document.createElement("script"), { textContent: "window.owned = true" })
)"""


@pytest.fixture
def plain_http(settings):
    """Chromium knows addresses for reports by name over HTTPS alone; here it gets the address."""
    policy = settings.CONTENT_SECURITY_POLICY
    directives = {name: of for name, of in policy["DIRECTIVES"].items() if name != "report-to"}
    settings.CONTENT_SECURITY_POLICY = policy | {"DIRECTIVES": directives}


@pytest.fixture
def counted():
    """Is set when a row is written."""
    event = threading.Event()

    def notice(**_kwargs):
        transaction.on_commit(event.set)

    post_save.connect(notice, sender=Blockage)
    yield event
    post_save.disconnect(notice, sender=Blockage)


def test_what_a_browser_refused_is_counted(plain_http, counted, page, live_site):
    page.goto(f"{live_site}/?from=a-letter")
    page.evaluate(SMUGGLE)

    assert counted.wait(60)
    assert page.evaluate("window.owned") is None
    assert list(Blockage.objects.values_list("directive", "origin", "path", "count")) == [
        ("script-src-elem", "inline", "/", 1)
    ]
