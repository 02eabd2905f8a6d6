"""What a moderator takes back is as it was: the state, who decided before, the reports."""

import pytest

from comments import services
from comments.models import BayesWord, Comment, Report, Status
from comments.services import learning
from comments.tests import cast
from studio.tests.cast import make_article


@pytest.fixture
def comment(index):
    return cast.said(make_article(index), "Buy my soles.")


def test_undoing_opens_the_reports_that_the_decision_settled(comment):
    services.report(comment, reason="spam", reporter="a reader")
    moderator = cast.make_moderator()
    services.decide([comment], status=Status.TRASHED, by=moderator)
    assert Report.objects.open().count() == 0

    services.undo([comment], by=moderator)

    assert list(Comment.objects.reported()) == [comment]


def test_undoing_leaves_reports_settled_that_somebody_settled_before(comment):
    services.report(comment, reason="spam", reporter="a reader")
    moderator = cast.make_moderator()
    services.decide([comment], status=Status.APPROVED, by=moderator)
    services.decide([comment], status=Status.TRASHED, by=moderator)

    services.undo([comment], by=moderator)

    comment.refresh_from_db()
    assert (comment.status, Report.objects.open().count()) == (Status.APPROVED, 0)


def test_undoing_gives_the_decision_back_to_whoever_decided_before(comment):
    first, second = cast.make_moderator("ann"), cast.make_moderator("ben")
    services.decide([comment], status=Status.SPAM, by=first)
    services.decide([comment], status=Status.REJECTED, by=second, rejection="other")

    services.undo([comment], by=second)

    comment.refresh_from_db()
    assert (comment.status, comment.decided_by, comment.rejection) == (Status.SPAM, first, "")


def test_what_was_undone_cannot_be_undone_again(comment):
    moderator = cast.make_moderator()
    services.decide([comment], status=Status.SPAM, by=moderator)
    services.undo([comment], by=moderator)

    with pytest.raises(services.NothingToUndo):
        services.undo([comment], by=moderator)


def test_undoing_brings_the_reason_the_note_and_the_moment_back(comment):
    moderator = cast.make_moderator()
    reject = {"status": Status.REJECTED, "by": moderator, "rejection": "insulting", "note": "Hm."}
    services.decide([comment], **reject)
    decided = Comment.objects.get(pk=comment.pk)
    services.decide([comment], status=Status.APPROVED, by=cast.make_moderator("ben"))

    services.undo([comment], by=moderator)

    comment.refresh_from_db()
    assert (comment.rejection, comment.note) == ("insulting", "Hm.")
    assert (comment.decided_by, comment.decided_at) == (moderator, decided.decided_at)


def test_what_was_undone_is_unlearnt(comment):
    moderator = cast.make_moderator()
    services.decide([comment], status=Status.SPAM, by=moderator)
    assert learning.learn() == 1
    services.undo([comment], by=moderator)

    assert learning.learn() == 1

    assert set(BayesWord.objects.values_list("spam", flat=True)) == {0}
    comment.refresh_from_db()
    assert comment.learnt_as in ("", Status.APPROVED)


def test_undoing_is_refused_where_somebody_else_decided_in_between(comment):
    moderator = cast.make_moderator()
    (seen,) = services.decide([comment], status=Status.SPAM, by=moderator)
    services.decide([comment], status=Status.APPROVED, by=cast.make_moderator("ben"))

    with pytest.raises(services.ChangedSince):
        services.undo([comment], by=moderator, turns={seen.pk: seen.turn})

    comment.refresh_from_db()
    assert comment.status == Status.APPROVED
