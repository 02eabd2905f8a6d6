"""What became of the last backup, in a small file beside them: ``last.json``."""

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from studio.backups import folders

_NAME = "last.json"


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


def last(folder: Path | None = None) -> Record | None:
    """What is known of the backups in ``BACKUP_DIR``, or None where nobody tried.

    Reads one file; asks no database. A file that makes no sense counts as none.
    """
    try:
        told = json.loads(((folder or folders.default_folder()) / _NAME).read_text())
        for name in ("made_at", "proved_at", "failed_at"):
            told[name] = told[name] and datetime.fromisoformat(told[name])
        return Record(**told)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(folder: Path, **changes: object) -> None:
    """Write down what happened, in one piece."""
    record = replace(last(folder) or Record(), **changes)
    place = folder / f"{folders.UNFINISHED}{os.getpid()}-{_NAME}"
    place.write_text(json.dumps(asdict(record), default=datetime.isoformat, indent=2))
    place.replace(folder / _NAME)


def note_failure(folder: Path, reason: str) -> None:
    """That no backup was made, and why; where even that cannot be written, nothing."""
    try:
        note(folder, failed_at=timezone.now(), reason=reason)
    except OSError:
        return


def is_due(hours: int = 24) -> bool:
    """Whether ``BACKUP_DIR`` is set and its last backup was made that long ago."""
    if not settings.BACKUP_DIR:
        return False
    record = last()
    if record is None or record.made_at is None:
        return True
    return (timezone.now() - record.made_at).total_seconds() > hours * 3600
