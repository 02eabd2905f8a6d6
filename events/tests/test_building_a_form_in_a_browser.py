"""An editor builds a form, looks at it, publishes it; a visitor registers with it (E1)."""

import pytest
from playwright.sync_api import expect

from events.ledger import Registration
from events.pages import EventPage
from events.tests import browsing, cast

#: Words, kind of answer, and what else is filled in.
QUESTIONS = [
    ("What shall we call you?", "singleline", {}),
    ("What hurts?", "multiline", {"help_text": "A few words are enough."}),
    ("Which shoes?", "radio", {"choices": "Trail\nRoad"}),
    ("What do you bring?", "checkboxes", {"choices": "A mat\nA towel\nA friend"}),
    ("I have run before", "checkbox", {}),
    (
        "How many kilometres a week?",
        "number",
        {"depends_label": "I have run before", "depends_value": "yes"},
    ),
]


def add_question(page, number, label, kind, **fields):
    page.locator("#id_form_fields-ADD").click()
    row = f"#id_form_fields-{number}"
    page.locator(f"{row}-label").fill(label)
    page.locator(f"{row}-field_type").select_option(kind)
    for name, value in fields.items():
        page.locator(f"{row}-{name}").fill(value)


def fill_in(page):
    """Title, date and six questions, as a draft that the autosave has kept."""
    page.locator("#id_title").fill("Feet")
    page.locator("#id_dates-ADD").click()
    page.locator("#id_dates-0-day").fill("2031-05-10")
    page.locator("#id_dates-0-starts").fill("10:00")
    page.locator("#id_dates-0-ends").fill("12:00")
    page.get_by_role("tab", name="Registration").click()
    for number, (label, kind, fields) in enumerate(QUESTIONS):
        add_question(page, number, label, kind, **fields)
    browsing.type_and_save(page, page.locator("#id_form_fields-5-help_text"), "Roughly.")
    # the first save makes the page, and its editor is loaded in the place of the first one
    page.wait_for_url("**/edit/")


def previewed(page, mode):
    """What the preview shows in one of its modes."""
    page.locator("#id_preview_mode").select_option(mode)
    return page.frame_locator("#w-preview-iframe")


def test_an_editor_builds_a_form_and_a_visitor_registers_with_it(
    signed_in, live_site, home_page, browser
):
    page = signed_in
    index = cast.make_index(home_page)
    browsing.open_editor(page, f"{live_site}/admin/pages/add/events/eventpage/{index.pk}/")
    fill_in(page)
    expect(page.locator("#id_form_fields-5-key")).to_have_value(
        page.locator("#id_form_fields-0-key").input_value().removesuffix("0") + "5"
    )

    page.get_by_role("button", name="Toggle preview").click()
    shown = page.frame_locator("#w-preview-iframe")
    for label, _kind, _fields in QUESTIONS:
        expect(shown.get_by_text(label, exact=False).first).to_be_attached()
    expect(shown.get_by_role("button", name="Register")).to_be_disabled()
    full = previewed(page, "full")
    expect(full.get_by_role("button", name="Join the waiting list")).to_be_disabled()
    expect(previewed(page, "not_open").get_by_text("Registration opens on").first).to_be_visible()
    expect(previewed(page, "cancelled").get_by_text("Cancelled").first).to_be_visible()
    page.get_by_role("button", name="Toggle preview").click()

    browsing.publish(page)
    expect(
        page.get_by_text("has been published").or_(page.get_by_text("created and published"))
    ).to_be_visible()
    event = EventPage.objects.get()
    assert [question.label for question in event.questions] == [one[0] for one in QUESTIONS]

    visitors = browser.new_context()
    visitor = visitors.new_page()
    visitor.goto(live_site + event.url)
    visitor.get_by_label("Name").fill("Ada Example")
    visitor.get_by_label("E-mail").fill("ada@reader.example")
    visitor.get_by_label("What shall we call you?").fill("Ada")
    visitor.get_by_label("What hurts?").fill("The left knee")
    visitor.get_by_label("Trail").check()
    visitor.get_by_label("A mat").check()
    visitor.get_by_label("A friend").check()
    visitor.get_by_label("I have run before").check()
    visitor.get_by_label("How many kilometres a week?").fill("12")
    visitor.get_by_role("button", name="Register").click()
    expect(visitor.get_by_role("heading", name="You have a place")).to_be_visible()
    visitors.close()

    registration = Registration.objects.get()
    keys = {question.label: question.key for question in registration.form.as_questions()}
    answers = {label: registration.answers.get(key) for label, key in keys.items()}
    assert answers == {
        "What shall we call you?": "Ada",
        "What hurts?": "The left knee",
        "Which shoes?": "Trail",
        "What do you bring?": ["A mat", "A friend"],
        "I have run before": True,
        "How many kilometres a week?": "12",
    }


@pytest.mark.parametrize("mode", ["", "full", "not_open", "cancelled"])
@pytest.mark.django_db
def test_a_draft_that_was_never_published_is_previewed(home_page, admin_client, mode):
    event = cast.make_event(
        home_page, publish=False, live=False, questions=[{"label": "Which shoes?"}]
    )
    answer = admin_client.get(f"/admin/pages/{event.pk}/view_draft/?mode={mode}")
    assert answer.status_code == 200
    assert event.title in answer.content.decode()
    assert Registration.objects.count() == 0


def test_the_editor_offers_the_words_of_a_condition(signed_in, live_site, home_page):
    page = signed_in
    index = cast.make_index(home_page)
    browsing.open_editor(page, f"{live_site}/admin/pages/add/events/eventpage/{index.pk}/")
    page.get_by_role("tab", name="Registration").click()
    add_question(page, 0, "Which shoes?", "radio", choices="Trail\nRoad, wide")
    add_question(page, 1, "What hurts?", "multiline")
    add_question(page, 2, "How old are they?", "number")
    offered = page.locator("#events-words option")
    values = "all => all.map((one) => one.value)"
    page.locator("#id_form_fields-2-depends_label").focus()
    assert offered.evaluate_all(values) == ["Which shoes?"]
    page.locator("#id_form_fields-2-depends_label").fill("which  shoes?")
    page.locator("#id_form_fields-2-depends_value").focus()
    assert offered.evaluate_all(values) == ["Trail", "Road, wide"]
    expect(page.locator("#id_form_fields-0-choices")).to_be_visible()
    expect(page.locator("#id_form_fields-1-choices")).to_be_hidden()


def test_the_editor_shows_what_fits_where_people_register(signed_in, live_site, home_page):
    page = signed_in
    event = cast.make_event(home_page, "Feet")
    browsing.open_editor(page, f"{live_site}/admin/pages/{event.pk}/edit/")
    page.get_by_role("tab", name="Registration").click()
    here, elsewhere = page.locator("#id_capacity"), page.locator("#id_registration_url")
    expect(here).to_be_visible()
    expect(elsewhere).to_be_hidden()
    for choice, is_elsewhere in (("elsewhere", True), ("none", False)):
        page.locator("#id_registering").select_option(choice)
        expect(elsewhere).to_be_visible(visible=is_elsewhere)
        expect(here).to_be_hidden()
        expect(page.locator("#id_form_fields-ADD")).to_be_hidden()
