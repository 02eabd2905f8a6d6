"""Somebody writes to the studio and looks where it is, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from home.models import ContactPage, Message
from home.tests.cast import ROSA, make_contact
from studio.look import PALETTES
from studio.models import Letter, SiteSettings
from studio.tests.accessibility import SCHEMES, SIZES, violations

PLACE = {
    "name": "The meadow",
    "address": "Towpath, kilometre 3\n00000 Elsewhere",
    "getting_there": "<p>Along the water.</p>",
    "access": "<p>Gravel, then grass.</p>",
    "picture": None,
    "latitude": 54.1,
    "longitude": 7.95,
}
LABELS = {"name": "Name", "email": "E-mail", "subject": "Subject", "text": "Message"}


@pytest.fixture
def contact(live_site, home_page):
    SiteSettings.objects.update(address="12 Example Lane\n00000 Elsewhere")
    return make_contact(
        home_page,
        latitude=54.0,
        longitude=8.0,
        form_words="<p>On <a href='/'>Tuesdays</a>.</p>",
        body=[("place", PLACE)],
    )


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def has_scripts(request):
    return request.param


@pytest.fixture
def browser_context_args(browser_context_args, request):
    """Scripts are off where a test asks for it."""
    if "has_scripts" in request.fixturenames:
        wanted = request.getfixturevalue("has_scripts")
        return {**browser_context_args, "java_script_enabled": wanted}
    return browser_context_args


def fill(page, **words):
    for name, value in words.items():
        page.get_by_role("textbox", name=LABELS[name]).fill(value)


def send(page):
    page.get_by_role("button", name="Send the message").click()


def test_somebody_forgets_the_address_and_writes_in_the_end(page, live_site, contact, has_scripts):
    page.goto(f"{live_site}/contact/")
    fill(page, **ROSA | {"email": ""})
    send(page)

    summary = page.get_by_role("group", name="Your message has not been sent yet")
    expect(summary).to_be_focused()
    expect(page.get_by_role("textbox", name="Message")).to_have_value(ROSA["text"])
    summary.get_by_role("link", name="Write your e-mail address").click()
    expect(page.get_by_role("textbox", name="E-mail")).to_be_focused()

    page.keyboard.type(ROSA["email"])
    send(page)

    thanks = page.locator("#message-sent")
    expect(thanks).to_be_focused()
    expect(thanks).to_contain_text("Your message has arrived")
    message = Message.objects.get()
    assert {name: getattr(message, name) for name in ROSA} == ROSA
    assert Letter.objects.get().reply_to == ROSA["email"]
    assert page.context.cookies() == []

    page.reload()
    expect(thanks).to_be_visible()
    assert Message.objects.count() == 1


def test_who_presses_twice_has_written_once(page, live_site, contact):
    page.goto(f"{live_site}/contact/")
    fill(page, **ROSA)
    page.get_by_role("button", name="Send the message").dblclick()

    expect(page.locator("#message-sent")).to_be_visible()
    assert (Message.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_map_is_loaded_when_one_asks_for_it(page, live_site, contact):
    asked = []
    page.context.route(
        "**/*openstreetmap*/**", lambda route: route.fulfill(body="A map", status=200)
    )
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_site}/contact/", wait_until="networkidle")
    assert asked
    assert not any("openstreetmap" in url for url in asked)

    page.get_by_role("button", name="Show the map here").first.click()

    frame = page.locator("iframe")
    expect(frame).to_have_attribute("title", "Map: Studio Elsewhere")
    expect(frame).to_be_focused()
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("A map")
    assert [url for url in asked if "openstreetmap" in url] == [
        ContactPage.objects.get().spot.frame
    ]


def test_without_scripts_a_map_is_a_link(page, live_site, contact, has_scripts):
    page.goto(f"{live_site}/contact/")

    links = page.get_by_role("link", name="Open the map at OpenStreetMap")
    expect(links).to_have_count(2)
    expect(links.first).to_have_attribute("href", re.compile("mlat=54.00000&mlon=8.00000"))
    expect(page.get_by_role("button", name="Show the map here")).to_have_count(
        2 if has_scripts else 0
    )


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), [(320, 640), *SIZES])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page, live_site, contact, width, height, scheme
):
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    found, widths = {}, []

    def look(state):
        found[state] = violations(page)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))

    page.goto(f"{live_site}/contact/")
    look("empty")
    send(page)
    expect(page.locator(".errors")).to_be_focused()
    look("with errors")
    fill(page, **ROSA)
    contact.has_form = False
    contact.save()
    send(page)
    expect(page.get_by_label("This is what you wrote")).to_be_visible()
    look("closed")
    contact.has_form = True
    contact.save()
    page.goto(f"{live_site}/contact/")
    fill(page, **ROSA)
    send(page)
    expect(page.locator("#message-sent")).to_be_focused()
    look("sent")

    assert {state: said for state, said in found.items() if said} == {}
    assert widths == [width] * 4


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_any_palette(page, live_site, home_page, contact, scheme):
    page.emulate_media(color_scheme=scheme)
    found = {}
    for palette in PALETTES:
        SiteSettings.objects.update(palette=palette)
        page.goto(f"{live_site}/contact/")
        send(page)
        expect(page.locator(".errors")).to_be_focused()
        found[palette] = violations(page)
    assert found == {palette: [] for palette in PALETTES}


def test_axe_finds_nothing_in_the_cms(signed_in, live_site, contact):
    message = Message.objects.create(page=contact, network="192.0.2.0/24", **ROSA)
    found = {}
    for address in ("/admin/messages/", f"/admin/messages/inspect/{message.pk}/"):
        signed_in.goto(live_site + address)
        found[address] = violations(signed_in)
    assert {address: said for address, said in found.items() if said} == {}


def test_several_are_marked_with_the_boxes_of_the_list(signed_in, live_site, contact):
    for subject in ("One", "Two"):
        Message.objects.create(page=contact, **ROSA | {"subject": subject})
    signed_in.goto(f"{live_site}/admin/messages/?status=waiting")
    signed_in.get_by_role("checkbox", name="Select all").first.check()
    signed_in.get_by_role("link", name="Mark the chosen messages as answered").click()
    signed_in.get_by_role("button", name="Answered").click()

    expect(signed_in.get_by_text("2 messages are marked as answered.")).to_be_visible()
    assert not Message.objects.waiting().exists()
