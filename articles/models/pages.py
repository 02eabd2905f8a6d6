import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.search import index

from articles import reading, showing, tabs
from articles.api import ReferencesField, TextField
from articles.blocks import ArticleBodyBlock
from articles.citations import EMBED_TYPE
from articles.downloads import DownloadsMixin
from articles.forms import ArticlePageForm
from articles.models.querysets import ArticleQuerySet
from articles.models.topics import Topic
from articles.previews import PreviewedMixin
from articles.publishing import WholeArticlesMixin
from articles.tabs import RELATED_ARTICLES
from articles.text import Text, words
from comments.pages import CommentsMixin
from studio import filing
from studio.blocks import INLINE_FEATURES
from studio.models import BasePage, Person, PictureMixin, SiteSettings

if TYPE_CHECKING:
    from articles.models.index_pages import ArticleIndexPage


def today() -> datetime.date:
    """Today in the studio's time zone."""
    return timezone.localdate()


class ArticlePage(
    DownloadsMixin, CommentsMixin, WholeArticlesMixin, PreviewedMixin, PictureMixin, BasePage
):
    """An article whose claims carry footnoted references."""

    standfirst = models.CharField(
        _("standfirst"),
        max_length=300,
        help_text=_("One or two sentences below the title that make one want to read."),
    )
    published_on = models.DateField(
        _("date of publication"),
        default=today,
        db_index=True,
        help_text=_("Printed below the title."),
    )
    body = StreamField(ArticleBodyBlock(), verbose_name=_("text"))
    postscript = RichTextField(
        _("closing note"),
        blank=True,
        features=[*INLINE_FEATURES, EMBED_TYPE],
        help_text=_("Thanks, corrections; printed small below the text."),
    )
    topics = ClusterTaggableManager(
        through="articles.ArticleTopic", blank=True, verbose_name=_("topics"), related_name="+"
    )
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    page_description = _("Writing with footnotes, an author and topics.")
    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types: list[str] = []
    base_form_class = ArticlePageForm

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("standfirst", boost=2),
        index.SearchField("body"),
        index.SearchField("postscript"),
        index.RelatedFields(
            "references",
            [
                index.SearchField("title"),
                index.SearchField("authors"),
                index.SearchField("container"),
                index.SearchField("publisher"),
                index.SearchField("note"),
            ],
        ),
        index.FilterField("published_on"),
    ]

    api_prefetch_related = ["references"]
    api_fields = [
        APIField("standfirst"),
        APIField("published_on"),
        APIField("text", serializer=TextField()),
        APIField("references", serializer=ReferencesField()),
    ]

    edit_handler = tabs.article_page()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def filed_under(self) -> list[str]:
        """The kind, the topics, who wrote it, and the year."""
        return [
            filing.word("kind", "articles"),
            filing.word("year", self.published_on.year),
            *(filing.word("topic", one.tag_id) for one in self.article_topics.all()),
            *(filing.word("person", one.person_id) for one in self.article_authors.all()),
        ]

    def clean(self) -> None:
        super().clean()
        self.reading_minutes = reading.minutes(self.standfirst, words(self.body, self.postscript))

    @property
    def summary(self) -> str:
        return self.standfirst

    @property
    def open_since(self) -> datetime.date:
        return self.published_on

    @classmethod
    def written_by(cls, user: Any) -> ArticleQuerySet:
        """The articles that ``user`` made, or is named as an author of."""
        named = cls.objects.filter(article_authors__person__account=user)
        return cls.objects.filter(Q(owner=user) | Q(pk__in=named.values("pk")))

    def writers(self) -> models.QuerySet:
        """Whoever made this article, and those of its authors who sign in."""
        users = get_user_model().objects
        named = users.filter(person__authorships__page=self.pk)
        return users.filter(Q(pk=self.owner_id) | Q(pk__in=named.values("pk")))

    @cached_property
    def authors(self) -> list[Person]:
        """Its authors, in order."""
        return [authorship.person for authorship in self._children("article_authors", "person")]

    @cached_property
    def topic_list(self) -> list[Topic]:
        """Its topics, by name."""
        topics = [item.tag for item in self._children("article_topics", "tag")]
        return sorted(topics, key=lambda topic: topic.name)

    def _children(self, relation: str, target: str) -> Any:
        """Child records with what they point at: prefetched, else in one query."""
        manager = getattr(self, relation)
        if relation in getattr(self, "_prefetched_objects_cache", {}):
            return manager.all()
        return manager.select_related(target)

    @cached_property
    def index_page(self) -> "ArticleIndexPage | None":
        """The list this article stands in, published or not.

        Where it is published, :attr:`trail` has asked for it already.
        """
        parent = self.trail[-1] if self.trail else None
        if parent is None or parent.depth != self.depth - 1:
            parent = self.get_parent()
        if parent is None or parent.specific_class not in self.allowed_parent_page_models():
            return None
        return parent.specific_deferred

    def text(self, style: str | None = None) -> Text:
        """The text as readers meet it; numbered as the site wants unless ``style`` is given."""
        if style is None:
            style = SiteSettings.for_site(self.get_site()).citation_numbering
        return Text(
            self.body, self.postscript, list(self.references.all()), style, scope=self.pk or "draft"
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        talk = context["conversation"]
        context["shown"] = shown = showing.shown(self, request, kwargs.get("numbering"))
        context["structured_data"] = shown.data | (talk.data if talk else {})
        return context

    def further(self) -> dict[str, Any]:
        """What else to read: ``related`` articles, and the ``older`` and the ``newer`` one."""
        visible = ArticlePage.objects.visible()  # asks once what is private
        older, newer = visible.beside(self).around(self)
        return {"related": self.read_on(visible), "older": older, "newer": newer}

    def read_on(self, visible: ArticleQuerySet) -> "list[ArticlePage]":
        """Of ``visible``, the articles that editors chose, else the newest of the same topics."""
        others = visible.exclude(pk=self.pk)
        chosen = [item.article_id for item in self.related_articles.all()]
        if chosen:
            found = {article.pk: article for article in others.filter(pk__in=chosen).with_cards()}
            return [found[pk] for pk in chosen if pk in found]
        topics = [topic.pk for topic in self.topic_list]
        if not topics:
            return []
        same = others.about_any(topics).newest_first()
        return list(same.with_cards()[:RELATED_ARTICLES])
