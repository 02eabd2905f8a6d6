"""German pages are found at the German address, and events, which are in one language, at both."""

import pytest
from django.db import transaction

from events.tests import cast as events
from home.models import PlainPage
from search.tests.answers import heading, titles, tree, words
from studio.tests.in_two_languages import german_too, translated

# the index is written when a transaction commits
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pages(home_page):
    with german_too():
        about = home_page.add_child(instance=PlainPage(title="About the trunk", slug="about"))
        translated(home_page, "Start", "home-de")
        translated(about, "Über den Rumpf und trunk", "ueber")
        with transaction.atomic():
            events.make_event(home_page, title="Trunk weekend")
        yield


def test_pages_are_found_in_the_language_of_the_address_and_events_in_each(client, pages):
    english, german = client.get("/search/?q=trunk"), client.get("/de/search/?q=trunk")

    assert sorted(titles(english)) == ["About the trunk", "Trunk weekend"]
    assert sorted(titles(german)) == ["Trunk weekend", "Über den Rumpf und trunk"]


def test_the_german_search_speaks_german_and_stays_there(client, pages):
    page = tree(client.get("/de/search/?q=rumpf"))

    assert page.cssselect("html")[0].get("lang") == "de"
    assert page.cssselect("main form")[0].get("action") == "/de/search/"
    assert heading(client.get("/de/search/?q=rumpf")) == "Eine Seite zu „rumpf“"
    places = [one.get("data-suggestions") for one in page.cssselect("[data-suggestions]")]
    assert places == ["/de/search/suggestions/"]


def test_suggestions_are_in_the_language_of_the_address(client, pages):
    def suggested(address):
        return sorted(words(a) for a in tree(client.get(address)).cssselect("a"))

    assert suggested("/search/suggestions/?q=trun") == ["About the trunk", "Trunk weekend"]
    german = ["Trunk weekend", "Über den Rumpf und trunk"]
    assert suggested("/de/search/suggestions/?q=trun") == german
