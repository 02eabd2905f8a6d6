from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import Status
from events.ledger.registrations import Registration


class RegistrationLog(models.Model):
    """Why a registration stands where it stands. Append-only; nothing personal of visitors."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField(default=timezone.now)
    #: None: the visitor, or the clock.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: A name of ``services/history.py``.
    verb = models.CharField(max_length=30)
    before = models.CharField(max_length=20, choices=Status.choices, blank=True)
    after = models.CharField(max_length=20, choices=Status.choices, blank=True)
    #: What staff gave as a reason.
    reason = models.CharField(max_length=255, blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("entries of the log")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"
