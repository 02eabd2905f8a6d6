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

    def send(application=limits.SHARED, *, forges=False, **how):
        connection.close()
        sites.append(crowd.Site(crowd.database_url(), application=application, **how))
        return limits.measure(sites[-1], urlsplit(page.url).path, POSTS, forges=forges)

    yield send
    for site in sites:
        site.close()
    connection.close()


def test_five_are_let_in_and_all_others_are_told_when_to_come_again(flood):
    assert flood() == (5, POSTS - 5, 0)


def test_counted_in_the_memory_of_each_process_more_are_let_in(flood):
    accepted, refused, others = flood(limits.OF_EACH)

    assert (accepted + refused, others) == (POSTS, 0)
    assert accepted > 5, "One process has answered all: then this proves nothing."


def test_what_a_visitor_says_of_its_address_lets_nobody_in(flood):
    assert flood(settings=limits.DIRECT, forges=True) == (5, POSTS - 5, 0)


def test_where_it_is_believed_all_are_let_in(flood):
    assert flood(forges=True) == (POSTS, 0, 0)
