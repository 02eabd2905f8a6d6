"""Who posts too often waits, with everything kept; bystanders are not counted."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.ledger import Registration
from events.tests import cast
from events.tests.postbox import (
    ADA,
    envelope,
    errors,
    letters,
    question,
    send,
    typed,
    typed_by_ada,
    with_questions,
)
from studio.models import Tally

pytestmark = pytest.mark.django_db

TOO_MUCH = re.compile(
    r"That was a lot in a short time\. Please wait \d+ minutes?, then send it again\."
)


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page, capacity=100)


def wants(number, **changes):
    return {"name": f"Guest {number}", "email": f"guest{number}@reader.example", **changes}


def test_a_connection_may_send_five_forms_a_minute(client, home_page):
    event = with_questions(home_page, ("Words", "multiline"))
    answers = [send(client, event, **wants(number)).status_code for number in range(5)]

    said = {question(event, "Words"): "One\ntwo"}
    page = send(client, event, **wants(5), **said)

    assert answers == [303] * 5
    assert (page.status_code, Registration.objects.count()) == (429, 5)
    assert 0 < int(page["Retry-After"]) <= 60
    (sentence,) = errors(page)
    assert TOO_MUCH.fullmatch(sentence)
    kept = typed(page)
    assert (kept["name"], kept["email"]) == ("Guest 5", "guest5@reader.example")
    assert kept[question(event, "Words")] == "One\ntwo"
    assert send(Client(REMOTE_ADDR="203.0.113.9"), event, **wants(6)).status_code == 303


def test_whoever_corrects_a_form_does_not_use_up_what_may_be_sent(client, event):
    mistakes = [send(client, event, email="none").status_code for _mistake in range(12)]

    answers = [send(client, event, **wants(number)).status_code for number in range(6)]

    assert mistakes == [422] * 12
    assert answers == [303] * 5 + [429]


def test_forms_with_mistakes_have_an_end_as_well(client, event):
    answers = [send(client, event, email="none").status_code for _mistake in range(61)]

    assert answers == [422] * 60 + [429]
    assert send(client, event).status_code == 303
    assert send(Client(REMOTE_ADDR="203.0.113.9"), event, email="none").status_code == 422


def test_fifty_posts_a_minute_from_one_connection_send_five_letters(event):
    sent = envelope(Client(), event)
    for number in range(50):
        Client().post(event.url, sent | typed_by_ada(event, **wants(number)))

    assert len(letters()) == 5


def test_fifty_posts_a_minute_to_one_mailbox_send_five_letters(event):
    sent = envelope(Client(), event)
    for number in range(50):
        email = f"Ada+{number}@Reader.example" if number % 2 else ADA["email"]
        stranger = Client(REMOTE_ADDR=f"198.51.{number}.7")
        stranger.post(event.url, sent | typed_by_ada(event, email=email, name=f"Guest {number}"))

    assert len(letters()) == 5


def test_a_mailbox_that_gets_no_more_letters_keeps_the_form(event):
    for number in range(5):
        stranger = Client(REMOTE_ADDR=f"198.51.{number}.7")
        send(stranger, event, email=f"ada+{number}@reader.example")

    page = send(Client(REMOTE_ADDR="203.0.113.9"), event)

    assert page.status_code == 429
    assert 3500 < int(page["Retry-After"]) <= 3600
    assert typed(page)["email"] == ADA["email"]
    assert send(Client(REMOTE_ADDR="203.0.113.9"), event, **wants(1)).status_code == 303


def test_a_network_may_send_forty_a_minute(event):
    sent = envelope(Client(), event)

    def post(number, address):
        stranger = Client(REMOTE_ADDR=address)
        return stranger.post(event.url, sent | typed_by_ada(event, **wants(number))).status_code

    neighbours = [post(number, f"192.0.2.{number}") for number in range(41)]

    assert neighbours == [303] * 40 + [429]
    assert post(99, "192.0.3.1") == 303


def test_thirty_an_hour_are_enough(client, event):
    send(client, event)
    hour = Tally.objects.filter(ends_at__gt=timezone.now() + timedelta(minutes=30), count=1)
    hour.update(count=30)

    page = send(client, event, **wants(31))

    assert page.status_code == 429
    assert int(page["Retry-After"]) > 3500


def test_a_line_is_counted_and_not_the_addresses_it_may_choose(event):
    addresses = [f"2001:db8:7:1:{number}::1" for number in range(1, 6)]
    answers = [
        send(Client(REMOTE_ADDR=address), event, **wants(number)).status_code
        for number, address in enumerate([*addresses, "2001:db8:7:1:ffff::2", "2001:db8:7:2::1"])
    ]

    assert answers == [303] * 5 + [429, 303]


def test_reading_is_not_counted(client, event):
    for _look in range(8):
        assert client.get(event.url).status_code == 200

    assert not Tally.objects.exists()


def test_neither_address_nor_mailbox_is_stored_where_they_are_counted(event):
    send(Client(REMOTE_ADDR="203.0.113.9"), event)

    counted = " ".join(Tally.objects.values_list("key", flat=True))
    assert "203.0.113" not in counted
    assert "reader.example" not in counted


def test_a_machine_that_fills_in_everything_is_counted_too(client, event):
    answers = [send(client, event, subject="x", **wants(n)).status_code for n in range(6)]

    assert answers == [303] * 5 + [429]
    assert letters() == []
