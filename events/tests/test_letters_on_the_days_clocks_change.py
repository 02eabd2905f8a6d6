"""An event that lies across the change of clocks: in letters, in calendars and on its pages (E9)."""

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from events.tests import cast
from events.tests.ical import check
from events.tests.letters import calendars_in, delivered, in_one_line, make_event
from events.tests.postbox import link_to

pytestmark = pytest.mark.django_db

#: Berlin: 2:00 to 3:00 is left out on the first, and comes twice on the second.
FORWARD, BACK = date(2040, 3, 25), date(2040, 10, 28)


def utc(*moment):
    return datetime(2040, *moment, tzinfo=UTC)


@pytest.fixture(
    params=[
        pytest.param((FORWARD, utc(3, 25, 0, 30), utc(3, 25, 1, 30)), id="one hour"),
        pytest.param((BACK, utc(10, 27, 23, 30), utc(10, 28, 2, 30)), id="three hours"),
    ]
)
def night(request, home_page):
    """An event from 1:30 to 3:30 by the clock on the wall, and when it begins and ends."""
    day, *moments = request.param
    return make_event(home_page, day, starts=time(1, 30), ends=time(3, 30)), moments


def moments_of(calendar):
    (found,) = check(calendar)
    return [found.starts_at, found.ends_at]


def test_a_letter_tells_the_times_of_the_wall_and_its_calendar_the_moments(night, post_office):
    event, moments = night
    registration = cast.register(event)

    (letter,) = delivered(post_office, registration.email)

    day = event.dates.get().day
    assert f"Sunday, {day:%-d %B %Y}, 01:30 to 03:30" in in_one_line(letter)
    ((_name, _method, (found,)),) = calendars_in(letter)
    assert [found.starts_at, found.ends_at] == moments


def test_calendars_of_the_site_the_event_and_the_registration_tell_the_moments(night):
    event, moments = night
    address = link_to(cast.register(event))
    addresses = [
        reverse("events:feed"),
        reverse("events:page_feed", args=[event.pk]),
        f"{address}calendar.ics",
    ]

    found = [moments_of(Client().get(one).content.decode()) for one in addresses]

    assert found == [moments] * 3


def test_pages_tell_the_times_of_the_wall(night):
    event, _moments = night
    address = link_to(cast.register(event))

    for page in (event.url, address):
        text = " ".join(Client().get(page).text.split())
        assert "01:30" in text
        assert "03:30" in text
