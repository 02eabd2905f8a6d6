import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from articles import reading, structured_data
from articles.api import ReferencesField, TextField
from articles.blocks import ArticleBodyBlock
from articles.citations import EMBED_TYPE
from articles.forms import ArticlePageForm
from articles.models.querysets import ArticleQuerySet
from articles.models.topics import Topic
from articles.panels import LooseEndsPanel, TopicsInput
from articles.publishing import WholeArticlesMixin
from articles.text import Text, words
from studio.blocks import INLINE_FEATURES
from studio.models import BasePage, Person, SiteSettings, StudioImage

if TYPE_CHECKING:
    from articles.models.index_pages import ArticleIndexPage

RELATED_ARTICLES = 3


def today() -> datetime.date:
    """Today in the studio's time zone."""
    return timezone.localdate()


class ArticlePage(WholeArticlesMixin, BasePage):
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
    hero_image = models.ForeignKey(
        StudioImage,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown above the text and on cards. Set its focal point in the picture itself."
        ),
    )
    hero_alt = models.CharField(
        _("description of the picture"),
        max_length=255,
        blank=True,
        help_text=_(
            "For those who cannot see it. Left empty, the picture's own description is taken."
        ),
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

    api_fields = [
        APIField("standfirst"),
        APIField("published_on"),
        APIField("text", serializer=TextField()),
        APIField("references", serializer=ReferencesField()),
    ]

    content_panels = [
        MultiFieldPanel(
            [*Page.content_panels, FieldPanel("standfirst")], heading=_("Title and standfirst")
        ),
        MultiFieldPanel(
            [FieldPanel("hero_image"), FieldPanel("hero_alt")], heading=_("Picture at the top")
        ),
        FieldPanel("body"),
        FieldPanel("postscript"),
    ]
    reference_panels = [
        LooseEndsPanel(),
        InlinePanel(
            "references",
            heading=_("References"),
            label=_("Reference"),
            help_text=_(
                "Cite one with the footnote button in the text. The order here does not matter: "
                "readers see them in the order in which the text cites them."
            ),
            attrs={"data-references": ""},
        ),
    ]
    about_panels = [
        InlinePanel(
            "article_authors",
            heading=_("Authors"),
            label=_("Author"),
            help_text=_("Whose names stand below the title, in this order. At least one."),
        ),
        FieldPanel(
            "topics",
            help_text=_(
                "Begin to type, and choose from the list. Editors add new ones under Topics."
            ),
            widget=TopicsInput,
        ),
        FieldPanel("published_on"),
        InlinePanel(
            "related_articles",
            heading=_("Read on"),
            label=_("Article"),
            max_num=RELATED_ARTICLES,
            help_text=_("Left empty, the newest articles of the same topics are shown."),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Text")),
            ObjectList(reference_panels, heading=_("References")),
            ObjectList(about_panels, heading=_("About the article")),
            ObjectList(BasePage.promote_panels, heading=_("Found and shared")),
        ]
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        super().clean()
        self.reading_minutes = reading.minutes(self.standfirst, words(self.body, self.postscript))

    @property
    def summary(self) -> str:
        return self.standfirst

    @property
    def picture(self) -> StudioImage | None:
        return self.share_image or self.hero_image

    @property
    def hero_description(self) -> str:
        """What the picture shows, in words."""
        return self.hero_alt or (self.hero_image.default_alt_text if self.hero_image else "")

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
        """The list this article stands in; asks nothing that :attr:`trail` has not asked."""
        return self.trail[-1].specific_deferred if self.trail else None

    def text(self, style: str | None = None) -> Text:
        """The text as readers meet it; numbered as the site wants unless ``style`` is given."""
        if style is None:
            style = SiteSettings.for_site(self.get_site()).citation_numbering
        return Text(
            self.body, self.postscript, list(self.references.all()), style, scope=self.pk or "draft"
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        settings = SiteSettings.for_request(request)
        text = self.text(settings.citation_numbering)
        context["text"] = text
        context["structured_data"] = structured_data.article(self, text, settings)
        context["highwire"] = structured_data.highwire(text.lines)
        visible = ArticlePage.objects.visible()  # asks once what is private
        context["related"] = self.read_on(visible)
        context["older"], context["newer"] = visible.sibling_of(self).around(self)
        return context

    def read_on(self, visible: ArticleQuerySet) -> "list[ArticlePage]":
        """Of ``visible``, the articles that editors chose, else the newest of the same topics."""
        others = visible.exclude(pk=self.pk)
        chosen = [item.article_id for item in self.related_articles.all()]
        if chosen:
            found = {article.pk: article for article in others.filter(pk__in=chosen).with_cards()}
            return [found[pk] for pk in chosen if pk in found]
        topics = [topic.pk for topic in self.topic_list]
        same = others.filter(article_topics__tag__in=topics).distinct().newest_first()
        return list(same.with_cards()[:RELATED_ARTICLES])


class ArticleAuthor(Orderable):
    """That a person wrote an article."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_authors")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="authorships"
    )

    panels = [FieldPanel("person")]

    class Meta(Orderable.Meta):
        verbose_name = _("author of an article")
        verbose_name_plural = _("authors of an article")

    def __str__(self) -> str:
        return str(self.person)


class RelatedArticle(Orderable):
    """An article that editors want read next."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_articles")
    article = models.ForeignKey(
        ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("article", ["articles.ArticlePage"])]

    class Meta(Orderable.Meta):
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")

    def __str__(self) -> str:
        return str(self.article)
