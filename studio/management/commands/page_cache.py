from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from studio.caching import generations, shelf


class Command(BaseCommand):
    help = "Tell what the page cache holds and how often it had what was asked for."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clear", action="store_true", help="keep nothing of it")

    def handle(self, *args: Any, **options: Any) -> None:
        numbers, pages = generations.current(), shelf.current()
        if numbers is None or pages is None:
            if options["clear"] and settings.CACHE_MEGABYTES:
                raise CommandError(f"{settings.CACHE_DIR} cannot be used: nothing was cleared.")
            self.stdout.write(
                "Nothing is kept: CACHE_MEGABYTES is 0, or its folder cannot be used."
            )
            return
        if options["clear"]:
            pages.clear()
            numbers.renew()
        count, size = pages.size()
        told = numbers.tallies()
        hits, all_of_them = told["hit"], sum(told.values())
        share = f"{hits / all_of_them:.1%}" if all_of_them else "none yet"
        self.stdout.write(
            f"Pages kept   {count:,}, {size / 1024 / 1024:.1f} of {pages.most // 1024 // 1024} MB\n"
            f"Asked for    {all_of_them:,} times since the cache was made\n"
            f"Of these from the cache  {hits:,} ({share})\n"
            f"Folder       {pages.place}"
        )
