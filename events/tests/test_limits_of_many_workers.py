"""Five a minute are five, however many processes answer (the long form: ``make faults``)."""

from urllib.parse import urlsplit

import pytest
from django.db import connection

from bench.faults import limits
from events.tests import cast, crowd
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db(transaction=True)

POSTS = 60


@pytest.fixture
def flood():
    """What comes of so many posts of one connection at four workers of that application."""
    page = cast.make_event(studio_cast.make_site(), capacity=POSTS)
    sites = []

    def send(application):
        connection.close()
        sites.append(crowd.Site(crowd.database_url(), application=application))
        return limits.measure(sites[-1], urlsplit(page.url).path, POSTS)

    yield send
    for site in sites:
        site.close()
    connection.close()


def test_five_are_let_in_and_all_others_are_told_when_to_come_again(flood):
    assert flood(limits.SHARED) == (5, POSTS - 5, 0)


def test_counted_in_the_memory_of_each_process_more_are_let_in(flood):
    accepted, refused, others = flood(limits.OF_EACH)

    assert (accepted + refused, others) == (POSTS, 0)
    assert accepted > 5, "One process has answered all: then this proves nothing."
