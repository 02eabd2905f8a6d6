"""When registration opens and closes: by the wall clock of the event's zone, to the second."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from articles.tests.sent import tree
from events.content import EventDate
from events.ledger import SeatPool
from events.tests import cast
from events.tests.postbox import (
    act,
    envelope,
    errors,
    link_to,
    only_registration,
    refused,
    send,
    typed,
    typed_by_ada,
)

pytestmark = pytest.mark.django_db

#: The clocks of Berlin are put forward at 2:00 on the first and back at 3:00 on the second.
FORWARD, BACK = date(2040, 3, 25), date(2040, 10, 28)
SECOND = timedelta(seconds=1)


def make_event(home_page, day, starts=time(10), **fields):
    event = cast.make_event(home_page, publish=False, **fields)
    event.dates = [EventDate(day=day, starts=starts, ends=time(23, 30))]
    event.save_revision().publish()
    event.refresh_from_db()
    return event


def utc(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "opens", "closes"),
    [
        ({}, None, utc(FORWARD, 8)),
        ({"opens_hours_before": 24}, utc(FORWARD - timedelta(1), 9), utc(FORWARD, 8)),
        ({"closes_hours_before": 9}, None, utc(FORWARD, 0)),
        ({"closes_hours_before": 8}, None, utc(FORWARD, 1)),  # 2:00 is left out: 3:00
        ({"closes_hours_before": 7}, None, utc(FORWARD, 1)),
        ({"opens_on": FORWARD, "opens_time": time(1, 30)}, utc(FORWARD, 0, 30), utc(FORWARD, 8)),
        ({"closes_on": FORWARD, "closes_time": time(3)}, None, utc(FORWARD, 1)),
    ],
    ids=["start", "day before", "1:00", "2:00", "3:00", "opens at", "closes at"],
)
def test_windows_on_the_day_the_clocks_go_forward(home_page, fields, opens, closes):
    pool = cast.pool_of(make_event(home_page, FORWARD, **fields))

    assert (pool.opens_at, pool.closes_at) == (opens, closes)


@pytest.mark.parametrize(
    ("fields", "opens", "closes"),
    [
        ({}, None, utc(BACK, 9)),
        ({"opens_hours_before": 24}, utc(BACK - timedelta(1), 8), utc(BACK, 9)),
        ({"closes_hours_before": 9}, None, utc(BACK - timedelta(1), 23)),
        ({"closes_hours_before": 8}, None, utc(BACK, 0)),  # 2:00 comes twice: the first
        ({"closes_hours_before": 7}, None, utc(BACK, 2)),
        (
            {"opens_on": BACK, "opens_time": time(1, 30)},
            utc(BACK - timedelta(1), 23, 30),
            utc(BACK, 9),
        ),
    ],
    ids=["start", "day before", "1:00", "2:00", "3:00", "opens at"],
)
def test_windows_on_the_day_the_clocks_go_back(home_page, fields, opens, closes):
    pool = cast.pool_of(make_event(home_page, BACK, **fields))

    assert (pool.opens_at, pool.closes_at) == (opens, closes)


@pytest.mark.parametrize(
    ("day", "until"),
    [(FORWARD, utc(FORWARD - timedelta(1), 9)), (BACK, utc(BACK - timedelta(1), 8))],
    ids=["forward", "back"],
)
def test_people_can_change_until_the_same_time_of_the_day_before(home_page, day, until):
    pool = cast.pool_of(make_event(home_page, day, change_hours_before=24))

    assert pool.change_until == until


def test_an_event_elsewhere_opens_by_its_own_clock(home_page):
    fields = {"zone": "Asia/Tokyo", "opens_on": date(2040, 5, 1), "opens_time": time(9)}
    event = make_event(home_page, date(2040, 5, 5), **fields)

    assert cast.pool_of(event).opens_at == datetime(2040, 5, 1, 0, tzinfo=UTC)


def test_before_it_opens_the_page_says_when_in_the_zone_of_the_event(client, home_page):
    event = make_event(
        home_page,
        date(2040, 5, 5),
        zone="Asia/Tokyo",
        opens_on=date(2040, 5, 1),
        opens_time=time(9),
    )

    page = client.get(event.url)

    assert "Registration opens on Tuesday, 1 May 2040, 09:00 (Tokyo time)" in page.text
    assert not tree(page).cssselect(".registration form")


def test_a_form_that_comes_before_it_opens_is_refused(client, home_page):
    event = cast.make_event(home_page)
    sent = envelope(client, event) | typed_by_ada(event)
    opens = utc(date(2040, 5, 1), 7)
    SeatPool.objects.update(opens_at=opens, closes_at=None)

    page = refused(client.post(event.url, sent), 403)

    assert errors(page) == [
        "Registration is not open yet. It opens on Tuesday, 1 May 2040, 09:00 (Berlin time)."
    ]


def test_a_form_that_comes_after_it_closed_is_refused_with_what_was_typed(client, home_page):
    event = cast.make_event(home_page, questions=[{"label": "Words", "field_type": "multiline"}])
    name = event.form_fields.get().key
    sent = envelope(client, event) | typed_by_ada(event, **{f"q_{name}": "Much to say"})
    SeatPool.objects.update(closes_at=timezone.now())

    page = refused(client.post(event.url, sent), 403)

    assert errors(page) == ["Registration has closed, so nothing was sent."]
    assert "Much to say" in page.text


def test_a_form_with_mistakes_that_comes_after_it_closed_is_not_asked_to_be_corrected(
    client, home_page
):
    event = cast.make_event(home_page)
    sent = envelope(client, event) | typed_by_ada(event, name="", email="x")
    SeatPool.objects.update(closes_at=timezone.now())

    page = refused(client.post(event.url, sent), 403)

    assert errors(page) == ["Registration has closed, so nothing was sent."]


def test_the_same_form_again_is_answered_like_the_first_also_after_it_closed(client, home_page):
    event = cast.make_event(home_page)
    sent = envelope(client, event) | typed_by_ada(event)
    first = client.post(event.url, sent)
    SeatPool.objects.update(closes_at=timezone.now())

    second = client.post(event.url, sent)

    assert (second.status_code, second["Location"]) == (303, first["Location"])


def test_a_moment_before_it_closes_it_is_open(client, home_page):
    event = cast.make_event(home_page)
    SeatPool.objects.update(closes_at=timezone.now() + timedelta(minutes=5))

    assert send(client, event).status_code == 303


def test_it_closes_with_the_start_unless_said_otherwise(client, home_page):
    event = cast.make_event(home_page)
    assert "name" in typed(client.get(event.url))

    cast.starts_in(event, -SECOND)

    assert not tree(client.get(event.url)).cssselect(".registration form")
    assert "Registration is closed" in client.get(event.url).text


def test_a_draft_that_closes_earlier_closes_nothing(client, home_page):
    event = cast.make_event(home_page)
    event.closes_on = timezone.localdate() - timedelta(days=1)
    event.save_revision()

    assert send(client, event).status_code == 303


def test_after_the_cut_off_the_registration_stays_as_it_is(client, home_page):
    event = cast.make_event(home_page, change_hours_before=24 * 30)

    send(client, event)
    page = act(client, link_to(only_registration()), "cancel", sure="on")

    assert page.status_code == 403
    assert only_registration().status == "confirmed"
