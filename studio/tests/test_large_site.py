"""A site made for measuring is one in which editors can work: made in bulk, and sound.

A five-hundredth of the large site, beside the pages no studio does without.
"""

import json
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from articles.models import ArticlePage, Finding, LinkCheck, Reference, Source
from articles.tests import editing
from comments import services as comment_services
from comments import threads
from comments.models import Comment
from comments.services import retention as comment_retention
from events import services as event_services
from events.choices import Status
from events.ledger import Registration, SeatPool
from events.pages import EventPage
from events.services import plans, publishing, retention
from studio.furnishing import large
from studio.furnishing.beginning import begin
from studio.furnishing.large.words import OURS
from studio.models import Letter
from studio.tests import cast

pytestmark = pytest.mark.django_db

SCALE = large.LARGE.part(0.002)


@pytest.fixture(scope="module")
def _large_once(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(BASE_URL="http://testserver"):
            begin("Elsewhere")
        cast.make_admin()
        cast.make_image()
        large.enlarge(SCALE, lambda _step: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def site(_large_once, db):
    return SCALE


@pytest.fixture
def editor(site, client, django_user_model):
    client.force_login(django_user_model.objects.get(username="admin"))
    return client


def article():
    """One with references, topics and somebody who wrote it, published."""
    return ArticlePage.objects.live().exclude(references=None).order_by("pk").first()


def _said(page):
    """All of a page; its body without the order of names, which PostgreSQL does not keep."""
    fields = page.serializable_data()
    return fields | {"body": json.loads(fields["body"])}


def test_there_is_as_much_as_was_asked_for(site):
    assert (
        large.Scale(
            articles=50_000, dates=10_000, comments=500_000, registrations=100_000, sources=10_000
        )
        == large.LARGE
    )
    assert (SCALE.articles, SCALE.comments) == (100, 1_000)
    assert {
        "articles": ArticlePage.objects.count(),
        "dates": sum(pool.occurrences.count() for pool in SeatPool.objects.all()),
        "comments": Comment.objects.count(),
        "registrations": Registration.objects.count(),
        "sources": Source.objects.count(),
    } == {
        name: getattr(SCALE, name)
        for name in ("articles", "dates", "comments", "registrations", "sources")
    }


def test_the_tree_and_all_that_points_somewhere_are_sound(site):
    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]
    connection.check_constraints()
    home = Page.objects.get(depth=2)
    for page in home.get_descendants():
        assert page.url_path == f"{page.get_parent().url_path}{page.slug}/", page
    for parent in home.get_children():
        assert parent.numchild == parent.get_children().count(), parent
    for model in (ArticlePage, EventPage):
        for page in model.objects.all():
            page.full_clean()


def test_every_article_has_a_version_that_says_the_same_and_a_history(site):
    for page in ArticlePage.objects.all():
        version = Revision.objects.get(pk=page.latest_revision_id)
        assert _said(version.as_object()) == _said(page), page
        assert PageLogEntry.objects.filter(page=page.pk).count() == 1 + page.live
    drafts = ArticlePage.objects.filter(live=False)
    assert (drafts.count(), drafts.filter(live_revision=None).count()) == (2, 2)


def test_every_marker_of_an_article_leads_to_a_reference_and_most_references_to_the_library(site):
    for page in ArticlePage.objects.all():
        text = page.text()
        assert text.numbering.dangling == (), page
    linked = Reference.objects.exclude(source=None).select_related("source")
    assert linked.count() > Reference.objects.count() * 0.8
    for reference in linked:
        assert not reference.copy_facts(reference.source), reference


def test_wagtail_knows_what_an_article_refers_to(site):
    page = article()
    known = ReferenceIndex.get_references_for_object(page)
    before = set(known.values_list("to_object_id", "model_path", "content_path"))
    ReferenceIndex.create_or_update_for_object(page)

    assert before
    assert set(known.values_list("to_object_id", "model_path", "content_path")) == before


def test_articles_are_read_found_and_listed(site, client):
    page = article()

    assert client.get(page.url).status_code == 200
    assert page.title in client.get(page.index_page.url + "?page=2").content.decode() or (
        client.get("/articles/").status_code == 200
    )
    found = client.get("/search/", {"q": OURS[0]}).content.decode()
    assert "/articles/" in found


def test_an_article_can_be_changed_and_published_in_the_cms(editor):
    page = article()
    body = [("paragraph", editing.words("<p>Said otherwise.</p>"))]

    assert page.title in editor.get(editing.edit_url(page)).content.decode()
    editing.post(editor, page, body=body, action="publish", title="Another title")

    assert "Said otherwise." in editor.get(page.url).content.decode()
    again = ArticlePage.objects.get(pk=page.pk)
    assert (again.title, again.references.count()) == ("Another title", page.references.count())
    assert again.revisions.count() == 2


def test_another_page_and_another_comment_find_a_number_of_their_own(editor):
    index = article().get_parent().specific
    new = cast.make_article(index, title="The next one")
    comment = comment_services.post(
        page=new, name="Reader", email="new@reader.example", text="Something new."
    )

    assert new.path > max(ArticlePage.objects.exclude(pk=new.pk).values_list("path", flat=True))
    assert comment.pk > SCALE.comments
    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]


def test_every_comment_stands_below_what_it_answers_and_after_it(site):
    comments = {comment.pk: comment for comment in Comment.objects.all()}
    answers = [comment for comment in comments.values() if comment.parent_id]

    assert len(answers) > SCALE.comments / 4
    for comment in answers:
        parent = comments[comment.parent_id]
        assert comment.path == threads.below(parent.path, comment.pk)
        assert (comment.page_id, comment.thread) == (parent.page_id, parent.thread)
        assert (parent.status, parent.posted_at <= comment.posted_at) == ("approved", True)
    for comment in comments.values():
        assert comment.thread == threads.number(comment.path[: threads.WIDTH])
        assert comment.posted_at <= timezone.now()


def test_few_conversations_are_long_and_most_are_short(site):
    sizes = Counter(Comment.objects.values_list("page", flat=True)).most_common()

    assert sizes[0][1] >= SCALE.comments / 5
    assert sizes[len(sizes) // 2][1] <= SCALE.comments / SCALE.articles


def test_the_queue_opens_and_what_waits_in_it_can_be_let_in(editor, django_user_model):
    waiting = Comment.objects.waiting().first()

    assert editor.get(reverse("reader_comments:list")).status_code == 200
    comment_services.decide(
        [waiting], status="approved", by=django_user_model.objects.get(username="admin")
    )
    assert Comment.objects.get(pk=waiting.pk).is_approved


def test_an_event_published_again_changes_nothing_for_anybody(site):
    terms = [
        field.attname
        for field in SeatPool._meta.concrete_fields
        if field.name not in ("lock_seq", "published_at")
    ]
    for page in EventPage.objects.live():
        pool = plans.pool_of(page)
        before = [getattr(pool, name) for name in terms]
        states = list(pool.registrations.order_by("pk").values_list("pk", "status"))
        assert plans.plan(page).tells is False, page
        again = publishing.publish(page)
        assert [getattr(again, name) for name in terms] == before, page
        assert list(pool.registrations.order_by("pk").values_list("pk", "status")) == states
    assert publishing.catch_up() == 0


def test_nobody_has_a_place_that_is_not_there_and_nobody_waits_without_need(site):
    for pool in SeatPool.objects.with_counts():
        assert pool.seats_taken <= pool.capacity, pool
        assert not pool.people_waiting or pool.seats_taken == pool.capacity, pool
    people = Registration.objects.all()
    assert set(people.values_list("status", flat=True)) >= {Status.CONFIRMED, Status.CANCELLED}
    for one in people:
        assert (one.log.count(), one.attendees.count()) == (1, one.seats)


def test_the_ledger_opens_and_somebody_can_be_registered(editor):
    assert editor.get(reverse("registrations_modeladmin_index")).status_code == 200
    pool = SeatPool.objects.filter(starts_at__gt=timezone.now()).first()
    registration = event_services.register(
        pool,
        event_services.Application(name="Nina Nib", email="nina@reader.example", form=pool.form),
    )

    assert registration.pk > SCALE.registrations


def test_no_chore_finds_anything_to_forget_and_no_letter_leaves(site):
    assert retention.report() == retention.Overdue(registrations=0, answers=0)
    overdue = comment_retention.overdue()
    assert (overdue.networks, overdue.emails, overdue.unwanted) == (0, 0, 0)
    assert Letter.objects.waiting().count() == 0
    assert Letter.objects.exists()


def test_the_report_of_references_has_something_to_tell_and_nobody_outside_is_asked(site):
    assert Finding.objects.values("kind").distinct().count() > 2
    assert not LinkCheck.objects.due().exists()
