"""Whoever presses a button while the page saves itself gets what the button says, once."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events.tests import browsing
from home.models import PlainPage
from studio.tests.watching import open_watched


@pytest.fixture
def held(signed_in, live_site, home_page):
    """A new page whose first save by itself waits for ``release``."""
    waiting, let_go = [], []

    def hold(route):
        if browsing.asks_to_save(route.request) and not let_go:
            waiting.append(route)
        else:
            route.continue_()

    def release():
        let_go.append(True)
        waiting[0].continue_()

    address = reverse("wagtailadmin_pages:add", args=["home", "plainpage", home_page.pk])
    signed_in.route("**" + address, hold)
    open_watched(signed_in, live_site + address)
    with signed_in.expect_request(browsing.asks_to_save):
        signed_in.locator("[name=title]").fill("Springs")
        signed_in.keyboard.press("Tab")  # its address is made of it
    return signed_in, release


def test_publishing_while_a_new_page_saves_itself_publishes_that_one(held):
    page, release = held
    page.locator("footer").get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    with page.expect_navigation():
        release()
    expect(page.get_by_text("has been published")).to_be_visible()
    assert list(PlainPage.objects.values_list("title", "slug", "live")) == [
        ("Springs", "springs", True)
    ]


def test_saving_by_the_keyboard_meanwhile_makes_no_second_page(held):
    page, release = held
    page.keyboard.press("Control+s")
    with page.expect_navigation():
        release()
    expect(page.locator("[name=title]")).to_have_value("Springs")
    expect(page.get_by_text("already in use")).to_have_count(0)
    assert list(PlainPage.objects.values_list("title", "slug", "live")) == [
        ("Springs", "springs", False)
    ]
