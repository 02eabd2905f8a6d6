"""An edit is judged like new words, and nobody decides about words that were not seen."""

import pytest

from comments import services
from comments.models import Comment, Status
from comments.tests import cast
from studio.tests.cast import make_article


@pytest.fixture
def article(index):
    return make_article(index)


def test_an_approved_first_comment_waits_again_when_its_words_change(article):
    comment = cast.said(article, "Thank you.")

    services.edit(comment, text="Buy at https://soles.example")

    comment.refresh_from_db()
    assert (comment.status, [reason.rule for reason in comment.why]) == (Status.WAITING, ["first"])


def test_a_decision_is_about_the_words_that_were_seen(article):
    comment = cast.say(article, "Thank you.")
    seen = {comment.pk: comment.turn}
    services.edit(comment, text="Buy my soles.")

    decide = {"status": Status.APPROVED, "by": cast.make_moderator(), "turns": seen}
    with pytest.raises(services.ChangedSince) as refusal:
        services.decide([comment], **decide)

    assert [changed.text for changed in refusal.value.comments] == ["Buy my soles."]
    assert Comment.objects.get().status == Status.WAITING


def test_of_many_only_those_that_were_seen_are_decided(article):
    one, other = cast.say(article), cast.say(article)
    seen = {one.pk: one.turn, other.pk: other.turn}
    services.edit(other, text="Something else.")

    decide = {"status": Status.APPROVED, "by": cast.make_moderator(), "turns": seen}
    assert services.decide([one, other], **decide) == [one]


def test_a_moderators_edit_does_not_overwrite_the_writers(article):
    comment = cast.say(article, "Thank yu.")
    seen = comment.turn
    services.edit(comment, text="Thank you, Juno.")

    with pytest.raises(services.ChangedSince):
        services.amend(comment, text="Thank you.", name="Rosa", website="", by=None, turn=seen)

    assert Comment.objects.get().text == "Thank you, Juno."


def test_reports_stay_the_reason_whatever_the_writer_says_now(article):
    cast.rule(reports_to_hold=1, moderation="none")
    comment = cast.say(article, "Buy my soles.")
    services.report(comment, reason="spam", reporter="a reader")

    services.edit(comment, text="Have a look at my soles.")

    comment.refresh_from_db()
    assert [(reason.rule, reason.details) for reason in comment.why] == [("reports", ["1"])]
    assert (comment.status, comment.score) == (Status.WAITING, 5)


def test_after_an_edit_the_first_words_may_be_said_again(article):
    comment = cast.say(article, "A thought.", name="Rosa", email="rosa@reader.example")
    services.edit(comment, text="A second thought.")

    again = cast.say(article, "A thought.", name="Rosa", email="rosa@reader.example")

    assert again.pk != comment.pk
    with pytest.raises(services.AlreadySaid):
        cast.say(article, "A second thought.", name="Rosa", email="rosa@reader.example")
