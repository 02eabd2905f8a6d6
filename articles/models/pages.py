import datetime
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
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
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from articles import feeds, reading, text
from articles.api import ReferencesField, TextField
from articles.blocks import ArticleBodyBlock
from articles.citations import EMBED_TYPE
from articles.forms import ArticlePageForm
from articles.models.querysets import ArticleQuerySet
from articles.models.topics import Topic
from studio.blocks import INLINE_FEATURES
from studio.models import BasePage, Person, SiteSettings, StudioImage
from studio.pagination import page_of

ARTICLES_PER_PAGE = 12
RELATED_ARTICLES = 3


def today() -> datetime.date:
    """Today in the studio's time zone."""
    return timezone.localdate()


class ArticleIndexPage(RoutablePageMixin, BasePage):
    """All articles, newest first; also by topic and by author, and as feeds."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
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
        return ArticlePage.objects.child_of(self).visible().newest_first()

    @path("")
    def everything(self, request: HttpRequest) -> HttpResponse:
        return self._listing(request, self.articles(), feed_url=self.url + self.reverse_subpage("feed"))

    @path("topic/<str:slug>/", name="topic")
    def of_topic(self, request: HttpRequest, slug: str) -> HttpResponse:
        topic = self._find(Topic, slug)
        feed_url = self.url + self.reverse_subpage("topic_feed", args=[topic.slug])
        return self._listing(request, self.articles().about(topic.slug), feed_url=feed_url, topic=topic)

    @path("author/<str:slug>/", name="author")
    def of_author(self, request: HttpRequest, slug: str) -> HttpResponse:
        person = self._find(Person, slug)
        feed_url = self.url + self.reverse_subpage("author_feed", args=[person.slug])
        return self._listing(request, self.articles().by(person.slug), feed_url=feed_url, author=person)

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        return self._feed(request, self.articles(), title=self.title, link=self.url)

    @path("topic/<str:slug>/feed/", name="topic_feed")
    def topic_feed(self, request: HttpRequest, slug: str) -> HttpResponse:
        topic = self._find(Topic, slug)
        link = self.url + self.reverse_subpage("topic", args=[topic.slug])
        return self._feed(request, self.articles().about(topic.slug), title=topic.name, link=link)

    @path("author/<str:slug>/feed/", name="author_feed")
    def author_feed(self, request: HttpRequest, slug: str) -> HttpResponse:
        person = self._find(Person, slug)
        link = self.url + self.reverse_subpage("author", args=[person.slug])
        return self._feed(request, self.articles().by(person.slug), title=person.name, link=link)

    def topics(self) -> models.QuerySet[Topic]:
        """The topics that have a published article."""
        return Topic.objects.filter(
            article_topics__content_object__in=self.articles().values("pk")
        ).distinct()

    def _find(self, model: type[models.Model], slug: str) -> Any:
        if "\x00" in slug:
            raise Http404
        try:
            return model.objects.get(slug=slug)
        except model.DoesNotExist:
            raise Http404 from None

    def _listing(self, request: HttpRequest, articles: ArticleQuerySet, **context: Any) -> HttpResponse:
        listed = page_of(request, articles.with_cards(), ARTICLES_PER_PAGE)
        return self.render(
            request, context_overrides={"articles": listed, "topics": self.topics(), **context}
        )

    def _feed(self, request: HttpRequest, articles: ArticleQuerySet, *, title: str, link: str) -> HttpResponse:
        return feeds.respond(request, self, articles, title=title, link=link)


class ArticlePage(BasePage):
    """An article whose claims carry footnoted references."""

    standfirst = models.CharField(
        _("standfirst"),
        max_length=300,
        help_text=_("One or two sentences below the title that make one want to read."),
    )
    published_on = models.DateField(
        _("date of publication"), default=today, db_index=True, help_text=_("Printed below the title.")
    )
    hero_image = models.ForeignKey(
        StudioImage,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown above the text and on cards. Set its focal point in the picture itself."),
    )
    hero_alt = models.CharField(
        _("description of the picture"),
        max_length=255,
        blank=True,
        help_text=_("For those who cannot see it. Left empty, the picture's own description is taken."),
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
        MultiFieldPanel([*Page.content_panels, FieldPanel("standfirst")], heading=_("Title")),
        MultiFieldPanel([FieldPanel("hero_image"), FieldPanel("hero_alt")], heading=_("Picture")),
        FieldPanel("body"),
        FieldPanel("postscript"),
    ]
    reference_panels = [
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
        FieldPanel("published_on"),
        InlinePanel("article_authors", heading=_("Authors"), label=_("Author"), min_num=1),
        FieldPanel("topics"),
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
        self.reading_minutes = reading.minutes(self.standfirst, text.words(self.body, self.postscript))

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

    @property
    def authors(self) -> list[Person]:
        """Its authors, in order."""
        return [authorship.person for authorship in self.article_authors.all()]

    @property
    def topic_list(self) -> list[Topic]:
        """Its topics, by name; reads a prefetched list where there is one."""
        return sorted((item.tag for item in self.article_topics.all()), key=lambda topic: topic.name)

    def text(self, style: str | None = None) -> text.Text:
        """The text as readers meet it; numbered as the site wants unless ``style`` is given."""
        if style is None:
            style = SiteSettings.for_site(self.get_site()).citation_numbering
        return text.Text(
            self.body, self.postscript, list(self.references.all()), style, scope=self.pk or "draft"
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        settings = SiteSettings.for_request(request)
        context["text"] = self.text(settings.citation_numbering)
        context["related"] = self.read_on()
        siblings = ArticlePage.objects.sibling_of(self, inclusive=False).visible()
        context["older"] = siblings.before(self).first()
        context["newer"] = siblings.after(self).first()
        return context

    def read_on(self) -> "list[ArticlePage]":
        """The related articles that editors chose, else the newest of the same topics."""
        others = ArticlePage.objects.visible().exclude(pk=self.pk)
        chosen = [item.article_id for item in self.related_articles.all()]
        if chosen:
            found = {article.pk: article for article in others.filter(pk__in=chosen).with_cards()}
            return [found[pk] for pk in chosen if pk in found]
        topics = [topic.pk for topic in self.topic_list]
        same = others.filter(article_topics__tag__in=topics).distinct().newest_first()
        return list(same.with_cards()[:RELATED_ARTICLES])


class ArticleAuthor(Orderable):
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
