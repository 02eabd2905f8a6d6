"""Suggestions while typing, by keyboard and on a phone; without JavaScript the form works."""

import re

import pytest
from playwright.sync_api import expect

from home.models import PlainPage
from studio.tests import cast
from studio.tests.accessibility import on_every_screen, violations


@pytest.fixture
def titles(live_site, home_page, index):
    topic, person = cast.make_topic(), cast.make_person()
    for title in ("Springs in the foot", "Spring back", "A far too long title" * 6):
        cast.make_article(index, title=title, topics=[topic], authors=[person])
    home_page.add_child(instance=PlainPage(title="Sprains", slug="sprains"))
    return live_site


def begin(page, site, typed):
    page.goto(f"{site}/search/")
    field = page.get_by_label("Search for")
    field.press_sequentially(typed)
    return field, page.locator(".suggestions a")


def test_the_arrows_lead_through_the_titles_and_back_and_escape_puts_them_away(page, titles):
    field, links = begin(page, titles, "spri")
    expect(links).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="press the down arrow")).to_be_attached()

    field.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(links).to_have_count(0)
    expect(field).to_have_value("spri")


def test_a_title_is_a_link_and_enter_in_the_field_asks_for_the_whole(page, titles):
    field, links = begin(page, titles, "sprai")
    expect(links).to_have_count(1)
    links.first.click()
    expect(page).to_have_url(f"{titles}/sprains/")

    field, links = begin(page, titles, "spring")
    expect(links).to_have_count(2)
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=spring$"))


def test_a_late_answer_to_fewer_letters_is_given_up(page, titles):
    """The answer to the first letters waits until that to more has been shown."""
    waiting = []

    def hold(route):
        if route.request.url.endswith("q=sp"):
            waiting.append(route)
        else:
            route.continue_()

    page.route("**/search/suggestions/*", hold)
    field, links = begin(page, titles, "sp")
    page.wait_for_event(
        "request", predicate=lambda one: one.url.endswith("q=sp")
    ) if not waiting else None
    field.press_sequentially("rai")
    expect(links).to_have_text(["Sprains"])
    for route in waiting:
        route.abort()
    expect(links).to_have_text(["Sprains"])


def test_nothing_that_begins_like_this_is_said_and_shows_nothing(page, titles):
    _field, links = begin(page, titles, "xyl")

    expect(page.get_by_role("status").filter(has_text="No title")).to_be_attached()
    expect(links).to_have_count(0)


@on_every_screen
def test_everything_can_be_used_by_everybody_and_nothing_stands_out(
    page, titles, width, height, scheme
):
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    _field, links = begin(page, titles, "sp")
    expect(links).to_have_count(3)
    assert violations(page) == []

    for address in ("?q=claim", "?q=claim&topic=running", "?q=sprigns", "?q=claim&type=pages"):
        page.goto(f"{titles}/search/{address}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("browser_context_args", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_form_asks(page, titles):
    page.goto(f"{titles}/search/")
    page.get_by_label("Search for").fill("sprains")
    page.get_by_role("main").get_by_role("button", name="Search").click()

    expect(page.locator(".results__list h3")).to_have_text(["Sprains"])
