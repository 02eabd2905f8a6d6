"""Rows by the thousand, written straight into their tables.

Each row is given its number before it is written, so that whatever points at it can be
written in the same breath. For an empty site alone: two who did this at once would give
the same numbers twice.
"""

from collections.abc import Iterable, Sequence
from itertools import count, islice
from random import Random
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

#: Rows an INSERT holds at most.
BATCH = 1_000


class Numbers:
    """Primary keys that are free."""

    def __init__(self) -> None:
        self._free: dict[type[models.Model], count] = {}

    def next(self, model: type[models.Model]) -> int:
        """The next one of ``model``, which nobody else gets."""
        if model not in self._free:
            last = model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0
            self._free[model] = count(last + 1)
        return next(self._free[model])

    def settle(self) -> None:
        """Let the database go on counting where this ended."""
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), list(self._free)):
                cursor.execute(sql)


def insert(model: type[models.Model], rows: Iterable[Any]) -> None:
    """Write ``rows`` into the table of ``model`` alone; nothing is told to anybody.

    All of them have a number already, or none has, and the database counts.
    Of a model that has parents the part that is its own: Django's ``bulk_create`` refuses
    these, since it would have to ask for the numbers of the parents' rows in between.
    """
    fields = model._meta.local_concrete_fields
    unnumbered = [field for field in fields if not isinstance(field, models.AutoField)]
    writer = model._base_manager.get_queryset()
    for some in in_batches(rows):
        given = fields if some[0].pk is not None else unnumbered
        writer._batched_insert(some, given, batch_size=None)


def in_batches(rows: Iterable[Any], size: int = BATCH) -> Iterable[Sequence[Any]]:
    """So many at a time."""
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some


def any_of(chance: Random, rows: Sequence[Any], odds: float = 1.0) -> Any:
    """One of ``rows``, by ``odds`` of one; None where there is none."""
    return chance.choice(rows) if rows and chance.random() < odds else None
