"""Ten thousand comments below one page cost no more queries than three, and no longer page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import crowds
from comments.models import Comment
from comments.tests import cast
from comments.tests.letterbox import places

pytestmark = pytest.mark.django_db

#: What the conversation asks: its settings, how many there are, those of this page of
#: comments, and what they answer elsewhere.
QUERIES = 4
#: Characters of HTML that one page of comments may have.
HTML = 200 * 1024


def asked_about_comments(client, address):
    """The page, and the queries that ask tables of this room; addresses are remembered by then."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    ours = [query["sql"] for query in captured if 'FROM "comments_' in query["sql"]]
    return response, ours


@pytest.fixture
def crowd(article):
    cast.arrange()
    crowds.gather(article, 10_000)
    assert Comment.objects.count() == 10_000
    return article


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_ten_thousand_comments_take_as_many_queries_as_four(client, article, order):
    cast.arrange(order=order)
    crowds.gather(article, 4)
    _page, few = asked_about_comments(client, article.url)
    crowds.gather(article, 9_996)

    page, many = asked_about_comments(client, article.url)

    assert Comment.objects.count() == 10_000
    assert len(few) == len(many) == 3, many
    assert len(places(page)) == 20
    assert len(page.content) <= HTML


def test_the_last_page_of_comments_costs_what_the_first_costs(client, crowd):
    first, one = asked_about_comments(client, crowd.url)
    last, other = asked_about_comments(client, f"{crowd.url}?comments=500")

    assert len(one) == len(other) <= QUERIES
    assert len(places(first)) == len(places(last)) == 20
    assert len(last.content) <= HTML


def test_one_thread_of_ten_thousand_is_as_cheap(client, article):
    cast.arrange()
    crowds.gather(article, 10_000, one_thread=True)

    page, asked = asked_about_comments(client, f"{article.url}?comments=250")

    assert len(asked) == QUERIES
    assert len(page.content) <= HTML
    newest = Comment.objects.latest("pk")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(article.url, {"comment": newest.pk})
    assert answer["Location"] == f"{article.url}?comments=500#{newest.anchor}"
    assert sum('FROM "comments_' in query["sql"] for query in captured) <= 8
