"""Visitors take a place, in a real browser, with scripts and without."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from events.ledger import Registration
from events.tests import cast

DAY = timedelta(days=1)
QUESTIONS = [
    {"label": "Which shoes?", "required": True},
    {
        "label": "Have you run before?",
        "field_type": "radio",
        "choices": "Yes\nNo",
        "required": True,
    },
    {
        "label": "How far?",
        "field_type": "number",
        "required": True,
        "depends_label": "Have you run before?",
        "depends_value": "Yes",
    },
    {"label": "I need a mat", "field_type": "checkbox"},
    {
        "label": "Which mat?",
        "field_type": "radio",
        "choices": "Thin\nThick",
        "depends_label": "I need a mat",
        "depends_value": "yes",
    },
    {
        "label": "How thick?",
        "depends_label": "Which mat?",
        "depends_value": "Thick",
    },
]


@pytest.fixture
def event(live_site, home_page):
    return cast.make_event(
        home_page,
        "Trunk training",
        questions=QUESTIONS,
        consents=[cast.make_consent("I come at my own risk.", "Nobody is pushed.")],
    )


@pytest.fixture
def open_browser(browser, context, browser_context_args):
    """A browser of somebody's own; scripts run in it unless told otherwise."""
    opened = []

    def open_one(*, scripts=True):
        one = browser.new_context(**browser_context_args, java_script_enabled=scripts)
        one.set_default_timeout(15_000)
        opened.append(one)
        return one.new_page()

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def scripts(request):
    return request.param


@pytest.fixture
def visitor(open_browser, scripts, live_site, event):
    """In front of the event's page."""
    page = open_browser(scripts=scripts)
    page.goto(live_site + event.url)
    return page


def question(page, label):
    return page.get_by_role("group", name=label)


def fill_in(page, *, name="Ida Index", email="ida@visitor.example", has_run="No"):
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("textbox", name="E-mail").fill(email)
    page.get_by_role("textbox", name="Which shoes?").fill("Light ones")
    question(page, "Have you run before?").get_by_label(has_run).check()
    page.get_by_label("I come at my own risk.").check()


def send(page, button="Register"):
    page.locator("#register").get_by_role("button", name=button).click()


def answers_of(event, registration):
    """What was answered, by the words of the questions."""
    labels = {one.key: one.label for one in event.questions}
    return {labels[key]: answer for key, answer in registration.answers.items()}


def test_a_visitor_finds_an_event_and_takes_a_place(open_browser, scripts, live_site, event):
    page = open_browser(scripts=scripts)
    page.goto(live_site + event.get_parent().url)
    page.get_by_role("link", name="Trunk training").click()
    page.get_by_role("complementary", name="At a glance").get_by_role(
        "link", name="Register"
    ).click()
    fill_in(page)
    send(page)

    receipt = page.locator("#registered")
    expect(receipt).to_be_in_viewport()
    expect(receipt.get_by_role("heading")).to_have_text("You have a place")
    registration = Registration.objects.get()
    expect(receipt).to_contain_text(registration.reference)
    assert (registration.status, registration.name) == ("confirmed", "Ida Index")
    assert answers_of(event, registration) == {
        "Which shoes?": "Light ones",
        "Have you run before?": "No",
        "I need a mat": False,
    }
    assert registration.consent_receipts.count() == 1
    expect(page.locator(".event-summary__seats")).to_have_text("11 of 12 places left")
    assert "Ida" not in page.content()

    page.reload()
    expect(receipt).to_be_visible()
    assert Registration.objects.count() == 1


def test_a_question_appears_when_it_is_asked_and_takes_its_answer_with_it(
    open_browser, live_site, event
):
    page = open_browser()
    page.goto(live_site + event.url)
    how_far = page.get_by_label("How far?")
    expect(how_far).to_be_hidden()
    expect(page.get_by_text("Only if")).to_have_count(3)
    for words in page.get_by_text("Only if").all():
        expect(words).to_be_hidden()

    fill_in(page, has_run="Yes")
    how_far.fill("12")
    page.get_by_label("I need a mat").check()
    question(page, "Which mat?").get_by_label("Thick").check()
    page.get_by_label("How thick?").fill("2 cm")
    # what depends on a question that is taken away goes with it
    page.get_by_label("I need a mat").uncheck()
    expect(question(page, "Which mat?")).to_be_hidden()
    expect(page.get_by_label("How thick?")).to_be_hidden()
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request))
    send(page)

    expect(page.locator("#registered")).to_be_visible()
    assert "2+cm" not in posts[0].post_data
    assert "Thick" not in posts[0].post_data
    assert answers_of(event, Registration.objects.get()) == {
        "Which shoes?": "Light ones",
        "Have you run before?": "Yes",
        "How far?": "12",
        "I need a mat": False,
    }


def test_without_scripts_all_questions_are_there_and_say_of_whom_they_are_asked(
    open_browser, live_site, event
):
    page = open_browser(scripts=False)
    page.goto(live_site + event.url)
    expect(page.get_by_text("Only if you answer “Have you run before?” with “Yes”")).to_be_visible()
    expect(page.get_by_text("Only if you tick “I need a mat”")).to_be_visible()

    fill_in(page, has_run="No")
    page.get_by_label("How far?").fill("12")  # although nobody asked
    send(page)

    expect(page.locator("#registered")).to_be_visible()
    assert "How far?" not in answers_of(event, Registration.objects.get())


def test_errors_come_first_and_lead_to_their_fields(visitor, event):
    question(visitor, "Have you run before?").get_by_label("Yes").check()
    visitor.get_by_role("textbox", name="E-mail").fill("ida at home")
    send(visitor)

    summary = visitor.get_by_role("group", name="You are not registered yet")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    expect(visitor).to_have_title("Error: Trunk training – Studio Elsewhere")
    assert summary.get_by_role("link").all_inner_texts() == [
        "Name Write your name.",
        "E-mail Write an e-mail address such as rosa@studio.example.",
        "Which shoes? Please answer this question.",
        "How far? Please answer this question.",
        "I come at my own risk. Please tick this box: nobody comes without it.",
    ]
    expect(visitor.get_by_role("textbox", name="E-mail")).to_have_value("ida at home")
    expect(question(visitor, "Have you run before?").get_by_label("Yes")).to_be_checked()
    shoes = visitor.get_by_role("textbox", name="Which shoes?")
    expect(shoes).to_have_accessible_description("Please answer this question.")
    summary.get_by_role("link", name="Which shoes?").click()
    expect(shoes).to_be_focused()

    fill_in(visitor, has_run="Yes")
    visitor.get_by_label("How far?").fill("7.5")
    send(visitor)
    expect(visitor.locator("#registered")).to_be_visible()
    assert answers_of(event, Registration.objects.get())["How far?"] == "7.5"


def test_who_comes_late_waits_and_reads_so(open_browser, scripts, live_site, home_page):
    event = cast.make_event(home_page, capacity=1)
    cast.register(event)
    page = open_browser(scripts=scripts)
    page.goto(live_site + event.url)
    page.get_by_role("complementary").get_by_role("link", name="Join the waiting list").click()
    page.get_by_role("textbox", name="Name").fill("Ida Index")
    page.get_by_role("textbox", name="E-mail").fill("ida@visitor.example")
    send(page, "Join the waiting list")

    receipt = page.locator("#registered")
    expect(receipt.get_by_role("heading")).to_have_text("You are on the waiting list")
    expect(receipt).not_to_contain_text("confirmed")
    expect(page.locator(".event-summary__seats")).to_have_text("Full: 1 person waits")


def test_who_goes_back_finds_the_form_and_sending_it_again_is_the_same_place(visitor):
    fill_in(visitor, has_run="Yes")
    visitor.get_by_label("How far?").fill("12")
    send(visitor)
    expect(visitor.locator("#registered")).to_be_visible()

    visitor.go_back()
    expect(visitor.get_by_role("textbox", name="Name")).to_have_value("Ida Index")
    expect(visitor.get_by_label("How far?")).to_be_visible()
    expect(visitor.get_by_label("How far?")).to_have_value("12")
    send(visitor)

    expect(visitor.locator("#registered")).to_contain_text(Registration.objects.get().reference)


def test_a_double_click_sends_once(open_browser, live_site, event):
    page = open_browser()
    page.goto(live_site + event.url)
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    fill_in(page)
    page.locator("#register").get_by_role("button", name="Register").dblclick()

    expect(page.locator("#registered")).to_be_visible()
    assert posts == [live_site + event.url]


def test_the_same_address_again_learns_nothing_of_who_has_it(visitor, event):
    cast.register(event, "Emil Stanza", email="ida@visitor.example")
    fill_in(visitor)
    send(visitor)

    summary = visitor.get_by_role("group", name="You are registered already")
    expect(summary).to_contain_text("This address is registered for this event already.")
    expect(summary).to_be_focused()
    assert "Emil" not in visitor.content()
    expect(visitor.get_by_role("textbox", name="Name")).to_have_value("Ida Index")


def test_the_button_stays_in_sight_while_one_reads_on_a_wide_screen(open_browser, live_site, event):
    page = open_browser()
    page.goto(live_site + event.url)
    page.locator("#place").scroll_into_view_if_needed()
    page.mouse.wheel(0, 200)

    expect(
        page.get_by_role("complementary").get_by_role("link", name="Register")
    ).to_be_in_viewport()


def test_somebody_without_a_mouse_registers(visitor):
    def tab_to(name):
        for _press in range(80):
            visitor.keyboard.press("Tab")
            words = visitor.evaluate(
                "(document.activeElement.labels?.[0] ?? document.activeElement).innerText ?? ''"
            )
            if " ".join(words.split()).startswith(name):
                return
        raise AssertionError(f"Tab does not lead to {name!r}")

    tab_to("Register")
    visitor.keyboard.press("Enter")
    tab_to("Name")
    visitor.keyboard.type("Ida Index")
    tab_to("E-mail")
    visitor.keyboard.type("ida@visitor.example")
    tab_to("Which shoes?")
    visitor.keyboard.type("Light ones")
    tab_to("Yes")
    visitor.keyboard.press("Space")
    tab_to("How far?")
    visitor.keyboard.type("12")
    tab_to("I come at my own risk.")
    visitor.keyboard.press("Space")
    tab_to("Register")
    visitor.keyboard.press("Enter")

    expect(visitor.locator("#registered")).to_be_visible()
