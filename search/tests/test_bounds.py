"""No search holds a worker, however common its words, however slow the database."""

import threading

import pytest
from django.db import connection, connections
from lxml import html

from articles.models import ArticlePage
from search import services
from search.tests.answers import heading, offers, titles
from studio.tests import cast

# the index is written when a transaction commits
pytestmark = pytest.mark.django_db(transaction=True)

#: PostgreSQL is told how long it may take, in a transaction.
TOLD = 3 if connection.vendor == "postgresql" else 0


@pytest.fixture
def few(monkeypatch):
    """Of a site with more pages than are shown, without so many pages."""
    monkeypatch.setattr(services, "MOST", 12)


@pytest.fixture
def bridges(index):
    for number in range(15):
        cast.make_article(index, title=f"Text {number}", body=[("paragraph", "<p>A bridge.</p>")])
    cast.make_article(index, title="Tunnel", body=[("paragraph", "<p>No such thing.</p>")])


def test_of_more_answers_than_are_shown_it_is_said_that_there_are_more(client, few, bridges):
    answer = client.get("/search/?q=bridge")

    assert heading(answer) == "More than 12 pages for “bridge”"
    assert len(titles(client.get("/search/?q=bridge&page=2"))) == 2
    assert client.get("/search/?q=bridge&page=3").status_code == 404
    # what is not all counted has no number
    assert set(offers(answer, "kind")) == {"Articles"}


def test_of_too_many_answers_those_with_the_words_in_the_title_come_first(client, few, index):
    cast.make_article(index, title="A bridge", body=[("paragraph", "<p>The oldest.</p>")])
    unwanted = cast.make_article(index, title="A bridge, too", body=[("paragraph", "<p>Toll.</p>")])
    for number in range(15):
        cast.make_article(index, title=f"Text {number}", body=[("paragraph", "<p>A bridge.</p>")])

    found = titles(client.get("/search/?q=bridge"))
    assert set(found[:2]) == {"A bridge", unwanted.title}
    assert titles(client.get("/search/?q=bridge -toll"))[0] == "A bridge"
    assert unwanted.title not in titles(client.get("/search/?q=bridge -toll"))


def test_exactly_as_many_as_are_shown_are_not_more(client, few, index):
    for number in range(12):
        cast.make_article(index, title=f"Bridge {number}")

    assert heading(client.get("/search/?q=bridge")) == "12 pages for “bridge”"


def test_what_takes_too_long_is_given_up_with_a_friendly_answer(client, index, settings):
    for number in range(40):
        cast.make_article(index, title=f"Bridge {number}")
    settings.SEARCH_SECONDS = -1  # over before it begins

    with held_back():
        answer = client.get("/search/?q=bridge&page=2")
        suggested = client.get("/search/suggestions/?q=br")

    assert answer.status_code == 503
    assert heading(answer) == "That took too long"
    assert suggested.content.strip() == b""
    settings.SEARCH_SECONDS = 20
    assert len(titles(client.get("/search/?q=bridge"))) == 10


class held_back:  # noqa: N801 (reads as a word)
    """PostgreSQL cannot begin while another holds the table; SQLite counts its steps by itself."""

    def __enter__(self):
        self.done, self.held = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.hold)
        if connection.vendor == "postgresql":
            self.thread.start()
            self.held.wait()

    def hold(self):
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE wagtailsearch_indexentry IN ACCESS EXCLUSIVE MODE")
            self.held.set()
            self.done.wait()
            cursor.execute("ROLLBACK")
        other.close()

    def __exit__(self, *_failure):
        self.done.set()
        if self.thread.is_alive():
            self.thread.join()


def test_the_limit_of_a_search_is_none_of_what_comes_after_it(client, bridges, settings):
    client.get("/search/?q=bridge")
    settings.SEARCH_SECONDS = 0.000001

    assert ArticlePage.objects.filter(body__icontains="bridge").count() == 15


@pytest.mark.parametrize("count", [1, 30])
def test_thirty_answers_ask_as_much_as_one(client, index, django_assert_num_queries, count):
    topic, person = cast.make_topic(), cast.make_person()
    for number in range(count):
        cast.make_article(index, title=f"Bridge {number}", topics=[topic], authors=[person])
    client.get("/search/?q=bridge")  # what a process asks once

    with django_assert_num_queries(12 + TOLD):
        answer = client.get("/search/?q=bridge")
    assert heading(answer).startswith("One page" if count == 1 else "30 pages")


@pytest.mark.parametrize("count", [1, 30])
def test_suggestions_ask_the_same_for_one_page_and_for_thirty(
    client, index, django_assert_num_queries, count
):
    for number in range(count):
        cast.make_article(index, title=f"Bridge {number}")
    client.get("/search/suggestions/?q=bri")

    with django_assert_num_queries(5 + TOLD):
        answer = client.get("/search/suggestions/?q=bri")
    assert len(html.fragments_fromstring(answer.content.decode().strip())) == min(count, 8)
