from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import sources


class Record(models.Model):
    """What is known of a work: its authors, its title, where it appeared.

    A :class:`~articles.models.Reference` of an article is one, and so is a
    :class:`~articles.models.Source` of the library.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article in a journal")
        BOOK = "book", _("Book")
        CHAPTER = "chapter", _("Chapter of a book")
        THESIS = "thesis", _("Thesis")
        REPORT = "report", pgettext_lazy("kind of source", "Report")
        WEB = "web", _("Page on the web")
        RECORDING = "recording", _("Film, talk or podcast")
        OTHER = "other", _("Something else, or a note")

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
    isbn = models.CharField(
        _("ISBN"),
        max_length=20,
        blank=True,
        default="",
        db_default="",  # a release that does not know the column goes on writing
        help_text=_("With or without hyphens."),
    )
    url = models.URLField(_("web address"), max_length=500, blank=True)
    accessed_on = models.DateField(
        _("date looked at"), null=True, blank=True, help_text=_("For a page that may change.")
    )
    archive_url = models.URLField(
        _("archived copy"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_("Where a copy of the page is kept, in case it goes."),
    )

    class Meta:
        abstract = True

    #: What a reference takes from the library and what a file of sources holds, apart from notes.
    FACTS = (
        *("kind", "title", "authors", "container", "volume", "issue", "pages", "publisher"),
        *("year", "doi", "isbn", "url", "accessed_on", "archive_url"),
    )

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.doi:
            doi = sources.find_doi(self.doi)
            if not doi:
                errors["doi"] = _("A DOI looks like 10.1038/325147a0.")
            self.doi = doi or self.doi
        if self.isbn:
            isbn = sources.find_isbn(self.isbn)
            if not isbn:
                errors["isbn"] = _(
                    "An ISBN has 10 or 13 digits, of which the last one checks the others."
                )
            self.isbn = isbn or self.isbn
        if errors:
            raise ValidationError(errors)

    def copy_facts(self, other: "Record") -> bool:
        """Say of the work what ``other`` says; whether anything changed. Nothing is written."""
        changed = [name for name in self.FACTS if getattr(self, name) != getattr(other, name)]
        for name in changed:
            setattr(self, name, getattr(other, name))
        return bool(changed)

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
        """Where the work can be read, if anywhere."""
        return sources.link(self)

    @property
    def author_names(self) -> list[str]:
        """Its authors, one by one."""
        return sources.author_names(self.authors)
