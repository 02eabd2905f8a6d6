"""From an archive to a site that has proved itself; and a proof that leaves nothing behind.

Everything is unpacked and proved beside its place and then moved there: a restore that is
killed has changed nothing, and the next one sweeps its remains away.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from studio.backups import (
    archives,
    folders,
    kept_pages,
    manifests,
    own_commands,
    postgresql,
    sqlite,
)
from studio.backups.manifests import Manifest
from studio.backups.refusals import BackupRefused, NotProved, RestoreRefused

Tell = Callable[[str], None]

_RESTORING = "_restoring"
#: What the proof does without: a cache of pages, one before the site, a search of its own.
_APART = {"CACHE_MEGABYTES": "0", "PURGE_URL": "", "SEARCH_URL": "", "EMAIL_URL": "console://"}


@dataclass(frozen=True)
class Target:
    """Where a site shall stand: the folder of its files, and the address of its database."""

    data: Path
    database: str

    @property
    def sqlite(self) -> Path | None:
        """The file of the database, where it is one."""
        before, _scheme, path = self.database.partition("sqlite:///")
        return None if before or not _scheme else Path(path)


def configured() -> Target:
    """The place that the settings in use name."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return Target(folders.data_folder(), f"sqlite:///{database['NAME']}")
    return Target(folders.data_folder(), settings.DATABASE_URL)


def _settings_of(target: Target) -> dict[str, str]:
    return {"DATABASE_URL": target.database, "DATA_DIR": str(target.data)}


def restore(
    archive: Path,
    target: Target,
    *,
    keys: list[Any],
    tell: Tell,
    replace: bool = False,
    migrate: bool = False,
) -> None:
    """Put a backup in place, proved; ArchiveRefused, RestoreRefused or NotProved otherwise.

    What was there is kept beside it, and only replaced where that is asked for.
    """
    target.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _one_at_a_time(target.data):
        if not replace and not _is_empty(target):
            raise RestoreRefused(
                "There is a site already. Stop it and say --replace: it is then kept aside."
            )
        with _unpacked(archive, target.data, target, keys) as (staging, manifest):
            there = _load(manifest, staging, target)
            _prove(manifest, staging, there, migrate=migrate, tell=tell)
            if manifest.kind == "sqlite":
                _sign_everybody_out(staging / manifest.database)
            _put_in_place(manifest, staging, target, tell)
    if failed := kept_pages.forget(target.data / "cache", _settings_of(target)):
        tell(failed)


def check(archive: Path, *, keys: list[Any], tell: Tell, migrate: bool = False) -> Manifest:
    """Prove a backup in a folder that goes afterwards, or in a database that does."""
    folder = folders.default_folder()
    folders.prepare(folder)
    scratch = folder / f"{folders.UNFINISHED}check"
    with _one_at_a_time(folder):
        scratch.mkdir(mode=0o700)
        target = Target(scratch, configured().database)
        try:
            with _unpacked(archive, scratch, target, keys) as (staging, manifest):
                there = _load(manifest, staging, target)
                try:
                    _prove(manifest, staging, there, migrate=migrate, tell=tell)
                finally:
                    if manifest.kind == "postgresql":
                        server = postgresql.Server(target.database)
                        postgresql.drop(server, server.name + _RESTORING)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return manifest


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with folders.only_one(folder, RestoreRefused):
        try:
            yield
        except (OSError, sqlite3.Error, psycopg.Error) as error:
            full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EFBIG}
            reason = f"there is no room left in {folder}" if full else str(error).strip()
            raise RestoreRefused(f"Not restored: {reason}.") from error
        except BackupRefused as error:  # of pg_restore, which is not there
            raise RestoreRefused(str(error)) from error


@contextmanager
def _unpacked(
    archive: Path, beside: Path, target: Target, keys: list[Any]
) -> Iterator[tuple[Path, Manifest]]:
    staging = beside / f"{folders.UNFINISHED}restore-{os.getpid()}"
    staging.mkdir(mode=0o700)
    try:
        manifest = archives.unpack(archive, staging, keys)
        wanted = "sqlite" if target.sqlite else "postgresql"
        if manifest.kind != wanted:
            raise RestoreRefused(
                f"The backup is of {manifest.kind}, the place for it is {wanted}: "
                "name another in --database."
            )
        yield staging, manifest
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _is_empty(target: Target) -> bool:
    if _has_files(target.data / "media"):
        return False
    if target.sqlite:
        return sqlite.is_empty(target.sqlite)
    return postgresql.Server(target.database).is_empty()


def _has_files(media: Path) -> bool:
    return media.exists() and any(path.is_file() for path in media.rglob("*"))


def _load(manifest: Manifest, staging: Path, target: Target) -> str:
    """Where the database is proved; PostgreSQL's is read into one of its own first."""
    if manifest.kind == "sqlite":
        return f"sqlite:///{staging / manifest.database}"
    server = postgresql.Server(target.database)
    scratch = server.name + _RESTORING
    postgresql.unpack(server, staging / manifest.database, scratch)
    return server.address_of(scratch)


def _prove(manifest: Manifest, staging: Path, database: str, *, migrate: bool, tell: Tell) -> None:
    note = staging / manifests.NAME
    note.write_bytes(manifest.dump())
    options = ["--migrate"] if migrate else []
    media = staging / "media"
    media.mkdir(exist_ok=True)
    done = own_commands.run(
        "prove",
        *("--manifest", str(note), "--media", str(media), *options),
        environment={"DATABASE_URL": database, **_APART},
    )
    for line in done.stdout.splitlines():
        tell(line)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["the proof ended without a word"]
        raise NotProved(said[-1].removeprefix("CommandError: "))


def _sign_everybody_out(database: Path) -> None:
    """No sign-in of that time comes back to life: it may have been revoked since."""
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("DELETE FROM django_session")
    connection.close()
    sqlite.fold(database)


def _put_in_place(manifest: Manifest, staging: Path, target: Target, tell: Tell) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = target.data / f"before-restore-{stamp}"
    os.sync()  # whole on disk before it has its name
    if target.sqlite and target.sqlite.exists():
        _move(target.sqlite, aside, fold=True)
    if manifest.kind == "postgresql":
        server = postgresql.Server(target.database)
        old = f"{server.name}_before_{stamp.lower()}"
        with server.connect(server.name + _RESTORING) as connection:
            connection.execute("DELETE FROM django_session")
        if postgresql.put_in_place(server, server.name + _RESTORING, old):
            tell(f"The database that was there is now called {old}.")
    media = target.data / "media"
    if manifest.has_media:
        if media.is_symlink() or _has_files(media):
            _move(media, aside)
        elif media.exists():
            shutil.rmtree(media)  # folders that every start of the site makes
        (staging / "media").rename(media)
    if target.sqlite:
        # last: where the database is, everything is
        (staging / manifest.database).rename(target.sqlite)
        folders.settle(target.sqlite.parent)
    folders.settle(target.data)
    if aside.exists():
        tell(f"What was there is kept in {aside}.")


def _move(path: Path, aside: Path, *, fold: bool = False) -> None:
    if fold:
        try:
            sqlite.fold(path)
        except sqlite3.OperationalError as error:
            raise RestoreRefused(
                "Somebody uses the database: stop the site and its workers first."
            ) from error
        except sqlite3.DatabaseError:
            pass  # damaged, which may be why we are here: kept as it is, with its log
    aside.mkdir(mode=0o700, exist_ok=True)
    for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        if each.exists():
            each.rename(aside / each.name)
