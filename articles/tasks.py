"""What the worker does for articles."""

from django_tasks import task
from modelsearch import index

from articles import checking, inspecting
from articles.models import ArticlePage, Source


@task()
def index_articles(source_pk: int) -> int:
    """Put the articles that cite a source into the search index anew; how many."""
    articles = ArticlePage.objects.filter(references__source=source_pk).distinct()
    count = 0
    for article in articles.iterator(chunk_size=100):
        index.insert_or_update_object(article)
        count += 1
    return count


@task()
def inspect_articles(pks: list[int]) -> None:
    """Look for what is wrong in articles that were published, taken back or deleted."""
    inspecting.inspect_articles(pks)
    inspecting.inspect_neglected_sources()


@task()
def inspect_source(source_pk: int) -> None:
    """Look for what is wrong with a source, and in the articles that cite it."""
    inspecting.inspect_sources([source_pk])
    citing = ArticlePage.objects.live().filter(references__source=source_pk).distinct()
    for pks in inspecting.batched(list(citing.order_by("pk").values_list("pk", flat=True))):
        inspecting.inspect_articles(pks)


@task()
def inspect_sources(pks: list[int]) -> None:
    """Look for what is wrong with sources that no article cites yet."""
    for batch in inspecting.batched(pks):
        inspecting.inspect_sources(batch)


@task()
def inspect_all_articles(after: int = 0) -> None:
    """Look at published articles, a few hundred at a time; the rest is the next task's."""
    articles = ArticlePage.objects.live().filter(pk__gt=after).order_by("pk")
    pks = list(articles.values_list("pk", flat=True)[: inspecting.BATCH])
    inspecting.inspect_articles(pks)
    if len(pks) == inspecting.BATCH:
        inspect_all_articles.enqueue(pks[-1])


@task()
def inspect_all_sources(after: int = 0) -> None:
    """Look at the library, a few hundred sources at a time; the rest is the next task's."""
    sources = Source.objects.filter(pk__gt=after).order_by("pk")
    pks = list(sources.values_list("pk", flat=True)[: inspecting.BATCH])
    inspecting.inspect_sources(pks)
    if len(pks) == inspecting.BATCH:
        inspect_all_sources.enqueue(pks[-1])


@task()
def check_links() -> int:
    """Look whether the links whose time has come lead somewhere; how many."""
    return checking.check_due()


@task()
def check_link(pk: int) -> bool:
    """Look at one link, because somebody asked."""
    return checking.check(pk)
