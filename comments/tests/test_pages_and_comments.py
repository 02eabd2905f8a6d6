"""What becomes of comments when editors delete, move, copy, hide and rewrite pages."""

import pytest
from django.urls import reverse
from lxml import html
from wagtail.models import Page

from comments import services
from comments.admin import deletions
from comments.models import Comment, Status
from comments.tests.cast import approve, make_moderator, said, say, thread
from studio.tests.cast import make_article, make_index

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def article(index):
    return make_article(index)


def told(client, url):
    """What the messages above a page say."""
    page = html.fromstring(client.get(url).text)
    items = page.cssselect(".messages > ul > li")
    return [" ".join(item.text_content().split()) for item in items]


def delete_url(page):
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def bulk_url(*pages):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    return f"{url}?next=/admin/&" + "&".join(f"id={page.pk}" for page in pages)


# --- deleting ---------------------------------------------------------------------


def test_deleting_a_page_tells_how_many_comments_go_with_it_and_takes_them(
    admin_client, index, article
):
    other = make_article(index, title="Another")
    thread(article, 3)
    say(article)
    say(article, status=Status.SPAM)
    say(article, status=Status.ERASED)
    stays = said(other)

    assert told(admin_client, delete_url(article)) == [
        "This also deletes 5 reader comments, for good."
    ]
    assert Comment.objects.count() == 7
    assert admin_client.post(delete_url(article)).status_code == 302

    assert list(Comment.objects.all()) == [stays]
    assert Page.find_problems() == ([], [], [], [], [])


def test_one_comment_is_told_as_one(admin_client, article):
    said(article)
    assert told(admin_client, delete_url(article)) == [
        "This also deletes 1 reader comment, for good."
    ]


def test_a_page_with_comments_far_below_it_tells_of_them(admin_client, home_page, index, article):
    said(article)
    said(make_article(index, title="Another"))
    sentence = ["This also deletes 2 reader comments, for good."]
    assert told(admin_client, delete_url(index)) == sentence
    assert told(admin_client, delete_url(home_page)) == sentence


def test_a_page_without_comments_tells_nothing(admin_client, index, article):
    said(article)
    quiet = make_article(index, title="Quiet")
    assert told(admin_client, delete_url(quiet)) == []
    assert told(admin_client, bulk_url(quiet)) == []


def test_deleting_many_pages_at_once_tells_of_all_their_comments(admin_client, index, article):
    other, stays = make_article(index, title="Another"), make_article(index, title="Stays")
    for page in (article, other, other, stays):
        said(page)

    assert told(admin_client, bulk_url(article, other)) == [
        "This also deletes 3 reader comments, for good."
    ]
    answer = admin_client.post(bulk_url(article, other))

    assert answer.status_code == 302
    assert [comment.page_id for comment in Comment.objects.all()] == [stays.pk]
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_below_another_one_is_not_counted_twice(home_page, index, article):
    said(article)
    assert deletions.comments_below([index, article.page_ptr, home_page]) == 1
    assert deletions.comments_below([]) == 0


def test_hundreds_of_pages_at_once_are_counted(index, django_assert_num_queries):
    pages = [index.add_child(instance=Page(title=f"Page {number}")) for number in range(201)]
    said(make_article(index, title="Not among them"))
    with django_assert_num_queries(2):
        assert deletions.comments_below(pages) == 0


def test_a_wrong_name_of_the_site_deletes_nothing(admin_client, settings, article):
    settings.WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
    said(article)
    answer = admin_client.post(delete_url(article), {"confirm_site_name": "Elsewhere"})
    assert answer.status_code == 200
    assert Comment.objects.count() == 1


# --- everything else keeps them ---------------------------------------------------


def test_a_page_that_moves_takes_its_comments_along(admin_client, home_page, index, article):
    comment = said(article)
    elsewhere = make_index(home_page.add_child(instance=Page(title="Elsewhere", slug="elsewhere")))
    url = reverse("wagtailadmin_pages:move_confirm", args=[article.pk, elsewhere.pk])
    assert admin_client.post(url).status_code == 302
    article.refresh_from_db()
    assert article.get_parent().pk == elsewhere.pk
    assert Comment.objects.in_section(elsewhere.page_ptr).get() == comment
    assert not Comment.objects.in_section(index.page_ptr).exists()


def test_a_copied_page_has_no_comments(admin_client, index, article):
    said(article)
    say(article)
    url = reverse("wagtailadmin_pages:copy", args=[article.pk])
    typed = {
        "new_title": "The same again",
        "new_slug": "the-same-again",
        "new_parent_page": index.pk,
        "publish_copies": "on",
    }
    assert admin_client.post(url, typed).status_code == 302
    copy = Page.objects.get(slug="the-same-again")
    assert not Comment.objects.below(copy).exists()
    assert Comment.objects.below(article).count() == 2


def test_an_alias_has_no_comments_of_its_own(index, article):
    said(article)
    alias = article.create_alias(parent=index, update_slug="alias")
    assert not Comment.objects.below(alias).exists()


def test_unpublishing_and_publishing_again_keeps_the_conversation(admin_client, article):
    comment = said(article)
    url = reverse("wagtailadmin_pages:unpublish", args=[article.pk])
    assert told(admin_client, url) == []
    assert admin_client.post(url).status_code == 302
    assert Comment.objects.get() == comment
    article.refresh_from_db()
    article.save_revision().publish()
    assert Comment.objects.approved().get() == comment


def test_no_draft_and_no_old_revision_brings_a_comment_back(admin_client, article):
    before = article.save_revision()
    kept, erased, rejected = said(article), said(article), say(article)
    during = article.save_revision()
    assert "reader_comments" not in during.content
    services.take_back(erased)
    services.decide([rejected], status=Status.REJECTED, by=make_moderator())
    Comment.objects.filter(pk=rejected.pk).delete()

    for revision in (before, during):
        revision.publish()
        assert list(Comment.objects.approved()) == [kept]
        assert set(Comment.objects.values_list("pk", flat=True)) == {kept.pk, erased.pk}
        assert Comment.objects.get(pk=erased.pk).text == ""


def test_publishing_a_draft_made_before_a_decision_does_not_undo_it(article):
    comment = say(article)
    draft = article.save_revision()
    approve(comment)
    draft.publish()
    comment.refresh_from_db()
    assert comment.status == Status.APPROVED


def test_a_preview_writes_no_comment(admin_client, article):
    said(article)
    url = reverse("wagtailadmin_pages:view_draft", args=[article.pk])
    assert admin_client.get(url).status_code == 200
    assert Comment.objects.count() == 1
