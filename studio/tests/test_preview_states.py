"""A draft can be looked at in each state a reader may meet it in, and looking writes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from articles.models import ArticleIndexPage
from articles.tests.sent import visible
from events.models import EventIndexPage
from events.tests import cast as events_cast
from home.models import HomePage, ListedTeacher
from home.tests.teachers import make_person, make_teachers
from studio.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(home_page, index):
    """One page of each type with states, as a draft."""
    events = events_cast.make_index(home_page)
    events_cast.make_event(home_page, "On")
    event = events_cast.make_event(home_page, "Draft", publish=False, live=False, capacity=12)
    article = cast.make_trunk_article(index, publish=False)
    teachers = make_teachers(home_page, [make_person("Otis Storey")])
    drafted = [make_person("Pia Lore", bio="Slow lessons."), cast.make_person()]
    teachers.listed_teachers = [ListedTeacher(person=person) for person in drafted]
    teachers.save_revision()
    for page in (home_page, index):
        page.save_revision()
    return {
        "home": HomePage.objects.get(),
        "articles": ArticleIndexPage.objects.get(),
        "teachers": teachers,
        "events": EventIndexPage.objects.get(pk=events.pk),
        "article": article,
        "event": event,
    }


def seen(client, page, mode):
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    answer = client.get(url, {"mode": mode})
    assert answer.status_code == 200
    return visible(html.fromstring(answer.text).cssselect("main")[0])


#: Page → mode → (what is read, what is not).
STATES = {
    "home": {"": ("Next at the studio", ""), "no_events": ("", "Next at the studio")},
    "articles": {"": ("Articles", "")},
    "teachers": {
        "": ("Teachers PL Pia Lore Slow lessons. JF Juno Fable", "Otis"),
        "teacher": ("Home Teachers Pia Lore PL Pia Lore Slow lessons. Who else teaches", "Otis"),
    },
    "events": {
        "": ("On", "Nothing is planned"),
        "empty": ("Nothing is planned at the moment.", "places left"),
    },
    "article": {
        "": ("what it took(1)", ""),
        "by_citation": ("(2)", "1a"),
        "by_reference": ("1a", "(2)"),
        "card": ("In lists", "what it took"),
    },
    "event": {
        "": ("12 of 12 places left", ""),
        "open": ("12 of 12 places left", ""),
        "few": ("1 of 12 places left", ""),
        "full": ("Full: 3 people wait", ""),
        "no_line": ("Full", "people wait"),
        "not_open": ("Registration opens on", "places left"),
        "closed": ("Registration is closed", "places left"),
        "cancelled": ("Cancelled", "places left"),
    },
}
EACH = [(name, mode) for name, modes in STATES.items() for mode in modes]


@pytest.mark.parametrize("name", STATES)
def test_the_states_an_editor_can_choose_are_these(name, pages):
    assert [mode for mode, _label in pages[name].preview_modes] == list(STATES[name])


@pytest.mark.parametrize(("name", "mode"), EACH)
def test_each_state_shows_what_a_reader_would_meet(name, mode, pages, admin_client):
    there, not_there = STATES[name][mode]
    shown = seen(admin_client, pages[name], mode)
    assert there in shown
    assert not not_there or not_there not in shown


@pytest.mark.parametrize(("name", "mode"), EACH)
def test_looking_writes_nothing(name, mode, pages, admin_client):
    seen(admin_client, pages[name], mode)  # what Wagtail remembers of its user is there
    with CaptureQueriesContext(connection) as queries:
        seen(admin_client, pages[name], mode)
    written = [
        one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert written == []


@pytest.mark.parametrize("mode", ["nonsense", "<script>", "\x00", "9" * 5000])
@pytest.mark.parametrize("name", STATES)
def test_a_forged_state_shows_the_draft_as_it_is(name, mode, pages, admin_client):
    plain = STATES[name][""][0]
    assert plain in seen(admin_client, pages[name], mode)
