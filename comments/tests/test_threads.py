"""The order in which readers meet comments, and what it costs to show them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.tests.sent import visible
from comments import threads, tokens
from comments.models import Comment, Status
from comments.models.settings import Order
from comments.tests import cast
from comments.tests.letterbox import answers_to, names, numbers, places, section
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

#: An article without anything but words takes 17; the settings, how many comments there are,
#: and the comments are 3 more. What was answered and stands on another page is one more.
PAGE_QUERIES = 20


def test_a_thread_of_depth_ten_shows_at_five_in_order(client, article):
    comments = [
        cast.said(article, name=f"Reader {number}", parent=parent) for number, parent in [(0, None)]
    ]
    for number in range(1, 10):
        comments.append(cast.said(article, name=f"Reader {number}", parent=comments[-1]))

    page = client.get(article.url)

    assert names(page) == [(f"Reader {n}", min(n + 1, 5)) for n in range(10)]
    assert answers_to(page) == [
        None,
        *((f"in reply to Reader {n}", f"#{comments[n].anchor}") for n in range(9)),
    ]
    assert [threads.depth(comment.path) for comment in comments] == list(range(1, 11))


@pytest.mark.parametrize(("levels", "deepest"), [(1, 1), (2, 2), (10, 10)])
def test_the_levels_are_a_setting(client, article, levels, deepest):
    cast.arrange(max_depth=levels)
    cast.thread(article, 11)

    assert max(level for _name, level in names(client.get(article.url))) == deepest


def test_beyond_what_a_path_holds_answers_stand_beside_each_other(client, article):
    cast.arrange(per_page=100)
    comments = cast.thread(article, threads.DEEPEST + 3)

    assert places(client.get(article.url)) == numbers(comments)
    assert threads.depth(comments[-1].path) == threads.DEEPEST


@pytest.fixture
def two_threads(article):
    """Two threads, written in turns: their first comments, and an answer to each."""
    old, new = cast.said(article, name="Old"), cast.said(article, name="New")
    to_new = cast.said(article, name="To new", parent=new)
    to_old = cast.said(article, name="To old", parent=old)
    to_old_first = cast.said(article, name="To to old", parent=to_old)
    return old, to_old, to_old_first, new, to_new


def test_answers_stand_below_what_they_answer(client, article, two_threads):
    page = client.get(article.url)

    assert places(page) == numbers(two_threads)
    assert names(page) == [("Old", 1), ("To old", 2), ("To to old", 3), ("New", 1), ("To new", 2)]


def test_the_newest_thread_may_stand_first_and_each_reads_on_downwards(
    client, article, two_threads
):
    cast.arrange(order=Order.NEWEST_FIRST)
    old, to_old, to_old_first, new, to_new = two_threads

    assert places(client.get(article.url)) == numbers([new, to_new, old, to_old, to_old_first])


def test_only_approved_comments_are_shown(client, article):
    shown = cast.said(article)
    for status in (Status.WAITING, Status.SPAM, Status.REJECTED, Status.TRASHED, Status.ERASED):
        cast.say(article, status=status)

    page = client.get(article.url)

    assert places(page) == [shown.pk]
    assert visible(section(page).cssselect("h2")[0]) == "One comment"


@pytest.mark.parametrize("status", [Status.REJECTED, Status.TRASHED, Status.SPAM, Status.ERASED])
def test_what_is_gone_leaves_its_place_where_it_was_answered(client, article, status):
    parent = cast.said(article, "Private words.", name="Mara")
    cast.said(article, name="Rosa", parent=parent)
    lonely = cast.said(article)
    cast._move(parent, status)
    cast._move(lonely, status)

    page = client.get(article.url)

    what = "deleted comment" if status == Status.ERASED else "comment that is not shown"
    assert names(page) == [(f"A {what}", 1), ("Rosa", 2)]
    assert answers_to(page) == [(f"in reply to a {what}", f"#{parent.anchor}")]
    assert "Mara" not in page.content.decode()
    assert "Private words" not in page.content.decode()


def test_a_place_that_waits_is_not_given_away(client, article):
    parent = cast.said(article, "Private words.", name="Mara")
    cast.said(article, name="Rosa", parent=parent)
    Comment.objects.filter(pk=parent.pk).update(status=Status.WAITING)

    page = client.get(article.url)

    assert names(page) == [("A comment that is not shown", 1), ("Rosa", 2)]
    assert "Private words" not in page.content.decode()


# --- what it costs -----------------------------------------------------------


def queries_of(client, article, **query):
    client.get(article.url)  # site and roots are remembered
    with CaptureQueriesContext(connection) as captured:
        assert client.get(article.url, query).status_code == 200
    return len(captured)


def test_a_page_takes_the_same_queries_for_1_and_for_30_comments_and_for_3_pages(client, article):
    cast.arrange(per_page=50)
    cast.said(article)
    one = queries_of(client, article)
    parent = cast.said(article)
    for number in range(28):
        cast.said(article, parent=parent if number % 3 else None)
    thirty = queries_of(client, article)
    cast.arrange(per_page=10)

    assert (one, thirty) == (PAGE_QUERIES, PAGE_QUERIES)
    assert queries_of(client, article) == PAGE_QUERIES
    assert queries_of(client, article, comments=2) <= PAGE_QUERIES + 1
    assert queries_of(client, article, comments=3) <= PAGE_QUERIES + 1


def test_a_page_with_gone_places_takes_one_query_more(client, article):
    for _number in range(3):
        parent = cast.said(article)
        cast.said(article, parent=cast.said(article, parent=parent))
        cast._move(parent, Status.REJECTED)

    assert queries_of(client, article) == PAGE_QUERIES + 1


def test_a_page_without_comments_asks_for_none(client, article):
    assert queries_of(client, article) == PAGE_QUERIES - 1


def test_who_may_decide_sees_what_waits(client, article):
    shown, waiting = cast.said(article), cast.say(article)
    cast.say(article, status=Status.SPAM)
    client.force_login(cast.make_moderator())

    page = client.get(article.url)

    assert places(page) == numbers([shown, waiting])
    assert places(Client().get(article.url)) == numbers([shown])
    assert places(client.get(article.url, {"mine": tokens.of_writer(waiting.pk)})) == numbers(
        [shown, waiting]
    )


def test_who_may_not_decide_here_does_not(client, article):
    cast.say(article)
    client.force_login(studio_cast.make_staff("ida"))

    page = client.get(article.url)

    assert places(page) == []
    assert section(page).cssselect(".moderation") == []
