"""Whoever proves an address sees, takes along and erases what is kept about it."""

import json

import pytest
from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from wagtail.models import ModelLogEntry

from comments import remembering, services, tokens
from comments.models import Address, Comment, Report, Status, Subscription
from comments.remembering import Remembered
from comments.tests import cast
from comments.tests.clock import MORE_THAN_A_WEEK, back
from comments.tests.letters import delivered, header, html_of, link_in, unsubscribe_link
from studio import mail
from studio.models import Letter
from studio.tests.cast import make_article

ASK = "/comments/your-data/"
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
    assert "<dd> 2 – Approved: 1, Waiting: 1 </dd>" in page
    assert "Conversations we write to you about</dt> <dd>1</dd>" in page
    assert "Letters to you in the last 90 days</dt> <dd>1</dd>" in page


def test_the_copy_holds_all_that_is_kept_and_nothing_of_others(article, client, post_office):
    mine = cast.said(article, "My words", name="Rosa", is_proved=True, wants_letters=True)
    services.report(mine, reason="insulting", note="Emil's private view", reporter="somebody")
    cast.said(article, "An answer", name="Emil", parent=mine)
    cast.say(article, "Quite another matter", name="Ada")
    delivered(post_office)
    link = own_link(client, post_office)
    answer = client.get(f"{link}?format=json")
    assert answer["Content-Disposition"] == 'attachment; filename="reader-comments.json"'
    assert answer["Cache-Control"] == "private, no-store"
    kept = json.loads(answer.content)
    assert [each["text"] for each in kept["comments"]] == ["My words"]
    assert kept["comments"][0]["email"] == "rosa@reader.example"
    assert kept["comments"][0]["reports_by_readers"][0]["reason"] == "insulting"
    assert [each["status"] for each in kept["subscriptions"]] == ["confirmed"]
    assert sorted(each["kind"] for each in kept["letters"]) == ["answer to a comment", "own data"]
    for private in ("Emil's private view", "emil@reader.example", "Quite another matter"):
        assert private not in answer.content.decode()


def test_the_copy_holds_letters_when_the_address_is_no_longer_kept(article, client, post_office):
    cast.say(article, name="Rosa", wants_letters=True)
    delivered(post_office)
    Comment.objects.update(email="")
    link = own_link(client, post_office)
    kept = json.loads(client.get(f"{link}?format=json").content)
    assert [each["to"] for each in kept["letters"]] == ["rosa@reader.example"] * 2


def test_letters_of_a_moderator_are_none_of_a_readers(article, client, post_office):
    cast.arrange(moderator_mail="waiting")
    moderator = cast.make_moderator()
    cast.say(article, name="Rosa")
    cast.say(article, name="Mo", email=moderator.email)
    delivered(post_office)
    ask(client, moderator.email)
    (letter,) = delivered(post_office)
    kept = json.loads(client.get(f"{link_in(letter, '/your-data/')}?format=json").content)
    assert [each["kind"] for each in kept["letters"]] == ["own data"]


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
    link = f"{ASK}{tokens.of_own_data(Address.objects.known_as('rosa@reader.example').get().pk)}/"
    erase(client, link)
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
    services.erase_everything(Address.objects.get())
    assert set(Comment.objects.values_list("status", flat=True)) == {Status.ERASED}
    assert not Address.objects.exists()


def test_old_links_in_letters_answer_kindly_after_erasing(article, client, post_office):
    cast.say(article, name="Rosa", wants_letters=True)
    (question,) = delivered(post_office)
    services.erase_everything(Address.objects.get())
    assert client.get(link_in(question, "/confirm/")).status_code == 410
    assert client.get(unsubscribe_link(question)).status_code == 200


def test_a_link_that_is_too_old_or_forged_shows_nothing(article, client):
    cast.say(article, name="Rosa")
    link = f"{ASK}{tokens.of_own_data(Address.objects.get().pk)}/"
    assert client.get(link.replace("your-data/", "your-data/x")).status_code == 404
    assert client.get(f"{ASK}{signing.dumps(Address.objects.get().pk)}/").status_code == 404
    with back(MORE_THAN_A_WEEK):
        link = f"{ASK}{tokens.of_own_data(Address.objects.get().pk)}/"
    assert client.get(link).status_code == 410
    assert client.post(link, {"erase": "1", "sure": "on"}).status_code == 410
    assert Comment.objects.get().text


# --- what everybody may read --------------------------------------------------


def test_the_privacy_page_tells_the_sites_own_numbers(home_page, client):
    cast.arrange(network_days=17, email_days=401, unwanted_days=23)
    page = client.get("/comments/privacy/").content.decode()
    for told in ("17 days.", "401 days after the comment", "23 days after the decision."):
        assert told in page
    cast.arrange(network_days=1, email_days=0, offers_remembering=False)
    page = client.get("/comments/privacy/").content.decode()
    assert "1 day." in page
    assert "As long as the comment; where you want letters" in page
    assert "cookie with your name" not in page
    assert client.cookies == {}


def test_the_privacy_page_takes_no_posts(home_page, client):
    assert client.post("/comments/privacy/").status_code == 405


def test_who_sets_the_days_is_led_to_what_readers_are_told(home_page, admin_client):
    site = home_page.get_site()
    edit = reverse("wagtailsettings:edit", args=["comments", "commentsettings", site.pk])
    assert 'href="/comments/privacy/"' in admin_client.get(edit).content.decode()
