"""What one button does, and the way back (M2)."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from comments import services
from comments.models import Comment, Status
from comments.tests import cast
from comments.tests.desk import QUEUE, UNDO, state, verb_url
from studio.tests.cast import make_article, make_staff

pytestmark = [pytest.mark.django_db]

JSON = {"Accept": "application/json"}


def decide_url(comment):
    return verb_url("decide", comment)


def said_on(answer):
    return [str(message) for message in answer.context["messages"]]


def undo_field(answer):
    """What the Undo button of the message that is shown would send."""
    (message,) = said_on(answer)
    return message.partition('name="comments" value="')[2].partition('"')[0]


@pytest.fixture
def waiting(article):
    return cast.say(article, name="Wanda Waits")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.APPROVED, "The comment by Wanda Waits is approved."),
        (Status.SPAM, "The comment by Wanda Waits is marked as spam."),
        (Status.TRASHED, "The comment by Wanda Waits is in the trash."),
    ],
)
def test_a_button_decides_and_undo_takes_it_back(admin_client, admin_user, waiting, status, words):
    back = f"{QUEUE}?tab=waiting&p=1"
    answer = admin_client.post(decide_url(waiting), {"status": status, "next": back}, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert words in said_on(answer)[0]
    assert (state(waiting), waiting.decided_by) == (status, admin_user)

    answer = admin_client.post(UNDO, {"comments": undo_field(answer), "next": back}, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert said_on(answer) == ["The decision about the comment by Wanda Waits is taken back."]
    assert (state(waiting), waiting.decided_by) == (Status.WAITING, None)


def test_a_rejection_is_asked_for_its_reason(admin_client, waiting):
    asked = admin_client.post(decide_url(waiting), {"status": "rejected", "next": QUEUE})
    assert asked.status_code == 200
    assert "Reject the comment by Wanda Waits" in asked.text
    assert "Choose why it is rejected." not in asked.text
    assert state(waiting) == Status.WAITING

    bare = admin_client.post(
        decide_url(waiting), {"status": "rejected", "rejection": "", "note": "Hm.", "next": QUEUE}
    )
    assert bare.status_code == 422
    assert "Choose why it is rejected." in bare.text
    assert 'value="Hm."' in bare.text

    fields = {"status": "rejected", "rejection": "health_claim", "note": "No.", "next": QUEUE}
    assert admin_client.post(decide_url(waiting), fields).url == QUEUE
    assert state(waiting) == Status.REJECTED
    assert (waiting.rejection, waiting.note) == ("health_claim", "No.")
    entry = ModelLogEntry.objects.filter(action="comments.decide").get()
    assert (entry.data["rejection"], entry.data["via"]) == ("health_claim", "queue")


def test_only_a_rejection_has_a_reason(admin_client, waiting):
    admin_client.post(decide_url(waiting), {"status": "spam", "rejection": "insulting"})
    assert (state(waiting), waiting.rejection) == (Status.SPAM, "")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"status": "erased"},
        {"status": "waiting"},
        {"status": "rejected", "rejection": "because"},
        {"status": "spam", "note": "x" * 501},
        {"status": "spam", "note": "a\0b"},
    ],
)
def test_nonsense_decides_nothing(admin_client, waiting, fields):
    assert admin_client.post(decide_url(waiting), fields).status_code == 422
    assert admin_client.post(decide_url(waiting), fields, headers=JSON).status_code == 422
    assert state(waiting) == Status.WAITING


def test_looking_decides_nothing(admin_client, waiting):
    before = Comment.objects.values().get()
    for view in ("inspect", "case", "edit", "answer", "decide"):
        address = reverse(f"reader_comments:{view}", args=[waiting.pk])
        assert admin_client.get(f"{address}?status=approved").status_code == 200
        assert admin_client.head(address).status_code == 200
    assert admin_client.get(UNDO).status_code == 405
    assert Comment.objects.values().get() == before
    assert not ModelLogEntry.objects.filter(action="comments.decide").exists()


def test_a_decision_needs_our_own_form(admin_user, waiting):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(decide_url(waiting), {"status": "approved"}).status_code == 403
    assert client.post(UNDO, {"comments": f"{waiting.pk}:0"}).status_code == 403
    assert state(waiting) == Status.WAITING


def test_nobody_is_sent_to_another_site(admin_client, waiting):
    answer = admin_client.post(
        decide_url(waiting), {"status": "approved", "next": "https://evil.example/"}
    )
    assert answer.url == QUEUE


def test_a_comment_that_is_gone_cannot_be_decided_about(admin_client, article):
    gone = cast.say(article, status=Status.ERASED)
    answer = admin_client.post(decide_url(gone), {"status": "approved"}, follow=True)
    assert said_on(answer) == ["Its writer has deleted this comment."]
    told = admin_client.post(decide_url(gone), {"status": "approved"}, headers=JSON)
    assert (told.status_code, told.json()) == (
        409,
        {"message": "Its writer has deleted this comment."},
    )
    assert admin_client.post(decide_url(Comment(pk=999)), {"status": "spam"}).status_code == 404
    assert state(gone) == Status.ERASED


def test_a_script_is_told_in_data(admin_client, article, waiting):
    cast.say(article)
    told = admin_client.post(decide_url(waiting), {"status": "approved"}, headers=JSON).json()
    counts = {"waiting": 1, "approved": 1, "all": 2}
    counts |= dict.fromkeys(("reported", "spam", "rejected", "trash"), 0)
    assert told == {
        "message": "The comment by Wanda Waits is approved.",
        "comments": [waiting.pk],
        "undo": f"{waiting.pk}:1",
        "counts": counts,
    }
    told = admin_client.post(UNDO, {"comments": told["undo"]}, headers=JSON).json()
    assert (told["comments"], told["counts"]["waiting"]) == ([waiting.pk], 2)
    told = admin_client.post(decide_url(waiting), {"status": "rejected"}, headers=JSON)
    assert list(told.json()["errors"]) == ["rejection"]


def test_undo_does_not_take_back_what_somebody_else_decided_since(admin_client, waiting):
    undo = admin_client.post(decide_url(waiting), {"status": "spam"}, headers=JSON).json()["undo"]
    other = cast.make_moderator("mara")
    services.decide([waiting], status=Status.APPROVED, by=other)
    for headers, status in ((JSON, 409), ({}, 302)):
        assert admin_client.post(UNDO, {"comments": undo}, headers=headers).status_code == status
    assert (state(waiting), waiting.decided_by) == (Status.APPROVED, other)


@pytest.mark.parametrize("typed", ["", "1", "1:", "x:1", "1:1;2:2", "9" * 30 + ":1", "1:1," * 1001])
def test_undo_of_nonsense_does_nothing(admin_client, waiting, typed):
    answer = admin_client.post(UNDO, {"comments": typed}, headers=JSON)
    assert answer.status_code == 409


def test_what_was_settled_already_offers_no_undo(admin_client, article):
    settled = cast.said(article)
    told = admin_client.post(decide_url(settled), {"status": "approved"}, headers=JSON).json()
    assert told["undo"] == ""


def test_to_approve_what_readers_reported_settles_the_reports(admin_client, article):
    reported = cast.said(article)
    services.report(reported, reason="insulting", reporter="one")
    assert admin_client.get(f"{QUEUE}?tab=reported").context["paginator"].count == 1
    told = admin_client.post(decide_url(reported), {"status": "approved"}, headers=JSON).json()
    assert told["counts"]["reported"] == 0
    assert not reported.reports.open().exists()


def test_nobody_decides_outside_their_part(client, article, index, waiting):
    mine = make_article(index, title="Mine", owner=make_staff("mara", "moderate_own_comment"))
    own = cast.say(mine)
    client.force_login(mine.owner)
    for headers, status in ((JSON, 302), ({"X-Requested-With": "XMLHttpRequest"}, 403)):
        refused = client.post(decide_url(waiting), {"status": "approved"}, headers=headers)
        assert refused.status_code == status
    services.decide([waiting], status=Status.SPAM, by=cast.make_moderator())
    assert client.post(UNDO, {"comments": f"{waiting.pk}:1"}, headers=JSON).status_code == 409
    for view, fields in (("edit", {"text": "Ha."}), ("answer", {"text": "Ha."})):
        address = reverse(f"reader_comments:{view}", args=[waiting.pk])
        assert client.post(address, fields).url == reverse("wagtailadmin_home")
    assert (state(waiting), waiting.answers.count()) == (Status.SPAM, 0)
    assert client.post(decide_url(own), {"status": "approved"}).url == QUEUE
    assert state(own) == Status.APPROVED


# --- answer -----------------------------------------------------------------


def answer_url(comment):
    return verb_url("answer", comment)


def test_an_answer_approves_what_waited_and_stands_below_it(admin_client, admin_user, waiting):
    assert "Your answer approves it." in admin_client.get(answer_url(waiting)).text
    answer = admin_client.post(answer_url(waiting), {"text": "Thank **you**."}, follow=True)
    assert said_on(answer) == ["Your answer to Wanda Waits stands on the page."]
    assert state(waiting) == Status.APPROVED
    reply = waiting.answers.get()
    assert (reply.status, reply.user, reply.is_by_us) == (Status.APPROVED, admin_user, True)
    assert "<strong>you</strong>" in reply.markup


def test_what_nobody_can_see_is_not_answered_and_nothing_typed_is_lost(admin_client, article):
    spam = cast.say(article, status=Status.SPAM)
    answer = admin_client.post(answer_url(spam), {"text": "Thank you."})
    assert answer.status_code == 422
    assert "Approve it first." in answer.text
    assert "Thank you." in answer.text
    assert not spam.answers.exists()


def test_the_same_answer_stands_once(admin_client, waiting):
    admin_client.post(answer_url(waiting), {"text": "Thank you."})
    again = admin_client.post(answer_url(waiting), {"text": "Thank you."})
    assert (again.status_code, waiting.answers.count()) == (422, 1)
    assert "You have said this here already." in again.text


# --- edit -------------------------------------------------------------------


def edit_url(comment):
    return verb_url("edit", comment)


def test_a_moderator_changes_text_name_and_website(admin_client, admin_user, waiting):
    fields = {"name": " Wanda   W. ", "website": "wanda.example", "text": "Better, *so*.\x07"}
    answer = admin_client.post(edit_url(waiting), fields, follow=True)
    assert said_on(answer) == ["The comment by Wanda W. is changed."]
    waiting.refresh_from_db()
    assert (waiting.name, waiting.website) == ("Wanda W.", "https://wanda.example")
    assert (waiting.text, waiting.markup) == ("Better, *so*.", "<p>Better, <em>so</em>.</p>\n")
    assert waiting.edited_at is not None
    assert ModelLogEntry.objects.filter(action="comments.amend").get().user == admin_user


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": " \n "},
        {"text": "a\0b"},
        {"text": "x" * 20_001},
        {"website": "javascript:alert(1)"},
        {"name": "x" * 81},
        {"name": "a\0b"},
    ],
)
def test_a_change_that_cannot_be_is_told_and_nothing_is_lost(admin_client, waiting, fields):
    typed = {"name": "Kept", "website": "", "text": "Kept too."} | fields
    before = Comment.objects.values().get()
    answer = admin_client.post(edit_url(waiting), typed)
    assert answer.status_code == 422
    assert "error-message" in answer.text
    assert ("Kept" if "text" in fields else "Kept too.") in answer.text
    assert Comment.objects.values().get() == before


def test_what_its_writer_deleted_stays_deleted(admin_client, article):
    gone = cast.say(article, status=Status.ERASED)
    answer = admin_client.post(edit_url(gone), {"text": "Back again."}, follow=True)
    assert said_on(answer) == ["Its writer has deleted this comment."]
    assert (state(gone), gone.text) == (Status.ERASED, "")
