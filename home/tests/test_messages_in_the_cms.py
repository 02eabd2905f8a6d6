"""Staff read messages, say which are answered and which are spam, and delete them for good."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import ModelLogEntry

from articles.tests.sent import tree, visible
from home.models import Message, MessageStatus
from home.tests.cast import ROSA, make_contact, rule, write
from studio.furnishing.beginning import begin
from studio.models import Letter
from studio.tests import cast as studio_cast
from studio.tests.first_page import make_member, today

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]

LIST = reverse("messages:list")
#: What the list asks of the database, however long it is.
LIST_QUERIES = 10  # with the line that says who looked
#: What marking asks, however many messages it is about.
BULK_QUERIES = 11


def make(text="Hello.", **fields):
    fields = {"name": "Ida Index", "email": "ida@reader.example", "text": text} | fields
    return Message.objects.create(**fields)


def listed(client, query=""):
    """The headlines of the list, in their order."""
    page = html.fromstring(client.get(LIST + query).text)
    return [visible(link) for link in page.cssselect("td.title .title-wrapper a")]


def inspect(message):
    return reverse("messages:inspect", args=[message.pk])


def mark(client, message, status, **more):
    url = reverse("messages:mark", args=[message.pk])
    return client.post(url, {"status": status} | more)


def bulk(client, action, messages, post=True, query=""):
    url = reverse("wagtail_bulk_action", args=["home", "message", action])
    ids = "&".join(f"id={one}" for one in messages)
    return getattr(client, "post" if post else "get")(f"{url}?{ids}{query}")


# --- reading -------------------------------------------------------------------------


def test_the_list_has_the_newest_first_and_leads_to_each(admin_client, home_page):
    now = timezone.now()
    make(subject="Older", sent_at=now - timedelta(days=2))
    newest = make("Newest,\nwithout a subject", sent_at=now)
    make(subject="Old", sent_at=now - timedelta(days=1))

    assert listed(admin_client) == ["Newest, without a subject", "Old", "Older"]
    page = tree(admin_client.get(LIST))
    assert page.cssselect("td.title .title-wrapper a")[0].get("href") == inspect(newest)
    assert reverse("wagtailadmin_home") in LIST
    assert "Add" not in [visible(button) for button in page.cssselect("header .button")]


def test_the_list_is_narrowed_by_state_date_and_words(admin_client, home_page):
    make(subject="A ramp", status=MessageStatus.ANSWERED)
    make(subject="A scarf", sent_at=timezone.now() - timedelta(days=40))
    make(subject="A choir", email="olaf@choir.example")

    assert listed(admin_client, "?status=answered") == ["A ramp"]
    week_ago = timezone.localdate() - timedelta(days=7)
    assert listed(admin_client, f"?sent_at_from={week_ago}") == ["A choir", "A ramp"]
    for words in ("SCARF", "olaf@", "\x00", "A cho"):
        found = {"SCARF": ["A scarf"], "\x00": ["A choir", "A ramp", "A scarf"]}
        assert listed(admin_client, f"?q={words}") == found.get(words, ["A choir"])


def test_a_message_is_read_whole_and_never_as_html(client, admin_client, home_page):
    contact = make_contact(home_page)
    write(client, contact, name="<b>Rosa</b>", text="<script>alert(1)</script>\n\nSecond part.")

    page = tree(admin_client.get(inspect(Message.objects.get())))

    words = page.cssselect(".message__text")[0]
    assert visible(words) == "<script>alert(1)</script> Second part."
    assert len(words.cssselect("p")) == 2
    assert words.cssselect("script") == []
    assert "<b>Rosa</b>" in visible(page.cssselect(".message__who")[0])
    assert page.cssselect(".message__verbs a")[0].get("href") == (
        "mailto:rosa@reader.example?subject=Re%3A%20My%20feet"
    )
    facts = visible(page.cssselect(".message__facts")[0])
    assert facts == "Written onContact Shortened IP address127.0.0.0/24"


def test_why_a_message_is_spam_is_told(client, admin_client, home_page):
    contact = make_contact(home_page)
    rule(disallowed="casino")
    write(client, contact, text="A casino.")

    page = tree(admin_client.get(inspect(Message.objects.get())))

    assert "Signs of spam" in visible(page.cssselect(".message__facts")[0])
    assert "casino" in visible(page.cssselect(".message__facts li")[0])


def test_reading_changes_nothing(admin_client, home_page):
    message = make()
    before = Message.objects.values().get()
    for url in (LIST, inspect(message), reverse("messages:delete", args=[message.pk])):
        assert admin_client.get(url).status_code == 200
    assert admin_client.get(reverse("messages:mark", args=[message.pk])).status_code == 405
    for action in ("answered", "spam", "waiting", "delete"):
        assert bulk(admin_client, action, [message.pk], post=False).status_code == 200
    assert Message.objects.values().get() == before


# --- marking ---------------------------------------------------------------------------


@pytest.mark.parametrize("status", MessageStatus.values)
def test_a_message_is_marked_by_whoever_presses_the_button(
    admin_client, admin_user, home_page, status
):
    message = make(status="spam" if status == "waiting" else "waiting")
    buttons = tree(admin_client.get(inspect(message))).cssselect("button[name=status]")
    offered = [button.get("value") for button in buttons]
    assert sorted([*offered, message.status]) == sorted(MessageStatus.values)
    assert status in offered

    answer = mark(admin_client, message, status)

    assert answer.url == LIST
    message.refresh_from_db()
    assert (message.status, message.decided_by) == (status, admin_user)
    entry = ModelLogEntry.objects.get(action="home.mark_message")
    assert (entry.user, entry.object_id, entry.label) == (
        admin_user,
        str(message.pk),
        f"Message {message.pk}",
    )


def test_marking_leads_back_on_this_site_only(admin_client, home_page):
    message = make()
    here = f"{LIST}?status=waiting"

    assert mark(admin_client, message, "answered", next=here).url == here
    assert mark(admin_client, message, "spam", next="https://evil.example/").url == LIST


@pytest.mark.parametrize("status", ["", "approved", "\x00"])
def test_there_is_no_other_state(admin_client, home_page, status):
    message = make()

    assert mark(admin_client, message, status).status_code == 400
    message.refresh_from_db()
    assert (message.status, message.decided_at) == ("waiting", None)


@pytest.mark.parametrize("action", ["answered", "spam"])
def test_many_are_marked_at_once_with_the_same_number_of_queries(admin_client, home_page, action):
    asked = []
    for number in (1, 30):
        messages = [make().pk for _more in range(number)]
        bulk(admin_client, action, messages, post=False)
        with CaptureQueriesContext(connection) as queries:
            assert bulk(admin_client, action, messages).status_code == 302
        asked.append(len(queries))
        assert set(Message.objects.filter(pk__in=messages).values_list("status", flat=True)) == {
            action
        }

    assert asked == [BULK_QUERIES, BULK_QUERIES]
    assert ModelLogEntry.objects.filter(action="home.mark_message").count() == 31


def test_all_means_those_that_are_listed(admin_client, home_page):
    spam = make(status=MessageStatus.SPAM)
    waiting = make()

    bulk(admin_client, "delete", ["all"], query="&status=spam")

    assert list(Message.objects.all()) == [waiting]
    assert not Message.objects.filter(pk=spam.pk).exists()


@pytest.mark.parametrize("numbers", [["999999"], ["x"], ["9" * 40], []])
def test_what_is_not_there_is_not_found(admin_client, home_page, numbers):
    make()

    assert bulk(admin_client, "answered", numbers).status_code == 404


# --- deleting --------------------------------------------------------------------------


@pytest.mark.parametrize("at_once", [True, False])
def test_a_deleted_message_takes_its_letter_with_it(client, admin_client, home_page, at_once):
    contact = make_contact(home_page)
    write(client, contact)
    write(client, contact, text="Another.")
    message, other = Message.objects.order_by("pk")

    if at_once:
        bulk(admin_client, "delete", [message.pk])
    else:
        admin_client.post(reverse("messages:delete", args=[message.pk]))

    assert list(Message.objects.all()) == [other]
    assert [letter.text.count("Another.") for letter in Letter.objects.all()] == [1]
    entry = ModelLogEntry.objects.get(action="home.erase_message")
    assert ROSA["name"] not in f"{entry.label} {entry.data}"


def test_the_words_outlive_their_page(client, home_page):
    contact = make_contact(home_page)
    write(client, contact)

    contact.delete()

    assert Message.objects.get().page is None


# --- who may -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("Editors", True),
        ("Moderators", True),
        ("Authors", False),
        ("Event staff", False),
        ("Registrars", False),
        ("Privacy officers", False),
        ("Teachers", False),
    ],
)
def test_editors_and_moderators_read_messages_and_nobody_else(client, db, role, may):
    begin("Studio North")
    message = make()
    client.force_login(make_member("somebody", role))

    reading = [client.get(url).status_code for url in (LIST, inspect(message))]
    marked = mark(client, message, "answered").status_code
    message.refresh_from_db()
    assert (reading, message.status) == (([200] * 2, "answered") if may else ([302] * 2, "waiting"))
    assert marked == 302
    menu = client.get(reverse("wagtailadmin_home")).text
    assert (f'"{LIST}"' in menu) == may
    bulk(client, "delete", [message.pk])
    assert Message.objects.exists() != may


def test_who_only_reads_changes_nothing(client, home_page):
    message = make()
    client.force_login(studio_cast.make_staff("ida", "view_message"))

    page = tree(client.get(inspect(message)))
    mark(client, message, "spam")
    bulk(client, "spam", [message.pk])
    client.post(reverse("messages:delete", args=[message.pk]))

    assert [visible(one) for one in page.cssselect(".message__verbs > *")] == ["Answer by mail"]
    message.refresh_from_db()
    assert message.status == "waiting"


def test_a_stranger_is_asked_to_sign_in(client, home_page):
    message = make()
    for url in (LIST, inspect(message), reverse("messages:delete", args=[message.pk])):
        assert client.get(url).url.startswith(reverse("wagtailadmin_login"))


# --- today ---------------------------------------------------------------------------------


def test_the_first_page_says_how_many_wait_and_leads_to_them(admin_client, home_page):
    assert today(admin_client) == {}
    make()
    make(status=MessageStatus.ANSWERED)
    make(status=MessageStatus.SPAM)

    ((line, url),) = today(admin_client).items()

    assert line.startswith("1 message waits for an answer the oldest since")
    assert listed(admin_client, url.removeprefix(LIST)) == ["Hello."]


def test_a_long_list_asks_no_more_than_a_short_one(admin_client, home_page):
    asked = []
    for number in (1, 20):
        for _more in range(number):
            make()
        admin_client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(LIST)
        asked.append(len(queries))
    assert asked == [LIST_QUERIES, LIST_QUERIES]
