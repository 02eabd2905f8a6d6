from typing import Any

from django.core.management.base import BaseCommand

from events.services import links


class Command(BaseCommand):
    help = (
        "End all links in letters that open a registration, where the database is known to others."
        " New letters bring new ones; calendars that guests subscribed to end too."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{links.end_all()} links to registrations open nothing any more.")
