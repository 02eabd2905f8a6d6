from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from studio.furnishing.beginning import begin, is_empty


class Command(BaseCommand):
    help = "Begin an empty site: home page, articles, contact, menus and roles, at BASE_URL."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name of the studio")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"].strip()
        if not 1 <= len(name) <= 80:
            raise CommandError("The name of the studio has 1 to 80 characters.")
        if not is_empty():
            raise CommandError("A site has begun here already; nothing was changed.")
        begin(name)
        self.stdout.write(f"{name} has begun.")
