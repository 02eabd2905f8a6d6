"""Who asked for it hears of answers, once, after approval (V5)."""

import itertools

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments import services
from comments.models import Address, Comment, Status, Subscription
from comments.tests import cast
from comments.tests.letters import (
    delivered,
    header,
    html_of,
    link_in,
    links_in,
    path_of,
    text_of,
    unsubscribe_link,
)
from studio.models import Letter
from studio.tests.cast import make_article


@pytest.fixture
def article(index):
    cast.arrange(moderator_mail="never")
    return make_article(index, title="Training the trunk")


def subscribed(article, name="Rosa", **fields):
    """An approved comment whose writer gets letters."""
    return cast.said(article, name=name, is_proved=True, wants_letters=True, **fields)


# --- who gets one -------------------------------------------------------------


def test_an_answer_is_told_when_it_is_approved_and_not_before(article, post_office):
    mine = subscribed(article)
    answer = cast.say(article, "Because the *feet* talk.", name="Emil", parent=mine)
    assert delivered(post_office) == []
    cast.approve(answer)
    (letter,) = delivered(post_office)
    assert letter["To"] == "rosa@reader.example"
    assert header(letter, "Subject") == "Emil answered below “Training the trunk”"
    assert "Emil answered your comment" in text_of(letter)
    assert "> Because the feet talk." in text_of(letter)
    assert "Because the <em>feet</em> talk." in html_of(letter)
    assert letter["Reply-To"] is None


def test_an_answer_that_needs_no_moderator_is_told_at_once(article, post_office):
    cast.rule(moderation="none")
    cast.say(article, name="Emil", parent=subscribed(article))
    assert len(delivered(post_office)) == 1


def test_an_answer_that_appears_by_the_proof_of_its_address_is_told(article, post_office):
    mine = subscribed(article)
    cast.said(article, name="Emil", is_proved=True)
    answer = cast.say(article, name="Emil", parent=mine)
    assert delivered(post_office) == []
    services.prove(answer)
    assert len(delivered(post_office)) == 1


def test_the_link_leads_to_the_answer(article, post_office, client):
    answer = cast.said(article, name="Emil", parent=subscribed(article))
    (letter,) = delivered(post_office)
    link = link_in(letter, "?comment=")
    assert link == f"{article.url}?comment={answer.pk}"
    response = client.get(link)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{article.url}#comment-{answer.pk}",
    )


def test_whoever_only_ticked_the_box_hears_nothing(article, post_office):
    mine = cast.said(article, name="Rosa", wants_letters=True)
    delivered(post_office)
    cast.said(article, name="Emil", parent=mine)
    assert delivered(post_office) == []


def test_nobody_hears_of_their_own_answers(article, post_office):
    mine = subscribed(article)
    cast.said(article, name="Rosa again", email="ROSA@reader.example", parent=mine)
    assert delivered(post_office) == []


def test_everybody_above_hears_and_nobody_beside(article, post_office):
    top = subscribed(article, "Ada")
    middle = subscribed(article, "Berta", parent=top)
    subscribed(article, "Cleo", parent=top)
    subscribed(article, "Dora")
    delivered(post_office)
    cast.said(article, name="Emil", parent=middle)
    letters = delivered(post_office)
    assert [letter["To"] for letter in letters] == ["ada@reader.example", "berta@reader.example"]
    assert "in the conversation below your comment" in text_of(letters[0])
    assert "answered your comment" in text_of(letters[1])


def test_an_answer_below_the_last_level_is_told_to_whom_it_answers(article, post_office):
    deep = cast.thread(article, 31, name="Ada")
    mine = subscribed(article, parent=deep[-1])
    delivered(post_office)
    cast.said(article, name="Emil", parent=mine)
    assert [letter["To"] for letter in delivered(post_office)] == ["rosa@reader.example"]


def test_two_comments_above_bring_one_letter(article, post_office):
    first = subscribed(article)
    second = subscribed(article, parent=cast.said(article, name="Ada", parent=first))
    delivered(post_office)
    cast.said(article, name="Emil", parent=second)
    assert len(delivered(post_office)) == 1


def test_an_answer_is_told_once_however_often_it_is_approved(article, post_office):
    answer = cast.said(article, name="Emil", parent=subscribed(article))
    services.decide([answer], status=Status.TRASHED, by=cast.make_moderator())
    cast.approve(answer)
    assert len(delivered(post_office)) == 1


def test_an_answer_is_told_once_also_when_the_outbox_has_forgotten(article, post_office):
    answer = cast.said(article, name="Emil", parent=subscribed(article))
    assert len(delivered(post_office)) == 1
    Letter.objects.all().delete()  # as 90 days later
    services.decide([answer], status=Status.TRASHED, by=cast.make_moderator())
    cast.approve(answer)
    assert delivered(post_office) == []


def test_an_answer_that_nobody_waited_for_is_told_when_somebody_does(article, post_office):
    mine = cast.said(article, name="Rosa", wants_letters=True)
    answer = cast.said(article, name="Emil", parent=mine)
    services.confirm(Subscription.objects.get())
    delivered(post_office)
    services.decide([answer], status=Status.TRASHED, by=cast.make_moderator())
    cast.approve(answer)
    assert [letter["To"] for letter in delivered(post_office)] == ["rosa@reader.example"]


def test_never_again_withdraws_what_waits(article, post_office):
    cast.said(article, name="Emil", parent=subscribed(article, "Ada"))
    cast.said(article, name="Emil", parent=subscribed(article, "Rosa"))
    services.refuse_letters(Address.objects.known_as("rosa@reader.example").get())
    assert [letter["To"] for letter in delivered(post_office)] == ["ada@reader.example"]


def test_ending_a_conversation_withdraws_what_waits_about_it(article, post_office):
    elsewhere = cast.said(article, name="Emil", parent=subscribed(article))
    mine = subscribed(article)
    cast.said(article, name="Emil", parent=mine)
    services.unsubscribe(Subscription.objects.get(comment=mine))
    (letter,) = delivered(post_office)
    assert link_in(letter, "?comment=") == f"{article.url}?comment={elsewhere.pk}"


def test_who_refuses_letters_hears_nothing(article, post_office):
    mine = subscribed(article)
    services.refuse_letters(Address.objects.known_as("rosa@reader.example").get())
    cast.said(article, name="Emil", parent=mine)
    assert delivered(post_office) == []


def test_whose_comment_was_taken_away_hears_nothing(article, post_office):
    mine = subscribed(article)
    answer = cast.say(article, name="Emil", parent=mine)
    services.decide([mine], status=Status.REJECTED, by=cast.make_moderator())
    cast.approve(answer)
    assert delivered(post_office) == []


def test_a_page_that_nobody_can_open_is_not_written_about(article, post_office):
    answer = cast.say(article, name="Emil", parent=subscribed(article))
    article.unpublish()
    cast.approve(answer)
    assert delivered(post_office) == []


def test_where_letters_are_not_offered_any_more_none_are_written(article, post_office):
    mine = subscribed(article)
    cast.arrange(offers_letters=False)
    cast.said(article, name="Emil", parent=mine)
    assert delivered(post_office) == []


def test_a_name_that_would_be_a_header_is_none(article, post_office):
    cast.said(article, name="Emil\r\nBcc: everybody@elsewhere.example", parent=subscribed(article))
    (letter,) = delivered(post_office)
    assert letter["Bcc"] is None
    assert header(letter, "Subject").startswith("Emil Bcc: everybody@elsewhere.example answered")


def test_what_was_typed_is_no_markup_of_ours(article, post_office):
    cast.said(
        article, "<b>1</b> <script>2</script>", name="<i>Emil</i>", parent=subscribed(article)
    )
    (letter,) = delivered(post_office)
    for markup in ("<b>", "<script", "<i>"):
        assert markup not in html_of(letter)


def test_a_deleted_answer_is_not_told_any_more(article, post_office):
    cast.rule(moderation="none")
    answer = cast.say(article, name="Emil", parent=subscribed(article))
    services.take_back(answer)
    assert delivered(post_office) == []


# --- how much it costs --------------------------------------------------------


def statements_of_approving(comments):
    """What is asked of the database; several INSERTs in a row into one table count once.

    SQLite takes 55 letters, and 83 entries of the history, in one statement.
    """
    moderator = cast.make_moderator()
    with CaptureQueriesContext(connection) as queries:
        services.decide(comments, status=Status.APPROVED, by=moderator)
    statements = [query["sql"] for query in queries]
    beginnings = [" ".join(sql.split()[:5]) for sql in statements]
    runs = itertools.groupby(beginnings, lambda words: words if "INSERT" in words else object())
    return len(list(runs))


def test_two_hundred_answers_cost_the_statements_of_one(article, post_office):
    mine = subscribed(article)
    one = [cast.say(article, name="Emil", parent=mine)]
    many = [cast.say(article, name="Emil", parent=mine) for _ in range(200)]
    statements_of_approving([cast.say(article, name="Emil")])  # what a process learns once
    assert [statements_of_approving(one), statements_of_approving(many)] == [11, 11]
    assert len(delivered(post_office)) == 201


def test_where_nobody_waits_nobody_is_looked_for_long(article):
    answers = [cast.say(article, name="Emil", parent=cast.said(article)) for _ in range(3)]
    starts = [cast.say(article, name="Emil") for _ in range(3)]
    statements_of_approving([cast.say(article, name="Emil")])
    assert [statements_of_approving(answers), statements_of_approving(starts)] == [7, 6]


# --- how it ends (RFC 8058) ---------------------------------------------------


@pytest.fixture
def letter(article, post_office):
    """A letter to Rosa about Emil's answer."""
    cast.said(article, name="Emil", parent=subscribed(article))
    (letter,) = delivered(post_office)
    return letter


def status():
    return Subscription.objects.get().status


def refuses():
    return Address.objects.known_as("rosa@reader.example").get().refuses_mail_at is not None


def test_mail_programs_are_told_how_to_end_it(letter):
    address = header(letter, "List-Unsubscribe")
    assert address.startswith("<http://testserver/comments/unsubscribe/")
    assert address.endswith("/>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert path_of(address.strip("<>")) in links_in(letter, "/unsubscribe/")


def test_one_click_of_a_mail_program_ends_it(letter, client):
    answer = client.post(
        unsubscribe_link(letter),
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    assert status() == Subscription.Status.ENDED
    assert not refuses()


def test_a_browser_with_a_session_of_somebody_needs_no_token_to_end_it(letter, admin_user):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    assert strict.post(unsubscribe_link(letter), {"scope": "thread"}).status_code == 303
    assert status() == Subscription.Status.ENDED


def test_looking_ends_nothing(letter, client):
    for method in (client.get, client.head, client.get):
        assert method(unsubscribe_link(letter)).status_code == 200
    assert status() == Subscription.Status.CONFIRMED


def test_the_page_offers_this_conversation_or_all(letter, client):
    page = client.get(unsubscribe_link(letter)).content.decode()
    assert 'name="scope" value="thread"' in page
    assert 'name="scope" value="everything"' in page


def test_ending_a_conversation_ends_all_that_was_asked_for_in_it(article, post_office, client):
    first = subscribed(article)
    subscribed(article, parent=first)
    elsewhere = subscribed(article)
    answer = cast.said(article, name="Emil", parent=first)
    (letter,) = delivered(post_office)
    client.post(unsubscribe_link(letter), {"scope": "thread"})
    going_on = Subscription.objects.going_on()
    assert [one.comment_id for one in going_on] == [elsewhere.pk]
    assert answer.is_approved


def test_ending_it_forgets_the_address(letter, client):
    client.post(unsubscribe_link(letter), {"scope": "thread"})
    assert Subscription.objects.get().email == ""


def test_ending_it_twice_says_so(letter, client):
    link = unsubscribe_link(letter)
    for _ in range(2):
        answer = client.post(link, {"scope": "thread"}, follow=True)
        assert answer.status_code == 200
        assert "have ended" in answer.content.decode()


def test_never_again_is_kept_and_said(letter, client, article, post_office):
    link = unsubscribe_link(letter)
    for _ in range(2):
        answer = client.post(link, {"scope": "everything"}, follow=True)
        assert "We will never write to this address" in answer.content.decode()
    assert refuses()
    cast.said(article, name="Emil", parent=Comment.objects.order_by("pk").first())
    cast.say(article, name="Rosa", wants_letters=True, is_proved=True)
    assert delivered(post_office) == []


def test_a_forged_link_ends_nothing(letter, client):
    link = unsubscribe_link(letter).replace("unsubscribe/", "unsubscribe/x")
    assert client.post(link, {"scope": "thread"}).status_code == 404
    assert status() == Subscription.Status.CONFIRMED


def test_a_link_whose_comment_is_deleted_is_answered_kindly(letter, client):
    services.erase(Subscription.objects.get().comment)
    for answer in (
        client.get(unsubscribe_link(letter)),
        client.post(unsubscribe_link(letter), {"List-Unsubscribe": "One-Click"}),
    ):
        assert answer.status_code == 200
        assert "There are no letters any more" in answer.content.decode()
