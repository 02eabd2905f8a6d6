"""The front door shows what is on next, with the places that are left."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.tests.sent import tree
from events import services
from events.tests import cast
from studio.tests.cast import make_admin

pytestmark = [pytest.mark.django_db]

#: What the page asks of events: which index, which are next, their counts, their dates.
QUERIES = 4


def shown(client, home_page):
    """Titles and what is said of places, as they stand."""
    page = tree(client.get(home_page.url))
    return [
        (entry.cssselect("h3 a")[0].text_content(), entry.cssselect(".event-entry__seats")[0].text)
        for entry in page.cssselect(".coming .event-entry")
    ]


def make(home_page, title, days, **fields):
    return cast.make_event(home_page, title=title, starts_in=timedelta(days=days), **fields)


def test_the_next_three_events_that_take_place_stand_on_the_front_door(client, home_page):
    make(home_page, "Later", 30)
    make(home_page, "Third", 20)
    second = make(home_page, "Second", 10, capacity=2)
    cast.register(second)
    make(home_page, "Gone", -10)
    make(home_page, "Draft", 1, publish=False)
    services.cancel_event(cast.pool_of(make(home_page, "Called off", 3)), by=make_admin())
    put_off = cast.pool_of(make(home_page, "Put off", 4)).occurrences.get()
    services.change_date(put_off, status="postponed", by=None)
    make(home_page, "First", 2)

    assert shown(client, home_page) == [
        ("First", "12 of 12 places left"),
        ("Second", "1 of 2 places left"),
        ("Third", "12 of 12 places left"),
    ]


def test_where_nothing_is_on_the_front_door_does_not_say_so(client, home_page):
    make(home_page, "Gone", -10)
    assert tree(client.get(home_page.url)).cssselect(".coming") == []


def test_the_front_door_asks_the_same_of_many_events_as_of_one(client, home_page):
    asked = []
    for number in (1, 30):
        for day in range(number):
            make(home_page, "Feet", day + 1)
        client.get(home_page.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(home_page.url)
        asked.append(sum("events_" in query["sql"] for query in queries))
        assert len(queries) <= 20
    assert asked == [QUERIES, QUERIES]
