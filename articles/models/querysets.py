from django.db.models import Prefetch, Q
from wagtail.models import PageQuerySet

from studio.models import StudioImage

#: The renditions of a card's picture, as ``includes/card.html`` asks for them.
CARD_RENDITIONS = [
    f"fill-{size}|format-{kind}"
    for kind in ("avif", "webp", "jpeg")
    for size in ("480x320", "960x640")
]


class ArticleQuerySet(PageQuerySet):
    """Questions about articles."""

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-published_on", "-pk")

    def visible(self) -> "ArticleQuerySet":
        """Published, and open to everybody."""
        return self.live().public()

    def with_cards(self) -> "ArticleQuerySet":
        """With all that a card shows, in a fixed number of queries."""
        topics = self.model.article_topics.rel.related_model.objects.select_related("tag")
        authors = self.model.article_authors.rel.related_model.objects.select_related("person")
        renditions = StudioImage.get_rendition_model().objects.filter(
            filter_spec__in=CARD_RENDITIONS
        )
        return self.select_related("hero_image").prefetch_related(
            Prefetch("hero_image__renditions", renditions, to_attr="prefetched_renditions"),
            Prefetch("article_authors", authors),
            Prefetch("article_topics", topics),
        )

    def about(self, topic_slug: str) -> "ArticleQuerySet":
        """Articles of a topic."""
        return self.filter(article_topics__tag__slug=topic_slug)

    def by(self, person_slug: str) -> "ArticleQuerySet":
        """Articles of an author."""
        return self.filter(article_authors__person__slug=person_slug)

    def before(self, article: "ArticleQuerySet") -> "ArticleQuerySet":
        """Older than ``article``, the nearest first."""
        return self.newest_first().filter(
            Q(published_on__lt=article.published_on)
            | Q(published_on=article.published_on, pk__lt=article.pk)
        )

    def after(self, article: "ArticleQuerySet") -> "ArticleQuerySet":
        """Newer than ``article``, the nearest first."""
        return self.order_by("published_on", "pk").filter(
            Q(published_on__gt=article.published_on)
            | Q(published_on=article.published_on, pk__gt=article.pk)
        )
