from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from studio.entrance import sessions
from studio.entrance.traces import note
from studio.models import User


class Command(BaseCommand):
    help = (
        "Sign somebody out everywhere, or everybody with --all. Whoever knows a password signs in"
        " again: change that first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("username", nargs="?", help="the name with which they sign in")
        who.add_argument("--all", action="store_true", help="everybody, visitors too")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            number = sessions.end_everybody()
            note("Everybody signed out", None)
            self.stdout.write(
                f"Everybody is signed out: {number} sessions ended, those of visitors who had"
                " opened a page with a password among them."
            )
            return
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['username']}.")
        sessions.end_all(user)
        note("Signed out everywhere", user.pk)
        self.stdout.write(f"{user.get_username()} is signed out everywhere.")
