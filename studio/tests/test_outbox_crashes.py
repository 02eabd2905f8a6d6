"""Workers as processes that die, compete and come back."""

import os
import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from studio.models import Letter
from studio.tests.cast import write_letter
from studio.tests.post_office import wait_until

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_a_crash_after_the_server_took_the_letter_repeats_it_under_the_same_message_id(
    post_office, no_worker, launch
):
    letter = write_letter()
    workers = []
    post_office.on_taken = lambda: os.kill(workers[0].pid, signal.SIGKILL)
    workers.append(launch("worker"))
    assert workers[0].wait(30) == -signal.SIGKILL
    post_office.on_taken = None

    launch("worker", "--once").wait(30)  # the dead worker still holds the letter
    assert post_office.message_ids == [letter.message_id]

    Letter.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    launch("worker", "--once").wait(30)
    assert post_office.message_ids == [letter.message_id] * 2
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (Letter.Status.SENT, 2)


def test_two_workers_send_each_letter_once(post_office, no_worker, launch):
    ids = [write_letter().message_id for _ in range(60)]
    for _ in range(2):
        launch("worker")
    wait_until(lambda: not Letter.objects.waiting().exists())
    assert Counter(post_office.message_ids) == Counter(ids)
    assert set(Letter.objects.values_list("status", "attempts")) == {(Letter.Status.SENT, 1)}


def test_a_worker_delivers_the_backlog_within_a_minute_of_the_servers_return(
    closed_post_office, no_worker, launch
):
    letters = [write_letter() for _ in range(20)]
    worker = launch("worker")
    wait_until(lambda: Letter.objects.exclude(last_error="").exists())
    assert Letter.objects.waiting().count() == 20

    closed_post_office.open()
    wait_until(lambda: not Letter.objects.waiting().exists(), seconds=60)
    assert Counter(closed_post_office.message_ids) == Counter(one.message_id for one in letters)
    assert worker.poll() is None
