import logging
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.models import ArticleIndexPage
from home.models import HomePage
from studio.furnishing import large
from studio.furnishing.beginning import is_empty
from studio.furnishing.people import PASSWORD, SIGN_INS
from studio.furnishing.site import furnish
from studio.pictures import render_ahead


def scale(asked: str) -> large.Scale | None:
    """What ``--scale`` says."""
    try:
        return large.parse(asked)
    except ValueError:
        raise ArgumentTypeError("demo, large, or a part of large above 0, as in 0.01") from None


class Command(BaseCommand):
    help = "Write the demo site into an empty database. Where a site has begun, nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale",
            type=scale,
            default="demo",
            help="demo; large, which adds 50,000 articles and what goes with them; or a part of it",
        )

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
        if options["scale"]:
            large.enlarge(options["scale"], lambda step: self.stdout.write(f"  {step}"))
            large.gather_statistics()
        self.stdout.write("  Pictures of the front pages; the worker makes the others")
        for page in (HomePage.objects.first(), ArticleIndexPage.objects.first()):
            render_ahead.call(page.pk)
        self.stdout.write(f"Sign-ins: {', '.join(SIGN_INS)}; the password of each is “{PASSWORD}”.")
