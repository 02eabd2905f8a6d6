"""Periodic work of the room (see ``studio/chores.py``)."""

from datetime import timedelta

from events.services import erasing, publishing, retention
from studio.chores import every


@every(timedelta(minutes=1))
def settle_holds() -> None:
    """Hand on the seats of those who did not answer in time."""
    retention.settle_holds()


@every(timedelta(minutes=5))
def publish_pools() -> None:
    """Let pools follow pages that were published while the database was busy."""
    publishing.catch_up()


@every(timedelta(days=1))
def forget() -> None:
    """Forget people when their event is so long over as its page says."""
    retention.forget()
    erasing.withdraw_leftovers()
