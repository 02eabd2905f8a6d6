"""What cannot be sent is answered in words beside the field, and nothing that was typed is lost."""

import re

import pytest
from django.test import Client

from articles.tests.sent import visible
from home import tokens
from home.models import Message
from home.tests.cast import (
    ROSA,
    error_beside,
    errors,
    make_contact,
    part,
    refused,
    typed,
    write,
)
from studio.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]

EMPTY = {
    "name": "Write your name.",
    "email": "Write your e-mail address, so that we can answer.",
    "text": "Write what you want to tell us.",
}
ONE_LINE = "Please write it on one line, in ordinary characters."
NO_ADDRESS = [
    "Write an e-mail address such as rosa@studio.example.",
    "Before the @, use only the letters a to z, digits and punctuation.",
]
NUL = "It contains a character that cannot be stored (NUL). Please delete it."
FORGED = "This form did not come from this page. Please send it again from here."


@pytest.mark.parametrize("blank", ["", "   ", "\u200b", "\n\n", None])
def test_empty_fields_are_asked_for_beside_the_field_and_in_a_summary(client, contact, blank):
    page = refused(write(client, contact, **dict.fromkeys(ROSA, blank)), 422)

    summary = part(page).cssselect(".errors")[0]
    assert "autofocus" in summary.attrib
    assert errors(page) == list(EMPTY.values()) or errors(page)[1].startswith("Write an e-mail")
    for name in ("name", "text"):
        assert error_beside(page, name) == EMPTY[name]
    for link in summary.cssselect("a"):
        assert part(page).cssselect(link.get("href"))


def test_what_was_typed_stands_in_the_form_again(client, contact):
    page = refused(write(client, contact, email="rosa"), 422)

    assert errors(page) == ["Write an e-mail address such as rosa@studio.example."]
    kept = typed(page)
    assert {name: kept[name] for name in ROSA} == ROSA | {"email": "rosa"}
    assert client.post(contact.url, kept | {"email": ROSA["email"]}).status_code == 303


@pytest.mark.parametrize("field", ["name", "email", "subject"])
@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\u2028", "\x0b", "\x85"])
def test_no_line_of_a_letter_can_be_broken(client, contact, field, sign):
    injected = f"rosa@reader.example{sign}Bcc: everybody@else.example"

    page = refused(write(client, contact, **{field: injected}), 422)

    assert error_beside(page, field) in (NO_ADDRESS if field == "email" else [ONE_LINE])
    assert not Letter.objects.exists()


@pytest.mark.parametrize("field", ["name", "email", "subject", "text"])
def test_nul_is_refused_in_words(client, contact, field):
    page = refused(write(client, contact, **{field: f"{ROSA[field]}\x00"}), 422)

    assert NUL in error_beside(page, field)


@pytest.mark.parametrize(
    ("field", "most"), [("name", 80), ("email", 254), ("subject", 120), ("text", 5000)]
)
def test_what_is_too_long_is_told_with_both_numbers(client, contact, field, most):
    address = f"@{'a' * 60}.{'b' * 60}.{'c' * 60}.example"
    longest = "x" * (most - len(address)) + address if field == "email" else "x" * most
    if field != "email":  # no address is so long in its first part
        assert write(client, contact, **{field: longest}).status_code == 303
        Message.objects.all().delete()

    page = refused(write(client, contact, **{field: f"x{longest}"}), 422)

    beside = error_beside(page, field)
    assert re.search(rf"There is room for {most:,} characters; this has {most + 1:,}\.", beside)


def test_a_message_of_a_megabyte_is_refused_unread(client, contact):
    answer = write(client, contact, text="x" * 1_000_000)

    assert answer.status_code == 413
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        {"name": "רוזה", "subject": "שלום", "text": "תודה רבה"},
        {"name": "روزا", "subject": "مرحبا", "text": "قدماي تشكرانك"},
        {"name": "Rosa 🦶🏽", "subject": "👣", "text": "👩‍🦽 ➡️ 🏛"},
        {"name": "Zoë Žižek", "subject": "Ünïcode", "text": "a\u0301"},
    ],
)
def test_every_script_arrives_whole(client, contact, words):
    assert write(client, contact, **words).status_code == 303

    message, letter = Message.objects.get(), Letter.objects.get()
    assert (message.name, message.subject) == (words["name"], words["subject"])
    assert letter.subject == f"{words['name']} writes: {words['subject']}"


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f"])
def test_nothing_turns_the_direction_of_what_stands_beside_it(client, contact, sign):
    page = refused(write(client, contact, name=f"Rosa{sign}redaeR"), 422)

    assert error_beside(page, "name") == ONE_LINE


# --- from elsewhere ------------------------------------------------------------------


@pytest.mark.parametrize("key", [None, "", "forged", "0" * 32, "ä", "\x00", "k" * 100_000])
def test_a_forged_key_is_told_and_the_form_kept_with_a_good_one(client, contact, key):
    page = refused(write(client, contact, key=key), 400)

    assert errors(page) == [FORGED]
    kept = typed(page)
    assert (kept["text"], kept["key"]) == (ROSA["text"], tokens.page_key(contact.pk))
    assert client.post(contact.url, kept).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_on_another_site_sends_nothing(client, contact, headers):
    answer = write(client, contact, headers=headers)

    assert answer.status_code == 403
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/json", "multipart/form-data", "multipart/form-data; boundary=\xff"],
)
def test_posts_in_other_shapes_are_refused_and_not_an_error(client, contact, content_type):
    answer = client.generic("POST", contact.url, b'{"name": "Rosa"}', content_type=content_type)

    assert answer.status_code == 400
    assert not Message.objects.exists()


def test_a_form_that_is_off_says_so_and_gives_back_the_words(client, home_page):
    contact = make_contact(home_page, has_form=False)
    assert part(client.get(contact.url)) is None

    page = refused(write(client, contact), 403)

    assert visible(part(page).cssselect(".errors__heading")[0]) == (
        "Nothing can be sent from this page any more, so your message has not arrived."
    )
    box = part(page).cssselect(".errors[autofocus] textarea[readonly]")[0]
    assert box.text.removeprefix("\n") == (
        f"Rosa Reader\nrosa@reader.example\nMy feet\n\n{ROSA['text']}"
    )


def test_a_draft_takes_no_message(client, contact):
    contact.unpublish()

    assert write(client, contact).status_code == 404
    assert not Message.objects.exists()


def test_who_sends_too_often_waits_and_keeps_the_form(client, contact):
    for number in range(5):
        assert write(client, contact, text=f"Number {number}.").status_code == 303

    page = write(client, contact)

    assert (page.status_code, Message.objects.count()) == (429, 5)
    assert 0 < int(page["Retry-After"]) <= 60
    (sentence,) = errors(page)
    assert sentence.startswith("That was a lot in a short time. Please wait 1 minute")
    assert typed(page)["text"] == ROSA["text"]
    assert write(Client(REMOTE_ADDR="203.0.113.9"), contact).status_code == 303


def test_a_forged_address_of_a_proxy_is_no_other_visitor(client, contact):
    statuses = [
        write(client, contact, {"X-Forwarded-For": f"192.0.2.{number}"}, text=f"No. {number}")
        for number in range(7)
    ]

    assert [answer.status_code for answer in statuses] == [303] * 5 + [429] * 2


def test_corrections_are_not_counted(client, contact):
    for _attempt in range(8):
        refused(write(client, contact, text=""), 422)

    assert write(client, contact).status_code == 303
