"""Passwords are compared one at a time in each process: it is slow on purpose, and takes a core.

Without this, thirty sign-ins at once would hold all cores and all threads for seconds, and
whoever only wants to read would wait for them.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

#: Names for which one process compares or waits at the same time. Of the four threads that
#: docs/operating.md gives it, one is left for pages.
NAMES_AT_ONCE = 3


class Busy(Exception):
    """Too many are signing in at this moment."""


class Turnstile:
    """Lets one through at a time, and few wait before it."""

    def __init__(self, names_at_once: int = NAMES_AT_ONCE) -> None:
        self._names_at_once = names_at_once
        self._waiting: Counter[str] = Counter()
        self._is_taken = False
        self._changed = Condition()

    @contextmanager
    def passing(self, name: str) -> Iterator[None]:
        """Wait for one's turn. Raises :class:`Busy` where so many names wait already.

        Those of a name that waits may wait with it: ``studio.entrance.locks`` lets in few.
        """
        with self._changed:
            if name not in self._waiting and len(self._waiting) >= self._names_at_once:
                raise Busy
            self._waiting[name] += 1
            self._changed.wait_for(lambda: not self._is_taken)
            self._is_taken = True
        try:
            yield
        finally:
            with self._changed:
                self._is_taken = False
                self._waiting[name] -= 1
                if not self._waiting[name]:
                    del self._waiting[name]
                self._changed.notify()


#: The one of this process.
turnstile = Turnstile()
