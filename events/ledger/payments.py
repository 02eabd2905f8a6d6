from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.ledger.registrations import Registration


class PaymentQuerySet(models.QuerySet):
    """Payments."""

    def settled(self) -> "PaymentQuerySet":
        """Those that have arrived."""
        return self.filter(status=Payment.Status.SETTLED)


class Payment(models.Model):
    """Money for a registration: paid at the desk, or by a provider that a later part adds."""

    class Status(models.TextChoices):
        """Where the money is."""

        PENDING = "pending", _("expected")
        SETTLED = "settled", _("paid")
        FAILED = "failed", _("failed")

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="payments"
    )
    provider = models.CharField(max_length=20, default="offline")
    #: The provider's own name for it: the same message twice is one payment.
    reference = models.CharField(pgettext_lazy("payment", "reference"), max_length=120)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "reference"], name="one_payment_a_reference"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} {self.reference}"
