from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from comments import chores as comment_chores
from comments.services import retention as comments
from events import chores as event_chores
from events.services import retention as events
from home import chores as home_chores
from home import services as home
from studio import accesses

#: In words for whoever runs the site: room, what is counted there, what it is.
WORDS = {
    ("events", "registrations"): "registrations with name, address and answers",
    ("events", "answers"): "answers that have a date of their own",
    ("comments", "networks"): "shortened addresses of the internet",
    ("comments", "reporters"): "pseudonyms of readers who reported something",
    ("comments", "emails"): "e-mail addresses of old comments",
    ("comments", "unwanted"): "comments that were rejected, or are spam",
    ("comments", "asked"): "wishes for letters that nobody confirmed",
    ("comments", "addresses"): "pseudonyms of addresses that nothing hangs on",
    ("studio", "accesses"): "lines about who of the staff saw personal data",
    ("home", "messages"): "messages from the contact page",
    ("home", "networks"): "shortened addresses of the internet they came from",
}


class Command(BaseCommand):
    help = (
        "Forget what was kept long enough, as the worker does every day; or say what that would be."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be forgotten, change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        due = {
            "events": asdict(events.report()),
            "comments": asdict(comments.overdue()),
            "home": home.overdue(),
            "studio": {"accesses": accesses.forgettable().count()},
        }
        if not options["dry_run"]:
            event_chores.forget()
            comment_chores.forget()
            home_chores.forget()
            accesses.forget()
        self.stdout.write("To be forgotten:" if options["dry_run"] else "Forgotten:")
        for (room, name), words in WORDS.items():
            self.stdout.write(f"{due[room][name]:8}  {words}")
