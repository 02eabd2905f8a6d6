from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q
from wagtail.models import Page, PageQuerySet

from studio import pictures, restrictions

if TYPE_CHECKING:
    from articles.models import ArticlePage

#: The renditions of a card's picture, as ``includes/card.html`` asks for them.
CARD_RENDITIONS = [
    f"fill-{size}|format-{kind}"
    for kind in ("avif", "webp", "jpeg")
    for size in ("480x320", "960x640", "1440x960")
]


class ArticleQuerySet(PageQuerySet):
    """Questions about articles."""

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-published_on", "-pk")

    def visible(self) -> "ArticleQuerySet":
        """Published, and open to everybody."""
        return self.live().filter(restrictions.is_open())

    def standing_below(self, path: str) -> "ArticleQuerySet":
        """Those right below the page at ``path``.

        As ``child_of``, asked apart from the rest: a database takes this for rare, looks
        for it first and sorts all of it, where it should walk the dates and stop soon.
        """
        depth = len(path) // Page.steplen + 1
        there = Page.objects.filter(pk=OuterRef("pk"), depth=depth, path__startswith=path)
        return self.filter(Exists(there))

    def beside(self, article: "ArticlePage") -> "ArticleQuerySet":
        """Those in the list in which ``article`` stands, itself included."""
        return self.standing_below(article.path[: -Page.steplen])

    def with_cards(self) -> "ArticleQuerySet":
        """With all that a card shows, in a fixed number of queries."""
        topics = self.model.article_topics.rel.related_model.objects.select_related("tag")
        authors = self.model.article_authors.rel.related_model.objects.select_related("person")
        return self.select_related("hero_image").prefetch_related(
            pictures.prefetched("hero_image", CARD_RENDITIONS),
            Prefetch("article_authors", authors),
            Prefetch("article_topics", topics),
        )

    def about(self, topic_slug: str) -> "ArticleQuerySet":
        """Articles of a topic."""
        return self.filter(article_topics__tag__slug=topic_slug)

    def about_any(self, topics: "list[int]") -> "ArticleQuerySet":
        """Articles of one of these topics, each once."""
        tags = self.model.article_topics.rel.related_model.objects
        return self.filter(Exists(tags.filter(content_object=OuterRef("pk"), tag__in=topics)))

    def by(self, person_slug: str) -> "ArticleQuerySet":
        """Articles of an author."""
        return self.filter(article_authors__person__slug=person_slug)

    def around(self, article: "ArticlePage") -> "tuple[ArticlePage | None, ArticlePage | None]":
        """The articles next to ``article`` in time, the older and the newer, in one query."""
        older = self.newest_first().filter(
            Q(published_on__lt=article.published_on)
            | Q(published_on=article.published_on, pk__lt=article.pk)
        )
        newer = self.order_by("published_on", "pk").filter(
            Q(published_on__gt=article.published_on)
            | Q(published_on=article.published_on, pk__gt=article.pk)
        )
        nearest = Q(pk=older.values("pk")[:1]) | Q(pk=newer.values("pk")[:1])
        found = {(page.published_on, page.pk): page for page in self.filter(nearest)}
        here = (article.published_on, article.pk)
        return (
            next((page for key, page in found.items() if key < here), None),
            next((page for key, page in found.items() if key > here), None),
        )
