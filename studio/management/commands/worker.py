import logging
import os
import select
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from studio import chores

logger = logging.getLogger(__name__)

#: Seconds between two looks for tasks, and between two sweeps for letters and periodic work.
LOOK = 1.0
SWEEP = 20.0
#: Tasks in a row before the sweep has its turn again.
BATCH = 50
#: The longest wait, in seconds, for a database that is gone.
PATIENCE = 30.0


class Bell:
    """Rings at SIGTERM and SIGINT, and wakes who waits; the second signal kills.

    A pipe and not a ``threading.Event``: setting that in a signal handler can
    lock up with the wait it interrupts.
    """

    def __init__(self) -> None:
        self.rung = False
        self.tasks: Worker | None = None

    def __enter__(self) -> "Bell":
        self._ear, self._clapper = os.pipe()
        self._before = {n: signal.signal(n, self._ring) for n in (signal.SIGTERM, signal.SIGINT)}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._ear)
        os.close(self._clapper)

    def _ring(self, number: int, _frame: FrameType | None) -> None:
        self.rung = True
        if self.tasks:
            self.tasks.running = False
        signal.signal(number, signal.SIG_DFL)
        os.write(self._clapper, b"!")

    def wait(self, seconds: float) -> None:
        select.select([self._ear], [], [], seconds)

    def silent(self) -> bool:
        return not self.rung


class Command(BaseCommand):
    help = "Do the work of the background: tasks, letters, periodic work. Several may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        # it would tell every second that there is nothing to do
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        self.next_sweep = 0.0
        with Bell() as self.bell:
            if options["once"]:
                while self._tasks() == BATCH and self.bell.silent():
                    pass
                self._sweep()
            else:
                self._work()

    def _work(self) -> None:
        logger.info("Worker started")
        pause = LOOK
        while self.bell.silent():
            pause = LOOK if self._turn() else min(pause * 2, PATIENCE)
            if not self.is_busy:
                self.bell.wait(pause)
        logger.info("Worker ended")

    def _turn(self) -> bool:
        """One round of work; whether it went well. Nothing but a signal ends the worker."""
        self.is_busy = False
        try:
            self.is_busy = self._tasks() == BATCH
            self._sweep()
        except (OperationalError, InterfaceError) as error:
            logger.warning("The database does not answer (%s); trying again", type(error).__name__)
            self.is_busy = False
            connections.close_all()
            return False
        except Exception:
            logger.exception("A round of work failed; trying again")
            return False
        return True

    def _tasks(self) -> int:
        """Run the tasks that are ready, at most ``BATCH``; return how many there were."""
        worker = Worker(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=BATCH,
            worker_id=get_random_string(32),
        )
        self.bell.tasks = worker
        if self.bell.silent():  # the bell may have rung before it knew of these tasks
            worker.run()
        self.bell.tasks = None
        return worker._run_tasks

    def _sweep(self) -> None:
        if time.monotonic() < self.next_sweep or self.bell.rung:
            return
        close_old_connections()
        chores.go_round(keep_going=self.bell.silent)
        self.next_sweep = time.monotonic() + SWEEP
