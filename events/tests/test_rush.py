"""Many at the same moment, over HTTP, against several processes, on either database."""

import os
import signal
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.db import connection

from events.choices import Status
from events.ledger import Registration, SeatPool
from events.tests import cast, crowd
from studio.models import Letter
from studio.tests import cast as studio_cast
from studio.tests.post_office import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

SEATS, PEOPLE = 20, 200


@pytest.fixture
def home():
    return studio_cast.make_site(title="Home")


@pytest.fixture
def event(home):
    return cast.make_event(home, capacity=SEATS)


@pytest.fixture
def serve():
    """Serve the site from processes of its own."""
    sites = []

    def start(application="studio.wsgi"):
        connection.close()
        sites.append(crowd.Site(crowd.database_url(), application=application))
        return sites[-1]

    yield start
    for site in sites:
        site.close()
    connection.close()


def path_of(page):
    return urlsplit(page.url).path


def told():
    """How many letters of each kind were written."""
    return Counter(
        one.removeprefix("registration: ") for one in Letter.objects.values_list("kind", flat=True)
    )


def test_200_people_for_20_seats_are_20_with_a_place_and_180_in_line(event, serve):
    answers = crowd.rush(serve(), path_of(event), crowd.strangers(PEOPLE))

    assert Counter(one.status for one in answers) == {303: PEOPLE}
    assert len({one.location for one in answers}) == PEOPLE
    people = list(Registration.objects.order_by("created_at", "pk"))
    states = [one.status for one in sorted(people, key=lambda one: one.pk)]
    assert states == [Status.CONFIRMED] * SEATS + [Status.WAITLISTED] * (PEOPLE - SEATS)
    numbers = [one.queue_number for one in sorted(people, key=lambda one: one.pk)][SEATS:]
    assert numbers == sorted(set(numbers))
    assert {one.email for one in people} == {one["email"] for one in crowd.strangers(PEOPLE)}
    assert told() == {"confirmed": SEATS, "waitlisted": PEOPLE - SEATS}
    assert cast.pool_of(event).lock_seq >= PEOPLE


def test_two_web_nodes_on_one_database_sell_each_seat_once(home, serve):
    nodes = [serve(), serve()]
    for _round in range(3):
        page = cast.make_event(home, capacity=7)
        answers = crowd.rush(nodes, path_of(page), crowd.strangers(24))

        assert Counter(one.status for one in answers) == {303: 24}
        people = Registration.objects.filter(pool__page=page)
        assert Counter(people.values_list("status", flat=True)) == {
            Status.CONFIRMED: 7,
            Status.WAITLISTED: 17,
        }


@pytest.mark.postgresql
def test_without_the_leading_write_more_seats_are_sold_than_there_are(home, serve):
    site = serve("events.tests.rush_without_lock")
    sold = []
    for _round in range(5):
        page = cast.make_event(home, capacity=SEATS)
        crowd.rush(site, path_of(page), crowd.strangers(PEOPLE))
        sold.append(Registration.objects.filter(pool__page=page, status="confirmed").count())
        if sold[-1] > SEATS:
            return
    pytest.fail(f"{sold} were sold: something else keeps the promise, or this proves nothing.")


def test_the_same_form_four_times_at_once_is_one_registration_and_four_like_answers(event, serve):
    site = serve()
    (ada,) = crowd.strangers(1)
    answers = crowd.rush(site, path_of(event), [ada] * 4)
    again = site.ask("POST", path_of(event), site.hidden(path_of(event)) | ada, number=9)

    assert {(one.status, one.location) for one in [*answers, again]} == {(303, again.location)}
    assert Registration.objects.count() == 1
    assert told() == {"confirmed": 1}


def test_fewer_seats_in_the_middle_of_a_rush_take_none_away_and_give_none_more(event, serve):
    taken = Registration.objects.filter(status=Status.CONFIRMED)
    counts = []

    def lower(answered):
        wait_until(lambda: taken.count() >= 8, seconds=crowd.PATIENCE)
        event.capacity = 5
        event.save_revision().publish()
        counts.append(taken.count())

    answers = crowd.rush(serve(), path_of(event), crowd.strangers(PEOPLE), meanwhile=lower)

    assert Counter(one.status for one in answers) == {303: PEOPLE}
    (at_publication,) = counts
    assert 8 <= at_publication <= SEATS
    assert taken.count() == at_publication
    pool = SeatPool.objects.with_counts().get(page=event)
    assert (pool.capacity, pool.seats_taken, pool.people_waiting) == (
        5,
        at_publication,
        PEOPLE - at_publication,
    )
    assert told() == {"confirmed": at_publication, "waitlisted": PEOPLE - at_publication}


def test_more_seats_in_the_middle_of_a_rush_go_to_those_first_in_line(event, serve):
    waiting = Registration.objects.filter(status=Status.WAITLISTED)

    def raise_capacity(answered):
        wait_until(lambda: waiting.count() >= 20, seconds=crowd.PATIENCE)
        event.capacity = SEATS + 10
        event.save_revision().publish()

    crowd.rush(serve(), path_of(event), crowd.strangers(100), meanwhile=raise_capacity)

    states = list(Registration.objects.order_by("pk").values_list("status", flat=True))
    assert states == ["confirmed"] * 30 + ["waitlisted"] * 70


def test_a_process_that_is_killed_in_the_middle_loses_nothing_it_has_answered(event, serve):
    site = serve()

    def kill(answered):
        wait_until(lambda: answered() >= 30, seconds=crowd.PATIENCE)
        os.kill(site.workers[0], signal.SIGKILL)

    answers = crowd.rush(site, path_of(event), crowd.strangers(PEOPLE), meanwhile=kill)

    assert {one.status for one in answers} <= {303, 0}
    answered = {f"guest{one.number - 1}@reader.example" for one in answers if one.status == 303}
    assert len(answered) >= 30  # those it had in its hand are cut off, and can be many
    written = Counter(Registration.objects.values_list("email", flat=True))
    assert set(written.values()) == {1}
    assert answered <= set(written)
    # whoever was written down without an answer has a letter as well
    assert Counter(Letter.objects.values_list("to", flat=True)) == written
    assert Registration.objects.filter(status=Status.CONFIRMED).count() == SEATS
