from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles.models.records import Record


class FindingQuerySet(models.QuerySet):
    """Questions about findings."""

    def newest_first(self) -> "FindingQuerySet":
        return self.order_by("-found_at", "-pk")


class Finding(models.Model):
    """Something about a reference, a link or a source that somebody should mend.

    Written by :mod:`articles.inspecting`, never while somebody looks at the report.
    """

    class Kind(models.TextChoices):
        DEAD = "dead", _("Dead link")
        CLOSED = "closed", _("Link that readers cannot open")
        MOVED = "moved", _("Link that has moved")
        EMPTY = "empty", _("Empty reference")
        TWICE = "twice", _("Same source twice")
        UNCITED = "uncited", _("Reference without a marker")
        FACTS = "facts", _("Missing facts")
        UNUSED = "unused", _("Source that no published article cites")

    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    page = models.ForeignKey(
        "articles.ArticlePage",
        verbose_name=_("article"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="findings",
    )
    source = models.ForeignKey(
        "articles.Source",
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="findings",
    )
    #: Where what is wrong in an article is mended, if its facts are the library's.
    kept_in = models.ForeignKey(
        "articles.Source", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    link = models.ForeignKey(
        "articles.LinkCheck",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="findings",
    )
    #: The first words of the reference; empty for what stands in the text.
    about = models.CharField(_("reference"), max_length=200, blank=True)
    #: The names of the fields that lack, separated by commas.
    facts = models.CharField(max_length=100, blank=True)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    #: Of all of the above but the moment: one fault is written down once.
    identity = models.CharField(max_length=64, unique=True)

    objects = FindingQuerySet.as_manager()

    #: Derived from the article, which has no use for being found by it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        default_permissions = []
        indexes = [
            models.Index(fields=["-found_at", "-id"], name="finding_newest"),
            models.Index(fields=["kind", "-found_at", "-id"], name="finding_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(page=None, source__isnull=False) | Q(page__isnull=False, source=None),
                name="finding_in_page_or_source",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about or self.link_id or self.source_id}"

    @property
    def calculated_identity(self) -> str:
        """What :attr:`identity` must hold."""
        parts = (self.kind, self.page_id, self.source_id, self.kept_in_id, self.link_id)
        words = "\0".join(map(str, (*parts, self.about, self.facts)))
        return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def missing(self) -> list[str]:
        """The facts that lack, in words."""
        names = [name for name in self.facts.split(",") if name in Record.FACTS]
        return [str(Record._meta.get_field(name).verbose_name) for name in names]

    @property
    def told(self) -> str:
        """What is wrong, as a sentence; empty where the kind says it all."""
        if self.facts:
            return capfirst(get_text_list(self.missing, _now("and"))) + "."
        # that it answers is no fault of a link that has moved
        return self.link.told if self.link and self.kind != self.Kind.MOVED else ""
