"""Values made from the database, kept in the memory of this process."""

import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import Any, Generic, TypeVar

from studio.caching.generations import LONGEST, Stamp, current
from studio.caching.reading import note, note_end, reading

T = TypeVar("T")

#: Bytes, roughly, that all values of a process may take.
MOST = 32 * 1024 * 1024
#: And so many around each of them.
_AROUND = 1024


class Memory(Generic[T]):
    """The values asked for last, as many as ``most`` bytes hold."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """What was put there; none if there is nothing, or no more."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: T, weight: int) -> None:
        """``weight``: bytes, roughly. What was not asked for longest goes for it."""
        with self._lock:
            self._drop(key)
            self._values[key] = value, weight
            self._weight += weight
            while self._weight > self.most:
                self._drop(next(iter(self._values)))

    def drop(self, key: Hashable) -> None:
        """Know it no longer."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Know nothing any more."""
        with self._lock:
            self._values.clear()
            self._weight = 0

    def _drop(self, key: Hashable) -> None:
        found = self._values.pop(key, None)
        if found is not None:
            self._weight -= found[1]


@dataclass(frozen=True)
class _Kept:
    value: Any
    stamp: Stamp
    until: float
    ends_at: float


memory: Memory[_Kept] = Memory(MOST)


def is_kept() -> bool:
    """Whether what is made now may be kept: not inside a transaction, nor where nothing is."""
    return current() is not None


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
    now = time.time()
    kept = memory.get(key)
    if kept is not None and kept.until > now and numbers.are(kept.stamp):
        note(kept.stamp.keys() - {""})
        note_end(kept.ends_at)
        return kept.value
    before = numbers.snapshot()  # so that whoever writes meanwhile makes it stale
    with reading() as read:
        value = make()
    if read.is_complete:
        weight = _AROUND + _weight((key, value), set())
        until = min(now + LONGEST, read.ends_at)
        stamp = before.stamp(read.watched)
        memory.put(key, _Kept(value, stamp, until, read.ends_at), weight)
    return value


def _weight(value: Any, seen: set[int]) -> int:
    """Bytes of a value and of what it holds, each once, roughly."""
    if id(value) in seen or isinstance(value, type):
        return 0
    seen.add(id(value))
    inside: Iterable[Any] = ()
    if isinstance(value, Mapping):
        inside = chain(value, value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        inside = value
    elif hasattr(value, "__dict__"):
        inside = vars(value).values()
    return sys.getsizeof(value, 0) + sum(_weight(one, seen) for one in inside)
