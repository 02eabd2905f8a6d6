"""A backup of the site while it runs.

Files first, then the database, then the files that the database of that moment names and that
came or changed since: then no row of the copy points at a file that is not in it. A file that
was deleted in between is the reason to take the moment anew (docs/decisions/0030-backups.md).
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from studio.backups import (
    folders,
    manifests,
    obstacles,
    postgresql,
    records,
    sealing,
    snapshots,
    sqlite,
    thinning,
    uploads,
)
from studio.backups.archives import Writer
from studio.backups.manifests import Manifest
from studio.backups.records import Record
from studio.backups.refusals import AtWork, BackupRefused, MadeAlready

#: Moments that are taken, if files go away under our hands, before that is told instead.
_TRIES = 5
#: Seconds that the backup of the day waits for whoever is at work in its folder.
_PATIENCE = 2 * 3600
#: What hears of the note that was made, or should have been.
Tell = Callable[[Record], None]


@dataclass(frozen=True)
class Made:
    """A backup that was made, and the old ones that went."""

    path: Path
    manifest: Manifest
    seconds: float
    removed: list[Path]


def make(folder: Path, *, daily: bool = False, tell: Tell = lambda record: None) -> Made:
    """Make one backup in a folder, then thin out the old ones.

    BackupRefused with a sentence for what is in the way. What was noted of the last backup
    (``records.last``) tells of the failure then; ``tell`` hears of either, also where nothing
    can be noted. AtWork is no failure: somebody else makes one. ``daily``: wait for them, and
    MadeAlready where one was made within the day.
    """
    try:
        folders.prepare(folder)
        with folders.only_one(folder, BackupRefused, patience=_PATIENCE if daily else 0):
            if daily:
                _look_for_one_of_today(folder)
            made, record = _make_one(folder)
            tell(record)
            return made
    except (AtWork, MadeAlready):
        raise
    except obstacles.IN_THE_WAY as error:
        reason = obstacles.sentence(error, folder)
        tell(records.note_failure(folder, reason))
        raise BackupRefused(reason) from error
    except Exception as error:
        tell(records.note_failure(folder, f"No backup was made: {type(error).__name__}."))
        raise


def _look_for_one_of_today(folder: Path) -> None:
    record = records.last(folder)
    if record and records.is_of_today(record) and (folder / str(record.archive)).exists():
        raise MadeAlready(f"{record.archive} was made today already: nothing was done.")


def _make_one(folder: Path) -> tuple[Made, Record]:
    began, clock = timezone.now(), time.monotonic()
    path, manifest = _make(folder, began)
    seconds = time.monotonic() - clock
    record = records.note(
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
    return Made(path, manifest, seconds, _thin_out(folder)), record


def _thin_out(folder: Path) -> list[Path]:
    removed = superseded(folder)
    for old in removed:
        try:
            old.unlink()
        except OSError as error:
            raise BackupRefused(
                f"A backup was made, but {old.name}, which is old, cannot be deleted: "
                f"{error.strerror}."
            ) from error
    return removed


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
    media = uploads.folder()
    return 2 * database + (uploads.size(media) if media else 0)


def _make(folder: Path, began: datetime) -> tuple[Path, Manifest]:
    keys = sealing.recipients(settings.BACKUP_RECIPIENT)
    if connection.vendor == "postgresql":
        postgresql.look_for_programs(settings.DATABASE_URL)
    media = uploads.folder()
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
    media = uploads.folder()
    for name, path in uploads.files(media).items() if media else ():
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
    for name, path in uploads.files(media).items():
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
    deleted = archive.files.keys() - {snapshot.path.name} - uploads.files(media).keys() - named
    return deleted | archive.torn()


def _differing(archive: Writer, snapshot: snapshots.Snapshot) -> Iterator[str]:
    for name, sha1 in snapshot.named.items():
        found = archive.sha1.get(manifests.MEDIA + name)
        if sha1 and found and found != sha1:
            yield manifests.MEDIA + name
