from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from studio.backups import folders, making, records, restoring, sealing
from studio.backups.refusals import (
    ArchiveRefused,
    BackupRefused,
    MadeAlready,
    NotProved,
    RestoreRefused,
)
from studio.watching import backups

_REFUSED = (BackupRefused, ArchiveRefused, RestoreRefused)


class Command(BaseCommand):
    help = "Make a backup of the whole site while it runs; or prove one with --check."
    requires_system_checks: list = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="where to, instead of BACKUP_DIR")
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--daily",
            action="store_true",
            help="for timers: wait for who is at work, do nothing where one was made in 20 hours",
        )
        what.add_argument(
            "--check",
            type=Path,
            metavar="ARCHIVE",
            help="restore this one for a proof, keep nothing",
        )
        what.add_argument(
            "--proved",
            type=Path,
            metavar="ARCHIVE",
            help="note that this one was proved by --check on another machine",
        )
        what.add_argument(
            "--dry-run", action="store_true", help="say what would be done and what would go"
        )
        parser.add_argument(
            "--identity", type=Path, help="with --check: the file of the secret key"
        )
        parser.add_argument(
            "--migrate", action="store_true", help="with --check: bring it up to this code first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = (options["folder"] or folders.default_folder()).resolve()
        try:
            if options["check"]:
                self._check(options)
            elif options["proved"]:
                self._note_proof(folder / options["proved"].name)
            elif options["dry_run"]:
                self._say(folder)
            else:
                self._make(folder, daily=options["daily"])
        except MadeAlready as fact:
            self.stdout.write(str(fact))
        except _REFUSED as refused:
            raise CommandError(str(refused)) from None
        except NotProved as fault:
            raise CommandError(f"Not proved: {fault}") from None

    def _make(self, folder: Path, *, daily: bool) -> None:
        # of one that somebody makes elsewhere by the way, as before moving, nobody need know
        counts = daily or folder == folders.default_folder().resolve()
        made = making.make(
            folder, daily=daily, tell=backups.tell if counts else lambda record: None
        )
        manifest = made.manifest
        self.stdout.write(
            f"{made.path}\n"
            f"{manifest.rows:,} rows, {len(manifest.files) - 1:,} files, "
            f"{folders.megabytes(made.path.stat().st_size)}, {made.seconds:.1f} s"
        )
        for old in made.removed:
            self.stdout.write(f"gone     {old.name}")
        lost = [*manifest.missing, *manifest.differing]
        if lost:
            self.stderr.write(
                f"{len(lost)} files that rows name are lost or changed on the site itself: "
                + ", ".join(lost[:3])
            )
        if not manifest.has_media:
            self.stderr.write("Pictures and documents are kept elsewhere, and are not in it.")
        if folder == folders.data_folder() / "backups":
            self.stderr.write(
                "It lies on the disk of the site itself, and is lost with it: set BACKUP_DIR."
            )

    def _say(self, folder: Path) -> None:
        now = timezone.now()
        name = folders.name_for(now, encrypted=bool(settings.BACKUP_RECIPIENT))
        self.stdout.write(f"would be made   {folder / name}")
        self.stdout.write(f"needs           {folders.megabytes(making.needed())} at the most")
        for old in making.superseded(folder, with_one_of=now.replace(microsecond=0)):
            self.stdout.write(f"would go        {old.name}")

    def _check(self, options: dict[str, Any]) -> None:
        archive = options["check"].resolve()
        keys = sealing.identities(options["identity"]) if options["identity"] else []
        restoring.check(archive, keys=keys, tell=self.stdout.write, migrate=options["migrate"])
        if archive.parent.joinpath("last.json").exists():
            self._proved(archive)
        self.stdout.write(f"{archive.name} is whole: it was restored and proved, and nothing kept.")

    def _note_proof(self, archive: Path) -> None:
        if archive not in folders.archives(archive.parent):
            raise CommandError(f"{archive.name} is no backup in {archive.parent}.")
        self._proved(archive)
        self.stdout.write(f"Noted: {archive.name} was proved, on another machine.")

    def _proved(self, archive: Path) -> None:
        try:
            record = records.note(
                archive.parent, proved_at=timezone.now(), proved_archive=archive.name
            )
        except OSError as error:
            raise CommandError(
                f"It cannot be noted in {archive.parent}: {error.strerror}."
            ) from None
        backups.tell(record)
