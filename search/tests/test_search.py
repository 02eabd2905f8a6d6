"""One question, one page of answers; nonsense finds nothing and breaks nothing."""

import pytest
from django.db import connection
from lxml import html
from wagtail.models import PageViewRestriction

from home.models import PlainPage
from search.tests.answers import meant, titles
from studio.tests import cast

# the index is written when a transaction commits
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.every_value]

#: PostgreSQL is told how long it may take, in a transaction.
TOLD = 3 if connection.vendor == "postgresql" else 0


@pytest.fixture
def pages(home_page, index):
    running = cast.make_topic("Running", "running")
    cast.make_article(
        index,
        title="Springs in the foot",
        body=[("paragraph", "<p>Elastic recoil.</p>")],
        topics=[running],
    )
    cast.make_article(index, title="Slow breath", body=[("paragraph", "<p>Elastic ribs.</p>")])
    home_page.add_child(instance=PlainPage(title="Elastic bands for sale", introduction="Bands."))


def test_all_words_must_be_there(client, pages):
    assert titles(client.get("/search/?q=elastic recoil")) == ["Springs in the foot"]
    assert titles(client.get("/search/?q=elastic nothing")) == []


def test_the_case_of_a_word_does_not_matter(client, pages):
    assert titles(client.get("/search/?q=RECOIL")) == ["Springs in the foot"]


def test_results_can_be_narrowed_to_articles_to_other_pages_and_to_a_topic(client, pages):
    assert sorted(titles(client.get("/search/?q=elastic"))) == [
        "Elastic bands for sale",
        "Slow breath",
        "Springs in the foot",
    ]
    assert sorted(titles(client.get("/search/?q=elastic&type=articles"))) == [
        "Slow breath",
        "Springs in the foot",
    ]
    assert titles(client.get("/search/?q=elastic&type=pages")) == ["Elastic bands for sale"]
    assert titles(client.get("/search/?q=elastic&topic=running")) == ["Springs in the foot"]


def test_drafts_and_private_pages_are_not_found(client, pages, home_page, index):
    cast.make_article(index, title="Elastic draft", publish=False)
    private = home_page.add_child(instance=PlainPage(title="Elastic secret"))
    PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )

    found = titles(client.get("/search/?q=elastic"))

    assert "Elastic draft" not in found
    assert "Elastic secret" not in found


def test_ten_results_a_page_and_the_links_keep_the_question(client, index):
    for number in range(12):
        cast.make_article(index, title=f"Bridge {number}")

    first, second = (
        client.get("/search/?q=bridge&type=articles"),
        client.get("/search/?q=bridge&type=articles&page=2"),
    )

    assert (len(titles(first)), len(titles(second))) == (10, 2)
    links = html.fromstring(first.content.decode()).xpath('//a[@rel="next"]/@href')
    assert links
    assert set(links) == {"?q=bridge&type=articles&page=2"}
    assert client.get("/search/?q=bridge&page=3").status_code == 404


def test_the_field_keeps_what_was_typed(client, pages):
    page = html.fromstring(client.get('/search/?q="><b>ribs').content.decode())

    assert page.xpath('//main//input[@name="q"]/@value') == ['"><b>ribs']


NONSENSE = [
    "",
    " ",
    "%20%20",
    '"',
    '""',
    'a"b',
    '"a b',
    "*",
    "-",
    "%25",
    "%00",
    "a%00b",
    "'",
    "\\",
    "(",
    "a AND",
    "NOT",
    "NEAR(a b)",
    "a:b",
    "^a",
    "日本語",
    "🏃‍♀️",
    "%E2%80%AE",
    "%FF",
    "x" * 10_000,
    "word " * 500,
    "the a of",
]


@pytest.mark.parametrize("question", NONSENSE)
def test_any_question_gets_an_answer(client, pages, question):
    for parameters in (f"q={question}", f"q={question}&type=articles&topic=running"):
        assert client.get(f"/search/?{parameters}").status_code == 200


@pytest.mark.parametrize(
    "parameters",
    [
        "type=nonsense",
        "topic=nonsense",
        "topic=%00",
        f"topic={'x' * 10_000}",
        "q=a&q=b",
        "topic=a&topic=b",
        "type=&topic=",
    ],
)
def test_any_filter_gets_an_answer(client, pages, parameters):
    assert client.get(f"/search/?q=elastic&{parameters}").status_code == 200


@pytest.mark.parametrize(
    "page", ["0", "01", "-1", "x", "", "1.5", "%00", "9" * 5_000, "²", "１", "2"]
)
def test_a_page_that_does_not_exist_is_not_found(client, pages, page):
    assert client.get(f"/search/?q=elastic&page={page}").status_code == 404


def test_ten_results_ask_as_much_as_one(client, index, django_assert_num_queries):
    for number in range(10):
        cast.make_article(index, title=f"Bridge {number}")
    cast.make_article(index, title="Arch")
    client.get("/search/?q=arch")  # what a process asks once

    for word, found in (("arch", 1), ("bridge", 10)):
        with django_assert_num_queries(12 + TOLD):
            answer = client.get(f"/search/?q={word}")
        assert len(titles(answer)) == found


def test_a_mistyped_word_is_offered_as_it_is_spelt_on_the_site(client, pages):
    answer = client.get("/search/?q=Elsatic%20bands")

    assert titles(answer) == []
    assert meant(answer) == [("elastic bands", "/search/?q=elastic%20bands")]
    assert titles(client.get(meant(answer)[0][1])) == ["Elastic bands for sale"]


def test_what_is_offered_is_asked_for_in_the_same_kind_and_topic(client, pages):
    answer = client.get("/search/?q=sprigns&type=articles&topic=running")

    assert meant(answer) == [("springs", "/search/?q=springs&type=articles&topic=running")]
    assert meant(client.get("/search/?q=sprigns&type=pages")) == []  # it would find nothing


def test_words_of_drafts_and_private_pages_are_offered_to_nobody(client, home_page, index):
    cast.make_article(index, title="Trampolines", publish=False)
    private = home_page.add_child(instance=PlainPage(title="Pomegranates"))
    PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )

    assert meant(client.get("/search/?q=trampolinse")) == []
    assert meant(client.get("/search/?q=pomegranatse")) == []


def test_nothing_is_offered_where_nothing_is_near_or_something_was_found(client, pages):
    assert meant(client.get("/search/?q=xylophone")) == []
    assert meant(client.get("/search/?q=recoil")) == []


def test_finding_nothing_asks_as_much_for_one_page_as_for_many(
    client, index, django_assert_num_queries
):
    cast.make_article(index, title="Bridge")
    for more in (0, 9):
        for number in range(more):
            cast.make_article(index, title=f"Bridges {number}")
        client.get("/search/?q=birdge")  # what a process asks once, and is noted once a day
        with django_assert_num_queries(9 + TOLD):
            assert meant(client.get("/search/?q=birdge")) == [("bridge", "/search/?q=bridge")]
