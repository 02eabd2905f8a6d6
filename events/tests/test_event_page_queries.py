"""What a look at an event asks of the database: the same few things, however many people come."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import tokens
from events.ledger import Registration
from events.tests import cast

pytestmark = pytest.mark.django_db

#: Site, page, its parents and menu, texts around it; terms and numbers, dates, teachers, consents.
QUERIES = 16
#: And the registration of whoever looks, with what was paid.
OF_A_RECEIPT = 1


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def guests(event, number):
    """So many people, in all states, at once."""
    pool = cast.pool_of(event)
    states = ["confirmed", "waitlisted", "cancelled", "pending_approval", "expired"]
    Registration.objects.bulk_create(
        Registration(
            pool=pool,
            status=states[one % len(states)],
            queue_number=one,
            name=f"Guest {one}",
            email=f"guest{one}@crowd.example",
            email_key=f"guest{one}@crowd.example",
            form=pool.form,
            created_at=timezone.now(),
        )
        for one in range(number)
    )


@pytest.fixture
def event(home_page):
    questions = [{"label": f"Question {number}", "field_type": "singleline"} for number in range(5)]
    return cast.make_event(
        home_page, capacity=400, questions=questions, consents=[cast.make_consent()]
    )


@pytest.mark.parametrize("number", [1, 30, 500])
def test_a_page_asks_the_same_few_things_however_many_come(client, event, number):
    client.get(event.url)  # the site's address is remembered from the first look on
    guests(event, number)

    assert queries(client, event.url) == QUERIES


@pytest.mark.parametrize("number", [1, 500])
def test_a_receipt_asks_once_more(client, event, number):
    mine = cast.register(event)
    client.get(event.url)
    guests(event, number)

    address = f"{event.url}?mine={tokens.of_registration(mine.pk)}"
    assert queries(client, address) == QUERIES + OF_A_RECEIPT
