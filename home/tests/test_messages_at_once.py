"""The same message twice at the same moment is one message and one letter."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from home.models import Message
from home.tests.cast import make_contact, write
from studio.models import Letter
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS, BROWSERS = 5, 4


def test_four_at_once_write_one_row():
    contact = make_contact(studio_cast.make_site())
    for number in range(ROUNDS):
        barrier = Barrier(BROWSERS)

        def send(connection_number, barrier=barrier, number=number):
            client = Client(REMOTE_ADDR=f"192.0.{number}.{connection_number}")
            barrier.wait(timeout=30)
            try:
                return write(client, contact, text=f"Round {number}.").status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(BROWSERS) as pool:
            assert list(pool.map(send, range(BROWSERS))) == [303] * BROWSERS
        assert (Message.objects.count(), Letter.objects.count()) == (number + 1, number + 1)
