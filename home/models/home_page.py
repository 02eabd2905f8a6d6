from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from articles.models import ArticleIndexPage
from home.blocks import home_blocks
from home.models.text_pages import FOUND_PANELS
from studio.models import BasePage, PictureMixin
from studio.panels import tabbed


def first_sections() -> list[tuple[str, dict[str, Any]]]:
    """What a new front door shows below its first words."""
    return [
        ("next_events", {"heading": "", "number": 3}),
        ("latest_articles", {"heading": "", "number": 5, "topic": None}),
        ("whereabouts", {"heading": ""}),
    ]


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
    body = StreamField(
        home_blocks(), blank=True, default=first_sections, verbose_name=_("what follows")
    )

    content_panels = [
        MultiFieldPanel(Page.content_panels, heading=_("Title")),
        MultiFieldPanel(
            [
                FieldPanel("hero_heading", help_text=_("Set large, above everything else.")),
                FieldPanel(
                    "hero_text",
                    help_text=_("One or two sentences: what the studio does, and for whom."),
                ),
                PageChooserPanel("hero_page"),
                FieldPanel(
                    "hero_button",
                    help_text=_("Without a text, or without a published page, there is none."),
                ),
            ],
            heading=_("First words"),
        ),
        PictureMixin.picture_panel,
        FieldPanel(
            "body",
            help_text=_("Section by section, in the order in which they stand."),
        ),
    ]
    edit_handler = tabbed((content_panels, _("The front door")), found=FOUND_PANELS)
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("hero_heading"),
        index.SearchField("hero_text"),
        index.SearchField("body"),
    ]
    page_description = _("The front door; there is one.")
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "articles.ArticleIndexPage",
        "events.EventIndexPage",
        "home.PlainPage",
        "home.ContactPage",
        "home.TeachersPage",
    ]
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

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("As it is now")), ("no_events", _("When no event is planned"))]

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return self.get_context(request) | {"no_events": mode_name == "no_events"}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["article_index"] = ArticleIndexPage.published_below(self).first()
        return context
