"""A site in which some pages are written in German as well."""

import pytest

from events.tests import cast as events_cast
from home.models import HomePage
from studio.tests import cast
from studio.tests.in_two_languages import german_too, translated


@pytest.fixture
def bilingual(db):
    """The site has German, and nothing is written in it yet."""
    with german_too():
        yield


@pytest.fixture
def home(bilingual, home_page):
    return home_page


@pytest.fixture
def article(home):
    return cast.make_article(cast.make_index(home), title="The quiet foot", slug="quiet-foot")


@pytest.fixture
def german(home, article):
    """The front door, the list of articles and one article, in German as well."""
    index = article.get_parent()
    translated(home, "Start", "start", hero_heading="Gut bewegt")
    translated(index, "Artikel", "artikel")
    return translated(article, "Der leise Fuß", "leiser-fuss")


@pytest.fixture
def events(home, german):
    """A list of events in both languages, an English event in one and a German in the other."""
    workshop = events_cast.make_event(home, title="Quiet feet")
    translated(workshop.get_parent().specific, "Veranstaltungen", "veranstaltungen")
    german_home = HomePage.objects.get(locale=german.locale)
    return workshop, events_cast.make_event(german_home, title="Leise Füße")
