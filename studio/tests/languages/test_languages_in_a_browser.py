"""A page is translated in the CMS, and read in both languages on a telephone without scripts."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Locale, Page

from home.models import PlainPage
from studio.models import Navigation
from studio.models.navigation import MainMenuItem
from studio.tests.accessibility import on_every_screen, violations
from studio.tests.in_two_languages import german_too, translated


@pytest.fixture
def bilingual(transactional_db):
    with german_too():
        yield


@pytest.fixture
def about(bilingual, live_site, home_page):
    page = home_page.add_child(instance=PlainPage(title="About us", slug="about"))
    navigation = Navigation.objects.get_or_create(site=home_page.get_site())[0]
    MainMenuItem.objects.create(navigation=navigation, page=page)
    Locale.objects.get_or_create(language_code="de")
    return page


def test_an_editor_translates_a_page_and_publishes_it(about, signed_in, live_site, home_page):
    translated(home_page, "Start", "start", hero_heading="Gut bewegt")
    signed_in.goto(f"{live_site}/admin/pages/{about.pk}/edit/")
    signed_in.get_by_role("button", name="Actions", exact=True).click()
    signed_in.get_by_role("link", name="Translate").click()
    signed_in.get_by_label("German").check()
    signed_in.get_by_role("button", name="Submit").click()
    title = signed_in.get_by_role("textbox", name="Title*", exact=True)
    expect(title).to_have_value("About us")
    title.fill("Über uns")
    signed_in.locator("footer").get_by_role("button", name="More actions").click()
    with signed_in.expect_navigation():
        signed_in.get_by_role("button", name="Publish").click()

    german = Page.objects.get(translation_key=about.translation_key, locale__language_code="de")
    assert (german.title, german.live, german.url) == ("Über uns", True, "/de/about/")
    signed_in.goto(live_site + about.url)
    signed_in.get_by_role("link", name="Deutsch").click()
    expect(signed_in.get_by_role("heading", name="Über uns")).to_be_visible()


def go_there_and_back(page, live_site):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_site)
    page.get_by_role("link", name="About us").click()
    page.get_by_role("navigation", name="Languages").get_by_role("link", name="Deutsch").click()
    expect(page).to_have_url(f"{live_site}/de/ueber-uns/")
    entry = page.get_by_role("link", name="Über uns").first
    expect(entry).to_have_attribute("aria-current", "page")
    page.get_by_role("navigation", name="Sprachen").get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{live_site}/about/")
    assert page.context.cookies() == []


def test_a_visitor_goes_to_the_other_language_and_back_on_a_telephone(
    about, page, live_site, home_page
):
    translated(home_page, "Start", "start", hero_heading="Gut bewegt")
    translated(about, "Über uns", "ueber-uns")
    go_there_and_back(page, live_site)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_same_without_scripts(about, page, live_site, home_page):
    translated(home_page, "Start", "start", hero_heading="Gut bewegt")
    translated(about, "Über uns", "ueber-uns")
    go_there_and_back(page, live_site)


@on_every_screen
def test_axe_finds_nothing_on_pages_in_two_languages(
    about, page, live_site, home_page, width, height, scheme
):
    translated(home_page, "Start", "start", hero_heading="Gut bewegt")
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    found = {}
    for address in ("/", "/de/", "/about/", "/de/search/?q=bewegt", "/de/nirgends/"):
        page.goto(live_site + address)
        found[address] = violations(page)
    assert {address: said for address, said in found.items() if said} == {}


def test_nothing_scrolls_sideways_with_two_languages(about, page, live_site, home_page):
    translated(home_page, "Start", "start", hero_heading="Gut bewegt")
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/", "/de/"):
        page.goto(live_site + address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
