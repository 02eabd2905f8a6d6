"""Pieces that the site fills by itself: what is on next, what was written lately."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from articles.models import ArticleIndexPage, ArticlePage
from events import listing
from events.models import EventIndexPage
from home.blocks.shared import SharedMixin
from studio import languages

MOST_EVENTS = 8
MOST_ARTICLES = 9


class _ListBlock(blocks.StructBlock):
    """Knows whether it is only shown as a sample, where there is no page around it."""

    def get_context(self, value: blocks.StructValue, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        front = languages.front_around(context)
        context.update(self.listed(value, front) if front else {})
        context["is_sample"] = "page" not in context
        return context

    def listed(self, value: blocks.StructValue, front: Page) -> dict[str, Any]:
        """What the template shows of the site whose front door is ``front``."""
        raise NotImplementedError

    def get_preview_value(self) -> blocks.StructValue:
        return self.get_default()


class NextEventsBlock(SharedMixin, _ListBlock):
    """The next events that take place, with the places that are left."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=120,
        help_text=_("Left empty, it says “Next at the studio”."),
    )
    number = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=MOST_EVENTS)

    class Meta:
        icon = "date"
        label = _("Next events")
        template = "home/blocks/next_events.html"
        description = _("The next events with the places left; nothing where none is planned.")
        styles = ("events/css/event_list.css", "home/css/sections.css")

    def get_context(self, value: blocks.StructValue, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        # the preview of the page for a quiet season
        return context | {"events": []} if context.get("no_events") else context

    def listed(self, value: blocks.StructValue, front: Page) -> dict[str, Any]:
        """Four queries, however many there are; one where there is no list of events."""
        index = EventIndexPage.published_below(front).first()
        events = listing.next_ones(index, value["number"]) if index else []
        return {"event_index": index, "events": events}


class LatestArticlesBlock(SharedMixin, _ListBlock):
    """The latest articles, the first of them large."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=120,
        help_text=_("Left empty, it says “Lately written”."),
    )
    number = blocks.IntegerBlock(
        label=_("How many"), default=5, min_value=1, max_value=MOST_ARTICLES
    )
    topic = SnippetChooserBlock(
        "articles.Topic",
        label=_("Only of this topic"),
        required=False,
    )

    class Meta:
        icon = "doc-full"
        label = _("Latest articles")
        template = "home/blocks/latest_articles.html"
        description = _("The latest articles, of all topics or of one, the first of them large.")
        styles = ("articles/css/card.css", "home/css/sections.css")

    def listed(self, value: blocks.StructValue, front: Page) -> dict[str, Any]:
        """A fixed number of queries, see :meth:`ArticleQuerySet.with_cards`."""
        articles = ArticlePage.objects.descendant_of(front).visible().newest_first()
        if value["topic"]:
            articles = articles.about(value["topic"].slug)
        return {
            "articles": list(articles.with_cards()[: value["number"]]),
            "article_index": ArticleIndexPage.published_below(front).first(),
        }
