from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageQuerySet
from wagtail.search import index

from articles.models import ArticleIndexPage, ArticlePage
from studio.blocks import prose_blocks
from studio.models import BasePage, PictureMixin

LATEST_ARTICLES = 5


class OfferBlock(blocks.StructBlock):
    """One of the things the studio teaches."""

    title = blocks.CharBlock(label=_("Title"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), max_length=240)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)

    class Meta:
        icon = "pick"
        label = _("What we teach")
        template = "home/blocks/offer.html"
        label_format = "{title}"


class HomePage(PictureMixin, BasePage):
    """The front door."""

    hero_heading = models.CharField(_("first words"), max_length=120)
    hero_text = models.CharField(_("what follows them"), max_length=300, blank=True)
    hero_page = models.ForeignKey(
        Page,
        verbose_name=_("button leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_button = models.CharField(_("text of the button"), max_length=60, blank=True)
    offers_heading = models.CharField(_("heading above what we teach"), max_length=120, blank=True)
    offers = StreamField([("offer", OfferBlock())], blank=True, verbose_name=_("what we teach"))

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_heading"),
                FieldPanel("hero_text"),
                PageChooserPanel("hero_page"),
                FieldPanel("hero_button"),
            ],
            heading=_("First words"),
        ),
        PictureMixin.picture_panel,
        MultiFieldPanel(
            [FieldPanel("offers_heading"), FieldPanel("offers")], heading=_("What we teach")
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("hero_heading"),
        index.SearchField("hero_text"),
        index.SearchField("offers"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["articles.ArticleIndexPage", "home.PlainPage", "home.ContactPage"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def kind(self) -> str:
        return _("page")

    @property
    def summary(self) -> str:
        return self.hero_text

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["articles"] = list(
            ArticlePage.objects.descendant_of(self)
            .visible()
            .newest_first()
            .with_cards()[:LATEST_ARTICLES]
        )
        context["article_index"] = ArticleIndexPage.objects.child_of(self).live().first()
        return context


class TextPage(PictureMixin, BasePage):
    """A page that is a title, an introduction, a picture and running text."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)
    body = StreamField(prose_blocks(), blank=True, verbose_name=_("text"))

    content_panels = [
        MultiFieldPanel(
            [*Page.content_panels, FieldPanel("introduction")], heading=_("Title and introduction")
        ),
        PictureMixin.picture_panel,
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction", boost=2),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True

    @property
    def kind(self) -> str:
        return _("page")

    @property
    def summary(self) -> str:
        return self.introduction


class PlainPage(TextPage):
    """A page of running text: about us, prices, legal notices."""

    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    @property
    def pages_below(self) -> "PageQuerySet":
        """The published pages below this one, as editors ordered them."""
        return PlainPage.objects.child_of(self).live().public()


class ContactPage(TextPage):
    """Where we are, when we are open, how to reach us: all from the studio's settings."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")
