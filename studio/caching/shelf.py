"""Answers on disk, one file each, for all processes of this machine.

A file holds a line that tells what is in it, then the answer compressed, then as it is.
It is written beside its place and moved there, so that nobody ever reads a half of it.
"""

import fcntl
import gzip
import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from studio import room
from studio.caching.generations import Generations, Stamp, folder
from studio.caching.memory import Memory
from studio.settings.environment import PROJECT

logger = logging.getLogger(__name__)

#: Folders among which the files are spread; each keeps to its part of the space.
_PARTS = 64
#: Bytes of an answer that are worth keeping.
LARGEST = 2 * 1024 * 1024
#: Bytes of them that each process has at hand.
_IN_MEMORY = 16 * 1024 * 1024
#: Seconds that somebody waits for another who makes the same.
_PATIENCE = 5.0
_A_MOMENT = 0.005
_A_DAY = 24 * 3600


@dataclass(frozen=True)
class Entry:
    """An answer, with when it was made (Unix time) and until when it may be shown.

    ``fresh_until``: nobody asks whether it is still right, unless a table was written.
    ``shown_until``: it is shown to one visitor more while it is made anew.
    """

    key: str
    stamp: Stamp
    made_at: float
    fresh_until: float
    shown_until: float
    headers: dict[str, str]
    etag: str
    body: bytes = field(repr=False)
    packed: bytes = field(repr=False)

    @classmethod
    def made(
        cls,
        key: str,
        stamp: Stamp,
        body: bytes,
        headers: dict[str, str],
        *,
        fresh_until: float,
        shown_until: float,
    ) -> "Entry":
        """A new one; an ETag (RFC 9110, 8.8.3) that the view wrote stays."""
        digest = hashlib.sha256(body).hexdigest()[:24]
        return cls(
            key=key,
            stamp=stamp,
            made_at=time.time(),
            fresh_until=fresh_until,
            shown_until=shown_until,
            headers=headers,
            # weak: compressed or not, it says the same
            etag=headers.get("ETag") or f'W/"{digest}"',
            body=body,
            packed=gzip.compress(body, 6, mtime=0),
        )


class Shelf:
    """Entries below ``place``, of ``most`` bytes together."""

    def __init__(self, place: Path, most: int) -> None:
        self.place = place
        self.most = most
        self._memory: Memory[Entry] = Memory(_IN_MEMORY)
        for part in range(_PARTS):
            (place / f"{part:02x}").mkdir(parents=True, exist_ok=True)

    def read(self, key: str, numbers: Generations) -> Entry | None:
        """What is kept by ``key`` and contradicted by no table, of whatever age; else none.

        While it is fresh, from the memory of this process: another may have a newer one,
        which says the same.
        """
        entry = self._memory.get(key)
        if entry is not None and entry.fresh_until > time.time() and numbers.are(entry.stamp):
            return entry
        entry = self._read(key)
        if entry is None or not numbers.are(entry.stamp):
            return None
        self._memory.put(key, entry, len(entry.body) + len(entry.packed))
        return entry

    def _read(self, key: str) -> Entry | None:
        path = self._path(key)
        try:
            with open(path, "rb", buffering=0) as file:
                told, _line, rest = file.readall().partition(b"\n")
            facts = json.loads(told)
            packed = facts.pop("length")
            entry = Entry(**facts, packed=rest[:packed], body=rest[packed:])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError):
            logger.warning("What is kept at %s cannot be read", path)
            return None
        return entry if entry.key == key else None

    def write(self, entry: Entry) -> None:
        """Keep it, and let go of the oldest beside it if there is no room. Never fails.

        While the disk is nearly full, in the memory of this process alone: others need what is
        left of it more.
        """
        self._memory.drop(entry.key)
        if not room.is_enough():
            self._memory.put(entry.key, entry, len(entry.body) + len(entry.packed))
            return
        facts = {name: value for name, value in asdict(entry).items() if name not in _BYTES}
        told = json.dumps(facts | {"length": len(entry.packed)}).encode()
        path = self._path(entry.key)
        try:
            handle, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(b"".join((told, b"\n", entry.packed, entry.body)))
                os.replace(name, path)
            except OSError:
                os.unlink(name)
                raise
            self._make_room(path.parent)
        except OSError as error:
            logger.warning("A page cannot be kept: %s", error)

    def drop(self, key: str) -> None:
        """Keep nothing by ``key``."""
        self._memory.drop(key)
        self._path(key).unlink(missing_ok=True)

    @contextmanager
    def turn(self, key: str, *, wait: bool) -> Iterator[bool]:
        """One at a time for ``key``, of all processes; tells whether it is ours.

        A lock of the kernel's, which lets go by itself when who holds it dies. Who does not
        ``wait``, or waited too long, is told no; so is everybody where not even an empty file
        can be written.
        """
        path = self._path(key)
        try:
            lock = (path.parent / f".{path.name[:2]}").open("wb")
        except OSError as error:
            logger.warning("Nobody can wait for a page: %s", error)
            yield False
            return
        with lock as file:
            deadline = time.monotonic() + (_PATIENCE if wait else 0)
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        yield False
                        return
                    time.sleep(_A_MOMENT)
                else:
                    yield True
                    return

    def size(self) -> tuple[int, int]:
        """How many answers are kept, and their bytes together."""
        sizes = [one.stat().st_size for one in self.place.glob("*/[0-9a-f]*") if one.is_file()]
        return len(sizes), sum(sizes)

    def clear(self) -> None:
        """Keep nothing any more."""
        for one in self.place.glob("*/[0-9a-f]*"):
            one.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
        return self.place / f"{digest[0] % _PARTS:02x}" / digest[1:20].hex()

    def _make_room(self, part: Path) -> None:
        """The oldest go first; what is asked for is made anew every minute, so it is young."""
        with os.scandir(part) as listed:
            files = [(one.stat().st_mtime, one.stat().st_size, one.path) for one in listed]
        taken = sum(size for _at, size, _path in files)
        for _at, size, path in sorted(files):
            if taken <= self.most // _PARTS:
                break
            if size:  # locks are empty
                os.unlink(path)
                taken -= size


_BYTES = frozenset(("body", "packed"))


def current() -> Shelf | None:
    """The shelf of this site and this release; none where it cannot be written."""
    return _in(folder(), settings.CACHE_MEGABYTES * 1024 * 1024)


@lru_cache(maxsize=8)
def _in(place: Path, most: int) -> Shelf | None:
    try:
        shelf = Shelf(place / f"pages-{release()}", most)
        _forget_releases(place, but=shelf.place)
    except OSError as error:
        logger.error("No page is kept, since %s cannot be written: %s", place, error)
        return None
    return shelf


def _forget_releases(place: Path, *, but: Path) -> None:
    """What another release kept; that of yesterday may still be running."""
    os.utime(but)
    for other in place.glob("pages-*"):
        if other != but and other.stat().st_mtime < time.time() - _A_DAY:
            shutil.rmtree(other, ignore_errors=True)


@lru_cache(maxsize=1)
def release() -> str:
    """Changes with whatever a page is made of that lies in no table.

    The files of the site, its settings, Django and Wagtail.
    """
    digest = hashlib.sha256()
    for package in ("django", "wagtail"):
        digest.update(version(package).encode())
    for name in sorted(dir(settings)):
        if name.isupper() and isinstance(value := getattr(settings, name), str | int | list | dict):
            digest.update(f"{name}={value!r}\n".encode())
    rooms = sorted(one.parent for one in PROJECT.glob("*/__init__.py"))
    files = (one for room in rooms for one in sorted(room.rglob("*")) if one.suffix in _MADE_OF)
    for one in [*files, *Path(settings.STATIC_ROOT).glob("*.json")]:
        known = one.stat()
        digest.update(f"{one} {known.st_size} {known.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


_MADE_OF = frozenset((".html", ".py", ".mo", ".css", ".js", ".svg", ".xml", ".txt"))
