"""Passwords are compared one at a time in each process: it is slow on purpose, and takes a core.

Without this, thirty sign-ins at once would hold all cores and all threads for seconds, and
whoever only wants to read would wait for them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

#: How many of one process compare or wait to. Of the four threads that docs/operating.md
#: gives it, one is left for pages.
AT_ONCE = 3


class Busy(Exception):
    """Too many are signing in at this moment."""


class Turnstile:
    """Lets one through at a time, and few stand before it."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._places = BoundedSemaphore(at_once)
        self._turn = Lock()

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Stand before it, which asks nothing of the database; :class:`Busy` if it is full."""
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            yield
        finally:
            self._places.release()

    def passing(self) -> Lock:
        """Wait for one's turn, as in ``with turnstile.passing(): …``."""
        return self._turn


#: The one of this process.
turnstile = Turnstile()
