"""How letters leave: claimed by one worker, sent outside any transaction, settled.

At least once is what SMTP allows: a worker that dies between the server's 250
and our commit leaves a letter that goes out again when its lease ends, with the
same Message-ID. Logs name letters by number: what they say and to whom is private.
"""

import logging
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from smtplib import SMTPException
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from studio import transport
from studio.models import Letter

logger = logging.getLogger(__name__)

#: How long a worker holds a letter; longer than an SMTP conversation of timeouts takes.
LEASE = timedelta(minutes=5)
#: The pauses after each temporary refusal; after the last, about two days, the letter has failed.
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440)]
#: The pause where no server was there. It does not grow and does not count, so that
#: a long outage neither fails a letter nor delays it once the server is back.
PAUSE_WITHOUT_SERVER = timedelta(seconds=30)
#: Letters looked up at once by the sweep.
BATCH = 100


class Outcome(StrEnum):
    """What became of an attempt."""

    SENT = "sent"
    PUT_OFF = "put off"
    FAILED = "failed"
    SERVER_AWAY = "server away"
    NOT_DUE = "not due"


def deliver(letter_id: int, connection: BaseEmailBackend | None = None) -> Outcome:
    """Try to send one letter, if it is due and nobody else holds it."""
    letter = _claim(letter_id)
    if letter is None:
        return Outcome.NOT_DUE
    if letter.attempts > len(PAUSES) + 1:  # each attempt ended with the death of a worker
        return _give_up(letter, letter.last_error)
    link = connection or get_connection()
    try:
        transport.post(letter, link)
    except transport.ServerAway as answer:
        outcome = _wait_for_server(letter, str(answer))
    except transport.LetterReturned as answer:
        outcome = _give_up(letter, str(answer))
    except transport.LetterPutOff as answer:
        outcome = _put_off(letter, str(answer))
    else:
        # Whoever holds the letter by now: it has left.
        Letter.objects.filter(pk=letter.pk).update(
            status=Letter.Status.SENT, sent_at=timezone.now(), claimed_until=None, last_error=""
        )
        outcome = Outcome.SENT
    if connection is None or outcome is not Outcome.SENT:
        _hang_up(link)  # after a failure the next letter deserves a fresh conversation
    logger.info("Letter %s (%s): %s", letter.pk, letter.kind, outcome)
    return outcome


def deliver_due(limit: int | None = None, keep_going: Callable[[], bool] = lambda: True) -> int:
    """Send what is due over one connection, in batches; return how many left.

    Where no server is, the rest is left untouched for the next time. Once one
    letter leaves, those that found no server before need not wait any longer.
    """
    sent = 0
    connection = get_connection()
    try:
        while batch := _due_batch():
            for letter_id in batch:
                if not keep_going() or sent == limit:
                    return sent
                outcome = deliver(letter_id, connection)
                if outcome is Outcome.SERVER_AWAY:
                    return sent
                if outcome is Outcome.SENT:
                    if not sent:
                        Letter.objects.without_server().update(next_attempt_at=timezone.now())
                    sent += 1
        return sent
    finally:
        _hang_up(connection)


def _due_batch() -> list[int]:
    """The hundred letters that wait longest, mixed so that two workers seldom meet at one."""
    due = Letter.objects.due().order_by("next_attempt_at", "pk")
    batch = list(due.values_list("pk", flat=True)[:BATCH])
    random.shuffle(batch)
    return batch


def _claim(letter_id: int) -> Letter | None:
    """Hold the letter for ``LEASE``: one UPDATE, which one worker wins on either database."""
    held = Letter.objects.due().filter(pk=letter_id)
    changes = {"claimed_until": timezone.now() + LEASE, "attempts": F("attempts") + 1}
    if not held.update(**changes):
        return None
    return Letter.objects.filter(pk=letter_id).first()


def _settle(letter: Letter, answer: str, **changes: Any) -> None:
    """Write the end of an attempt, unless the lease ran out and another worker holds the letter."""
    mine = Letter.objects.filter(pk=letter.pk, claimed_until=letter.claimed_until)
    mine.update(last_error=answer, claimed_until=None, **changes)


def _wait_for_server(letter: Letter, answer: str) -> Outcome:
    again = timezone.now() + _about(PAUSE_WITHOUT_SERVER)
    _settle(letter, answer, attempts=letter.attempts - 1, next_attempt_at=again)
    return Outcome.SERVER_AWAY


def _put_off(letter: Letter, answer: str) -> Outcome:
    if letter.attempts > len(PAUSES):
        return _give_up(letter, answer)
    again = timezone.now() + _about(PAUSES[letter.attempts - 1])
    _settle(letter, answer, next_attempt_at=again)
    return Outcome.PUT_OFF


def _give_up(letter: Letter, answer: str) -> Outcome:
    _settle(letter, answer, status=Letter.Status.FAILED, next_attempt_at=timezone.now())
    return Outcome.FAILED


def _about(pause: timedelta) -> timedelta:
    """A fifth more or less, so that letters put off together do not come back together."""
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)


def _hang_up(connection: BaseEmailBackend) -> None:
    with suppress(OSError, SMTPException):  # the farewell of a server that has gone
        connection.close()
