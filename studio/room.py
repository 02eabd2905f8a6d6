"""How much room the disk has, and when too little is left to take anything new.

A full disk fails in the middle of what it does: a picture without its row, a page half written.
So the site stops taking what is new while a part is still free (``LEAST_FREE_PERCENT``), and
what is there can go on being read, corrected and deleted.
"""

import os
from dataclasses import dataclass

from django.conf import settings


class NoRoom(Exception):
    """Nothing new is taken: the disk is nearly full."""


@dataclass(frozen=True)
class Room:
    """A disk: bytes free for us, and bytes in all."""

    free: int
    size: int

    @property
    def percent(self) -> float:
        """How much of it is free."""
        return 100 * self.free / self.size if self.size else 100.0

    @property
    def is_enough(self) -> bool:
        """Whether something new may be taken."""
        return self.percent >= settings.LEAST_FREE_PERCENT


def of_data() -> Room:
    """That of the disk on which the data lie (``DATA_DIR``); costs microseconds."""
    return of(settings.DATA_DIR)


def of(folder: str) -> Room:
    """That of the disk on which a folder lies."""
    told = os.statvfs(folder)
    # without what only root may fill
    return Room(free=told.f_bavail * told.f_frsize, size=told.f_blocks * told.f_frsize)


def is_enough() -> bool:
    """Whether something new may be taken; where the disk does not tell, yes."""
    try:
        return of_data().is_enough
    except OSError:
        return True
