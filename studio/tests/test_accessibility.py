"""axe-core finds nothing, on phones and desks, by day and by night."""

import pytest
from playwright.sync_api import expect
from wagtail.models import PageViewRestriction

from events.tests import cast as events_cast
from home.models import ContactPage, HomePage, PlainPage
from home.tests.teachers import make_person, make_teachers
from studio.models import Navigation, SiteSettings, SocialLink
from studio.models.navigation import FooterMenuItem, MainMenuItem
from studio.tests import cast
from studio.tests.accessibility import on_every_screen, violations


def samples(model):
    """Every section that pages of this type may be composed of, as its preview shows it."""
    blocks = model._meta.get_field("body").stream_block.child_blocks
    sections = [(name, blocks[name]) for name in blocks if hasattr(blocks[name].meta, "styles")]
    assert len(sections) > 3
    return [(name, block.get_preview_value()) for name, block in sections]


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
            body=[("paragraph", "<p>We answer <a href='/'>letters</a>.</p>"), *samples(PlainPage)],
        )
    )
    contact = home_page.add_child(instance=ContactPage(title="Contact", slug="contact"))
    juno = cast.make_person()
    juno.photo, juno.role, juno.bio = picture, "Teaches running", "Juno asks twice."
    juno.more = "<p>In her groups nobody runs in front.</p>"
    juno.save()
    events_cast.make_event(home_page, teachers=[juno])
    drawn = [make_person(name) for name in ("Pia Lore", "Ög", "Mina Figment", "Otis Storey")]
    teachers = make_teachers(home_page, [juno, *drawn], introduction="Five of us.")
    home_page.hero_image = picture
    home_page.hero_text = "Slowly, in small groups."
    home_page.hero_page, home_page.hero_button = index, "Read our articles"
    home_page.body = samples(HomePage)
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
        teachers.url,
        f"{teachers.url}juno-fable/",
        f"{teachers.url}pia-lore/",
        "/search/?q=arch",
        "/search/?q=zebra",
        "/no-such-page/",
    ]


@on_every_screen
def test_axe_finds_nothing_on_any_page(page, live_site, addresses, width, height, scheme):
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    found = {}
    for address in addresses:
        page.goto(live_site + address)
        found[address] = violations(page)
    assert {address: said for address, said in found.items() if said} == {}


@on_every_screen
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
              const shown = at.closest(".card, .offer, .event-entry, .strip__one") ?? at;
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
