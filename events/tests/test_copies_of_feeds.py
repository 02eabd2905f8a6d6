"""Feeds are fetched often: a copy that is still good is not sent again (E7)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction

from events import services
from events.content import Place
from events.ledger import Occurrence
from events.tests import cast, told
from events.tests.letters import make_event
from studio.tests.cast import make_admin

pytestmark = pytest.mark.django_db

SITE = "/events.ics"


@pytest.fixture
def staff(db):
    return make_admin("mara")


def address(page):
    return reverse("events:page_feed", args=[page.pk])


def test_a_copy_that_is_still_good_is_not_sent_again(client, home_page):
    page = make_event(home_page)
    for url in (SITE, address(page)):
        first = client.get(url)
        assert first["Cache-Control"] == "public, max-age=900"
        for condition in (
            {"If-None-Match": first["ETag"]},
            {"If-Modified-Since": first["Last-Modified"]},
        ):
            again = client.get(url, headers=condition)
            assert (again.status_code, again.content) == (304, b"")
            assert again["ETag"] == first["ETag"]
            assert again["Cache-Control"] == "public, max-age=900"


def test_who_registers_makes_no_copy_old(client, home_page):
    page = make_event(home_page, capacity=1)
    etag = client.get(SITE)["ETag"]
    cast.register(page)
    cast.register(page)
    assert client.get(SITE, headers={"If-None-Match": etag}).status_code == 304


def change(page, staff, what):
    if what == "moved":
        told.move_by_a_week(page)
    elif what == "another place":
        page.place = Place.objects.create(name="The garden")
        page.save_revision().publish()
    elif what == "date cancelled":
        services.change_date(Occurrence.objects.first(), status="cancelled", by=staff)
    elif what == "cancelled":
        services.cancel_event(cast.pool_of(page), by=staff)
    elif what == "another event":
        make_event(page.get_parent().get_parent(), title="Another")
    elif what == "login":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        page.unpublish()


@pytest.mark.parametrize(
    "what",
    ["moved", "another place", "date cancelled", "cancelled", "another event", "login", "draft"],
)
def test_whatever_changes_makes_copies_old(client, home_page, staff, what):
    page = make_event(home_page)
    first = client.get(SITE)
    change(page, staff, what)
    again = client.get(SITE, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


@pytest.mark.parametrize("what", ["draft", "login", "cancelled"])
def test_a_program_that_knows_only_the_hour_hears_of_what_is_gone(client, home_page, staff, what):
    """What is taken away is news: Last-Modified does not go back with it."""
    page = make_event(home_page)
    yesterday = timezone.now() - timedelta(days=1)
    type(page).objects.update(last_published_at=yesterday)
    Occurrence.objects.update(changed_at=yesterday)
    PageLogEntry.objects.update(timestamp=yesterday)
    seen = client.get(SITE)["Last-Modified"]
    assert client.get(SITE, headers={"If-Modified-Since": seen}).status_code == 304
    change(page, staff, what)
    assert client.get(SITE, headers={"If-Modified-Since": seen}).status_code == 200


def test_a_feed_sets_no_cookie_and_is_everybodys(client, home_page):
    for url in (SITE, address(make_event(home_page))):
        response = client.get(url)
        assert response.cookies == {}
        assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feeds_are_only_read(client, home_page, method):
    assert getattr(client, method)(SITE).status_code == 405
    assert client.head(SITE).status_code == 200
