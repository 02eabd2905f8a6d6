from typing import Any, Self

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from articles import feeds
from articles.models.pages import ArticlePage
from articles.models.querysets import ArticleQuerySet
from articles.models.topics import Topic
from studio import caching, sites
from studio.models import BasePage, Person
from studio.pagination import page_of
from studio.panels import tabbed

ARTICLES_PER_PAGE = 13  # a large card and four rows of three


class ArticleIndexPage(RoutablePageMixin, BasePage):
    """All articles, newest first; also by topic and by author, and as feeds."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    edit_handler = tabbed(
        (
            [
                MultiFieldPanel(
                    [
                        *Page.content_panels,
                        FieldPanel(
                            "introduction", help_text=_("One or two sentences above the list.")
                        ),
                    ],
                    heading=_("Title and introduction"),
                )
            ],
            _("Text"),
        ),
        found=[*BasePage.promote_panels, *Page.settings_panels],
    )
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    page_description = _("All articles, newest first; there is one.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["articles.ArticlePage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    @property
    def summary(self) -> str:
        return self.introduction

    def articles(self) -> ArticleQuerySet:
        """The published articles below this page, newest first."""
        return ArticlePage.objects.standing_below(self.path).visible().newest_first()

    @path("")
    def everything(self, request: HttpRequest) -> HttpResponse:
        return self._listing(request, feed_url=self.url + self.reverse_subpage("feed"))

    @path("topic/<str:slug>/", name="topic")
    def of_topic(self, request: HttpRequest, slug: str) -> HttpResponse:
        topic = self._find(Topic, slug)
        feed_url = self.url + self.reverse_subpage("topic_feed", args=[topic.slug])
        return self._listing(request, feed_url=feed_url, topic=topic)

    @path("author/<str:slug>/", name="author")
    def of_author(self, request: HttpRequest, slug: str) -> HttpResponse:
        person = self._find(Person, slug)
        feed_url = self.url + self.reverse_subpage("author_feed", args=[person.slug])
        return self._listing(request, feed_url=feed_url, author=person)

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        return self._feed(request, self.articles(), title=self.title, link=self.url)

    @path("topic/<str:slug>/feed/", name="topic_feed")
    def topic_feed(self, request: HttpRequest, slug: str) -> HttpResponse:
        topic = self._find(Topic, slug)
        link = self.url + self.reverse_subpage("topic", args=[topic.slug])
        return self._feed(
            request, self.articles().about(topic.slug), title=topic.name, link=link, about=topic
        )

    @path("author/<str:slug>/feed/", name="author_feed")
    def author_feed(self, request: HttpRequest, slug: str) -> HttpResponse:
        person = self._find(Person, slug)
        link = self.url + self.reverse_subpage("author", args=[person.slug])
        return self._feed(
            request, self.articles().by(person.slug), title=person.name, link=link, about=person
        )

    def get_cached_paths(self) -> list[str]:
        """Also the feed, which is read as much as the list."""
        return [*super().get_cached_paths(), "/feed/"]

    def topics(self) -> models.QuerySet[Topic]:
        """The topics that have a published article."""
        about_it = self.articles().order_by().filter(article_topics__tag=OuterRef("pk"))
        return Topic.objects.filter(Exists(about_it))

    def count(self) -> int:
        """How many articles everybody may read here, asked of the tree alone."""
        here = Page.objects.child_of(self).type(ArticlePage)
        return here.live().public().count()

    def _find(self, model: type[models.Model], slug: str) -> Any:
        if "\x00" in slug:
            raise Http404
        try:
            return model.objects.get(slug=slug)
        except model.DoesNotExist:
            raise Http404 from None

    def _listing(
        self,
        request: HttpRequest,
        *,
        feed_url: str,
        topic: Topic | None = None,
        author: Person | None = None,
    ) -> HttpResponse:
        about = {"topic": topic, "author": author}
        numbers = (topic and topic.pk, author and author.pk)
        cards = self._cards(**about)

        def count() -> int:
            """The same for all who ask, and a look at every article."""
            ask = cards.count if any(numbers) else self.count
            return caching.remembered(("how many articles", self.pk, *numbers), ask)

        listed = page_of(request, cards, ARTICLES_PER_PAGE, count=count)

        def make(page: Self, request: HttpRequest) -> dict[str, SafeString]:
            """The topics and the cards, the same for all visitors."""
            again = Paginator(page._cards(**about), ARTICLES_PER_PAGE)
            again.count = listed.paginator.count
            articles = listed if page is self else again.get_page(listed.number)
            context = {"page": page, "articles": articles, "topics": page.topics(), **about}
            return {
                piece: render_to_string(
                    f"articles/pieces/{piece}.html", {**context, "request": request}
                )
                for piece in ("bar", "cards")
            }

        key = ("articles", *numbers, listed.number)
        shown = sites.shared_of_page(self, request, key, make)
        context = {"articles": listed, "shown": shown, "feed_url": feed_url, **about}
        return self.render(request, context_overrides=context)

    def _cards(self, *, topic: Topic | None, author: Person | None) -> ArticleQuerySet:
        articles = self.articles().with_cards()
        if topic:
            return articles.about(topic.slug)
        return articles.by(author.slug) if author else articles

    def _feed(self, request: HttpRequest, articles: ArticleQuerySet, **about: Any) -> HttpResponse:
        return feeds.respond(request, self, articles, **about)
