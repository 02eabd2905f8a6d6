from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.search import index


class Topic(index.Indexed, TagBase):
    """What an article is about. Editors choose from a kept list, or readers meet three spellings."""

    free_tagging = False

    description = models.CharField(
        _("description"),
        max_length=255,
        blank=True,
        help_text=_("One sentence, shown above the articles of this topic."),
    )

    panels = [
        TitleFieldPanel("name", placeholder=False),
        FieldPanel(
            "slug",
            heading=_("Last part of the address"),
            help_text=_("Of the page that lists the articles of this topic."),
            widget=SlugInput,
        ),
        FieldPanel("description"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("name"),  # lists are sorted by it while they are searched
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]


class ArticleTopic(ItemBase):
    """That an article is about a topic."""

    tag = models.ForeignKey(Topic, related_name="article_topics", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "articles.ArticlePage", related_name="article_topics", on_delete=models.CASCADE
    )

    class Meta:
        verbose_name = _("topic of an article")
        verbose_name_plural = _("topics of an article")
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="unique_topic_of_article"
            )
        ]
