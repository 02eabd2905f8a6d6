"""What editors want to be found first, by words of their own."""

import pytest
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from home.models import PlainPage
from search.tests.answers import titles, tree, words
from studio.tests import cast

# the index is written when a transaction commits
pytestmark = pytest.mark.django_db(transaction=True)


def promoted(answer):
    return [(words(a), a.get("href")) for a in tree(answer).cssselect(".promoted a")]


@pytest.fixture
def prices(home_page):
    return home_page.add_child(instance=PlainPage(title="What it costs", slug="prices"))


def promote(words, **what):
    SearchPromotion.objects.create(query=Query.get(words), **what)


def test_a_promoted_page_stands_above_the_answers(client, prices, index):
    cast.make_article(index, title="Money in sport")
    promote("Money", page=prices, description="All fees.")

    answer = client.get("/search/?q=  MONEY ")

    assert promoted(answer) == [("What it costs", "/prices/")]
    assert titles(answer) == ["Money in sport"]
    assert "All fees." in words(tree(answer).cssselect(".promoted")[0])


def test_it_answers_also_where_no_page_holds_the_words(client, prices):
    promote("fee", page=prices)

    assert promoted(client.get("/search/?q=fee")) == [("What it costs", "/prices/")]


def test_other_words_and_further_pages_have_none(client, prices, index):
    for number in range(12):
        cast.make_article(index, title=f"Money {number}")
    promote("money", page=prices)

    assert promoted(client.get("/search/?q=money+12")) == []
    assert promoted(client.get("/search/?q=money&page=2")) == []


def test_a_page_that_may_not_be_read_is_not_promoted(client, home_page, prices):
    draft = home_page.add_child(instance=PlainPage(title="Draft", live=False))
    promote("money", page=draft)
    promote("money", page=prices)
    PageViewRestriction.objects.create(
        page=prices, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )

    assert promoted(client.get("/search/?q=money")) == []


def test_another_site_can_be_promoted(client, home_page):
    promote("money", external_link_url="https://bank.example/", external_link_text="The bank")

    assert promoted(client.get("/search/?q=money")) == [("The bank", "https://bank.example/")]


def test_looking_writes_nothing_about_what_is_looked_for(client, prices):
    client.get("/search/?q=money")

    assert not Query.objects.exists()
