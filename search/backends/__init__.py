"""The search backend of the site: the database's own full text search, asked well.

Wagtail keeps the index (``update_index``, the signals, the tables); what is ours is how it
is asked, and on PostgreSQL which words go in. Everything that searches profits, in the CMS
as well. Why: ``docs/decisions/0023-search.md``.
"""

from typing import Any

from django.db import NotSupportedError, connection
from django.db.models import QuerySet
from modelsearch.query import And, PlainText, SearchQuery
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 (Wagtail's name)
    """That of the database in use. What does not suit it raises ``NotSupportedError``."""
    if connection.vendor == "sqlite":
        from search.backends import sqlite as database
    elif connection.vendor == "postgresql":
        from search.backends import postgresql as database
    else:
        raise NotSupportedError(f"There is no search for {connection.vendor}.")
    return database.Backend(params)


def nearest(query: SearchQuery, filed: list[str], pages: QuerySet, most: int) -> list[int]:
    """The keys of at most ``most`` of the pages that hold what is asked for, best first.

    ``filed`` are the words of ``studio/filing.py`` that they must be filed under.
    """
    backend = get_search_backend()
    if hasattr(backend, "nearest"):
        return backend.nearest(query, filed, pages, most)
    if filed:
        query = And([query, PlainText(" ".join(filed))])
    return [page.pk for page in backend.search(query, pages)[:most]]


def entitled(query: SearchQuery, pages: QuerySet, most: int) -> list[int]:
    """The same of pages that hold it in their titles."""
    backend = get_search_backend()
    if hasattr(backend, "entitled"):
        return backend.entitled(query, pages, most)
    return [page.pk for page in backend.search(query, pages, fields=["title"])[:most]]
