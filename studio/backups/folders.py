"""Where backups lie, how they are named, and that one process at a time is at them."""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings

from studio.backups.refusals import AtWork, BackupRefused

#: What is being written; left over only by a process that was killed.
UNFINISHED = ".unfinished-"
_NAME = re.compile(r"studio-(\d{8}T\d{6}Z)\.tar(\.age)?")
_STAMP = "%Y%m%dT%H%M%SZ"


def data_folder() -> Path:
    """``DATA_DIR``, as the settings in use have it."""
    return Path(settings.MEDIA_ROOT).parent


def default_folder() -> Path:
    """``BACKUP_DIR``, else a folder on the disk of the data itself."""
    return Path(settings.BACKUP_DIR) if settings.BACKUP_DIR else data_folder() / "backups"


def prepare(folder: Path) -> None:
    """Make the folder where it is missing, for the eyes of its owner only.

    BACKUP_DIR has to be there: where its disk is not mounted, we would fill the one below it.
    """
    if settings.BACKUP_DIR and folder == Path(settings.BACKUP_DIR) and not folder.is_dir():
        raise BackupRefused(f"{folder} is not there: make it, or mount its disk.")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BackupRefused(f"{folder} cannot be used: {error.strerror}.") from error


def name_for(moment: datetime, *, encrypted: bool) -> str:
    """The name of a backup that was begun at that moment."""
    return f"studio-{moment.astimezone(UTC).strftime(_STAMP)}.tar{'.age' if encrypted else ''}"


def moment_of(name: str) -> datetime | None:
    """When the backup of that name was begun; None where the name is not one of ours."""
    found = _NAME.fullmatch(name)
    return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) if found else None


def archives(folder: Path) -> dict[Path, datetime]:
    """All backups of a folder, the oldest first; files of other names are somebody else's."""
    found = {path: moment_of(path.name) for path in folder.glob("studio-*")}
    known = {path: moment for path, moment in found.items() if moment and path.is_file()}
    return dict(sorted(known.items(), key=lambda item: item[1]))


@contextmanager
def only_one(folder: Path, refusal: type[Exception], *, patience: float = 0) -> Iterator[None]:
    """Be the only one at work in the folder; what a killed process left there is swept away.

    The lock ends with the process that holds it, however that ends. AtWork where somebody has
    it for longer than ``patience`` seconds.
    """
    try:
        file = (folder / ".lock").open("a")
    except OSError as error:
        raise refusal(f"{folder} cannot be written: {error.strerror}.") from error
    with file:
        until = time.monotonic() + patience
        while not _is_locked(file):
            if time.monotonic() >= until:
                raise AtWork(f"Another process is at work in {folder}.")
            time.sleep(1)
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink()
        yield


def _is_locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def settle(path: Path) -> None:
    """Let a name in a folder outlive the power: what was renamed stays renamed."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def need_room(folder: Path, octets: int, refusal: type[Exception]) -> None:
    """Refuse unless so many bytes are free, and a tenth more."""
    free, needed = shutil.disk_usage(folder).free, octets + octets // 10
    if free < needed:
        raise refusal(
            f"{folder} has {megabytes(free)} free; {megabytes(needed)} are needed. "
            "Nothing was written."
        )


def megabytes(octets: int) -> str:
    """In words."""
    return f"{octets / 1_000_000:,.1f} MB"
