"""A backup of the site while it runs.

Files first, then the database, then the files that the database of that moment names and that
came or changed since: then no row of the copy points at a file that is not in it. A file that
was deleted in between is the reason to take the moment anew (docs/decisions/0030-backups.md).
"""

import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
import pyrage
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection
from django.utils import timezone

from studio.backups import (
    folders,
    manifests,
    postgresql,
    records,
    sealing,
    snapshots,
    sqlite,
    thinning,
)
from studio.backups.archives import Writer
from studio.backups.manifests import Manifest
from studio.backups.refusals import BackupRefused

#: Moments that are taken, if files go away under our hands, before that is told instead.
_TRIES = 5


#: What is said of a disk that is full, or of a file that may not grow.
_OF_A_FULL_DISK = ("disk is full", "disk I/O error", "No space left", "File too large")
#: What ends a backup with a sentence.
_IN_THE_WAY = (
    BackupRefused,
    OSError,
    sqlite3.Error,
    psycopg.Error,
    DatabaseError,
    pyrage.EncryptError,
)


@dataclass(frozen=True)
class Made:
    """A backup that was made, and the old ones that went."""

    path: Path
    manifest: Manifest
    seconds: float
    removed: list[Path]


def media_folder() -> Path | None:
    """Where uploaded files lie on this machine; None where another keeps them."""
    return Path(settings.MEDIA_ROOT) if isinstance(default_storage, FileSystemStorage) else None


def make(folder: Path) -> Made:
    """Make one backup in a folder, then thin out the old ones.

    BackupRefused with a sentence for what is in the way. What was noted of the last backup
    (``records.last``) tells of the failure then.
    """
    folders.prepare(folder)
    with folders.only_one(folder, BackupRefused):
        began, clock = timezone.now(), time.monotonic()
        try:
            path, manifest = _make(folder, began)
            seconds = time.monotonic() - clock
            _note(folder, path, manifest, began, seconds)
        except _IN_THE_WAY as error:
            reason = _sentence(error, folder)
            records.note_failure(folder, reason)
            raise BackupRefused(reason) from error
        removed = superseded(folder)
        for old in removed:
            old.unlink()
    return Made(path, manifest, seconds, removed)


def _note(folder: Path, path: Path, manifest: Manifest, began: datetime, seconds: float) -> None:
    records.note(
        folder,
        made_at=began,
        archive=path.name,
        size=path.stat().st_size,
        seconds=round(seconds, 1),
        rows=manifest.rows,
        files=len(manifest.files) - 1,
        failed_at=None,
        reason=None,
    )


def superseded(folder: Path, *, with_one_of: datetime | None = None) -> list[Path]:
    """The backups that BACKUP_KEEP has no use for; ``with_one_of`` as if one more were there.

    The newest and the one that was proved last always stay.
    """
    record, there = records.last(folder), folders.archives(folder)
    moments = {*there.values(), *([with_one_of] if with_one_of else [])}
    stays = thinning.kept(moments, thinning.read(settings.BACKUP_KEEP))
    return [
        path
        for path, moment in there.items()
        if moment not in stays and not (record and path.name == record.proved_archive)
    ]


def needed() -> int:
    """Bytes that a backup takes while it is made, at the most: the database twice, and all files."""
    if connection.vendor == "sqlite":
        database = Path(settings.DATABASES["default"]["NAME"]).stat().st_size
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            database = cursor.fetchone()[0]
    media = media_folder()
    return 2 * database + sum(map(_size, _files(media).values() if media else ()))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # deleted since
        return 0


def _make(folder: Path, began: datetime) -> tuple[Path, Manifest]:
    keys = sealing.recipients(settings.BACKUP_RECIPIENT)
    if connection.vendor == "postgresql":
        postgresql.look_for_programs(settings.DATABASE_URL)
    media = media_folder()
    if media and folder.resolve().is_relative_to(media.resolve()):
        raise BackupRefused(f"{folder} lies among the pictures; backups need a place of their own.")
    folders.need_room(folder, needed(), BackupRefused)
    final = folder / folders.name_for(began, encrypted=bool(keys))
    if final.exists():
        raise BackupRefused(f"{final.name} is there already: it was made within this second.")
    scratch = folder / f"{folders.UNFINISHED}{os.getpid()}"
    scratch.mkdir(mode=0o700)
    place = scratch / final.name
    try:
        with open(place, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            with sealing.sealed(file, keys) as stream, Writer(stream) as archive:
                manifest = _write(archive, scratch, began)
            file.flush()
            os.fsync(file.fileno())
        place.rename(final)
        folders.settle(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return final, manifest


def _write(archive: Writer, scratch: Path, began: datetime) -> Manifest:
    media = media_folder()
    for name, path in _files(media).items() if media else ():
        archive.add(name, path)
    gone: set[str] | None = None
    for _try in range(_TRIES):
        snapshot = _snapshot(scratch)
        before, gone = gone, _catch_up(archive, media, snapshot) if media else set()
        if not gone or gone == before:
            break  # what two moments name in vain, the site itself has lost
    archive.add(snapshot.path.name, snapshot.path)
    dropped = _dropped(archive, media, snapshot) if media else set()
    manifest = Manifest(
        made_at=began.isoformat(timespec="seconds"),
        kind=snapshot.kind,
        server=snapshot.server,
        database=snapshot.path.name,
        tables=snapshot.tables,
        migrations=snapshot.migrations,
        has_media=media is not None,
        files={name: told for name, told in archive.files.items() if name not in dropped},
        dropped=sorted(dropped),
        missing=sorted(gone),
        differing=sorted(_differing(archive, snapshot)),
    )
    archive.finish(manifest)
    return manifest


def _snapshot(scratch: Path) -> snapshots.Snapshot:
    for old in scratch.glob("database.*"):
        old.unlink()
    if connection.vendor == "sqlite":
        return sqlite.take(Path(settings.DATABASES["default"]["NAME"]), scratch)
    return postgresql.take(settings.DATABASE_URL, scratch)


def _catch_up(archive: Writer, media: Path, snapshot: snapshots.Snapshot) -> set[str]:
    """Put in what came or changed since; return what rows name in vain."""
    for name, path in _files(media).items():
        try:
            told = path.stat()
        except FileNotFoundError:
            continue
        if archive.seen.get(name) != (told.st_size, told.st_mtime_ns):
            archive.add(name, path)
    named = {manifests.MEDIA + name for name in snapshot.named}
    return named - (archive.files.keys() - archive.torn())


def _dropped(archive: Writer, media: Path, snapshot: snapshots.Snapshot) -> set[str]:
    """What is in the archive and shall not come back: deleted meanwhile, or read in part."""
    named = {manifests.MEDIA + name for name in snapshot.named}
    deleted = archive.files.keys() - {snapshot.path.name} - _files(media).keys() - named
    return deleted | archive.torn()


def _differing(archive: Writer, snapshot: snapshots.Snapshot) -> Iterator[str]:
    for name, sha1 in snapshot.named.items():
        found = archive.sha1.get(manifests.MEDIA + name)
        if sha1 and found and found != sha1:
            yield manifests.MEDIA + name


def _files(media: Path) -> dict[str, Path]:
    """All uploaded files by their names in the archive. Folders may be links to elsewhere."""
    found, been = {}, set()
    for folder, inner, names in os.walk(media, followlinks=True):
        told = os.stat(folder)
        if (told.st_dev, told.st_ino) in been:
            inner.clear()  # a link that leads back
            continue
        been.add((told.st_dev, told.st_ino))
        for name in names:
            path = Path(folder, name)
            if path.is_file():
                found[manifests.MEDIA + path.relative_to(media).as_posix()] = path
    return found


def _sentence(error: Exception, folder: Path) -> str:
    if isinstance(error, BackupRefused):
        return str(error)
    is_full = isinstance(error, OSError) and error.errno in {
        errno.ENOSPC,
        errno.EFBIG,
        errno.EDQUOT,
    }
    # some tell it in words alone: SQLite, and age of what our file told it
    if is_full or any(words in str(error) for words in _OF_A_FULL_DISK):
        return f"There is no room left in {folder}: no backup was made, and none was lost."
    return f"No backup was made: {error}."
