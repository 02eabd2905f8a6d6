"""The database is held by others: nothing is written by half, and nothing that was typed is lost."""

import sqlite3
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from events.ledger import Registration
from events.tests import cast
from events.tests.postbox import ADA, envelope, errors, letters, link_to, send, typed, typed_by_ada
from studio.models import Letter, Tally
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db(transaction=True)

BUSY = (
    "Very many people are registering at this moment, and yours could not be written down. "
    "Nothing you typed is lost: please send it again in a moment."
)


@pytest.fixture
def event():
    return cast.make_event(studio_cast.make_site(), largest_party=2)


@contextmanager
def held_by_another():
    """Another connection writes for longer than anybody waits; this one waits for a blink."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20")
        other = sqlite3.connect(settings.DATABASES["default"]["NAME"])
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.rollback()
            other.close()
            connection.close()
        return
    other = connection.copy()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20ms'")
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE events_seatpool, studio_tally IN EXCLUSIVE MODE")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
            other.close()
            connection.close()


def test_who_registers_while_others_hold_the_database_keeps_everything(event):
    client = Client()
    sent = envelope(client, event) | typed_by_ada(event, seats="2")

    with held_by_another():
        page = client.post(event.url, sent)

    assert page.status_code == 503
    assert page["Retry-After"] == "20"
    assert page["Cache-Control"] == "private, no-store"
    assert errors(page) == [BUSY]
    kept = typed(page)
    assert (kept["name"], kept["email"], kept["seats"]) == (*ADA.values(), ["2"])
    assert not Registration.objects.exists()
    assert not Letter.objects.exists()
    assert not Tally.objects.exists()
    assert client.post(event.url, sent).status_code == 303
    assert letters() == [("confirmed", ADA["email"])]


def test_who_gives_a_place_back_while_others_hold_the_database_is_told_so(event):
    client = Client()
    send(client, event, seats="1")
    ada = Registration.objects.get()
    link = link_to(ada)

    with held_by_another():
        page = client.post(link, {"action": "cancel", "sure": "on"})

    assert page.status_code == 503
    assert page["Retry-After"] == "20"
    assert errors(page) == ["Very much is going on at this moment. Please try again in a moment."]
    assert cast.status_of(ada) == "confirmed"
    assert client.post(link, {"action": "cancel", "sure": "on"}).status_code == 303


def test_the_page_can_be_read_while_others_write(event):
    client = Client()

    with held_by_another():
        page = client.get(event.url)

    assert page.status_code == 200
    assert "12 of 12 places left" in page.text


def test_a_key_that_is_none_of_ours_is_answered_while_others_write(event):
    with held_by_another():
        page = Client().get("/registration/guess/")

    assert page.status_code == 404
