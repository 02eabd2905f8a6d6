from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.ledger.occurrences import Occurrence
from events.ledger.registrations import Registration


class Attendee(models.Model):
    """A person who comes: one for each seat of a registration, the first being who registered."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="attendees"
    )
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("name"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ["registration", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "number"], name="one_attendee_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CheckIn(models.Model):
    """That somebody came, or that this was noted by mistake. Append-only: the last row counts."""

    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="check_ins")
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="check_ins")
    is_present = models.BooleanField(default=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.attendee} {self.at:%Y-%m-%d %H:%M}"
