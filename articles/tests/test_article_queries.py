"""What a look at an article asks of the database, however much there is to read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.tests import cast as comments_cast
from studio.caching import memory
from studio.tests import cast

#: Of an article that nobody has looked at yet, on a site of one language.
QUERIES = 23
#: Of one that somebody has: the page itself.
QUERIES_AGAIN = 1


def make_article(index, *, comments=1, notes=1, topics=1):
    """So many of each, and a neighbour of the same topic with a comment of its own."""
    keys = [f"r{number}" for number in range(notes)]
    article = cast.make_article(
        index,
        title="Much",
        body=[("paragraph", f"<p>A claim.{cast.cite(key)}</p>") for key in keys],
        references=[{"key": key, "title": f"Work {key}"} for key in keys],
        topics=[cast.make_topic(f"Topic {number}", f"topic-{number}") for number in range(topics)],
    )
    cast.make_article(index, title="Beside", topics=[cast.make_topic("Topic 0", "topic-0")])
    for _number in range(comments):
        comments_cast.said(article)
    return article


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


MUCH = [{}, {"comments": 100}, {"notes": 30}, {"topics": 10}]


@pytest.mark.django_db
@pytest.mark.parametrize("much", MUCH)
def test_an_article_asks_the_same_however_much_there_is_to_read(client, index, much):
    article = make_article(index, **much)
    client.get(article.url)  # the site's address is remembered from the first look on

    assert queries(client, article.url) == QUERIES


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("much", MUCH)
def test_an_article_that_was_looked_at_asks_for_the_page_alone(client, index, settings, much):
    """Without the page cache, which would ask for nothing."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "PageCache" not in one]
    memory.memory.clear()
    article = make_article(index, **much)
    client.get(article.url)

    assert queries(client, article.url) == QUERIES_AGAIN
