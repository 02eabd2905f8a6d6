"""How often each table was written, counted for all processes of this machine.

The numbers lie in one small file that every process maps into its memory: to look at one
costs less than a microsecond, to count a lock on the file. A name's place is its checksum;
two that share one are both made anew when either changes, which is never wrong.
"""

import fcntl
import mmap
import os
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PLACES = 4096
_HEAD = 16
#: What happened to requests, counted behind the numbers.
TALLIES = ("hit", "fwd=miss")
#: Numbers behind them, for :mod:`studio.caching.shared`: what was heard of other machines.
HEARD = 3
_SIZE = _HEAD + 8 * (PLACES + len(TALLIES) + HEARD + PLACES)
#: What the file is called; another size has another name.
FILE = f"generations-{_SIZE}"
#: Seconds in which a file that was taken away is missed.
_LOOK_EVERY = 1.0

Stamp = Mapping[str, int]


class Generations:
    """The numbers in the file ``path``, which is made where it is missing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open()

    def snapshot(self) -> "Snapshot":
        """All numbers as they are now."""
        self._look()
        return Snapshot(self._era(), self._numbers[:PLACES].tobytes())

    def are(self, stamp: Stamp) -> bool:
        """Whether all are what they were when ``stamp`` was taken."""
        self._look()
        numbers, era = self._numbers, self._era()
        return all(
            value == (numbers[place_of(name)] if name else era) for name, value in stamp.items()
        )

    def hear(self) -> None:
        """What was changed elsewhere, before anything is looked up here: of nowhere else."""

    def count(self, names: Iterable[str]) -> None:
        """These were changed."""
        self._look()
        with self._alone():
            for place in {place_of(name) for name in names}:
                self._numbers[place] += 1

    def tally(self, what: str) -> None:
        """One more of ``what``. Without a lock, so that it costs nothing: a few may be lost."""
        self._numbers[PLACES + TALLIES.index(what)] += 1

    def tallies(self) -> dict[str, int]:
        """How often what happened since the file was made."""
        return dict(zip(TALLIES, self._numbers[PLACES:], strict=False))

    def renew(self) -> None:
        """Whatever was made until now is stale, in the memory of every process too."""
        self.path.unlink(missing_ok=True)
        self._open()

    def _era(self) -> int:
        """What all values together are as old as: another one, and all of them are stale."""
        return self._identity

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other process of this machine counts meanwhile."""
        try:
            file = self.path.open("rb")
        except FileNotFoundError:  # somebody took it away
            self._open()
            file = self.path.open("rb")
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self.path.exists():
            _make(self.path)
        with self.path.open("r+b") as file:
            self._inode = os.fstat(file.fileno()).st_ino
            memory = mmap.mmap(file.fileno(), _SIZE)
        self._head = memoryview(memory)[:8].cast("q")
        self._identity = self._head[0]
        self._numbers = memoryview(memory)[_HEAD:].cast("Q")
        self._looked_at = time.monotonic()

    def _look(self) -> None:
        """Notice, within a second, that somebody took the file away."""
        now = time.monotonic()
        if now - self._looked_at < _LOOK_EVERY:
            return
        try:
            is_there = self.path.stat().st_ino == self._inode
        except FileNotFoundError:
            is_there = False
        self._looked_at = now
        if not is_there:
            self._open()


@dataclass(frozen=True)
class Snapshot:
    """The numbers of one moment."""

    identity: int
    numbers: bytes

    def stamp(self, names: Iterable[str]) -> Stamp:
        """The generation of each of the names, and under ``""`` that of the file itself."""
        numbers = memoryview(self.numbers).cast("Q")
        return {"": self.identity} | {name: numbers[place_of(name)] for name in names}


def _make(path: Path) -> None:
    """Write the file beside its place, then link it there, unless another process did."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(8).ljust(_SIZE, b"\0"))
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)


@lru_cache(maxsize=4096)
def place_of(name: str) -> int:
    """Where the number of ``name`` stands."""
    return zlib.crc32(name.encode()) % PLACES
