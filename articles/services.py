"""Keeps what articles cite in step with the library of sources."""

from django.db import transaction
from modelsearch import index

from articles.models import ArticlePage, Record, Reference, Source
from articles.tasks import index_articles


def bring_up_to_date(page: ArticlePage) -> None:
    """Give the stored references of ``page`` the facts of the library.

    An old version that goes live has the facts of its day.
    """
    if stale := Source.objects.refresh(Reference.objects.filter(page=page).exclude(source=None)):
        Reference.objects.bulk_update(stale, Record.FACTS)
        index.insert_or_update_object(page)


def keep_in_step(source: Source) -> None:
    """Tell all articles that cite ``source`` what is known of it now."""
    with transaction.atomic():
        cited = Reference.objects.filter(source=source)
        if cited.update(**{name: getattr(source, name) for name in Record.FACTS}):
            transaction.on_commit(lambda: index_articles.enqueue(source.pk), robust=True)
