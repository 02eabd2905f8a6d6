"""What somebody writes on the contact page arrives: a record, a letter, and thanks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.tests.sent import tree, visible
from home import services
from home.models import Message, MessageStatus
from home.tests.cast import ROSA, STUDIO, make_contact, part, rule, typed, write
from studio.models import Letter, SiteSettings

pytestmark = pytest.mark.django_db

#: What the page asks with a form and without: nothing more.
PAGE_QUERIES = 9
#: What a message asks with its letter, when the limits count on.
POST_QUERIES = 23


def test_a_message_becomes_a_record(client, contact):
    answer = write(client, contact)

    assert (answer.status_code, answer["Location"]) == (303, "/contact/?sent=1#message-sent")
    message = Message.objects.get()
    assert {name: getattr(message, name) for name in ROSA} == ROSA
    assert (message.page, message.status, message.network) == (contact, "waiting", "127.0.0.0/24")


def test_the_studio_gets_a_letter_whose_answer_goes_to_the_writer(client, contact):
    write(client, contact)

    letter = Letter.objects.get()
    assert (letter.to, letter.reply_to) == (STUDIO, ROSA["email"])
    assert letter.subject == "Rosa Reader writes: My feet"
    assert "Rosa Reader <rosa@reader.example> wrote this on the contact page:" in letter.text
    assert ROSA["text"] in letter.text
    number = Message.objects.get().pk
    assert f"http://127.0.0.1:8000/admin/messages/inspect/{number}/" in letter.text


def test_nobody_is_written_to_whose_address_was_only_typed(client, contact):
    write(client, contact)

    assert list(Letter.objects.values_list("to", flat=True)) == [STUDIO]


def test_a_message_without_a_subject_is_told_by_its_beginning(client, contact):
    write(client, contact, subject="")

    assert Letter.objects.get().subject == (
        "Rosa Reader writes: They thank you. May they come on Tuesday?"
    )


def test_where_the_studio_has_no_address_the_message_waits_without_a_letter(client, home_page):
    contact = make_contact(home_page, address="")

    assert write(client, contact).status_code == 303

    assert Message.objects.waiting().count() == 1
    assert not Letter.objects.exists()


def test_who_has_written_reads_that_it_arrived_at_an_address_of_everybody(client, contact):
    write(client, contact)
    SiteSettings.objects.update(name="Studio North")

    page = client.get("/contact/?sent=1")

    assert visible(part(page).cssselect("#message-sent p")[0]) == (
        "Thank you. Your message has arrived, and we will answer by mail."
    )
    assert part(page).cssselect("form") == []
    assert page["X-Robots-Tag"] == "noindex"
    assert tree(page).cssselect("link[rel=canonical]")[0].get("href").endswith("/contact/")
    assert part(client.get("/contact/")).cssselect("form") != []


def test_the_words_around_the_form_are_the_editors(client, home_page):
    words = {
        "form_heading": "Ask us",
        "form_words": "<p>On <b>Tuesdays</b>.</p>",
        "thanks": "<p>It is <b>here</b>.</p>",
        "keep_days": 30,
    }
    contact = make_contact(home_page, **words)

    before = part(client.get(contact.url))
    after = part(client.get(f"{contact.url}?sent=1"))

    assert visible(before.cssselect("h2")[0]) == "Ask us"
    assert "On Tuesdays." in visible(before)
    assert "We forget it after 30 days." in visible(before)
    assert visible(after.cssselect("#message-sent p")[0]) == "It is here."
    assert "Tuesdays" not in visible(after)


def test_no_cookie_is_set_and_the_page_is_everybodys(client, contact):
    page = client.get(contact.url)
    write(client, contact)
    after = client.get(f"{contact.url}?sent=1")

    assert not client.cookies
    for answer in (page, after):
        assert "Cookie" not in answer.get("Vary", "")
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_the_form_of_an_old_copy_still_works(client, contact):
    copy = typed(client.get(contact.url))
    contact.title = "Where we are"
    contact.save_revision().publish()

    answer = Client().post(contact.url, copy | ROSA)

    assert answer.status_code == 303
    assert Message.objects.get().name == ROSA["name"]


def test_who_is_signed_in_writes_with_a_token(admin_user, contact):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)

    assert write(strict, contact).status_code == 403
    form = typed(strict.get(contact.url))
    assert strict.post(contact.url, form | ROSA).status_code == 303


# --- the same again ---------------------------------------------------------------


def test_the_same_again_is_one_message_with_one_letter(client, contact):
    answers = [write(client, contact)["Location"] for _time in range(3)]

    assert len(set(answers)) == 1
    assert (Message.objects.count(), Letter.objects.count()) == (1, 1)


def test_other_words_or_another_writer_are_another_message(client, contact):
    write(client, contact)
    write(client, contact, text="And their toes.")
    write(client, contact, email="ida@reader.example")
    write(client, contact, subject="My hands")

    assert (Message.objects.count(), Letter.objects.count()) == (4, 4)


def test_the_same_another_day_is_said_anew(client, contact):
    write(client, contact)
    Message.objects.update(sent_at=timezone.now() - services.SAME - timedelta(minutes=1))

    write(client, contact)

    assert (Message.objects.count(), Letter.objects.count()) == (2, 2)


# --- spam -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "changes"),
    [
        ({"disallowed": "casino"}, {"text": "Come to the CASINO."}),
        ({"disallowed": "casino"}, {"subject": "A casino"}),
        ({"blocked_domains": "shoes.example"}, {"email": "rosa@shoes.example"}),
        ({"blocked_domains": "shoes.example"}, {"text": "See https://www.shoes.example/now"}),
        ({}, {"website": "https://rosa.example", "seconds": "1"}),
    ],
)
def test_what_the_rules_of_comments_call_spam_is_kept_without_a_letter(
    client, contact, rules, changes
):
    rule(**rules)

    answer = write(client, contact, **changes)

    assert answer["Location"] == "/contact/?sent=1#message-sent"
    message = Message.objects.get()
    assert message.status == MessageStatus.SPAM
    assert message.why
    assert not Letter.objects.exists()


@pytest.mark.parametrize("moderation", ["all", "first", "none"])
def test_what_is_no_spam_waits_whatever_becomes_of_comments(client, contact, moderation):
    rule(moderation=moderation, watched="feet", reserved_names="Rosa Reader")

    write(client, contact, website="filled in by a browser")

    assert Message.objects.get().status == MessageStatus.WAITING
    assert Letter.objects.count() == 1


# --- what it costs ------------------------------------------------------------------


def test_the_form_costs_the_page_no_query(client, home_page, contact, django_assert_num_queries):
    for has_form in (True, False):
        contact.has_form = has_form
        contact.save()
        client.get(contact.url)
        with django_assert_num_queries(PAGE_QUERIES):
            client.get(contact.url)


def test_a_message_asks_the_same_of_many_messages_as_of_none(
    client, contact, django_assert_num_queries
):
    write(client, contact, text="The first one counts anew.")
    for number in range(2):
        with django_assert_num_queries(POST_QUERIES):
            write(client, contact, text=f"Number {number}.")
        for more in range(20):
            Message.objects.create(page=contact, name="Ida", email="ida@reader.example", text=more)


def test_the_details_at_the_top_lead_to_the_form_where_there_is_one(client, home_page):
    page = make_contact(home_page, form_heading="Ask us")

    def ways():
        links = tree(client.get(page.url)).cssselect('.contact__details a[href="#message-form"]')
        return [visible(link) for link in links]

    assert ways() == ["Ask us"]
    page.form_heading = ""
    page.save()
    assert ways() == ["Write to us"]
    page.has_form = False
    page.save()
    assert ways() == []
