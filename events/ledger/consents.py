import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.ledger.registrations import Registration


class ConsentDocument(models.Model):
    """Something people agree to, such as a waiver; its words have versions."""

    title = models.CharField(_("title"), max_length=120, help_text=_("For staff."))
    current = models.ForeignKey(
        "events.ConsentVersion",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class ConsentVersion(models.Model):
    """The words of a consent as somebody read them; written once, never changed."""

    document = models.ForeignKey(ConsentDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    #: The sentence beside the box, and what it rests on, shown when it is opened.
    statement = models.CharField(_("sentence beside the box"), max_length=300)
    text = models.TextField(_("the whole text"), blank=True)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a consent")
        verbose_name_plural = _("versions of consents")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"

    @staticmethod
    def digest_of(statement: str, text: str) -> str:
        """SHA-256 of the words, which a receipt repeats."""
        return hashlib.sha256(f"{statement}\n\n{text}".encode()).hexdigest()


class ConsentReceipt(models.Model):
    """That somebody agreed to these very words."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="consent_receipts"
    )
    version = models.ForeignKey(ConsentVersion, on_delete=models.PROTECT, related_name="receipts")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("receipt of a consent")
        verbose_name_plural = _("receipts of consents")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "version"], name="one_receipt_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.at:%Y-%m-%d}"
