from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from studio.backups import manifests, proofs
from studio.backups.refusals import NotProved


class Command(BaseCommand):
    help = (
        "Prove that the database of the settings, and a folder of media, are those of a manifest. "
        "`restore` calls it."
    )
    requires_system_checks: list = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--manifest", type=Path, required=True)
        parser.add_argument("--media", type=Path, required=True)
        parser.add_argument("--migrate", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = manifests.load(options["manifest"].read_bytes())
        try:
            for sentence in proofs.prove(manifest, options["media"], migrate=options["migrate"]):
                self.stdout.write(f"proved   {sentence}")
        except NotProved as fault:
            raise CommandError(str(fault)) from None
