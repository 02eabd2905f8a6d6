"""Messages are kept as long as their page says, and what told of them goes with them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from home.models import Message, MessageStatus
from home.tests.cast import make_contact, write
from studio.models import Letter

pytestmark = pytest.mark.django_db


def age(message, **span):
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now() - timedelta(**span))


def make(page, **span):
    message = Message.objects.create(
        page=page, name="Ida", email="ida@reader.example", text="Hello.", network="192.0.2.0/24"
    )
    age(message, **span)
    return message


def forget():
    """What the worker does every day; what the command says of it."""
    out = StringIO()
    call_command("forget", stdout=out)
    return out.getvalue()


def test_a_message_is_forgotten_after_the_days_of_its_page_answered_or_not(home_page):
    contact = make_contact(home_page, keep_days=30)
    kept = make(contact, days=29, hours=23)
    for status in MessageStatus.values:
        Message.objects.filter(pk=make(contact, days=30, minutes=1).pk).update(status=status)

    said = forget()

    assert list(Message.objects.all()) == [kept]
    assert "       3  messages from the contact page" in said


def test_without_a_page_it_is_a_year(home_page):
    kept, _old = make(None, days=364), make(None, days=366)

    forget()

    assert list(Message.objects.all()) == [kept]


def test_the_network_is_forgotten_after_thirty_days(home_page):
    contact = make_contact(home_page)
    make(contact, days=29)
    make(contact, days=31)

    said = forget()

    assert sorted(Message.objects.values_list("network", flat=True)) == ["", "192.0.2.0/24"]
    assert "       1  shortened addresses of the internet they came from" in said


def test_its_letter_goes_as_well(client, home_page):
    contact = make_contact(home_page, keep_days=10)
    write(client, contact)
    write(client, contact, text="Newer.")
    age(Message.objects.order_by("pk")[0], days=11)

    forget()

    assert ["Newer." in letter.text for letter in Letter.objects.all()] == [True]


def test_a_letter_in_a_workers_hand_goes_the_next_day(client, home_page):
    contact = make_contact(home_page, keep_days=10)
    write(client, contact)
    age(Message.objects.get(), days=11)
    Letter.objects.update(claimed_until=timezone.now() + timedelta(minutes=5))
    forget()
    assert (Message.objects.count(), Letter.objects.count()) == (0, 1)

    Letter.objects.update(claimed_until=F("created_at"))
    forget()

    assert not Letter.objects.exists()


def test_looking_forgets_nothing(home_page):
    make(None, days=400)
    out = StringIO()

    call_command("forget", "--dry-run", stdout=out)

    assert "       1  messages from the contact page" in out.getvalue()
    assert Message.objects.count() == 1
