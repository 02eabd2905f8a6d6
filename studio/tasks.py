"""Work done behind the visitor's back, by ``manage.py worker``.

A task is enqueued by ``transaction.on_commit``: the worker must not look for a
row that is not there yet.
"""

from django_tasks import task

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
