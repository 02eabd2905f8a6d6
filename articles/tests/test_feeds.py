"""What a feed reader relies on: ids that never change, and an answer that costs the same."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from articles.tests.test_api import linked_article
from studio.tests import cast

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed_of(client, address):
    return etree.fromstring(client.get(address).content)


def ids(feed):
    return feed.xpath("/a:feed/a:id/text() | //a:entry/a:id/text()", namespaces=ATOM)


def test_the_ids_of_a_feed_outlive_every_address(client, index):
    article = cast.make_article(index)
    before = ids(feed_of(client, "/articles/feed/"))

    article.slug = "elsewhere"
    article.save_revision().publish()
    index.slug = "writing"
    index.save_revision().publish()
    feed = feed_of(client, "/writing/feed/")

    assert ids(feed) == before
    assert before[1] == f"urn:uuid:{article.translation_key}"
    assert [uuid.UUID(name).urn for name in before] == before
    assert feed.xpath("a:entry/a:link/@href", namespaces=ATOM) == [
        "http://testserver/writing/elsewhere/"
    ]


def test_each_feed_has_an_id_of_its_own_and_an_entry_the_same_in_all(client, index):
    topic = cast.make_topic()
    cast.make_article(index, topics=[topic])
    paths = ["feed/", "topic/running/feed/", "author/juno-fable/feed/"]
    feeds, entries = zip(*(ids(feed_of(client, index.url + path)) for path in paths), strict=True)

    assert len(set(feeds)) == 3
    assert len(set(entries)) == 1
    assert not set(feeds) & set(entries)

    topic.slug = "runners"
    topic.save()

    assert ids(feed_of(client, index.url + "topic/runners/feed/"))[0] == feeds[1]


def test_a_copy_is_an_entry_of_its_own(client, index):
    article = cast.make_article(index)
    article.copy(update_attrs={"slug": "copy", "title": "Copy"})
    article.create_alias(update_slug="alias")

    entries = ids(feed_of(client, index.url + "feed/"))[1:]

    assert len(entries) == len(set(entries)) == 3


#: Routing 4, restrictions 2, the studio 1, site and language 2, the articles 1, their authors,
#: topics and references 3, the pages they link to 1.
FEED_QUERIES = 14


def test_a_feed_takes_the_same_queries_for_1_and_for_3_articles(client, index):
    def queries():
        client.get(index.url + "feed/")  # site and roots are remembered
        with CaptureQueriesContext(connection) as captured:
            client.get(index.url + "feed/")
        return len(captured)

    linked_article(index, 0)
    one = queries()
    linked_article(index, 1)
    linked_article(index, 2)

    assert (one, queries()) == (FEED_QUERIES, FEED_QUERIES)
