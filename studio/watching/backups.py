"""What the watch asks about backups: the last one that was made, whatever became of later tries."""

from studio import backups
from studio.backups import Record


def last() -> Record | None:
    """None where there was none, or nobody makes them."""
    found = backups.last()
    return found if found is not None and found.made_at is not None else None
