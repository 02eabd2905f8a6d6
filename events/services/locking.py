"""The lock of a pool: whoever writes to its row first goes first.

On PostgreSQL the row is locked by the UPDATE, on SQLite the whole database is
(``BEGIN IMMEDIATE``). What is counted after it cannot change before the commit; a count
before it could. Order of locks, for whoever needs more than one: pools by their number,
then what hangs on them, then ``studio.limits``.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

from events.ledger.pools import SeatPool
from events.services.refusals import Busy

P = ParamSpec("P")
R = TypeVar("R")

#: How often a verb is tried when the database is held by others.
ATTEMPTS = 4
#: Seconds after which it is not tried again: SQLite has waited 20 s by itself then.
PATIENCE = 15.0
#: Seconds, times a random number, before the second attempt; doubled for each one after.
FIRST_WAIT = 0.05


def patient(verb: Callable[P, R]) -> Callable[P, R]:
    """Let a verb try again when the database was locked; it then raises :class:`Busy`.

    Inside somebody else's transaction there is nothing to try again.
    """

    @wraps(verb)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        begun = time.monotonic()
        for attempt in range(ATTEMPTS):
            try:
                return verb(*args, **kwargs)
            except OperationalError as error:
                if connection.in_atomic_block:
                    raise
                if attempt == ATTEMPTS - 1 or time.monotonic() - begun > PATIENCE:
                    raise Busy from error
                # jitter, not a secret
                time.sleep(FIRST_WAIT * 2**attempt * random.random())  # noqa: S311
        raise Busy

    return tried


@contextmanager
def held(pool_id: int) -> Iterator[SeatPool]:
    """The pool, read after the lock was taken; both last until the block ends."""
    with transaction.atomic():
        SeatPool.take_lock(pool_id)
        yield SeatPool.objects.select_related("form", "site", "page").get(pk=pool_id)


@contextmanager
def held_together(pool_ids: Iterable[int]) -> Iterator[None]:
    """Several pools, locked in the order of their numbers, until the block ends."""
    with transaction.atomic():
        for pk in sorted(set(pool_ids)):
            SeatPool.take_lock(pk)
        yield
