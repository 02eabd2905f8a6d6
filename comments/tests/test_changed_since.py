"""A moderator decides only about what was seen: what has changed since is asked about again."""

import pytest
from django.urls import reverse

from comments import services
from comments.models import Comment, Status
from comments.tests import cast
from comments.tests.desk import QUEUE, state, verb_url

pytestmark = [pytest.mark.django_db]

JSON = {"Accept": "application/json"}
GONE_ON = "Nothing was done: this comment is no longer as you saw it."


def other():
    return cast.make_moderator("ann")


def words(answer):
    """The text of the page, as it stands in the source."""
    return " ".join(answer.text.split())


@pytest.fixture
def waiting(article):
    return cast.say(article, "Lovely article.", name="Wanda Waits")


# --- one comment -------------------------------------------------------------


def test_what_another_moderator_decided_is_told_and_stands(admin_client, waiting):
    button = verb_url("decide", waiting)
    services.decide([waiting], status=Status.REJECTED, by=other(), rejection="insulting")

    answer = admin_client.post(button, {"status": "approved", "next": QUEUE})

    assert answer.status_code == 409
    assert GONE_ON in words(answer)
    assert "<li>ann has decided: Rejected (Insulting).</li>" in words(answer)
    assert (state(waiting), waiting.rejection) == (Status.REJECTED, "insulting")


def test_what_its_writer_edited_is_shown_as_it_is_now(admin_client, waiting):
    button = verb_url("decide", waiting)
    services.edit(waiting, text="Buy *pills*.")

    answer = admin_client.post(button, {"status": "approved"})

    assert answer.status_code == 409
    assert "<li>Its writer has edited it since.</li>" in words(answer)
    assert "Buy <em>pills</em>." in answer.text
    assert state(waiting) == Status.WAITING


def test_all_that_happened_is_told_in_its_order(admin_client, waiting):
    button = verb_url("decide", waiting)
    services.edit(waiting, text="Buy pills.")
    services.decide([waiting], status=Status.SPAM, by=other())
    services.undo([waiting], by=other())
    services.amend(waiting, text="Buy soles.", name="W.", website="", by=other())
    told = admin_client.post(button, {"status": "approved"}, headers=JSON)
    assert told.status_code == 409
    assert told.json() == {
        "message": "The comment by W. has changed since you saw it. "
        "Its writer has edited it since. ann has decided: Spam. "
        "ann has taken a decision back: Waiting. ann has edited it.",
        "turn": 4,
    }
    assert state(waiting) == Status.WAITING


def test_one_decides_again_on_the_page_that_tells_and_the_note_is_kept(admin_client, waiting):
    button = verb_url("decide", waiting)
    services.edit(waiting, text="Buy pills.")
    typed = {"status": "rejected", "rejection": "advertising", "note": "Pills & soles."}
    asked = admin_client.post(button, {**typed, "next": QUEUE})
    assert asked.status_code == 409
    assert 'value="Pills &amp; soles."' in asked.text
    assert 'value="advertising" id="id_rejection_2" checked' in words(asked).replace("  ", " ")
    assert f'<input type="hidden" name="turn" value="{waiting.turn + 1}">' in asked.text

    again = {**typed, "next": QUEUE, "turn": waiting.turn + 1}
    assert admin_client.post(asked.request["PATH_INFO"], again).url == QUEUE
    assert (state(waiting), waiting.note) == (Status.REJECTED, "Pills & soles.")


def test_the_question_for_a_reason_says_that_the_comment_has_changed(admin_client, waiting):
    button = verb_url("decide", waiting)
    assert admin_client.post(button, {"status": "rejected"}).status_code == 200
    services.edit(waiting, text="Buy pills.")
    asked = admin_client.post(button, {"status": "rejected"})
    assert (asked.status_code, GONE_ON in words(asked)) == (409, True)


@pytest.mark.parametrize("turn", ["", "x", "-1", "9" * 30])
def test_a_button_that_does_not_say_what_was_seen_decides_nothing(admin_client, waiting, turn):
    address = reverse("reader_comments:decide", args=[waiting.pk])
    answer = admin_client.post(address, {"status": "approved", "turn": turn})
    assert (answer.status_code, state(waiting)) == (409, Status.WAITING)
    assert "<li>" not in words(answer).partition(GONE_ON)[2].partition("</form>")[0]


def test_a_second_click_on_the_same_button_finds_it_done(admin_client, waiting):
    button = verb_url("decide", waiting)
    first, second = [admin_client.post(button, {"status": "spam"}, headers=JSON) for _ in "ab"]
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["undo"] == second.json()["undo"] == f"{waiting.pk}:1"
    assert admin_client.post(button, {"status": "approved"}, headers=JSON).status_code == 409
    assert state(waiting) == Status.SPAM


def test_every_button_says_in_which_turn_it_was_shown(admin_client, waiting):
    services.edit(waiting, text="Buy pills.")
    inspect = reverse("reader_comments:inspect", args=[waiting.pk])
    address = reverse("reader_comments:decide", args=[waiting.pk])
    for page in (QUEUE, inspect):
        text = admin_client.get(page).text
        assert text.count(f'formaction="{address}?turn=1"') == text.count("formaction=") == 4
    for verb in ("decide", "answer", "edit"):
        form = admin_client.get(reverse(f"reader_comments:{verb}", args=[waiting.pk])).text
        assert '<input type="hidden" name="turn" value="1">' in form
    in_place = admin_client.get(waiting.page.url).text.partition('<form class="moderation"')[2]
    assert '<input type="hidden" name="turn" value="1">' in in_place.partition("</form>")[0]


# --- words -------------------------------------------------------------------


def test_a_change_does_not_overwrite_what_the_writer_changed_meanwhile(admin_client, waiting):
    form = verb_url("edit", waiting)
    services.edit(waiting, text="Two, corrected by its writer.")
    typed = {"name": "Wanda W.", "website": "", "text": "One, put right."}

    asked = admin_client.post(form, typed)

    assert asked.status_code == 409
    assert "Its writer has edited it since." in asked.text
    assert "<p>Two, corrected by its writer.</p>" in asked.text
    assert "One, put right.</textarea>" in asked.text
    assert 'value="Wanda W."' in asked.text
    assert Comment.objects.get().text == "Two, corrected by its writer."

    admin_client.post(verb_url("edit", waiting), typed)
    assert Comment.objects.get().text == "One, put right."


def test_a_change_that_was_sent_twice_is_one_change(admin_client, waiting):
    form = verb_url("edit", waiting)
    typed = {"name": "Wanda Waits", "website": "", "text": "Two.", "next": QUEUE}
    assert [admin_client.post(form, typed).url for _ in "ab"] == [QUEUE, QUEUE]
    assert Comment.objects.get().turn == 1


def test_an_answer_to_what_was_edited_meanwhile_is_not_given_and_not_lost(admin_client, waiting):
    form = verb_url("answer", waiting)
    services.edit(waiting, text="Buy pills.")
    asked = admin_client.post(form, {"text": "How kind of you."})
    assert asked.status_code == 409
    assert "Its writer has edited it since." in asked.text
    assert "<p>Buy pills.</p>" in asked.text
    assert "How kind of you.</textarea>" in asked.text
    assert (state(waiting), waiting.answers.count()) == (Status.WAITING, 0)
