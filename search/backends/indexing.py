"""What both databases add to Wagtail's: the words of titles, and a question that is bounded."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from modelsearch.query import SearchQuery
from wagtail.models import Page

from search import vocabulary
from search.backends.asking import Unwritable

#: So many are ranked for somebody who leafs through them.
MOST_RANKED = 1000


class IndexMixin:
    """For an index of Wagtail's, before it."""

    def add_items(self, model: type[models.Model], objs: Iterable[models.Model]) -> None:
        """As Wagtail's; what a visitor may mistype is learnt from the titles and descriptions of pages."""
        objs = list(objs)
        super().add_items(model, objs)
        if issubclass(model, Page):
            vocabulary.learn(f"{page.title} {page.search_description}" for page in objs)


class ResultsMixin:
    """For results of Wagtail's, before them: those that are shown first are found as for visitors."""

    def _do_search(self) -> list[models.Model]:
        """As Wagtail's. Who looks further, or wants scores, waits until all are in order."""
        compiler = self.query_compiler
        are_models = issubclass(compiler.queryset._iterable_class, ModelIterable)
        is_far = self.stop is None or self.stop > MOST_RANKED
        if is_far or self._score_field or not are_models or not compiler.order_by_relevance:
            return super()._do_search()
        try:
            keys = compiler.nearest([], MOST_RANKED)[self.start : self.stop]
        except Unwritable:
            return super()._do_search()
        found = {one.pk: one for one in compiler.queryset.filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]


class BackendMixin:
    """For a backend of Wagtail's, before it."""

    query_compiler_class: type

    def nearest(self, query: SearchQuery, filed: list[str], pages: QuerySet, most: int) -> Any:
        """See ``search.backends.nearest``."""
        return self.query_compiler_class(pages, query).nearest(filed, most)

    def entitled(self, query: SearchQuery, pages: QuerySet, most: int) -> Any:
        """See ``search.backends.entitled``."""
        return self.query_compiler_class(pages, query).entitled(most)
