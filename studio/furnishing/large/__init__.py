"""A site as large as any studio's will ever be, on top of the demo: for measuring.

Everything is drawn from fixed seeds and plainly made up. Nothing goes through the services,
which would take days; what they would have left is written in bulk. Afterwards the site is
one that editors can work in: see ``studio/tests/test_large_site.py``.
"""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.db import connection, transaction

from articles import inspecting
from articles.models import ArticleIndexPage, ArticlePage, Source
from events.pages import EventIndexPage
from home.models import HomePage
from studio.furnishing.large import articles, conversations, events, guests, library, post
from studio.furnishing.large.bulk import Numbers
from studio.furnishing.large.scale import LARGE, Scale, parse

__all__ = ["LARGE", "Scale", "enlarge", "parse"]

Report = Callable[[str], None]


@transaction.atomic
def enlarge(scale: Scale, report: Report) -> None:
    """Add what ``scale`` says to the demo site, all of it or nothing; ``report`` hears of steps.

    Nobody else may write meanwhile.
    """
    numbers = Numbers()
    home = HomePage.objects.order_by("path").first()
    by = get_user_model().objects.filter(is_superuser=True).order_by("pk").first()
    report(f"{scale.sources:,} sources")
    sources = library.stock(scale.sources, numbers)
    index = ArticleIndexPage.objects.child_of(home).get()
    talked_about, written = [], 0
    for batch in articles.write(index, scale.articles, sources, by=by, numbers=numbers):
        talked_about += [(page.pk, page.published_on) for page in batch if page.live]
        written += len(batch)
        _tell(report, written, scale.articles, "articles")
    for written in conversations.write(talked_about, scale.comments, numbers):
        _tell(report, written, scale.comments, "comments")
    report(f"Events with {scale.dates:,} dates")
    programme = EventIndexPage.objects.child_of(home).get()
    batches = events.write(programme, scale.dates, by=by, numbers=numbers)
    pools = [pool for batch in batches for pool in batch]
    report(f"{scale.registrations:,} registrations")
    guests.write(guests.deal(pools, scale.registrations), numbers=numbers)
    report("Letters and messages")
    post.write(scale.articles // post.MESSAGES, numbers)
    numbers.settle()
    report("What is wrong with references")
    for inspect, model in (
        (inspecting.inspect_articles, ArticlePage),
        (inspecting.inspect_sources, Source),
    ):
        for pks in inspecting.batched(
            list(model.objects.order_by("pk").values_list("pk", flat=True))
        ):
            inspect(pks)


def gather_statistics() -> None:
    """Let PostgreSQL look at what it holds now, as it does by itself after a while.

    SQLite does not, and is not told to: it then takes tables that are empty for huge.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _tell(report: Report, written: int, wanted: int, what: str) -> None:
    """Ten times on the way."""
    step = max(1, wanted // 10)
    if written == wanted or written % step < 500 <= step:
        report(f"{written:,} of {wanted:,} {what}")
