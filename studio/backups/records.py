"""What became of the last backup, in a small file beside them: ``last.json``."""

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from studio.backups import folders

_NAME = "last.json"
#: A little less: a timer is not there at the same minute every night.
_A_DAY = timedelta(hours=20)


@dataclass(frozen=True)
class Record:
    """The last backup that was made, whether it was ever proved, and what failed since.

    ``made_at`` and ``archive`` are None where none was ever made; ``size`` in bytes.
    ``proved_at`` tells when ``proved_archive`` was last restored for a proof: mostly not the
    newest. ``failed_at`` and ``reason`` are of the last try, and None when it went well.
    """

    made_at: datetime | None = None
    archive: str | None = None
    size: int = 0
    seconds: float = 0.0
    rows: int = 0
    files: int = 0
    proved_at: datetime | None = None
    proved_archive: str | None = None
    failed_at: datetime | None = None
    reason: str | None = None

    @property
    def is_proved(self) -> bool:
        """Whether the newest backup itself was proved."""
        return self.archive is not None and self.archive == self.proved_archive

    @property
    def told_at(self) -> datetime | None:
        """The moment of the latest that it tells."""
        return max(filter(None, (self.made_at, self.proved_at, self.failed_at)), default=None)

    def dump(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def load(cls, told: Any) -> "Record | None":
        """Of what was dumped; None where that makes no sense."""
        try:
            moments = {
                name: told[name] and datetime.fromisoformat(told[name])
                for name in ("made_at", "proved_at", "failed_at")
            }
            return cls(**{**told, **moments})
        except (ValueError, KeyError, TypeError):
            return None


def last(folder: Path | None = None) -> Record | None:
    """What is known of the backups in ``BACKUP_DIR``, or None where nobody tried.

    Reads one file; asks no database. A file that makes no sense counts as none.
    """
    try:
        told = json.loads(((folder or folders.default_folder()) / _NAME).read_text())
    except (OSError, ValueError):
        return None
    return Record.load(told)


def note(folder: Path, **changes: object) -> Record:
    """Write down what happened, in one piece; the whole of what is known then."""
    record = replace(last(folder) or Record(), **changes)
    place = folder / f"{folders.UNFINISHED}{os.getpid()}-{_NAME}"
    place.write_text(json.dumps(record.dump(), indent=2))
    place.replace(folder / _NAME)
    return record


def note_failure(folder: Path, reason: str) -> Record:
    """That no backup was made, and why; where even that cannot be written, it is only returned."""
    failure = {"failed_at": timezone.now(), "reason": reason}
    try:
        return note(folder, **failure)
    except OSError:
        return replace(last(folder) or Record(), **failure)


def are_made_here() -> bool:
    """Whether ``BACKUP_DIR`` is set: this machine is the one that makes them."""
    return bool(settings.BACKUP_DIR)


def is_of_today(record: Record) -> bool:
    """Whether it was made within 20 hours: by a timer or a worker, whoever came first."""
    return record.made_at is not None and timezone.now() - record.made_at < _A_DAY


def is_due(hours: int = 24) -> bool:
    """Whether ``BACKUP_DIR`` is set and its last backup was made that long ago."""
    if not are_made_here():
        return False
    record = last()
    if record is None or record.made_at is None:
        return True
    return (timezone.now() - record.made_at).total_seconds() > hours * 3600
