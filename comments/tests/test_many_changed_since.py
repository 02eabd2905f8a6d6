"""Of many, those that have changed since they were seen are left alone and named; undo too."""

import pytest

from comments import services
from comments.models import Comment, Status
from comments.tests import cast
from comments.tests.desk import QUEUE, UNDO, bulk_url, seen, state, verb_url

pytestmark = [pytest.mark.django_db]

JSON = {"Accept": "application/json"}


def other():
    return cast.make_moderator("ann")


@pytest.fixture
def waiting(article):
    return cast.say(article, "Lovely article.", name="Wanda Waits")


def test_of_many_those_that_have_changed_are_left_alone_and_named(admin_client, article, waiting):
    others = [cast.say(article, name=f"Reader {number}") for number in range(2)]
    fields = {"turns": seen(waiting, *others)}
    services.edit(waiting, text="Buy pills.")

    answer = admin_client.post(bulk_url("approve", [waiting, *others]), fields, follow=True)

    (message,) = map(str, answer.context["messages"])
    assert "2 comments are approved. Left alone, having changed since you saw it: " in message
    assert f"reader comment {waiting.pk}." in message
    assert [state(each) for each in (waiting, *others)] == ["waiting", "approved", "approved"]


def test_where_all_of_many_have_changed_all_are_asked_about_anew(admin_client, article, waiting):
    url = bulk_url("reject", [waiting])
    typed = {"turns": seen(waiting), "rejection": "advertising", "note": "Pills."}
    services.edit(waiting, text="Buy pills.")

    asked = admin_client.post(url, typed)

    assert asked.status_code == 409
    assert "these comments are no longer as you saw them" in asked.text
    assert "Buy pills." in asked.text
    assert 'value="Pills."' in asked.text
    assert state(waiting) == Status.WAITING
    again = {**typed, "turns": asked.context["turns"]}
    assert admin_client.post(url, again).url == QUEUE
    assert (state(waiting), waiting.note) == (Status.REJECTED, "Pills.")


def test_what_changed_between_the_list_and_the_question_is_left_out_of_it(
    admin_client, article, waiting
):
    calm = cast.say(article)
    turns = seen(waiting, calm)
    services.edit(waiting, text="Buy pills.")
    asked = admin_client.get(bulk_url("reject", [waiting, calm], turns=turns))
    assert "This is about 1 comment." in asked.text
    assert f"reader comment {waiting.pk}." in asked.text
    assert asked.context["turns"] == seen(calm)


def test_all_of_a_list_are_those_that_were_there_when_it_was_asked(admin_client, article, waiting):
    url = bulk_url("approve", ["all"], tab="waiting")
    asked = admin_client.get(url)
    assert "This is about 1 comment." in asked.text
    late = cast.say(article, "Never seen by anybody.", email="late@reader.example")

    admin_client.post(url, {"turns": asked.context["turns"]})

    assert (state(waiting), state(late)) == (Status.APPROVED, Status.WAITING)


@pytest.mark.parametrize("turns", [None, "", "x", "1:1," * 1001])
def test_a_bulk_form_that_does_not_say_what_was_seen_is_asked_again(admin_client, waiting, turns):
    fields = {} if turns is None else {"turns": turns}
    asked = admin_client.post(bulk_url("approve", ["all"]), fields)
    assert (asked.status_code, asked.context["turns"]) == (409, seen(waiting))
    assert state(waiting) == Status.WAITING


def test_what_was_decided_just_so_meanwhile_is_not_left_alone(admin_client, article, waiting):
    """By nobody's changing it: approved it was when it was seen, and approved it stays."""
    settled = cast.said(article, name="Anna")
    fields = {"turns": seen(waiting, settled)}
    answer = admin_client.post(bulk_url("approve", [waiting, settled]), fields, follow=True)
    (message,) = map(str, answer.context["messages"])
    assert "2 comments are approved." in message
    assert "Left alone" not in message


# --- undo --------------------------------------------------------------------


def test_undo_says_what_happened_since_and_takes_nothing_back(admin_client, waiting):
    button = verb_url("decide", waiting)
    undo = admin_client.post(button, {"status": "approved"}, headers=JSON).json()["undo"]
    services.decide([waiting], status=Status.SPAM, by=other())
    told = admin_client.post(UNDO, {"comments": undo}, headers=JSON)
    assert (told.status_code, told.json()) == (
        409,
        {"message": "There is nothing to take back. ann has decided: Spam."},
    )
    assert state(waiting) == Status.SPAM


def test_undo_of_many_leaves_alone_what_changed_since(admin_client, article, waiting):
    calm = cast.say(article)
    fields = {"turns": seen(waiting, calm)}
    admin_client.post(bulk_url("spam", [waiting, calm]), fields)
    undo = seen(waiting, calm)
    services.decide([waiting], status=Status.APPROVED, by=other())
    told = admin_client.post(UNDO, {"comments": undo}, headers=JSON).json()
    assert told["message"] == (
        f"The decision about the comment by {calm.name} is taken back. "
        f"Left alone, having changed since you saw it: reader comment {waiting.pk}."
    )
    assert (state(waiting), state(calm)) == (Status.APPROVED, Status.WAITING)


@pytest.mark.parametrize("is_reported", [True, False], ids=["reported", "let in by a machine"])
def test_to_approve_what_stands_already_can_be_taken_back(admin_client, article, is_reported):
    comment = cast.say(article)
    Comment.objects.filter(pk=comment.pk).update(status=Status.APPROVED)
    if is_reported:
        services.report(comment, reason="insulting", reporter="one")
    told = admin_client.post(verb_url("decide", comment), {"status": "approved"}, headers=JSON)
    assert told.json()["undo"] == seen(comment)
    assert admin_client.post(UNDO, {"comments": seen(comment)}, headers=JSON).status_code == 200
    assert (state(comment), comment.decided_by) == (Status.APPROVED, None)
    assert comment.reports.open().exists() is is_reported
