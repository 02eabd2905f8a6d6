"""Two people at the same moment: one is refused in words, and nothing is half done.

On SQLite one transaction waits for the other; on PostgreSQL they meet.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from comments import services, tokens
from comments.models import Comment, Status
from comments.services import retention
from comments.tests import cast
from comments.tests.letterbox import write
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8


@pytest.fixture
def article():
    article = studio_cast.make_article(studio_cast.make_index(studio_cast.make_site()))
    cast.arrange(moderator_mail="never")
    cast.rule(posts_a_minute=1000)
    return article


def at_once(*deeds):
    """Do all at the same moment; return what each returned or raised, in order."""
    barrier = Barrier(len(deeds))

    def do(deed):
        barrier.wait(timeout=30)
        try:
            return deed()
        except Exception as exception:  # it is what is looked at
            return exception
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result() for future in [pool.submit(do, deed) for deed in deeds]]


def answering(page, parent, number):
    """A visitor's browser sends an answer; it is told the status."""
    return lambda: (
        write(
            Client(REMOTE_ADDR=f"192.0.2.{number}"),
            page,
            text=f"Answer {number}.",
            parent=parent.pk,
        ).status_code
    )


def test_an_answer_to_what_is_rejected_at_the_same_moment_is_refused_or_below_a_hidden_place(
    article,
):
    moderator = cast.make_moderator()
    for number in range(ROUNDS):
        parent = cast.said(article, f"Parent {number}.")
        status, decided = at_once(
            answering(article, parent, number),
            lambda parent=parent: services.decide([parent], status=Status.REJECTED, by=moderator),
        )
        parent.refresh_from_db()
        assert (parent.status, not isinstance(decided, Exception)) == (Status.REJECTED, True)
        answers = list(parent.answers.all())
        assert (status, len(answers)) in {(303, 1), (409, 0)}, status
    assert "Parent" not in Client().get(article.url).content.decode()


def test_an_answer_to_what_is_removed_at_the_same_moment_is_refused_or_keeps_its_place(article):
    moderator = cast.make_moderator()
    for number in range(ROUNDS):
        parent = cast.said(article, f"Parent {number}.")

        def remove(parent=parent):
            services.decide([parent], status=Status.SPAM, by=moderator)
            long_ago = timezone.now() - timedelta(days=400)
            Comment.objects.filter(pk=parent.pk).update(decided_at=long_ago)
            return retention.remove_unwanted()

        status, removed = at_once(answering(article, parent, number), remove)
        assert not isinstance(removed, Exception), removed
        answer = Comment.objects.filter(text=f"Answer {number}.").first()
        assert status in (303, 409), status
        assert (answer is None) == (status == 409)
        if answer:
            assert answer.path.startswith(parent.path)
    assert Client().get(article.url).status_code == 200


def delete(number):
    """In one transaction: Django looks for what goes with a page before it lets it go."""
    with transaction.atomic():
        Page.objects.get(pk=number).delete()


def test_a_post_below_a_page_that_is_deleted_at_the_same_moment_is_refused_or_goes_with_it(
    article,
):
    for number in range(ROUNDS):
        page = studio_cast.make_article(article.get_parent().specific, title=f"Page {number}")
        address = page.url
        fields = {"action": "comment", "key": tokens.page_key(page.pk), "text": "Late."}
        fields |= {"name": "Rosa Reader", "email": f"rosa{number}@reader.example"}
        status, deleted = at_once(
            lambda number=number, address=address, fields=fields: (
                Client(REMOTE_ADDR=f"192.0.2.{number}").post(address, fields).status_code
            ),
            lambda page=page: delete(page.pk),
        )
        assert status in (303, 403, 404), status
        if isinstance(deleted, IntegrityError):  # Django had counted what goes before it came
            assert Comment.objects.filter(page=page).count() == 1
            assert Page.find_problems() == ([], [], [], [], [])
            deleted = delete(page.pk)
        assert not isinstance(deleted, Exception), deleted
        assert not Page.objects.filter(pk=page.pk).exists()
    assert not Comment.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_comment_is_changed_taken_back_reported_and_decided_about_in_any_order(article):
    moderators = [cast.make_moderator(name) for name in ("anna", "bob")]
    refusals = (
        services.NotEditable,
        services.NotReportable,
        services.AlreadyReported,
        services.NotDecidable,
    )
    for number in range(ROUNDS):
        comment = cast.said(article, f"Words {number}.")
        outcomes = at_once(
            lambda c=comment, n=number: services.edit(c, text=f"Other words {n}."),
            lambda c=comment: services.take_back(c),
            lambda c=comment: services.report(c, reason="other", reporter="x"),
            lambda c=comment: services.decide([c], status=Status.SPAM, by=moderators[0]),
            lambda c=comment: services.decide([c], status=Status.APPROVED, by=moderators[1]),
        )
        failed = [one for one in outcomes if isinstance(one, Exception)]
        assert [one for one in failed if not isinstance(one, refusals)] == []
        comment.refresh_from_db()
        if not isinstance(outcomes[1], Exception):
            assert (comment.status, comment.text) == (Status.ERASED, "")
