"""Passwords are compared one at a time in each process: it is slow on purpose, and takes a core.

Without this, thirty sign-ins at once would hold all cores and all threads for seconds, and
whoever only wants to read would wait for them.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

#: Names for which one process compares or waits at the same time. Of the four threads that
#: docs/operating.md gives it, one is left for pages.
NAMES_AT_ONCE = 3


class Busy(Exception):
    """Too many are signing in at this moment."""


class Turnstile:
    """Lets one through at a time, and few names stand before it."""

    def __init__(self, names_at_once: int = NAMES_AT_ONCE) -> None:
        self._names_at_once = names_at_once
        self._standing: Counter[str] = Counter()
        self._seats = Lock()
        self._turn = Lock()

    @contextmanager
    def standing(self, name: str) -> Iterator[None]:
        """Stand before it, which asks nothing of the database.

        Raises :class:`Busy` where so many names stand already. Those of a name that stands
        may stand with it: ``studio.entrance.locks`` lets few of them go on.
        """
        with self._seats:
            if name not in self._standing and len(self._standing) >= self._names_at_once:
                raise Busy
            self._standing[name] += 1
        try:
            yield
        finally:
            with self._seats:
                self._standing[name] -= 1
                if not self._standing[name]:
                    del self._standing[name]

    def passing(self) -> Lock:
        """Wait for one's turn, as in ``with turnstile.passing(): …``."""
        return self._turn


#: The one of this process.
turnstile = Turnstile()
