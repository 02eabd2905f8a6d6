"""Periodic work of the room (see ``studio/chores.py``)."""

from datetime import timedelta

from comments.models.settings import Rhythm
from comments.services import digests, learning, retention, withdrawing
from studio.chores import every


@every(timedelta(minutes=10))
def learn() -> None:
    """Let the filter learn from what moderators decided."""
    learning.learn()


@every(timedelta(hours=1))
def write_hourly_digests() -> None:
    """Tell moderators what came within the hour, or was too much to tell at once."""
    digests.send(rhythms={Rhythm.HOURLY, Rhythm.AT_ONCE})


@every(timedelta(days=1))
def write_daily_digests() -> None:
    """Tell moderators what came within the day."""
    digests.send(rhythms={Rhythm.DAILY})


@every(timedelta(days=1))
def forget() -> None:
    """Forget what was kept as long as the settings say."""
    retention.forget_networks()
    retention.forget_emails()
    retention.remove_unwanted()
    retention.forget_unconfirmed()
    retention.forget_addresses()
    withdrawing.withdraw_leftovers()
