"""What cannot be taken as it is: a clear sentence, the right status, the focus on it, nothing lost."""

from urllib.parse import urlencode

import pytest

from articles.tests.sent import tree, visible
from events import services
from events.content import EventQuestion
from events.ledger import Registration
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
    refused,
    send,
    typed,
    typed_by_ada,
    with_questions,
)
from studio.bodies import LARGEST_POST
from studio.models import Letter
from studio.tests import cast as studio_cast

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Write your name."),
        ("name", "   ", "Write your name."),
        ("name", "\u200b\u00ad", "Write your name."),
        (
            "name",
            "A\x00da",
            "It contains a character that cannot be stored (NUL). Please delete it.",
        ),
        ("name", "Ada\nBcc: x", "Please write it on one line, in ordinary characters."),
        ("name", "Ada\u202eadA", "Please write it on one line, in ordinary characters."),
        ("name", "Ada\x1b[31m", "Please write it on one line, in ordinary characters."),
        ("name", "a" * 121, "There is room for 120 characters; this has 121."),
        ("name", "a" * 100_000, "There is room for 120 characters; this has 100,000."),
        ("email", "", "Write your e-mail address."),
        ("email", "ada", "Write an e-mail address such as rosa@studio.example."),
        (
            "email",
            "ada@reader.example\nBcc: b@x.example",
            "Write an e-mail address such as rosa@studio.example.",
        ),
        (
            "email",
            "ada@reader.example, b@x.example",
            "Write an e-mail address such as rosa@studio.example.",
        ),
        (
            "email",
            "a\x00da@reader.example",
            "It contains a character that cannot be stored (NUL). Please delete it.",
        ),
        (
            "email",
            "ſda@reader.example",
            "Before the @, use only the letters a to z, digits and punctuation.",
        ),
        ("email", f"{'a' * 250}@x.example", "There is room for 254 characters; this has 260."),
        (
            "email",
            f"a@{'ﷺ' * 20}.example",
            "Write an e-mail address such as rosa@studio.example.",
        ),
    ],
    ids=range(17),
)
def test_who_comes_is_asked_in_words(client, event, field, value, sentence):
    page = refused(send(client, event, **{field: value}), 422)

    assert errors(page) == [sentence]
    beside = tree(page).cssselect(f".field--{field} .errorlist li")
    assert [visible(one) for one in beside] == [sentence]
    links = [one.get("href") for one in tree(page).cssselect(".errors a")]
    assert links == [f"#your-{field}"]


_ANSWERS = {
    "NUL in a line": ("singleline", "a\x00b", "It contains a character that cannot be stored"),
    "a turn of writing": ("singleline", "a\u2066b", "Please write it on one line"),
    "a long line": ("singleline", "a" * 256, "There is room for 255 characters; this has 256."),
    "a long text": ("multiline", "a" * 2001, "There is room for 2,000 characters; this has 2,001."),
    "NUL in a text": ("multiline", "a\x00b", "It contains a character that cannot be stored"),
    "no number": ("number", "seven", "Write a number, such as 7 or 7.5."),
    "not a number": ("number", "NaN", "Write a number, such as 7 or 7.5."),
    "infinity": ("number", "-Infinity", "Write a number, such as 7 or 7.5."),
    "a huge number": ("number", "1e999999999", "Ensure that there are no more than 15 digits"),
    "a tiny number": ("number", "1e-999999999", "Ensure that there are no more than 15 digits"),
    "no day": ("date", "tomorrow", "Write a day such as 2027-05-08."),
    "a day that is none": ("date", "2027-02-30", "Write a day such as 2027-05-08."),
    "no telephone": ("tel", "call me", "Write a telephone number with digits"),
    "a short telephone": ("tel", "12", "Write a telephone number with digits"),
    "no address": ("email", "bo", "Write an e-mail address such as"),
    "a script": ("url", "javascript:alert(1)", "Write an address such as"),
    "a file": ("url", "ftp://studio.example/a", "Write an address such as"),
}


@pytest.mark.parametrize("name", _ANSWERS)
def test_an_answer_that_is_none_is_asked_again(client, home_page, name):
    kind, answer, sentence = _ANSWERS[name]
    event = with_questions(home_page, ("It", kind))

    page = refused(send(client, event, **{question(event, "It"): answer}), 422)

    (said,) = errors(page)
    assert said.startswith(sentence)
    kept = answer.replace("\x00", "\ufffd")
    assert typed(page)[question(event, "It")].replace("\x00", "\ufffd") == kept


def test_nought_with_a_great_exponent_is_nought(client, home_page):
    event = with_questions(home_page, ("It", "number"))

    send(client, event, **{question(event, "It"): "0e+999999999"})

    assert list(only_registration().answers.values()) == ["0"]


def test_controls_in_a_text_are_left_out(client, home_page):
    event = with_questions(home_page, ("It", "multiline"))

    send(client, event, **{question(event, "It"): "One\x07\u202e\r\ntwo\x1b"})

    assert list(only_registration().answers.values()) == ["One\ntwo"]


def test_everything_typed_and_ticked_is_kept(client, home_page):
    consent = cast.make_consent()
    event = with_questions(
        home_page,
        ("Words", "multiline"),
        {"label": "One", "field_type": "radio", "choices": "Red\nBlue"},
        {"label": "Several", "field_type": "checkboxes", "choices": "Mon\nTue"},
        {"label": "Other", "field_type": "dropdown", "choices": "Yes\nNo"},
        ("Box", "checkbox"),
        consents=[consent],
        largest_party=2,
    )
    answers = {
        question(event, "Words"): "<b>One\ntwo",
        question(event, "One"): "Blue",
        question(event, "Several"): ["Mon", "Tue"],
        question(event, "Other"): "No",
        question(event, "Box"): "on",
        "seats": "2",
        "email": "ada",
    }

    page = refused(send(client, event, **answers), 422)

    assert typed(page) == {
        "name": "Ada Arc",
        "email": "ada",
        "seats": ["2"],
        "subject": "",
        question(event, "Words"): "<b>One\ntwo",
        question(event, "One"): ["Blue"],
        question(event, "Several"): ["Mon", "Tue"],
        question(event, "Other"): ["No"],
        question(event, "Box"): ["on"],
        f"consent_{consent.pk}": ["on"],
    }


def test_all_questions_are_named_at_once_in_their_order(client, home_page):
    event = with_questions(
        home_page,
        {"label": "Shoe size", "field_type": "number", "required": True},
        {"label": "One", "field_type": "radio", "choices": "Red\nBlue", "required": True},
        consents=[cast.make_consent()],
    )
    (tick,) = (name for name in typed_by_ada(event) if name.startswith("consent_"))

    page = refused(send(client, event, name="", email="x", **{tick: None}), 422)

    assert errors(page) == [
        "Write your name.",
        "Write an e-mail address such as rosa@studio.example.",
        "Please answer this question.",
        "Please answer this question.",
        "Please tick this box: nobody comes without it.",
    ]
    targets = [one.get("href")[1:] for one in tree(page).cssselect(".errors a")]
    ids = set(tree(page).xpath("//@id"))
    assert [one for one in targets if one not in ids] == []


def test_a_form_of_another_page_is_refused(client, home_page, event):
    other = cast.make_event(home_page)

    page = client.post(event.url, envelope(client, other) | typed_by_ada(event))

    refused(page, 400)
    assert errors(page) == [
        "This form did not come from this page. Please send it again from here."
    ]
    assert typed(page)["name"] == "Ada Arc"


@pytest.mark.parametrize("key", ["", "é", "\x00", "x" * 32])
def test_a_form_without_our_key_is_refused(client, event, key):
    refused(
        client.post(event.url, envelope(client, event) | typed_by_ada(event) | {"key": key}), 400
    )


def test_a_form_that_changed_meanwhile_is_shown_anew_with_what_was_typed(client, home_page):
    event = with_questions(home_page, ("Shoe size", "number"))
    sent = envelope(client, event) | typed_by_ada(event, **{question(event, "Shoe size"): "42"})
    event.form_fields.add(EventQuestion(label="Injuries", field_type="multiline", sort_order=1))
    event.save_revision().publish()

    page = refused(client.post(event.url, sent), 409)

    assert errors(page) == [
        "The form has changed while you were filling it in. What you wrote is kept: please look "
        "through it once more and send it again."
    ]
    assert typed(page)[question(event, "Shoe size")] == "42"
    assert typed(page)["name"] == "Ada Arc"
    assert not tree(page).cssselect(".registration__unsent")
    again = sent | envelope(client, event) | {question(event, "Injuries"): "None"}
    assert client.post(event.url, again).status_code == 303


def unsent(response):
    """What the page gives back to be copied."""
    rows = tree(response).cssselect(".registration__unsent > div")
    return {visible(row[0]): visible(row[1]) for row in rows}


def test_answers_to_questions_that_are_gone_meanwhile_are_given_back(client, home_page):
    event = with_questions(
        home_page,
        ("Injuries", "multiline"),
        ("Shoe size", "number"),
        {"label": "Colour", "field_type": "dropdown", "choices": "Red\nBlue"},
    )
    answers = {"Injuries": "My left knee", "Shoe size": "42", "Colour": "Red"}
    typed_in = {question(event, label): answer for label, answer in answers.items()}
    sent = envelope(client, event) | typed_by_ada(event, **typed_in)
    event.form_fields.get(label="Injuries").delete()
    colour = event.form_fields.get(label="Colour")
    colour.choices = "Green\nBlue"
    colour.save()
    event.refresh_from_db()
    event.save_revision().publish()

    page = refused(client.post(event.url, sent), 409)

    assert unsent(page) == {"Injuries": "My left knee", "Colour": "Red"}
    assert typed(page)[question(event, "Shoe size")] == "42"


def test_whatever_was_filled_in_is_given_back_where_registration_is_over(client, home_page):
    event = with_questions(
        home_page,
        {"label": "Colour", "field_type": "checkboxes", "choices": "Red\nBlue"},
        {"label": "A mat", "field_type": "checkbox"},
        largest_party=2,
    )
    given = {question(event, "Colour"): ["Red", "Blue"], question(event, "A mat"): "on"}
    sent = envelope(client, event) | typed_by_ada(event, seats="2", **given)
    services.cancel_event(cast.pool_of(event), by=studio_cast.make_admin())

    page = refused(client.post(event.url, sent), 403)

    assert unsent(page) == {
        "Name": "Ada Arc",
        "E-mail": "ada@reader.example",
        "Places": "2",
        "Colour": "RedBlue",
        "A mat": "yes",
    }


def test_places_that_can_no_longer_be_taken_together_make_another_form(client, home_page):
    event = cast.make_event(home_page, largest_party=3)
    sent = envelope(client, event) | typed_by_ada(event, seats="3")
    event.largest_party = 1
    event.save_revision().publish()

    refused(client.post(event.url, sent), 409)


def test_a_choice_that_is_no_longer_offered_is_refused_with_a_sentence_that_says_so(
    client, home_page
):
    event = with_questions(
        home_page,
        {"label": "One", "field_type": "radio", "choices": "Red\nBlue"},
        {"label": "Other", "field_type": "dropdown", "choices": "Yes\nNo"},
        {"label": "Several", "field_type": "checkboxes", "choices": "Mon\nTue"},
    )
    gone = {question(event, "One"): "Green", question(event, "Other"): "Maybe"}

    page = refused(send(client, event, **gone, **{question(event, "Several"): ["Mon", "Sun"]}), 422)

    assert errors(page) == ["This choice is no longer offered. Please choose again."] * 3


def test_more_places_than_one_person_may_take_are_refused(client, home_page):
    event = cast.make_event(home_page, largest_party=2)

    page = refused(send(client, event, seats="3"), 422)

    assert errors(page) == ["So many places cannot be taken at once. Please choose again."]


def test_a_post_of_five_megabytes_is_refused_at_the_door(client, event):
    response = send(client, event, name="x" * 5_000_000)

    assert response.status_code == 413
    assert not Registration.objects.exists()


def test_a_post_as_large_as_the_door_lets_through_is_answered_in_words(client, home_page):
    event = with_questions(home_page, ("It", "multiline"))
    room = LARGEST_POST - 10_000

    page = refused(send(client, event, **{question(event, "It"): "x" * room}), 422)

    assert errors(page) == [f"There is room for 2,000 characters; this has {room:,}."]


def test_more_fields_than_a_form_can_have_are_refused(client, event):
    fields = envelope(client, event) | typed_by_ada(event)
    body = urlencode(fields | {f"x{number}": "" for number in range(10_001)})

    response = client.post(event.url, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400
    assert not Registration.objects.exists()


def test_fields_that_nobody_asked_for_are_dropped(client, event):
    send(client, event, status="confirmed", pk="7", q_forged="x", seats="9", note="x")

    ada = only_registration()
    assert (ada.answers, ada.seats, ada.note) == ({}, 1, "")


def test_what_fills_in_the_trap_is_answered_like_success_and_writes_nothing(client, event):
    response = send(client, event, subject="Cheap shoes")

    path, query, fragment = asked(response)
    assert (path, list(query), fragment) == (event.url, ["mine"], "registered")
    assert not Registration.objects.exists()
    assert not Letter.objects.exists()
    page = followed(client, response)
    assert visible(tree(page).cssselect("#registered h3")[0]) == "Thank you"
    assert "If no e-mail from us reaches you within a few minutes" in page.text


def test_the_trap_is_seen_heard_and_reached_by_nobody(client, event):
    (trap,) = tree(client.get(event.url)).cssselect("[name=subject]")

    assert trap.get("type") == "text"
    assert (trap.get("tabindex"), trap.get("autocomplete")) == ("-1", "off")
    assert any("inert" in one.attrib for one in trap.iterancestors())


def test_nobody_registers_for_an_event_that_was_cancelled_meanwhile(client, home_page):
    event = with_questions(home_page, ("Words", "multiline"))
    sent = envelope(client, event) | typed_by_ada(event, **{question(event, "Words"): "One\ntwo"})
    services.cancel_event(cast.pool_of(event), by=studio_cast.make_admin(), reason="Flood")

    page = refused(client.post(event.url, sent), 403)

    assert errors(page) == ["The event has been cancelled, so nothing was done."]
    assert "One<br>two" in page.text


def test_where_nobody_can_wait_who_comes_too_late_is_told_so(client, home_page):
    event = cast.make_event(home_page, capacity=1, waiting="none")
    sent = envelope(client, event) | typed_by_ada(event)
    cast.fill_up(event)
    written = letters()

    page = client.post(event.url, sent)

    assert page.status_code == 409
    assert errors(page) == ["There is no room for so many any more, so nothing was done."]
    assert letters() == written


def test_a_group_for_which_there_is_no_room_can_ask_for_fewer(client, home_page):
    event = cast.make_event(home_page, capacity=4, largest_party=4, waiting="none")
    cast.register(event, seats=2)

    page = send(client, event, seats="3")

    assert page.status_code == 409
    assert errors(page) == ["There is no room for so many any more, so nothing was done."]
    assert typed(page)["seats"] == ["3"]
    assert send(client, event, seats="2").status_code == 303


def test_an_event_whose_ledger_is_not_ready_yet_asks_for_patience(client, home_page):
    event = cast.make_event(home_page, publish=False)  # live, but its publishing has not arrived

    page = refused(client.post(event.url, envelope(client, event) | typed_by_ada(event)), 503)

    assert page["Retry-After"] == "20"
    assert typed(page)["name"] == "Ada Arc"


def test_the_page_of_an_event_elsewhere_takes_no_registration(client, home_page):
    event = cast.make_event(
        home_page, registering="elsewhere", registration_url="https://forms.example/"
    )
    other = cast.make_event(home_page)
    sent = envelope(client, other) | typed_by_ada(event)

    assert client.post(event.url, sent).status_code == 400
    assert not tree(client.get(event.url)).cssselect(".registration form[method=post]")


def test_markup_in_an_answer_is_shown_as_it_was_typed(client, home_page):
    event = with_questions(home_page, ("It", "singleline"))
    send(client, event, name="<b>Ada</b>", **{question(event, "It"): "<script>x</script>"})

    page = client.get(link_to(only_registration()))

    assert b"<script>x" not in page.content
    assert "&lt;script&gt;x&lt;/script&gt;" in page.text
    assert ADA["email"] in page.text
