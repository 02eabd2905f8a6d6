"""Periodic work: who has to do what how often, and that one worker does it.

A room adds work of its own in its ``chores.py``, which the commands find:

    @every(timedelta(hours=1))
    def send_reminders() -> None: …
"""

import logging
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from studio import accesses, keeping, mail, pictures
from studio.backups import records
from studio.entrance import sessions
from studio.models import Blockage, Chore, Letter, Tally
from studio.settings.environment import PROJECT
from studio.watching import backups

logger = logging.getLogger(__name__)

Work = Callable[[], None]

#: How long a chore is held. After the death of a worker another takes over then.
LEASE = timedelta(minutes=5)
#: A chore that failed is tried again after this at the latest.
SECOND_TRY = timedelta(minutes=10)

_WORKS: dict[str, tuple[timedelta, Work]] = {}
#: What not every machine can do → whether this one can.
_ONLY_WHERE: dict[str, Callable[[], bool]] = {}


def every(period: timedelta, *, where: Callable[[], bool] | None = None) -> Callable[[Work], Work]:
    """Let a function be called once a ``period``, by one worker at a time.

    ``where``: a worker of whom this is not true leaves it to the others, and uses up nobody's turn.
    """

    def enter(work: Work) -> Work:
        name = f"{work.__module__}.{work.__name__}"
        _WORKS[name] = (period, work)
        if where:
            _ONLY_WHERE[name] = where
        return work

    return enter


def go_round(
    *, all_of_them: bool = False, keep_going: Callable[[], bool] = lambda: True
) -> tuple[int, list[str]]:
    """Sweep for letters, then do what is due, or everything.

    Return how many letters left and the names of what was done. A failure is
    logged and the next work goes on; only a database that is gone ends the round.
    """
    autodiscover_modules("chores")
    sent = 0
    try:
        # by every worker: letters are claimed one by one
        sent = mail.deliver_due(keep_going=keep_going)
    except Exception:
        logger.exception("The sweep for letters failed")
    done = []
    for name, (period, work) in sorted(_WORKS.items()):
        if keep_going() and _do(name, period, work, even_if_not_due=all_of_them):
            done.append(name)
    return sent, done


def _do(name: str, period: timedelta, work: Work, *, even_if_not_due: bool) -> bool:
    can = _ONLY_WHERE.get(name)
    if can and not can():
        return False
    started = timezone.now()
    held_until = started + LEASE
    Chore.objects.get_or_create(name=name)
    free = Chore.objects.filter(name=name).free()
    if not (free if even_if_not_due else free.due()).update(held_until=held_until):
        return False
    mine = Chore.objects.filter(name=name, held_until=held_until)
    try:
        work()
    except Exception:
        logger.exception("Periodic work %s failed", name)
        # where the database is gone this fails as well, and the worker waits for it
        mine.update(held_until=None, due_at=started + min(period, SECOND_TRY))
        return False
    # a little early, or a timer with the same period would find it not yet due
    early = min(period / 10, timedelta(minutes=1))
    mine.update(held_until=None, due_at=started + period - early, done_at=timezone.now())
    return True


@every(timedelta(minutes=1))
def publish_scheduled() -> None:
    """Publish and unpublish what editors put a date on."""
    call_command("publish_scheduled")


@every(timedelta(minutes=1))
def receive_pictures() -> None:
    """Look at pictures that nobody has looked at: those from before the site did."""
    pictures.receive_waiting()


@every(timedelta(hours=1), where=records.are_made_here)
def back_up() -> None:
    """Begin a backup where the last is a day old, and tell all machines what is known of them.

    As a process that nobody waits for: letters leave meanwhile. It notes itself what became
    of it, and says it in the log of this worker.
    """
    backups.tell(records.last())
    if records.is_due():
        subprocess.Popen(  # noqa: S603
            [sys.executable, str(PROJECT / "manage.py"), "backup", "--daily"],
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
        )


@every(timedelta(days=1))
def forget_sessions() -> None:
    """Remove sign-ins that have ended, and what was known of them."""
    call_command("clearsessions")
    sessions.forget_ended()


@every(timedelta(days=1))
def forget_tasks() -> None:
    """Remove results older than a week, and tasks whose worker died that long ago."""
    long_ago = timezone.now() - keeping.TASKS
    DBTaskResult.objects.finished().filter(finished_at__lt=long_ago).delete()
    abandoned = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    abandoned.filter(started_at__lt=long_ago).delete()


@every(timedelta(days=1))
def forget_letters() -> None:
    """Remove letters that left, or never will, after 90 days: they are personal data."""
    long_ago = timezone.now() - keeping.LETTERS
    settled = Letter.objects.exclude(status=Letter.Status.WAITING)
    settled.filter(created_at__lt=long_ago, next_attempt_at__lt=long_ago).delete()


@every(timedelta(days=1))
def forget_blockages() -> None:
    """Remove what no browser has reported for 30 days."""
    Blockage.objects.filter(last_at__lt=timezone.now() - keeping.BLOCKAGES).delete()


@every(timedelta(days=1))
def forget_accesses() -> None:
    """Remove lines about who saw personal data, when they were kept as long as the setting says."""
    accesses.forget()


@every(timedelta(hours=1))
def forget_tallies() -> None:
    """Remove counts whose time is over."""
    ended = Tally.objects.ended()
    # One statement. Django's delete() would look first, since Wagtail listens to every
    # deletion, and could then remove a count that has begun anew in between.
    ended._raw_delete(ended.db)
