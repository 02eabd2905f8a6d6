from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from articles import services, tasks
from articles.models import ArticlePage, Source


@receiver(post_save, sender=Source)
def keep_articles_in_step(instance: Source, raw: bool = False, **_: Any) -> None:
    """Articles say of a source what the library says."""
    if not raw:
        services.keep_in_step(instance)


@receiver(page_published, sender=ArticlePage)
def bring_up_to_date(instance: ArticlePage, **_: Any) -> None:
    """Also an old version that goes live."""
    services.bring_up_to_date(instance)


@receiver(page_published, sender=ArticlePage)
@receiver(page_unpublished, sender=ArticlePage)
@receiver(post_delete, sender=ArticlePage)
def inspect_article(instance: ArticlePage, **_: Any) -> None:
    """What is wrong in an article is written down once it is published, and struck out after."""
    pk = instance.pk
    transaction.on_commit(lambda: tasks.inspect_articles.enqueue([pk]), robust=True)


@receiver(post_save, sender=Source)
@receiver(post_delete, sender=Source)
def inspect_source(instance: Source, raw: bool = False, **_: Any) -> None:
    """What is wrong with a source is wrong in the articles that cite it."""
    pk = instance.pk
    if not raw:
        transaction.on_commit(lambda: tasks.inspect_source.enqueue(pk), robust=True)
