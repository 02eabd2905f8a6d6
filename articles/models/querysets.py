from django.db.models import Prefetch, Q
from wagtail.models import PageQuerySet

from studio.models import StudioImage

#: The renditions of a card's picture, as ``includes/card_picture.html`` asks for them.
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
        return self.prefetch_related(
            Prefetch("hero_image", StudioImage.objects.prefetch_renditions(*CARD_RENDITIONS)),
            "article_authors__person",
            Prefetch(
                "article_topics",
                self.model.article_topics.rel.related_model.objects.select_related("tag"),
            ),
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
