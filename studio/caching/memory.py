"""Values made from the database, kept in the memory of this process."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from studio.caching.generations import LONGEST, Stamp, current
from studio.caching.reading import note, reading

T = TypeVar("T")

#: Bytes, roughly, that all values of a process may take.
MOST = 32 * 1024 * 1024
#: What is no text counts as so many.
_OF_OTHERS = 2048


@dataclass(frozen=True)
class _Kept:
    value: Any
    stamp: Stamp
    until: float
    weight: int


class Memory:
    """The values asked for last, as many as ``most`` bytes hold."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def put(self, key: Hashable, kept: _Kept) -> None:
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._weight += kept.weight
            while self._weight > self.most and self._kept:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._weight = 0

    def _drop(self, key: Hashable) -> None:
        if (kept := self._kept.pop(key, None)) is not None:
            self._weight -= kept.weight


memory = Memory()


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gives, made anew when what it read of the database has changed.

    ``key`` begins with the name of who asks and holds all that the value varies with,
    the language too. The value is shared by threads and requests: a text, a number, a
    tuple, a frozen dataclass; never a model that somebody changes, and nothing that is
    about one visitor. Inside a transaction it is made every time.
    """
    numbers = current()
    if numbers is None:
        return make()
    # a test or a restored copy may have another database by the same key
    key = (numbers.path, key)
    now = time.monotonic()
    kept = memory.get(key)
    if kept is not None and kept.until > now and numbers.are(kept.stamp):
        note(name for name in kept.stamp if name)
        return kept.value
    before = numbers.snapshot()  # so that whoever writes meanwhile makes it stale
    with reading() as read:
        value = make()
    if read.is_complete:
        weight = len(value) if isinstance(value, str) else _OF_OTHERS
        memory.put(key, _Kept(value, before.stamp(read.watched), now + LONGEST, weight))
    return value
