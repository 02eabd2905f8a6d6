"""Whoever is known to the site by a cookie gets pages of her own, which no shared cache keeps."""

import pytest
from wagtail.models import PageViewRestriction

from home.models import PlainPage
from studio.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(home_page):
    page = home_page.add_child(instance=PlainPage(title="Locked", slug="locked"))
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="feet")
    return page


def kept_by(response):
    return response.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/", "/articles/", "/search/", "/search/?q=feet", "/nowhere/"])
def test_a_page_with_a_session_is_private_to_it(client, index, address):
    assert "private" not in kept_by(client.get(address))

    client.force_login(cast.make_staff("ida"))

    assert "private" in kept_by(client.get(address))


def test_a_page_with_a_token_is_private_also_without_a_session(client, locked):
    response = client.get(locked.url)

    assert b"csrfmiddlewaretoken" in response.content
    assert "private" in kept_by(response)


def test_what_is_kept_by_nobody_stays_so(client, home_page):
    client.force_login(cast.make_staff("ida"))

    assert kept_by(client.get("/your-data/")) == "private, no-store"
