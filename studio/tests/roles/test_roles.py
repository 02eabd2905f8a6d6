"""Every role × every address: who is let in, in one table that is compared exactly."""

import os

import pytest
from django.core.cache import cache
from django.test import Client

from studio.tests.roles import claims, table
from studio.tests.roles.addresses import every_address
from studio.tests.roles.answers import ask
from studio.tests.roles.table import ANONYMOUS, DEACTIVATED, FAILED, NOBODY, OPEN, ROLES
from studio.tests.roles.world import make_world

# Who is let in is decided in Python, so one database is enough for these six thousand questions.
pytestmark = [pytest.mark.django_db, pytest.mark.own_database]

METHODS = ("get", "post")
PLANTED = "studio.tests.roles.planted_urls"


def let_in(role, world):
    """A browser in which somebody with this role is signed in, with a token for its forms."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if role != ANONYMOUS:
        client.force_login(world.users[role])
    if role == DEACTIVATED:
        world.users[role].is_active = False
        world.users[role].save()
    client.cookies["csrftoken"] = "a" * 32
    return client


def answers_to(role, world, addresses):
    """What these addresses answer to somebody: (method, name) → letter.

    Whatever is asked is asked by the same browser, as if nothing had been asked before.
    """
    client = let_in(role, world)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    found = {}
    for name, address in addresses.items():
        for method in METHODS:
            found[method, name] = ask(client, method, address)
            client.cookies.clear()
            client.cookies.load(cookies)
            cache.clear()
    return found


@pytest.fixture
def world(home_page):
    return make_world(home_page)


def test_every_address_of_the_site_stands_in_the_table_and_no_other(world):
    told = {name for _method, name in table.read()[ANONYMOUS]}
    assert {*every_address(world)} == told


@pytest.mark.parametrize("role", ROLES)
def test_everybody_is_let_in_where_the_table_says_and_nowhere_else(role, world):
    found = answers_to(role, world, every_address(world))
    if folder := os.environ.get("ROLES_NOTED"):
        table.note(folder, role, found)
    else:
        assert found == table.read()[role]


def test_nothing_in_the_table_fails():
    assert FAILED not in {letter for role in table.read().values() for letter in role.values()}


#: How the names begin of what somebody may do with their own sign-in, group or not.
OWN_SIGN_IN = ("account_", "devices_of", "mfa_", "usersessions_", "wagtailadmin_logout")


def test_whoever_may_not_enter_sees_of_the_cms_what_a_stranger_sees():
    """A deactivated account is a stranger everywhere; one without a group is one in the CMS.

    But for their own sign-in: they may look after it, and sign out.
    """
    roles = table.read()
    assert roles[DEACTIVATED] == roles[ANONYMOUS]
    other = {
        name
        for (method, name), letter in roles[NOBODY].items()
        if letter != roles[ANONYMOUS][method, name] and not name.startswith(OWN_SIGN_IN)
    }
    assert other == {"wagtail_serve private", "wagtaildocs_serve private_document"}


def test_a_view_that_asks_nobody_is_found(settings, world):
    settings.ROOT_URLCONF = PLANTED
    (leak,) = {*every_address(world)} - {name for _method, name in table.read()[ANONYMOUS]}
    assert leak == "leak"
    addresses = {leak: every_address(world)[leak]}
    for role in (ANONYMOUS, NOBODY):
        assert answers_to(role, world, addresses)["get", leak] == OPEN


def test_the_document_for_owners_says_what_the_table_says():
    assert claims.written() == claims.told(), "python -m studio.tests.roles.claims"
