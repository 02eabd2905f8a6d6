from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable
from wagtail.search import index

from articles import sources
from articles.keys import new_key
from articles.panels import HiddenKeyPanel


class Reference(index.Indexed, Orderable):
    """A note or a source that an article cites: one line of the list at its end.

    A child of the page, so that drafts, revisions, previews and copies carry
    it. Markers in the text find it by ``key``, which copies keep.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article in a journal")
        BOOK = "book", _("Book")
        CHAPTER = "chapter", _("Chapter of a book")
        WEB = "web", _("Page on the web")
        OTHER = "other", _("Something else, or a note")

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="references")
    key = models.CharField(max_length=40, default=new_key)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=500, blank=True)
    authors = models.CharField(
        _("authors"),
        max_length=500,
        blank=True,
        help_text=_("As they shall be printed, separated by semicolons: R. F. Ker; M. B. Bennett"),
    )
    container = models.CharField(
        _("appeared in"),
        max_length=255,
        blank=True,
        help_text=_("The journal, book or website."),
    )
    volume = models.CharField(_("volume"), max_length=20, blank=True)
    issue = models.CharField(_("issue"), max_length=20, blank=True)
    pages = models.CharField(_("pages"), max_length=40, blank=True)
    publisher = models.CharField(_("publisher"), max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1000), MaxValueValidator(2100)],
    )
    doi = models.CharField(
        _("DOI"), max_length=255, blank=True, help_text=_("In any spelling: 10.1038/325147a0")
    )
    url = models.URLField(_("web address"), max_length=500, blank=True)
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("Plain words, printed after the source. A footnote may be nothing but a note."),
    )

    panels = [
        HiddenKeyPanel("key", widget=forms.HiddenInput, classname="w-hidden"),
        FieldPanel("note"),
        FieldPanel("title"),
        FieldPanel("authors"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("container")]),
        FieldRowPanel([FieldPanel("volume"), FieldPanel("issue"), FieldPanel("pages")]),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("doi"), FieldPanel("url")]),
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

    def clean(self) -> None:
        if self.doi:
            doi = sources.find_doi(self.doi)
            if not doi:
                raise ValidationError({"doi": _("A DOI looks like 10.1038/325147a0.")})
            self.doi = doi

    @property
    def text(self) -> str:
        """The line as plain text."""
        return sources.as_text(self)

    @property
    def html(self) -> SafeString:
        """The line as HTML."""
        return sources.as_html(self)

    @property
    def address(self) -> str:
        """Where the source can be read, if anywhere."""
        return sources.link(self)

    @property
    def author_names(self) -> list[str]:
        """Its authors, one by one."""
        return sources.author_names(self.authors)
