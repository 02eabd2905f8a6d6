"""Somebody's own dates to subscribe to, by the key of a letter (E7, E8)."""

import pytest

from events import services
from events.ledger import Occurrence
from events.tests import cast
from events.tests.ical import check, values
from events.tests.letters import FIRST, SECOND, delivered, link_in, make_event
from studio.tests.cast import make_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return make_admin("mara")


@pytest.fixture
def own_calendar(client, post_office):
    """By the key of the last letter: the response, and its dates."""

    def get(registration):
        letter = delivered(post_office, to=registration.email)[-1]
        response = client.get(f"{link_in(letter)}calendar.ics")
        return response, check(response.content.decode())

    return get


def test_ones_own_dates_by_the_key_of_a_letter(home_page, own_calendar):
    page = make_event(home_page, FIRST, SECOND)
    registration = cast.register(page)
    make_event(home_page, title="Another")
    response, dates = own_calendar(registration)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [date.uid for date in dates] == [one.uid for one in cast.pool_of(page).occurrences.all()]
    assert {date.status for date in dates} == {"CONFIRMED"}
    assert {date.attendee for date in dates} == {""}
    assert values(response.content.decode(), "TRANSP") == ["TRANSP:OPAQUE"] * 2
    assert f"Your reference: {registration.reference}" in dates[0].description


def test_nobody_keeps_it_or_finds_it(home_page, own_calendar):
    response, _dates = own_calendar(cast.register(make_event(home_page)))
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.cookies == {}


def test_who_waits_is_promised_nothing(home_page, own_calendar):
    page = make_event(home_page, capacity=1)
    cast.register(page)
    response, (date,) = own_calendar(cast.register(page))
    assert date.status == "TENTATIVE"
    assert values(response.content.decode(), "TRANSP") == ["TRANSP:TRANSPARENT"]


def test_who_has_given_the_place_back_finds_it_struck_out(home_page, own_calendar):
    registration = cast.register(make_event(home_page))
    services.cancel(registration)
    _response, (date,) = own_calendar(registration)
    assert date.status == "CANCELLED"


def test_a_date_that_is_cancelled_is_struck_out_in_ones_own(home_page, own_calendar, staff):
    registration = cast.register(make_event(home_page, FIRST, SECOND))
    services.change_date(Occurrence.objects.first(), status="cancelled", by=staff)
    _response, dates = own_calendar(registration)
    assert [date.status for date in dates] == ["CANCELLED", "CONFIRMED"]


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "ä" * 40])
def test_a_forged_key_opens_nothing(client, home_page, token):
    cast.register(make_event(home_page))
    response = client.get(f"/registration/{token}/calendar.ics")
    assert response.status_code == 404
    assert response["Cache-Control"] == "private, no-store"
    assert b"VCALENDAR" not in response.content


def test_nor_does_one_of_somebody_who_was_forgotten(client, home_page, post_office):
    registration = cast.register(make_event(home_page))
    (letter,) = delivered(post_office)
    services.erase(registration)
    assert client.get(f"{link_in(letter)}calendar.ics").status_code == 404
