"""Whoever proves an address sees, takes along and erases what is kept about it."""

import json
import re
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import DatabaseError, connection
from django.db.models.signals import pre_delete
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html as lxml_html
from wagtail.models import ModelLogEntry

from comments import remembering, services
from comments.models import Address, Comment, Report, Status, Subscription
from comments.remembering import Remembered
from comments.tests import cast
from comments.tests.clock import MORE_THAN_A_WEEK, back
from comments.tests.letters import delivered, header, html_of, link_in, unsubscribe_link
from events.tests import cast as events_cast
from home.models.messages import Message
from home.services import receive
from home.tests.cast import make_contact
from studio import mail
from studio.models import Letter
from studio.own_data import links
from studio.tests.cast import make_article, write_letter

ASK = "/your-data/"
ROSA = "rosa@reader.example"
SAID = "a letter with a link is on its way"


@pytest.fixture
def article(index):
    cast.arrange(moderator_mail="never")
    return make_article(index, title="Training the trunk")


def ask(client, email="rosa@reader.example"):
    return client.post(ASK, {"email": email}, follow=True)


def own_link(client, post_office, email="rosa@reader.example"):
    ask(client, email)
    (letter,) = delivered(post_office)
    return link_in(letter, "/your-data/")


def link_to(email):
    """The link of a letter that was sent to ``email``."""
    key, token = links.new()
    write_letter(kind="own data", dedupe_key=key, to=email)
    return reverse("own_data", args=[token])


def whole_database():
    """Every row of every table, as one text in small letters."""
    return str([list(model.objects.values()) for model in apps.get_models()]).casefold()


@contextmanager
def refusing(model):
    """As a database that fails when a row of ``model`` is deleted."""

    def refuse(**_facts):
        raise DatabaseError

    pre_delete.connect(refuse, sender=model)
    try:
        yield
    finally:
        pre_delete.disconnect(refuse, sender=model)


# --- asking -------------------------------------------------------------------


def test_a_known_address_gets_a_link(article, client, post_office):
    cast.say(article, name="Rosa")
    assert SAID in ask(client, " ROSA@reader.example ").content.decode()
    (letter,) = delivered(post_office)
    assert letter["To"] == "ROSA@reader.example"
    assert header(letter, "Subject") == "What we keep about you"
    assert link_in(letter, "/your-data/") in html_of(letter)


def test_the_answer_does_not_tell_whether_an_address_is_known(article, client, post_office):
    cast.say(article, name="Rosa")
    known, unknown = ask(client), ask(client, "nobody@reader.example")
    assert known.content == unknown.content
    assert known.redirect_chain == unknown.redirect_chain == [(f"{ASK}?asked", 303)]
    assert len(delivered(post_office)) == 1


def test_an_address_gets_three_letters_a_day_and_nobody_can_tell(article, client, post_office):
    cast.say(article, name="Rosa")
    answers = {ask(client).content for _ in range(4)}
    assert len(answers) == 1
    assert len(delivered(post_office)) == 3


def test_one_connection_asks_ten_times_an_hour(home_page, client):
    for number in range(10):
        assert ask(client, f"reader{number}@elsewhere.example").status_code == 200
    refused = ask(client)
    assert refused.status_code == 429
    assert 3590 < int(refused["Retry-After"]) <= 3601


@pytest.mark.parametrize("typed", ["", "nonsense", "a@b", "rosa@reader.example\x00", "x" * 300])
def test_what_is_no_address_is_said_beside_the_field(home_page, client, typed):
    answer = client.post(ASK, {"email": typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "We have not sent a letter yet" in page
    assert 'aria-invalid="true"' in page
    assert not Letter.objects.exists()


def test_asking_sets_no_cookie_and_needs_none(article, client):
    client.get(ASK)
    ask(client)
    assert client.cookies == {}


def test_an_address_that_wants_no_letters_still_learns_what_is_kept(article, client, post_office):
    cast.say(article, name="Rosa")
    services.refuse_letters(Address.objects.get())
    ask(client)
    assert len(delivered(post_office)) == 1


# --- seeing and taking along --------------------------------------------------


def test_the_page_counts_what_is_kept(article, client, post_office):
    cast.said(article, name="Rosa", is_proved=True, wants_letters=True)
    cast.say(article, name="Rosa")
    cast.say(article, name="Emil")
    page = " ".join(client.get(own_link(client, post_office)).content.decode().split())
    assert "<dd>2 – Approved: 1, Waiting: 1</dd>" in page
    assert "Conversations we write to you about</dt> <dd>1</dd>" in page
    assert "Letters to you in the last 90 days</dt> <dd>0</dd>" in page
    assert "Letters</dt> <dd>1</dd>" in page


def test_the_copy_holds_all_that_is_kept_and_nothing_of_others(article, client, post_office):
    mine = cast.said(article, "My words", name="Rosa", is_proved=True, wants_letters=True)
    services.report(mine, reason="insulting", note="Emil's private view", reporter="somebody")
    cast.said(article, "An answer", name="Emil", parent=mine)
    cast.say(article, "Quite another matter", name="Ada")
    delivered(post_office)
    link = own_link(client, post_office)
    answer = client.get(f"{link}?format=json")
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert answer["Cache-Control"] == "private, no-store"
    kept = json.loads(answer.content)
    assert list(kept) == ["comments", "letters_about_own_data"]
    said = kept["comments"]
    assert [each["text"] for each in said["comments"]] == ["My words"]
    assert said["comments"][0]["email"] == "rosa@reader.example"
    assert said["comments"][0]["reports_by_readers"][0]["reason"] == "insulting"
    assert [each["status"] for each in said["subscriptions"]] == ["confirmed"]
    assert [each["kind"] for each in said["letters"]] == ["answer to a comment"]
    assert [each["to"] for each in kept["letters_about_own_data"]] == ["rosa@reader.example"]
    for private in ("Emil's private view", "emil@reader.example", "Quite another matter"):
        assert private not in answer.content.decode()


def test_the_copy_holds_letters_when_the_address_is_no_longer_kept(article, client, post_office):
    cast.say(article, name="Rosa", wants_letters=True)
    delivered(post_office)
    Comment.objects.update(email="")
    link = own_link(client, post_office)
    kept = json.loads(client.get(f"{link}?format=json").content)
    assert [each["to"] for each in kept["comments"]["letters"]] == ["rosa@reader.example"]


def test_letters_of_a_moderator_are_none_of_a_readers(article, client, post_office):
    cast.arrange(moderator_mail="waiting")
    moderator = cast.make_moderator()
    cast.say(article, name="Rosa")
    cast.say(article, name="Mo", email=moderator.email)
    delivered(post_office)
    ask(client, moderator.email)
    (letter,) = delivered(post_office)
    kept = json.loads(client.get(f"{link_in(letter, '/your-data/')}?format=json").content)
    assert kept["comments"]["letters"] == []
    assert [each["user_name"] for each in kept["account"]] == ["moderator"]


def test_looking_changes_nothing(article, client, post_office):
    cast.say(article, name="Rosa")
    link = own_link(client, post_office)
    for address in (link, f"{link}?format=json", f"{link}?erase=1", f"{link}?allow=1"):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
    assert Comment.objects.get().text
    assert client.cookies == {}


def test_who_wants_no_letters_can_change_their_mind(article, client, post_office):
    cast.say(article, name="Rosa")
    services.refuse_letters(Address.objects.get())
    link = own_link(client, post_office)
    assert "You have asked us never to write to you" in client.get(link).content.decode()
    assert client.post(link, {"allow": "1"}).status_code == 303
    assert Address.objects.get().refuses_mail_at is None


# --- erasing ------------------------------------------------------------------


@pytest.fixture
def everything(article, post_office, client):
    """Rosa's comments in several states, answered, reported, subscribed; the link to all that."""
    cast.arrange(moderator_mail="waiting")
    cast.rule(watched="quicksilver")
    moderator = cast.make_moderator()
    first = cast.said(
        article,
        "Quicksilver by Rosa Rarename",
        name="Rosa",
        is_proved=True,
        wants_letters=True,
        website="https://rarename.example/",
        network="192.0.2.0/24",
    )
    cast.said(article, "An answer", name="Emil", parent=first)
    spam = cast.say(article, "Spam by Rosa Rarename", name="Rosa")
    services.decide([spam], status=Status.SPAM, by=moderator, note="Rarename again")
    cast.say(article, "Waiting Rarename", name="Rosa", wants_letters=True)
    services.report(first, reason="other", note="That is Rarename", reporter="somebody")
    delivered(post_office)
    ask(client)
    (letter,) = delivered(post_office)
    return link_in(letter, "/your-data/")


def erase(client, link):
    return client.post(link, {"erase": "1", "sure": "on"}, follow=True)


def test_erasing_needs_the_tick(everything, client):
    answer = client.post(everything, {"erase": "1"})
    assert answer.status_code == 422
    assert "Tick the box if you mean it." in answer.content.decode()
    summary = lxml_html.fromstring(answer.content).get_element_by_id("errors-heading").getparent()
    assert "Nothing has been erased yet" in summary.text_content()
    assert summary.get("autofocus") is not None
    assert Address.objects.known_as("rosa@reader.example").exists()


def test_erasing_leaves_places_and_nothing_else(everything, article, client):
    answer = erase(client, everything)
    assert answer.status_code == 200
    assert "We keep nothing about you" in answer.content.decode()
    states = list(Comment.objects.order_by("pk").values_list("status", "name", "text"))
    assert states == [
        (Status.ERASED, "", ""),
        (Status.APPROVED, "Emil", "An answer"),
        (Status.ERASED, "", ""),
        (Status.ERASED, "", ""),
    ]
    assert not Address.objects.known_as("rosa@reader.example").exists()
    assert not Subscription.objects.exists()
    assert not Report.objects.exists()


def everything_stored():
    """All rows of the room, of the outbox and of the history, as one text."""
    rows = [
        *Comment.objects.values(),
        *Address.objects.values(),
        *Subscription.objects.values(),
        *Report.objects.values(),
        *Letter.objects.values(),
        *ModelLogEntry.objects.values(),
    ]
    return str(rows).casefold()


def test_after_erasing_no_row_holds_a_trace(everything, client):
    before = everything_stored()
    for trace in ("rarename", "rosa@reader.example", "192.0.2.0"):
        assert trace in before
    erase(client, everything)
    after = everything_stored()
    for trace in ("rarename", "rosa", "192.0.2.0", "quicksilver"):
        assert trace not in after


def test_the_history_still_tells_who_did_what(everything, client):
    spam = Comment.objects.get(status=Status.SPAM)
    erase(client, everything)
    entries = ModelLogEntry.objects.filter(object_id=str(spam.pk)).order_by("pk")
    assert [entry.action for entry in entries] == [
        "comments.post",
        "comments.decide",
        "comments.erase",
    ]
    assert entries[1].user == cast.make_moderator()
    assert "note" not in entries[1].data


def test_a_reader_sees_a_deleted_comment_and_the_answers(everything, article, client):
    erase(client, everything)
    page = client.get(article.url).content.decode()
    assert "An answer" in page
    assert "Rarename" not in page


def test_erasing_forgets_the_reader_on_the_device(everything, client, rf):
    response = HttpResponse()
    remembering.write(rf.get("/"), response, Remembered("Rosa", "rosa@reader.example"))
    client.cookies[remembering.NAME] = response.cookies[remembering.NAME].value
    erase(client, everything)
    assert client.cookies[remembering.NAME].value == ""


def test_a_letter_about_it_that_has_not_left_does_not_leave(article, client, post_office):
    mine = cast.said(article, name="Ada", is_proved=True, wants_letters=True)
    cast.said(article, "Rarename", name="Rosa", parent=mine)  # Ada is to hear of it
    erase(client, link_to("rosa@reader.example"))
    assert delivered(post_office) == []


def test_others_keep_their_letters(everything, article, client, post_office):
    mail.write(
        kind="registration confirmed",
        dedupe_key="registration-1",
        to="rosa@reader.example",
        subject="Your place",
        text="There is a mat for you.",
    )
    erase(client, everything)
    assert list(Letter.objects.filter(to="rosa@reader.example").values_list("kind", flat=True)) == [
        "registration confirmed"
    ]


def test_many_comments_are_erased_in_batches(article, client, monkeypatch):
    monkeypatch.setattr("comments.services.privacy.BATCH", 2)
    for number in range(5):
        cast.say(article, f"Thought {number}", name="Rosa")
    services.erase_everything(Address.objects.get(), "rosa@reader.example")
    assert set(Comment.objects.values_list("status", flat=True)) == {Status.ERASED}
    assert not Address.objects.exists()


def test_old_links_in_letters_answer_kindly_after_erasing(article, client, post_office):
    cast.say(article, name="Rosa", wants_letters=True)
    (question,) = delivered(post_office)
    services.erase_everything(Address.objects.get(), "rosa@reader.example")
    assert client.get(link_in(question, "/confirm/")).status_code == 410
    assert client.get(unsubscribe_link(question)).status_code == 200


def test_days_are_told_by_the_clock_of_the_studio(article, client, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    cast.say(article, name="Rosa")
    Address.objects.update(first_seen_at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    assert "<dd>1 July 2026</dd>" in client.get(link_to(ROSA)).text


def test_a_link_that_is_too_old_or_forged_shows_nothing(article, client):
    cast.say(article, name="Rosa")
    link = link_to("rosa@reader.example")
    assert client.get(link.replace("your-data/", "your-data/x")).status_code == 404
    assert client.get(f"{ASK}{signing.dumps('0' * 32)}/").status_code == 404
    with back(MORE_THAN_A_WEEK):
        link = link_to("rosa@reader.example")
    too_old = client.get(link)
    assert too_old.status_code == 410
    assert f'<a href="{ASK}">Ask for a new link</a>' in too_old.content.decode()
    assert client.post(link, {"erase": "1", "sure": "on"}).status_code == 410
    assert Comment.objects.get().text


# --- all rooms ----------------------------------------------------------------


@pytest.fixture
def everywhere(article, home_page, settings):
    """Rosa in all rooms, with a name that stands nowhere else; a stranger beside her."""
    contact = make_contact(home_page)
    class_ = events_cast.make_event(events_cast.make_index(home_page))
    for name, email in [("Rosa Rarename", ROSA), ("Emil Stanza", "emil@reader.example")]:
        cast.say(article, f"By {name}", name=name, email=email)
        events_cast.register(class_, name=name, email=email)
        receive(page=contact, name=name, email=email, text=f"I am {name}.", subject="Hello")
    return class_


def test_one_link_shows_copies_and_erases_what_all_rooms_hold(everywhere, client):
    link = link_to(ROSA)
    page = client.get(link).content.decode()
    headings = re.findall(r"<h2 id=\"(\w+)\"", page)
    assert headings == [
        *("registrations", "comments", "messages", "letters_about_own_data"),
        *("copy", "erase"),
    ]
    kept = json.loads(client.get(f"{link}?format=json").content)
    assert [one["name"] for one in kept["registrations"]] == ["Rosa Rarename"]
    assert [one["text"] for one in kept["messages"]] == ["I am Rosa Rarename."]
    assert "Emil" not in json.dumps(kept)
    assert erase(client, link).status_code == 200
    left = whole_database()
    assert "rarename" not in left
    assert ROSA not in left
    for trace in ("by emil stanza", "i am emil stanza", "emil@reader.example"):
        assert trace in left


def test_an_address_in_capital_letters_is_the_same(everywhere, client):
    erase(client, link_to("ROSA@Reader.example"))
    left = whole_database()
    assert "rarename" not in left
    assert ROSA not in left


def test_a_place_that_was_erased_is_free_again(everywhere, client):
    pool = events_cast.pool_of(everywhere)
    before = pool.registrations.active().count()
    erase(client, link_to(ROSA))
    assert pool.registrations.active().count() == before - 1


@pytest.mark.parametrize("room", ["registrations", "messages", "account"])
def test_who_is_known_to_one_room_alone_gets_a_link(home_page, client, post_office, room):
    if room == "registrations":
        class_ = events_cast.make_event(events_cast.make_index(home_page))
        events_cast.register(class_, email=ROSA)
    elif room == "messages":
        receive(page=make_contact(home_page), name="Rosa", email=ROSA, text="Hello")
    else:
        get_user_model().objects.create_user("rosa", ROSA, "studio")
    delivered(post_office)
    ask(client, ROSA)
    (letter,) = delivered(post_office)
    page = client.get(link_in(letter, "/your-data/")).content.decode()
    assert f'id="{room}"' in page


def test_an_account_is_shown_and_not_erased(home_page, client):
    get_user_model().objects.create_user("rosa", ROSA, "studio")
    link = link_to(ROSA)
    page = client.get(link).content.decode()
    assert "Whoever administers the site can change or erase it" in page
    erase(client, link)
    assert get_user_model().objects.get(username="rosa").email == ROSA


def test_a_room_that_fails_leaves_the_link_working(everywhere, client):
    """Half-way through a crash: what comes first is done, the rest can be asked for again."""
    link = link_to(ROSA)
    client.raise_request_exception = False
    with refusing(Message):
        assert client.post(link, {"erase": "1", "sure": "on"}).status_code == 500
    page = client.get(link).content.decode()
    assert 'id="comments"' not in page
    assert 'id="messages"' in page
    erase(client, link)
    assert "rarename" not in whole_database()


def test_what_is_looked_at_costs_the_same_for_many_comments(article, client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(link).status_code == 200
        return len(captured)

    link = link_to(ROSA)
    cast.say(article, "One", name="Rosa", email=ROSA)
    queries()
    few = queries()
    for number in range(29):
        cast.say(article, f"Thought {number}", name="Rosa", email=ROSA)
    assert queries() == few
