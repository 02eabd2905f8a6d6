import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from articles import sources
from articles.models.records import Record


class CalculatedField(models.TextField):
    """Text that a property of the record gives, written whenever the record is."""

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs.update(editable=False, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"], kwargs["default"]
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = getattr(model_instance, self.source)
        setattr(model_instance, self.attname, value)
        return value


def _digest(record: Record) -> str:
    """Of fixed length, since PostgreSQL's index takes no long values."""
    identity = sources.identity(record)
    return hashlib.sha256(identity.encode()).hexdigest()[:32] if identity else ""


def _goes_by_isbn(record: Record) -> bool:
    """Whether its ISBN is its own: a chapter has that of its book."""
    return bool(record.isbn) and record.kind != Record.Kind.CHAPTER


class SourceQuerySet(models.QuerySet):
    """Questions about the library."""

    def matching(self, text: str) -> "SourceQuerySet":
        """Those that have all words of ``text``, whatever their case and accents.

        A DOI is one in any spelling, also as an address.
        """
        found = self
        for word in sources.folded(sources.find_doi(text) or text).split()[:12]:
            found = found.filter(words__contains=word)
        return found

    def with_uses(self) -> "SourceQuerySet":
        """With ``uses``: in how many articles each is cited.

        Counted for the rows that are asked for alone, not for the whole library.
        """
        cited = self.model.references.rel.related_model.objects.filter(source=OuterRef("pk"))
        counts = cited.order_by().values("source").annotate(n=Count("page", distinct=True))
        return self.annotate(uses=Coalesce(Subquery(counts.values("n")), 0))

    def used(self, *, used: bool = True) -> "SourceQuerySet":
        """Those that an article cites; those that none cites where ``used`` is false."""
        cited = self.model.references.rel.related_model.objects.filter(source=OuterRef("pk"))
        return self.filter(Exists(cited) if used else ~Exists(cited))

    def without_address(self) -> "SourceQuerySet":
        """Those of which nobody can tell where they can be read."""
        return self.filter(doi="", url="")

    def same_as(self, record: Record) -> "SourceQuerySet":
        """Those that mean the same work, see :meth:`Source.means`."""
        return self.like([record]).exclude(pk=record.pk if isinstance(record, Source) else None)

    def like(self, records: Sequence[Record]) -> "SourceQuerySet":
        """Those that mean the same work as one of ``records``; one query for all of them."""
        known = models.Q(pk__in=[])
        for has_doi in (False, True):
            some = [record for record in records if bool(record.doi) == has_doi]
            digests = {digest for record in some if (digest := _digest(record))}
            isbns = {record.isbn for record in some if _goes_by_isbn(record)}
            alike = models.Q(identity__in=digests)
            alike |= models.Q(isbn__in=isbns) & ~models.Q(kind=Record.Kind.CHAPTER)
            # two DOIs that differ are two works
            known |= alike & models.Q(doi="") if has_doi else alike
            known |= models.Q(doi__in={record.doi for record in some if record.doi})
        return self.filter(known)

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """Locked first: Django notes what cites them, and then parts exactly these from them.

        A merge between the two would have led those references to another source.
        """
        list(self.select_for_update().order_by("pk").values_list("pk"))
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def refresh(self, references: Iterable[Record]) -> list[Record]:
        """Give those of ``references`` that lead to the library its facts; those that changed.

        Nothing is written. One query; none where no reference leads there.
        """
        linked = [reference for reference in references if reference.source_id]
        sources = self.in_bulk({reference.source_id for reference in linked}) if linked else {}
        return [
            reference
            for reference in linked
            if reference.source_id in sources and reference.copy_facts(sources[reference.source_id])
        ]


class Source(Record):
    """A work that articles cite, kept once for all of them."""

    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("For your colleagues. Readers see the note of the reference instead."),
    )
    #: What the library is searched by, folded.
    words = CalculatedField(source="searched_words")
    #: Equal for two records of one work that has no DOI.
    identity = CalculatedField(source="calculated_identity", db_index=True)
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("title"), FieldPanel("authors")], _("What")
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "container",
                    help_text=_(
                        "Of an article its journal, of a chapter its book, of a page its website."
                    ),
                ),
                FieldRowPanel([FieldPanel("volume"), FieldPanel("issue"), FieldPanel("pages")]),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "publisher",
                            help_text=_(
                                "Of a thesis the university, of a report whoever published it."
                            ),
                        ),
                        FieldPanel("year"),
                    ]
                ),
            ],
            _("Where it appeared"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("doi"), FieldPanel("isbn")]),
                FieldRowPanel([FieldPanel("url"), FieldPanel("accessed_on")]),
                FieldPanel("archive_url"),
            ],
            _("Where it can be read"),
        ),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["title", "id"], name="source_by_title"),
            models.Index(fields=["doi"], name="source_by_doi"),
            models.Index(fields=["isbn"], name="source_by_isbn"),
        ]

    def __str__(self) -> str:
        return self.text or str(_("An empty source"))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Locked first, as :meth:`SourceQuerySet.delete` does it."""
        with transaction.atomic():
            list(Source.objects.select_for_update().filter(pk=self.pk).values_list("pk"))
            return super().delete(*args, **kwargs)

    def clean(self) -> None:
        self._tidy()
        super().clean()
        if not (self.title or self.authors or self.url or self.doi):
            raise ValidationError({"title": _("A source needs a title, or at least an address.")})

    def _tidy(self) -> None:
        """One spelling of whatever has several, so that files and people agree on it."""
        for name in ("title", "container", "volume", "issue", "publisher"):
            setattr(self, name, sources.tidied(getattr(self, name)))
        self.authors = "; ".join(map(sources.tidied, self.author_names))
        self.pages = sources.tidied_pages(self.pages)
        for name in ("url", "archive_url"):
            setattr(self, name, sources.encoded_address(getattr(self, name).strip()))
        if sources.is_doi_address(self.url) and (doi := sources.find_doi(self.url)):
            self.doi = self.doi or doi
            if sources.find_doi(self.doi) == doi:
                self.url = ""
        self.note = self.note.replace("\x00", "").replace("\r\n", "\n").strip()

    def means(self, other: Record) -> bool:
        """Whether both are the same work: by DOI, else by ISBN, else by title, author and year.

        Two DOIs that differ are two works, whatever their titles. A chapter has
        the ISBN of its book, so it goes by its title.
        """
        if self.doi and other.doi:
            return self.doi == other.doi
        if _goes_by_isbn(self) and _goes_by_isbn(other) and self.isbn == other.isbn:
            return True
        return bool(self.calculated_identity) and self.calculated_identity == _digest(other)

    @property
    def searched_words(self) -> str:
        """Everything somebody may remember of it."""
        facts = (self.title, self.authors, self.container, self.publisher, self.year or "")
        return sources.folded(" ".join(map(str, (*facts, self.doi, self.isbn, self.url))))

    @property
    def calculated_identity(self) -> str:
        """The digest of :func:`articles.sources.identity`."""
        return _digest(self)
