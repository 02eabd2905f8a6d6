"""kill -9 of what serves, sends and stores, while people register (the long form: ``make faults``)."""

from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils.crypto import get_random_string

from bench.faults import killed
from bench.faults.processes import Database
from bench.faults.stage import Stage, copy, dump
from events.tests import cast, crowd
from studio.tests import cast as studio_cast
from studio.tests.post_office import PostOffice

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, KILLS, SEATS = 60, 4, 30


@pytest.fixture
def event():
    """The number of the pool and the path of an event with half as many seats as people."""
    page = cast.make_event(studio_cast.make_site(), capacity=SEATS)
    return cast.pool_of(page).pk, urlsplit(page.url).path


@pytest.fixture
def stage(event, tmp_path_factory):
    """The database of the test; of a PostgreSQL a copy, since its server has to die."""
    # a folder that PostgreSQL's own user may enter
    folder = tmp_path_factory.mktemp("stage")
    url = crowd.database_url()
    connection.close()
    if not url.startswith("postgres"):
        yield Stage("SQLite", url, str(folder))
        return
    dump(url, folder / "site.sql")
    server = Database(str(folder))
    try:
        copy(folder / "site.sql", server)
        yield Stage("PostgreSQL", server.url, str(folder), server)
    finally:
        server.stop()


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(stage, event):
    found = killed.measure(stage, event, registrations=PEOPLE, kills=KILLS, seed=1)

    assert found.kills.total() == KILLS
    assert found.holds(PEOPLE, SEATS), vars(found)


@pytest.fixture
def forgetful(stage, event):
    """What is found where an answered form that is sent once more is taken for a new one."""
    application = "bench.faults.without_keys"
    return killed.measure(stage, event, registrations=20, kills=0, seed=1, application=application)


def test_without_the_key_of_a_form_people_are_there_twice(forgetful):
    assert (forgetful.lost, forgetful.doubles) == (0, 2)
    assert not forgetful.holds(20, SEATS)


def test_the_judge_sees_what_is_lost(stage, event):
    found, office = killed.Verdict(), PostOffice()
    email = f"{get_random_string(8).lower()}@reader.example"

    killed.judge(stage, event[0], {email}, office, found)

    assert (found.acknowledged, found.lost) == (1, 1)
    assert not found.holds(1, 1)
