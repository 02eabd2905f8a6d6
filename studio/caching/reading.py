"""What is read of the database while something is made."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from math import inf

from studio.caching.tables import TOLD


class Reading:
    """The names of what was read: tables, and what :func:`depends_on` was told of."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.ends_at = inf  # Unix time

    @property
    def is_complete(self) -> bool:
        """Whether everything that was read would be told of when it changes."""
        told = {name.partition(" ")[0] for name in self.names if name not in TOLD}
        return all(TOLD[name] in told for name in self.names & TOLD.keys())

    @property
    def watched(self) -> frozenset[str]:
        """The names whose generations tell whether what was made is still right."""
        return frozenset(self.names - TOLD.keys())


_now: ContextVar[tuple[Reading, ...]] = ContextVar("reading", default=())


@contextmanager
def reading() -> Iterator[Reading]:
    """Notes what is read within, in this thread; one within another is noted in both."""
    one = Reading()
    token = _now.set((*_now.get(), one))
    try:
        yield one
    finally:
        _now.reset(token)


def note(names: Collection[str]) -> None:
    """These are read."""
    for one in _now.get():
        one.names.update(names)


def note_end(ends_at: float) -> None:
    """What is being made is right until then (Unix time)."""
    for one in _now.get():
        one.ends_at = min(one.ends_at, ends_at)


def right_until(moment: datetime | None) -> None:
    """What is being made says something else from ``moment`` on, though no table is written."""
    if moment is not None:
        note_end(moment.timestamp())


def depends_on(*names: str) -> None:
    """What is being made shows what goes by ``names``, as in ``comments 17``.

    Whoever changes that calls :func:`studio.caching.changed` with the same name.
    """
    note(names)
