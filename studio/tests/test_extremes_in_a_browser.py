"""Whatever editors put in, pages stay tidy: nothing pushes a page sideways, nothing is unreadable."""

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import expect

from events.tests import cast as events_cast
from home.models import HomePage, PlainPage
from home.tests.teachers import make_person, make_teachers
from studio.models import MainMenuItem, Navigation, StudioImage
from studio.tests import cast
from studio.tests.accessibility import violations

LONG = "Donaudampfschifffahrtsgesellschaftskapitaen" * 5
SENTENCE = "How to stand " * 16
ARABIC = "قف ساكنًا لحظة ولاحظ أنك لست ساكنًا. " * 6
ENTRIES = 40


def moving_picture():
    """An animated GIF, wider than any screen and hardly high."""
    frames = [Image.new("RGB", (3000, 40), colour) for colour in ("red", "teal", "black")]
    stored = ContentFile(b"", name="moving.gif")
    frames[0].save(stored, "GIF", save_all=True, append_images=frames[1:])
    stored.seek(0)
    return StudioImage.objects.create(title="Moving", file=stored)


def sections():
    blocks = HomePage._meta.get_field("body").stream_block.child_blocks
    button = {"text": LONG[:60], "page": None, "url": f"https://studio.example/{LONG}"}
    lines = [{"what": LONG[:120], "detail": SENTENCE[:200], "price": 999_999, "words": LONG[:60]}]
    offer = {"title": LONG[:60], "text": ARABIC[:240], "page": None}
    return [
        ("offers", {"heading": LONG[:120], "offers": [offer] * 8}),
        ("next_events", {"heading": ARABIC[:120], "number": 8}),
        ("latest_articles", {"heading": "", "number": 9}),
        ("voice", {"text": LONG + SENTENCE[:80], "name": LONG[:120], "about": ""}),
        ("call_to_action", {"heading": LONG[:120], "text": ARABIC, "button": button}),
        ("prices", {"heading": "", "currency": "EUR", "prices": lines, "note": LONG}),
        ("questions", blocks["questions"].get_preview_value()),
        (
            "newsletter",
            {"heading": SENTENCE[:120], "text": "", "url": f"https://{LONG[:60]}.example/"},
        ),
        ("whereabouts", {"heading": LONG[:120]}),
    ]


def with_defaults(values):
    block = HomePage._meta.get_field("body").stream_block
    return [(name, block.child_blocks[name].normalize(value)) for name, value in values]


@pytest.fixture
def addresses(live_site, home_page, index):
    """A page of each kind, with the worst an editor could do."""
    strip, dot = moving_picture(), cast.make_image(size=(1, 1))
    home_page.hero_heading, home_page.hero_text = LONG[:120], ARABIC[:300]
    home_page.hero_image = strip
    home_page.body = with_defaults(sections())
    home_page.save()
    figure = {"caption": f"<p>{LONG}</p>", "width": "wide"}
    figures = [
        ("figure", figure | {"image": image}) for image in (strip, dot, cast.make_image((900, 9)))
    ]
    plain = PlainPage(
        title=SENTENCE[:200],
        slug="plain",
        introduction=ARABIC[:300],
        hero_image=dot,
        body=[
            ("heading", {"text": LONG[:160], "level": "h2"}),
            ("paragraph", f"<p>{LONG}</p><ul><li>{ARABIC}</li></ul>"),
            *figures,
            *with_defaults(sections()[1:8]),
        ],
    )
    home_page.add_child(instance=plain)
    article = cast.make_article(index, title=LONG[:200], slug="long", hero_image=strip)
    cast.make_article(index, title=ARABIC[:200], slug="arabic", standfirst=ARABIC[:200])
    nowhere = events_cast.make_event(home_page, LONG[:200], starts_in=[])
    somewhere = events_cast.make_event(home_page, SENTENCE[:200], place=LONG[:60])
    people = [
        make_person(LONG[:120], slug="long", role=ARABIC[:120], bio=LONG, photo=strip),
        make_person(SENTENCE[:120], slug="sentence", more=f"<p>{LONG}</p>"),
        make_person(ARABIC[:120], slug="arabic", bio=ARABIC, photo=dot),
    ]
    events_cast.make_event(home_page, "With all", teachers=people)
    teachers = make_teachers(home_page, people, introduction=LONG)
    navigation = Navigation.objects.get_or_create(site=home_page.get_site())[0]
    for number in range(ENTRIES):
        text = f"{LONG[:40]} {number}" if number % 2 else f"Entry {number}"
        entry = MainMenuItem(navigation=navigation, page=plain, label=text, sort_order=number)
        entry.save()
    return [
        home_page.url,
        plain.url,
        index.url,
        article.url,
        f"{index.url}arabic/",
        nowhere.get_parent().get_url(),
        nowhere.url,
        somewhere.url,
        teachers.url,
        *(f"{teachers.url}{person.slug}/" for person in people),
        f"/search/?q={LONG}",
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_pushes_a_page_sideways_and_axe_finds_nothing(page, live_site, addresses, width):
    page.set_viewport_size({"width": width, "height": 700})
    wide, found = [], {}
    for address in addresses:
        assert page.goto(live_site + address).status == 200
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)
        found[address] = violations(page)
    assert wide == []
    assert {address: said for address, said in found.items() if said} == {}


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_menu_of_forty_opens_by_the_keyboard_without_scripts(page, live_site, addresses):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(live_site + addresses[1])
    links = page.get_by_role("navigation", name="Main menu").get_by_role("link")
    expect(links).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    menu = page.locator("summary", has_text="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(links).to_have_count(ENTRIES)
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
