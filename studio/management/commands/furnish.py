import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.models import ArticleIndexPage
from home.models import HomePage
from studio.furnishing.beginning import is_empty
from studio.furnishing.people import PASSWORD, SIGN_INS
from studio.furnishing.site import furnish
from studio.pictures import render_ahead


class Command(BaseCommand):
    help = "Write the demo site into an empty database. Where a site has begun, nothing is changed."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_SITE:
            raise CommandError(
                "The demo site has well-known passwords: it is written under development settings only."
            )
        if not is_empty():
            self.stdout.write("There is a site already; nothing was changed.")
            return
        self.stdout.write("Furnishing the demo site …")
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # it tells of every page, twice
        furnish(lambda step: self.stdout.write(f"  {step}"))
        self.stdout.write("  Pictures of the front pages; the worker makes the others")
        for page in (HomePage.objects.first(), ArticleIndexPage.objects.first()):
            render_ahead.call(page.pk)
        self.stdout.write(f"Sign-ins: {', '.join(SIGN_INS)}; the password of each is “{PASSWORD}”.")
