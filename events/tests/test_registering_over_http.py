"""Registering by the page's form: what a browser sends, and what comes of it."""

from datetime import timedelta

import pytest
from django.test import Client

from articles.tests.sent import tree, visible
from events import tokens
from events.ledger import Registration, SeatPool
from events.tests import cast
from events.tests.postbox import (
    ADA,
    asked,
    envelope,
    errors,
    followed,
    letters,
    link_to,
    only_registration,
    question,
    send,
    title,
    typed,
    typed_by_ada,
    with_questions,
)
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page)


def receipt(response):
    """Heading, words, and facts that a visitor is told after registering."""
    (box,) = tree(response).cssselect("#registered")
    words = [visible(one) for one in box.cssselect("h3, h3 + p")]
    facts = {
        visible(one.cssselect("dt")[0]): visible(one.cssselect("dd")[0])
        for one in box.cssselect("dl > div")
    }
    return words, facts


def test_a_visitor_takes_a_place_and_is_led_to_a_receipt(client, event):
    response = send(client, event)

    ada = only_registration()
    assert asked(response) == (
        event.url,
        {"mine": tokens.of_registration(ada.pk)},
        "registered",
    )
    assert (ada.status, ada.name, ada.email, ada.seats) == ("confirmed", *ADA.values(), 1)
    assert letters() == [("confirmed", "ada@reader.example")]


def test_the_receipt_says_what_is_so_and_nothing_personal(client, event):
    page = followed(client, send(client, event))

    (heading, words), facts = receipt(page)
    assert heading == "You have a place"
    assert words.startswith("An e-mail with all you need to know is on its way.")
    assert facts == {"Your reference": only_registration().reference}
    assert "Ada" not in page.text
    assert "ada@" not in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"


def test_the_receipt_says_what_is_to_be_paid(client, home_page):
    event = cast.make_event(home_page, price="60", largest_party=3)

    page = followed(client, send(client, event, seats="2"))

    assert receipt(page)[1]["To pay"] == "120 EUR (pay at the desk)"


def test_the_receipt_speaks_of_all_places_and_of_reductions(client, home_page):
    event = cast.make_event(home_page, price=60, price_text="60 euros, 45 reduced", largest_party=3)

    page = followed(client, send(client, event, seats="2"))

    (heading, _words), facts = receipt(page)
    assert heading == "You have 2 places"
    assert facts["Places"] == "2"
    assert facts["To pay"] == "120 EUR (pay at the desk; a reduction is taken off there)"


def test_after_registering_nobody_is_asked_to_register(client, home_page):
    event = cast.make_event(home_page, capacity=1)
    cast.fill_up(event)

    page = tree(followed(client, send(client, event)))

    links = {visible(one): one.get("href") for one in page.cssselect("main a.button")}
    assert links == {"Your registration": "#registered"}
    assert visible(page.cssselect("#register-heading")[0]) == "Your registration"
    assert not page.cssselect(".registration form")


def test_who_has_a_place_is_led_to_a_calendar(client, event):
    page = tree(followed(client, send(client, event)))

    (link,) = page.cssselect("#registered a")
    assert (visible(link), link.get("href")) == (
        "Add to your calendar",
        f"/calendar/{event.pk}.ics",
    )


def test_a_reload_of_the_receipt_registers_nobody(client, event):
    response = send(client, event)
    for _reload in range(3):
        followed(client, response)

    assert Registration.objects.count() == 1
    assert len(letters()) == 1


@pytest.mark.parametrize("token", ["", "x", "MQ:x", "MQ", "\x00", "MQ:" + "x" * 5000])
def test_a_forged_receipt_shows_the_page_as_it_is(client, event, token):
    cast.register(event)

    page = client.get(event.url, {"mine": token})

    assert page.status_code == 200
    assert not tree(page).cssselect("#registered")
    assert typed(page)["name"] == ""


def test_a_receipt_of_another_event_shows_nothing(client, home_page, event):
    other = cast.register(cast.make_event(home_page))

    page = client.get(event.url, {"mine": tokens.of_registration(other.pk)})

    assert not tree(page).cssselect("#registered")


def test_a_receipt_tells_what_has_become_of_it_meanwhile(client, home_page):
    event = cast.make_event(home_page, capacity=1)
    first = cast.register(event)
    response = send(client, event)
    assert receipt(followed(client, response))[0][0] == "You are on the waiting list"

    client.post(link_to(first), {"action": "cancel", "sure": "on"})

    assert receipt(followed(client, response))[0][0] == "You have a place"


def test_answers_of_every_kind_are_kept_under_the_keys_of_their_questions(client, home_page):
    event = with_questions(
        home_page,
        ("Line", "singleline"),
        ("Lines", "multiline"),
        {"label": "One", "field_type": "radio", "choices": "Red, or rose\nBlue"},
        {"label": "Another", "field_type": "dropdown", "choices": "Yes\nNo"},
        {"label": "Several", "field_type": "checkboxes", "choices": "Mon\nTue\nWed"},
        ("Box", "checkbox"),
        ("Number", "number"),
        ("Day", "date"),
        ("Call", "tel"),
        ("Other address", "email"),
        ("Web", "url"),
    )
    said = {
        "Line": "  two   words ",
        "Lines": "One\r\n\r\nTwo  ",
        "One": "Red, or rose",
        "Another": "No",
        "Several": ["Wed", "Mon"],
        "Box": "on",
        "Number": "7,50",
        "Day": "2001-02-03",
        "Call": "+49 (0)170 / 123-456",
        "Other address": "Bo@Reader.EXAMPLE",
        "Web": "studio.example/a",
    }

    response = send(client, event, **{question(event, label): one for label, one in said.items()})

    assert response.status_code == 303
    ada = only_registration()
    labels = {one.key: one.label for one in event.form_fields.all()}
    assert {labels[key]: answer for key, answer in ada.answers.items()} == {
        "Line": "two words",
        "Lines": "One\n\nTwo",
        "One": "Red, or rose",
        "Another": "No",
        "Several": ["Mon", "Wed"],
        "Box": True,
        "Number": "7.50",
        "Day": "2001-02-03",
        "Call": "+49 (0)170 / 123-456",
        "Other address": "Bo@reader.example",
        "Web": "https://studio.example/a",
    }
    assert ada.form == cast.pool_of(event).form


def test_what_is_left_empty_is_not_stored(client, home_page):
    event = with_questions(
        home_page, ("Line", "singleline"), ("Number", "number"), ("Box", "checkbox")
    )

    send(client, event)

    assert only_registration().answers == {event.form_fields.get(label="Box").key: False}


def test_several_places_have_an_attendee_each(client, home_page):
    event = cast.make_event(home_page, largest_party=3)

    send(client, event, seats="3")

    ada = only_registration()
    assert ada.seats == 3
    assert [one.name for one in ada.attendees.all()] == ["Ada Arc", "", ""]


def test_one_place_is_no_question(client, event):
    assert "seats" not in typed(client.get(event.url))


def test_who_comes_too_late_waits_and_is_told_so(client, home_page):
    event = cast.make_event(home_page, capacity=1)
    cast.fill_up(event)

    page = followed(client, send(client, event))

    ada = Registration.objects.get(email=ADA["email"])
    assert ada.status == "waitlisted"
    assert letters()[-1] == ("waitlisted", ADA["email"])
    (heading, words), _facts = receipt(page)
    assert heading == "You are on the waiting list"
    assert words.startswith("You do not have a place yet.")


def test_an_alias_takes_registrations_for_its_source(client, event):
    alias = event.create_alias(parent=event.get_parent(), update_slug="elsewhere")
    assert envelope(client, alias) == envelope(client, event)

    response = send(client, alias)

    assert asked(response)[0] == alias.url
    assert only_registration().pool.page_id == event.pk
    assert receipt(followed(client, response))[0][0] == "You have a place"
    assert SeatPool.objects.count() == 1


def test_a_post_from_a_session_needs_its_token(event):
    editor = Client(enforce_csrf_checks=True)
    editor.force_login(studio_cast.make_admin())
    fields = envelope(editor, event) | typed_by_ada(event)

    without = {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}
    assert editor.post(event.url, without).status_code == 403
    assert editor.post(event.url, fields).status_code == 303


def test_a_post_from_another_site_is_refused(client, event):
    response = send(client, event, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert not Registration.objects.exists()


def test_the_plain_page_is_the_same_to_the_letter_for_everybody(event):
    cast.register(event)
    pages = [
        Client().get(event.url),
        Client(REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Another").get(event.url),
        Client(HTTP_COOKIE="reader=anything").get(event.url),
    ]

    assert pages[0].content == pages[1].content == pages[2].content
    for page in pages:
        assert page.cookies == {}
        assert "Cookie" not in page.get("Vary", "")
        assert page["Cache-Control"] == "max-age=0, s-maxage=30"
        assert b"csrfmiddlewaretoken" not in page.content


def test_every_answer_to_a_post_is_kept_by_nobody(client, event):
    for changes in ({}, {"name": ""}, {"email": "ada"}):
        assert send(client, event, **changes)["Cache-Control"] == "private, no-store"


def test_the_form_of_a_draft_is_shown_and_sends_nothing(admin_client, home_page):
    event = with_questions(home_page, ("Shoe size", "number"), publish=False, live=False)
    event.save_revision()

    page = admin_client.get(f"/admin/pages/{event.pk}/view_draft/")

    (button,) = tree(page).cssselect(".registration form button[type=submit]")
    assert "disabled" in button.attrib
    assert "Shoe size" in page.text
    assert not SeatPool.objects.exists()


def test_the_title_tells_a_receipt_from_a_refusal(client, event):
    assert title(followed(client, send(client, event))).startswith("Trunk training")
    assert title(send(client, event, name="")).startswith("Error: ")


@pytest.mark.parametrize(
    ("left", "words"),
    [(12, "12 of 12 places left"), (3, "3 of 12 places left"), (1, "1 of 12 places left")],
)
def test_the_page_says_how_many_places_are_left(client, home_page, left, words):
    event = cast.make_event(home_page, capacity=12, largest_party=20)
    if left < 12:
        cast.register(event, seats=12 - left)

    assert words in client.get(event.url).text


def test_a_held_place_is_free_again_by_the_clock(client, home_page):
    event = cast.make_event(home_page, capacity=1, sign_up="email", waiting="none")
    first = cast.register(event)
    assert not tree(client.get(event.url)).cssselect(".registration form")

    cast.let_hold_pass(first)

    assert "1 of 1 places left" in client.get(event.url).text
    assert send(client, event).status_code == 303


def test_an_event_that_is_over_takes_nobody(client, home_page):
    event = cast.make_event(home_page, starts_in=timedelta(days=-3))

    page = client.get(event.url)

    assert not tree(page).cssselect(".registration form")
    assert "This event is over" in page.text


def test_who_comes_with_others_says_whether_they_wait_for_places_together(client, home_page):
    event = cast.make_event(home_page, capacity=3, largest_party=3)
    cast.register(event)
    assert "together" not in typed(client.get(event.url))

    answer = send(client, event, seats="3")
    assert answer.status_code == 409
    (why,) = errors(answer)
    assert "Only 2 places are free, so nothing was sent yet." in why
    assert typed(answer)["seats"] == ["3"]
    assert "wait until there are places for all of us" in answer.text
    assert Registration.objects.count() == 1

    send(client, event, seats="3", together="on")
    send(client, event, name="Bo", email="bo@reader.example", seats="1")
    assert list(Registration.objects.values_list("seats", "status").order_by("pk")) == [
        (1, "confirmed"),
        (3, "waitlisted"),
        (1, "waitlisted"),
    ]
