from django import forms
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable
from wagtail.search import index

from articles import sources
from articles.keys import new_key
from articles.models.records import Record
from articles.panels import HiddenKeyPanel


class Reference(index.Indexed, Record, Orderable):
    """A note or a source that an article cites: one line of the list at its end.

    A child of the page, so that drafts, revisions, previews and copies carry
    it. Markers in the text find it by ``key``, which copies keep.

    Where ``source`` is set, its facts are the library's: a copy that
    :mod:`articles.services` keeps in step, so that readers, feeds and old
    versions need nothing but the page. Should the source go, the copy stays.
    """

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="references")
    key = models.CharField(max_length=40, default=new_key)
    source = models.ForeignKey(
        "articles.Source",
        verbose_name=_("source of the library"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="references",
        help_text=_("What is known of it is then kept in the library, for all articles."),
    )
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("Plain words, printed after the source. A footnote may be nothing but a note."),
    )

    panels = [
        HiddenKeyPanel("key", widget=forms.HiddenInput, classname="w-hidden"),
        # not a chooser, which would ask the database for the title of each row's source:
        # the footnote dialog chooses, and the row shows what it chose
        HiddenKeyPanel("source", widget=forms.HiddenInput, classname="w-hidden"),
        FieldPanel("note"),
        FieldPanel("title"),
        FieldPanel("authors"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("container")]),
        FieldRowPanel([FieldPanel("volume"), FieldPanel("issue"), FieldPanel("pages")]),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("doi"), FieldPanel("isbn")]),
        FieldRowPanel([FieldPanel("url"), FieldPanel("accessed_on")]),
        FieldPanel("archive_url"),
    ]
    search_fields = [
        index.SearchField("title"),
        index.SearchField("authors"),
        index.SearchField("container"),
        index.SearchField("publisher"),
        index.SearchField("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="unique_reference_key")]

    def __str__(self) -> str:
        return self.text or str(_("An empty reference"))

    @property
    def text(self) -> str:
        return sources.as_text(self, self.note)

    @property
    def html(self) -> SafeString:
        return sources.as_html(self, self.note)
