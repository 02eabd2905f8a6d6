"""What waits, what failed and how much room is left, in numbers: for /metrics and the health page.

A room brings its own through the hook ``register_figures``: a function that gives
:class:`Figure` objects. Counts end at :data:`MOST`, and all are asked again after some seconds
only, so that nobody can wear the database out by looking.
"""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import Min, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail import hooks

from studio import room
from studio.models import Chore, Letter
from studio.watching import backups

HOOK = "register_figures"
#: Rows after which nobody counts on.
MOST = 10_000
#: Seconds for which what was asked is told again, by this process.
FRESH = 10.0
#: Failed tasks are news for so long.
LATELY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number. ``name`` as Prometheus wants it, with its unit at the end; ``labels`` of few values."""

    name: str
    meaning: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


def counted(rows: QuerySet) -> int:
    """How many, up to :data:`MOST`."""
    return rows.order_by()[:MOST].count()


def seconds_since(moment: datetime | None) -> float:
    """How long ago, not below 0; 0 where there is none."""
    return max(0.0, (timezone.now() - moment).total_seconds()) if moment else 0.0


def database_bytes() -> int:
    """How much the database takes."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return sum(
            os.path.getsize(name + end) for end in ("", "-wal") if os.path.exists(name + end)
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


_asked: tuple[float, list[Figure]] = (-FRESH, [])


def now() -> list[Figure]:
    """All figures, at most :data:`FRESH` seconds old; without the database's while it is away."""
    global _asked
    at, known = _asked
    if time.monotonic() - at < FRESH:
        return known
    known = list(_of_disk())
    try:
        for ask in (_of_ground, *hooks.get_hooks(HOOK)):
            known += ask()
        known.append(_figure("database_up", "Whether the database answers.", 1))
    except DatabaseError:
        known.append(_figure("database_up", "Whether the database answers.", 0))
    _asked = (time.monotonic(), known)
    return known


def forget() -> None:
    """Ask anew the next time."""
    global _asked
    _asked = (-FRESH, [])


def _figure(name: str, meaning: str, value: float, **labels: str) -> Figure:
    return Figure(name=name, meaning=meaning, value=value, labels=labels)


def _of_disk() -> Iterator[Figure]:
    disk = room.of_data()
    yield _figure("disk_free_bytes", "Free on the disk of the data.", disk.free)
    yield _figure("disk_size_bytes", "Size of the disk of the data.", disk.size)


def _of_ground() -> Iterator[Figure]:
    yield _figure("database_bytes", "What the database takes.", database_bytes())
    waiting = DBTaskResult.objects.ready()
    failed = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gt=timezone.now() - LATELY
    )
    tasks = "Tasks: waiting to be run, failed within a day."
    yield _figure("tasks", tasks, counted(waiting), state="waiting")
    yield _figure("tasks", tasks, counted(failed), state="failed")
    oldest = waiting.order_by().aggregate(at=Min("enqueued_at"))["at"]
    yield _figure("tasks_oldest_seconds", "Age of the oldest that waits.", seconds_since(oldest))
    letters = "Letters: waiting to leave, given up on within two weeks."
    yield _figure("letters", letters, counted(Letter.objects.waiting()), state="waiting")
    yield _figure("letters", letters, counted(Letter.objects.failed_lately()), state="failed")
    oldest = Letter.objects.waiting().order_by().aggregate(at=Min("waiting_since"))["at"]
    yield _figure("letters_oldest_seconds", "Age of the oldest that waits.", seconds_since(oldest))
    worked_at = last_work()
    if worked_at is not None:  # 0 would look like a worker that is here
        meaning = "Since a worker did periodic work; not told where none ever did."
        yield _figure("worker_seen_seconds", meaning, seconds_since(worked_at))
    last = backups.last()
    if last is not None and last.made_at is not None:
        meaning = "Age of the last backup that succeeded."
        yield _figure("backup_age_seconds", meaning, seconds_since(last.made_at))
        yield _figure("backup_bytes", "Size of that backup.", last.size)


def last_work() -> datetime | None:
    """When a worker did periodic work last; some of it is due every minute."""
    done = Chore.objects.exclude(done_at=None).order_by("-done_at")
    return done.values_list("done_at", flat=True).first()
