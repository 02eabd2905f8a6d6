"""The desk in a browser: by key, on a telephone, by night, without scripts, with axe."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events import services
from events.choices import Status
from events.ledger import Registration
from events.tests import cast, desk
from studio.models import Letter
from studio.tests.accessibility import is_wide, on_both_screens, violations


@pytest.fixture
def busy(home_page, admin_user):
    """People in several states, at an event with money, questions and a consent."""
    consent = cast.make_consent("I move at my own risk.", "All of it.")
    questions = [
        {"label": "Shoe size"},
        {"label": "Run before?", "field_type": "radio", "choices": "Yes\nNo"},
    ]
    event = cast.make_event(
        home_page,
        "Trunk training in the long room, for beginners and for everybody else",
        capacity=2,
        price=45,
        largest_party=2,
        questions=questions,
        consents=[consent],
    )
    shoe, before = (one["key"] for one in cast.pool_of(event).form.questions)
    ada = cast.register(
        event, "Ada Colophon", seats=2, answers={shoe: "41", before: "Yes"}, consents=(consent,)
    )
    services.pay(ada, amount=20, reference="receipt 7", by=admin_user)
    services.note(ada, "Comes late.", by=admin_user)
    cast.register(event, "Bo Serif")
    evening = cast.make_event(home_page, "Evening", sign_up="approval")
    cast.register(evening, "Cy Glyph")
    cast.register(evening, "Dora Em")
    cast.starts_in(evening, timedelta(minutes=1))
    return ada


def named(name):
    return Registration.objects.get(name=name)


def look(page):
    page.wait_for_load_state("networkidle")
    return violations(page), is_wide(page)


@on_both_screens
def test_axe_finds_nothing(signed_in, live_site, busy, width, height, scheme):
    page, found = signed_in, {}
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    document = busy.consent_receipts.get().version.document_id
    waiting, asked = named("Bo Serif"), named("Cy Glyph")
    addresses = [
        desk.INDEX,
        f"{desk.INDEX}?q=nobody&since=2027-01-01",
        desk.COUNTS,
        desk.ADD,
        reverse("wagtailadmin_home"),
        reverse("consents:index"),
        reverse("consents:edit", args=[document]),
        reverse("consents:inspect", args=[document]),
        reverse("places:index"),
        f"{desk.TOGETHER}?do=cancel&all=1",
        f"{desk.WRITE}?all=1",
        desk.url("inspect", busy),
        desk.url("approve", asked),
        desk.url("give", waiting),
        *(desk.url(verb, busy) for verb in ("cancel", "change", "move", "note", "pay", "erase")),
    ]
    for address in addresses:
        page.goto(live_site + address)
        found[address] = look(page)
    page.goto(live_site + desk.url("erase", busy))
    page.get_by_role("button", name="Erase the person").click()
    expect(page.get_by_text("Please tick the box if you mean it.")).to_be_visible()
    found["refused"] = look(page)
    page.goto(f"{live_site}{desk.WRITE}?id={busy.pk}")
    page.get_by_label("Subject").fill("About {event}")
    page.get_by_label("Text").fill("{greeting} please bring a mat.")
    page.get_by_role("button", name="Look at the letter").click()
    expect(page.get_by_role("heading", name="The letter to Ada Colophon")).to_be_visible()
    found["letter"] = look(page)
    assert {name: said for name, said in found.items() if said != ([], False)} == {}


def test_somebody_is_approved_by_key(signed_in, live_site, busy):
    page = signed_in
    page.goto(live_site + desk.INDEX)
    page.get_by_role("link", name="Approve Cy Glyph").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("They are told by e-mail that they have a place.")).to_be_visible()
    page.get_by_role("button", name="Approve").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cy Glyph is approved.")).to_be_visible()
    expect(page.get_by_role("row", name="Cy Glyph")).to_contain_text("confirmed")
    assert cast.status_of(named("Cy Glyph")) == Status.CONFIRMED


def test_the_list_is_narrowed_and_those_marked_are_written_to_once(signed_in, live_site, busy):
    page = signed_in
    page.goto(live_site + desk.INDEX)
    page.get_by_label("Event", exact=True).select_option(
        label=page.locator("#id_event option", has_text="Evening").text_content()
    )
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="2 registrations")).to_be_visible()
    page.get_by_label("Mark Cy Glyph").check()
    page.get_by_role("button", name="Write…").click()
    expect(page.get_by_text("1 person gets this letter.")).to_be_visible()
    page.get_by_label("Subject").fill("About {event}")
    page.get_by_label("Text").fill("Please bring a mat.")
    page.get_by_role("button", name="Look at the letter").click()
    expect(page.get_by_text("About Evening")).to_be_visible()
    page.get_by_role("button", name="Send this letter").dblclick()
    expect(page.get_by_role("heading", name="2 registrations")).to_be_visible()
    letters = Letter.objects.filter(kind="registration: message")
    assert [letter.to for letter in letters] == [named("Cy Glyph").email]


def test_all_of_it_works_without_scripts(browser, browser_context_args, signed_in, live_site, busy):
    cookies = signed_in.context.cookies()
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    context.set_default_timeout(15_000)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{live_site}{desk.INDEX}?state=pending_approval")
    page.get_by_label("all of this list").check()
    page.get_by_role("button", name="Approve…").click()
    expect(page.get_by_text("This is about 2 registrations.")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("2 registrations are approved.")).to_be_visible()
    page.goto(f"{live_site}{desk.INDEX}?event={busy.pool_id}")
    page.get_by_role("link", name="Add by hand").click()
    page.get_by_label("Name").fill("Gus Overset")
    page.get_by_label("Also if no place is free").check()
    page.get_by_label("Reason").fill("Promised")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Gus Overset has a place.")).to_be_visible()
    expect(page.get_by_text("was given a place beyond the number of places")).to_be_visible()
    with page.expect_download() as download:
        page.goto(f"{live_site}{desk.INDEX}?event={busy.pool_id}")
        page.get_by_role("button", name="Export as CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    context.close()


def test_an_editor_chooses_a_place_in_the_page_editor(signed_in, live_site, busy):
    cast.make_event(busy.pool.page.get_parent().get_parent(), "Elsewhere", place="The small room")
    page = signed_in
    page.goto(live_site + reverse("wagtailadmin_pages:edit", args=[busy.pool.page_id]))
    chooser = page.locator("#id_place-chooser")
    expect(chooser).to_contain_text("The long room")
    chooser.get_by_role("button").first.click()
    page.get_by_role("button", name="Choose another place").click()
    page.locator(".modal-dialog").get_by_role("link", name="The small room").click()
    expect(chooser).to_contain_text("The small room")
