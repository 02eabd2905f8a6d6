"""Periodic work of the room (see ``studio/chores.py``)."""

from datetime import timedelta

from search import misses, vocabulary
from studio.chores import every


@every(timedelta(days=1))
def forget_misses() -> None:
    """Forget what nobody has asked for in vain for a long time."""
    misses.forget()


@every(timedelta(days=7))
def forget_words() -> None:
    """Forget words that stand in no title any more."""
    vocabulary.forget()
