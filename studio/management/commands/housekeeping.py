from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from studio import chores


class Command(BaseCommand):
    help = "Do the periodic work that is due, once: for cron or a timer, where no worker runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also what is not due yet")

    def handle(self, *args: Any, **options: Any) -> None:
        sent, done = chores.go_round(all_of_them=options["all"])
        if options["verbosity"] > 0:
            self.stdout.write(
                f"Letters sent: {sent}. Done: {', '.join(done) or 'nothing was due'}."
            )
