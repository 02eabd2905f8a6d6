"""No question may hold a worker: after its time the database gives it up."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction


class TookTooLong(Exception):
    """The database was stopped before it had an answer."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """What is asked of the database inside is given up after its time, with ``TookTooLong``.

    Other failures of the database go through as they are.
    """
    within = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    with within(seconds):
        yield


@contextmanager
def _on_sqlite(seconds: float) -> Iterator[None]:
    """SQLite asks every so many steps of its machine, some tens of microseconds apart."""
    ends_at = time.monotonic() + seconds
    connection.ensure_connection()
    raw = connection.connection
    raw.set_progress_handler(lambda: time.monotonic() >= ends_at, 500)
    try:
        yield
    except OperationalError as error:
        if "interrupted" in str(error):
            raise TookTooLong from error
        raise
    finally:
        raw.set_progress_handler(None, 0)


@contextmanager
def _on_postgresql(seconds: float) -> Iterator[None]:
    """PostgreSQL is told for this transaction, and three things more.

    A visitor's question gets one process, and is not worth compiling a plan for. And PostgreSQL
    takes looking into a vector for as cheap as looking at a number, so it would rather look
    into each than ask the index.
    """
    from psycopg.errors import QueryCanceled

    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('statement_timeout', %s, true),"
                    " set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true),"
                    " set_config('max_parallel_workers_per_gather', '0', true)",
                    [str(max(1, round(seconds * 1000)))],
                )
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TookTooLong from error
        raise
