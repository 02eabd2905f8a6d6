"""Periodic work of the room (see ``studio/chores.py``)."""

from datetime import timedelta

from home import services
from studio.chores import every


@every(timedelta(days=1))
def forget() -> None:
    """Forget messages that were kept as long as their page says."""
    services.forget()
