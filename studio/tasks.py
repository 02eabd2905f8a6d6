"""Work done behind the visitor's back, by ``manage.py worker``.

A task is enqueued by ``transaction.on_commit``: the worker must not look for a
row that is not there yet.
"""

from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from studio import delivery
from studio.models import Letter


@task()
def deliver_letter(letter_id: int) -> str:
    """Send one letter at once; whatever fails is left to the sweep.

    While the mail server is away only the sweep knocks, or every new letter
    would keep the worker waiting for the same timeout.
    """
    if Letter.objects.without_server().exists():
        return delivery.Outcome.SERVER_AWAY.value
    return delivery.deliver(letter_id).value


@task()
def deliver_letters() -> int:
    """Send letters that are due over one connection, a hundred at most; return how many left.

    The sweep does the rest: unlike a task it can be asked to end.
    """
    if Letter.objects.without_server().exists():
        return 0
    return delivery.deliver_due(limit=delivery.BATCH)


def forget_arguments(of: Task) -> None:
    """Erase what the running tasks of this kind were told, which else is kept for a week.

    For a task that is told something personal, as the first thing it does: by then the
    worker has read its arguments.
    """
    running = DBTaskResult.objects.filter(task_path=of.module_path, status=TaskResultStatus.RUNNING)
    running.update(args_kwargs={"args": [], "kwargs": {}})
