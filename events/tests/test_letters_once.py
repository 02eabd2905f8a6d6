"""Each letter arrives once: through dead workers, steps tried again and forms sent twice (E6)."""

import os
import signal
from collections import Counter, deque
from datetime import timedelta
from threading import Thread

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from events import services
from events.choices import Status
from events.ledger import ManageLink, RegistrationLog, SeatPool
from events.tests import cast
from events.tests.letters import delivered, header, make_event
from studio.models import Letter
from studio.tests.cast import make_site
from studio.tests.conftest import launch, no_worker
from studio.tests.post_office import wait_until

__all__ = ["launch", "no_worker"]

pytestmark = pytest.mark.django_db(transaction=True)


class Fatal(deque):
    """Answers to RCPT, of which the first is the death of who asks."""

    def __init__(self, kill):
        super().__init__(["250 OK"])
        self.kill = kill

    def popleft(self):
        self.kill()
        return super().popleft()


def arrived(post_office):
    """How often which letter came to whom."""
    return Counter(
        (message["To"].partition("@")[0], header(message, "Subject"))
        for message in post_office.taken
    )


def forget_the_dead():
    """As if the time for which a worker holds a letter were over."""
    Letter.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))


ONCE = {
    ("first", "You have a place: Trunk training"): 1,
    ("second", "You are on the waiting list: Trunk training"): 1,
    ("first", "Your place is given back: Trunk training"): 1,
    ("second", "A place came free, and it is yours: Trunk training"): 1,
}


def live_through_a_story():
    page = make_event(make_site(), capacity=1)
    first = cast.register(page, email="first@reader.example")
    cast.register(page, email="second@reader.example")
    services.cancel(first)


def test_a_worker_that_dies_before_it_sends_loses_nothing_and_repeats_nothing(
    post_office, no_worker, launch
):
    live_through_a_story()
    workers = []
    post_office.answers = Fatal(lambda: os.kill(workers[0].pid, signal.SIGKILL))
    workers.append(launch("worker"))
    assert workers[0].wait(30) == -signal.SIGKILL
    post_office.answers = deque()
    forget_the_dead()

    launch("worker", "--once").wait(60)
    assert arrived(post_office) == ONCE


def test_one_that_dies_at_the_last_moment_repeats_a_letter_that_is_known_as_a_copy(
    post_office, no_worker, launch
):
    """Between the server's 250 and our commit: at least once is what SMTP allows."""
    live_through_a_story()
    workers = []
    post_office.on_taken = lambda: os.kill(workers[0].pid, signal.SIGKILL)
    workers.append(launch("worker"))
    assert workers[0].wait(30) == -signal.SIGKILL
    post_office.on_taken = None
    forget_the_dead()

    launch("worker", "--once").wait(60)
    copies = Counter(post_office.message_ids)
    assert sorted(copies.values()) == [1, 1, 1, 2]
    calendars = {
        tuple(part.get_payload() for part in message.iter_attachments())
        for message in post_office.taken
        if copies[message["Message-ID"]] == 2
    }
    assert len(calendars) == 1


def test_two_workers_send_each_once(post_office, no_worker, launch):
    live_through_a_story()
    for _worker in range(2):
        launch("worker")
    wait_until(lambda: not Letter.objects.waiting().exists())
    assert arrived(post_office) == ONCE


class Locked:
    """A database that refuses one statement, as if another held it, once it has been run."""

    def __init__(self, words):
        self.words, self.refusals = words, 0

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not self.refusals and self.words in sql:
            self.refusals += 1
            raise OperationalError("database is locked")
        return result


@pytest.mark.parametrize(
    "words",
    [
        'INTO "events_registration"',
        'INTO "studio_letter"',
        'UPDATE "events_seatpool"',
    ],
)
def test_a_step_that_is_tried_again_is_told_once(post_office, no_worker, words):
    page = make_event(make_site())
    locked = Locked(words)
    with connection.execute_wrapper(locked):
        registration = cast.register(page, email="first@reader.example")
    assert locked.refusals == 1
    assert cast.status_of(registration) == Status.CONFIRMED
    delivered_once = [header(one, "Subject") for one in delivered(post_office)]
    assert delivered_once == ["You have a place: Trunk training"]
    assert ManageLink.objects.count() == RegistrationLog.objects.count() == 1


def test_what_was_not_done_is_not_told(post_office, no_worker):
    page = make_event(make_site(), capacity=1)
    first = cast.register(page, email="first@reader.example")
    cast.register(page, email="second@reader.example")
    delivered(post_office)

    class AlwaysLocked(Locked):
        def __call__(self, *statement):
            self.refusals = 0
            return super().__call__(*statement)

    locked = AlwaysLocked('INTO "studio_letter"')
    with connection.execute_wrapper(locked), pytest.raises(services.Busy):
        services.cancel(first)
    assert cast.status_of(first) == Status.CONFIRMED
    assert delivered(post_office) == []
    assert Letter.objects.count() == 2


def in_threads(*verbs):
    """Run them at once, each on a connection of its own; their refusals are dropped."""

    def run(verb):
        try:
            verb()
        except services.Refusal:
            pass
        finally:
            connection.close()

    threads = [Thread(target=run, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_form_and_a_button_that_are_sent_four_times_at_once_are_told_once(post_office, no_worker):
    page = make_event(make_site(), capacity=1)
    pool = SeatPool.objects.get(page=page)
    application = services.Application(name="Ada", email="first@reader.example")
    in_threads(*[lambda: services.register(pool, application)] * 4)
    cast.register(page, email="second@reader.example")
    first = pool.registrations.get(email="first@reader.example")
    in_threads(*[lambda: services.cancel(first)] * 4)

    delivered_all = Counter(
        (one["To"].partition("@")[0], header(one, "Subject")) for one in delivered(post_office)
    )
    assert delivered_all == ONCE
