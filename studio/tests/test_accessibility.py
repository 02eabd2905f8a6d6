"""axe-core finds nothing, on phones and desks, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from wagtail.models import PageViewRestriction

from home.models import ContactPage, PlainPage
from studio.models import Navigation, SiteSettings, SocialLink
from studio.models.navigation import FooterMenuItem, MainMenuItem
from studio.tests import cast

SIZES = [(360, 760), (1280, 900)]
SCHEMES = ["light", "dark"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def addresses(live_site, home_page):
    """A page of each kind, with all it can show; their addresses."""
    picture = cast.make_image()
    index = cast.make_index(home_page)
    article = cast.make_full_article(index)
    cast.make_trunk_article(index, topics=[cast.make_topic()])
    plain = home_page.add_child(
        instance=PlainPage(
            title="About us",
            slug="about",
            introduction="One room, four teachers.",
            hero_image=picture,
            body=[("paragraph", "<p>We answer <a href='/'>letters</a>.</p>")],
        )
    )
    contact = home_page.add_child(instance=ContactPage(title="Contact", slug="contact"))
    home_page.hero_image = picture
    home_page.hero_text = "Slowly, in small groups."
    home_page.hero_page, home_page.hero_button = index, "Read our articles"
    home_page.offers = [("offer", {"title": "Running", "text": "Quieter feet.", "page": plain})]
    home_page.save()
    settings = SiteSettings.objects.get()
    settings.address = "12 Example Lane\n00000 Elsewhere"
    settings.hours, settings.footer = "Monday to Friday, 8–21", "A demonstration."
    settings.email, settings.phone = "hello@studio.example", "+49 30 23125 000"
    settings.save()
    SocialLink.objects.create(settings=settings, label="Mastodon", url="https://social.example/")
    navigation = Navigation.objects.get_or_create(site=home_page.get_site())[0]
    for page in (index, plain, contact):
        MainMenuItem.objects.create(navigation=navigation, page=page)
        FooterMenuItem.objects.create(navigation=navigation, page=page)
    return [
        home_page.url,
        index.url,
        f"{index.url}author/juno-fable/",
        article.url,
        plain.url,
        contact.url,
        "/search/?q=arch",
        "/search/?q=zebra",
        "/no-such-page/",
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_axe_finds_nothing_on_any_page(page, live_site, addresses, width, height, scheme):
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    found = {}
    for address in addresses:
        page.goto(live_site + address)
        found[address] = violations(page)
    assert {address: said for address, said in found.items() if said} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_axe_finds_nothing_at_a_closed_door(page, live_site, home_page, width, height, scheme):
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    for kind, title in (("password", "A word"), ("login", "A name")):
        private = home_page.add_child(instance=PlainPage(title=title))
        PageViewRestriction.objects.create(page=private, restriction_type=kind, password="juniper")

    page.goto(live_site + "/a-word/")
    asked_for_a_word = violations(page)
    page.get_by_label("Password").fill("rosemary")
    page.get_by_role("button", name="Open the page").click()
    expect(page.get_by_text("not correct")).to_be_visible()
    wrong_word = violations(page)

    page.goto(live_site + "/a-name/")
    asked_for_a_name = violations(page)
    page.get_by_label("Username").fill("ida")
    page.get_by_label("Password").fill("rosemary")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    wrong_name = violations(page)

    page.context.clear_cookies()
    page.get_by_label("Password").fill("rosemary")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="This door is closed")).to_be_visible()
    refused = violations(page)

    assert [asked_for_a_word, wrong_word, asked_for_a_name, wrong_name, refused] == [[]] * 5


def violations(page):
    """What axe finds on the page that is shown, and where."""
    options = {
        "runOnly": {"type": "tag", "values": STANDARDS},
        "rules": {"target-size": {"enabled": True}},
    }
    return [
        (violation["id"], [node["html"][:200] for node in violation["nodes"]])
        for violation in Axe().run(page, options=options).response["violations"]
    ]


def test_no_page_scrolls_sideways_at_320_pixels(page, live_site, addresses):
    page.set_viewport_size({"width": 320, "height": 640})
    wider = []
    for address in addresses:
        page.goto(live_site + address)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wider.append(address)
    assert wider == []


def test_whoever_tabs_goes_past_the_menu_first_and_always_sees_where_they_are(
    page, live_site, addresses
):
    page.goto(live_site + addresses[0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    unseen, before = [], None
    while page.evaluate("document.activeElement !== document.body"):
        name, outline, box = page.evaluate(
            """() => {
              const at = document.activeElement;
              const shown = at.closest(".card, .offer") ?? at;
              const style = getComputedStyle(shown);
              const box = at.getBoundingClientRect();
              return [at.outerHTML, style.outlineStyle !== "none" && style.outlineWidth,
                      box.width > 0 && box.height > 0];
            }"""
        )
        if name == before:
            break
        before = name
        if outline != "3px" or not box:
            unseen.append(name)
        page.keyboard.press("Tab")
    assert unseen == []


def test_a_film_is_loaded_when_one_asks_for_it(page, live_site, addresses):
    asked = []
    page.context.route("**/*youtube*/**", lambda route: route.fulfill(body="", status=200))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_site + addresses[3], wait_until="networkidle")
    assert not any("youtube" in url for url in asked)

    page.get_by_role("button", name="Play “A walk” here, from YouTube").click()

    player = page.locator("iframe")
    assert player.get_attribute("title") == "A walk"
    assert player.get_attribute("src") == "https://www.youtube-nocookie.com/embed/aaaaaaaaaaa"
