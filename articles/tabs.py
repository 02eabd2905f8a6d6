"""The form of an article: its tabs, and what stands in each."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import Page

from articles.panels import CitedPanel, LooseEndsPanel, ReferencesPanel, TopicsInput
from comments.pages import CommentsMixin
from studio.models import BasePage
from studio.panels import tabbed

#: Articles to read on: as many as editors may choose, and as many as are shown.
RELATED_ARTICLES = 3

_TEXT = [
    MultiFieldPanel(
        [*Page.content_panels, FieldPanel("standfirst")], heading=_("Title and standfirst")
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "hero_image",
                help_text=_(
                    "Shown above the text and on cards. Set its focal point in the picture itself."
                ),
            ),
            FieldPanel("hero_alt"),
        ],
        heading=_("Picture at the top"),
    ),
    CitedPanel("body"),
    CitedPanel("postscript"),
]
_REFERENCES = [
    LooseEndsPanel(),
    ReferencesPanel(
        "references",
        heading=_("References"),
        label=pgettext_lazy("footnote", "Reference"),
        help_text=_(
            "Cite one with the footnote button in the text. The order here does not matter: "
            "readers see them in the order in which the text cites them."
        ),
    ),
]
_ABOUT = [
    InlinePanel(
        "article_authors",
        heading=_("Authors"),
        label=_("Author"),
        help_text=_("Whose names stand below the title, in this order. At least one."),
    ),
    FieldPanel(
        "topics",
        help_text=_("Tick what it is about. Editors add new ones under Topics."),
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
    CommentsMixin.comments_panel,
]


def article_page() -> TabbedInterface:
    """The tabs of an article."""
    return tabbed(
        (_TEXT, _("Text")),
        (_REFERENCES, _("References")),
        (_ABOUT, _("About the article")),
        found=[*BasePage.promote_panels, PublishingPanel()],
    )
