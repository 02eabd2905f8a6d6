from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from studio.backups import restoring, sealing
from studio.backups.refusals import ArchiveRefused, NotProved, RestoreRefused
from studio.backups.restoring import Target


class Command(BaseCommand):
    help = "Put a backup in place, after it has proved itself. Ends with 0 only then."
    requires_system_checks: list = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="a file that `backup` made")
        parser.add_argument(
            "--identity", type=Path, help="the file of the secret key, where it is encrypted"
        )
        parser.add_argument(
            "--into", type=Path, help="a DATA_DIR for it, instead of that of the settings"
        )
        parser.add_argument(
            "--database", help="the address of its database, instead of that of the settings"
        )
        parser.add_argument(
            "--replace", action="store_true", help="a site that is there is kept aside"
        )
        parser.add_argument(
            "--migrate", action="store_true", help="bring an older backup up to this code"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = self._target(options["into"], options["database"])
        try:
            keys = sealing.identities(options["identity"]) if options["identity"] else []
            restoring.restore(
                options["archive"],
                target,
                keys=keys,
                tell=self.stdout.write,
                replace=options["replace"],
                migrate=options["migrate"],
            )
        except (ArchiveRefused, RestoreRefused) as refused:
            raise CommandError(str(refused)) from None
        except NotProved as fault:
            raise CommandError(f"Not proved, and not put in place: {fault}") from None
        self.stdout.write(
            "Restored and proved. Everybody has to sign in anew. Letters that were waiting when "
            "the backup was made leave when a worker starts, those that left since once more."
        )

    def _target(self, into: Path | None, database: str | None) -> Target:
        here = restoring.configured()
        data = into.resolve() if into else here.data
        if database and not database.startswith(("postgres://", "postgresql://", "sqlite:////")):
            raise CommandError(
                "--database must be sqlite:////path/to/file or postgres://user:password@host/name."
            )
        if not database and into and here.sqlite:
            database = f"sqlite:///{data / 'studio.sqlite3'}"
        return Target(data, database or here.database)
