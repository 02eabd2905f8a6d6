from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SubscriptionQuerySet(models.QuerySet):
    """Questions about who wants letters."""

    def confirmed(self) -> "SubscriptionQuerySet":
        return self.filter(status=Subscription.Status.CONFIRMED)

    def going_on(self) -> "SubscriptionQuerySet":
        """Those that bring letters, or would after a click."""
        return self.exclude(status=Subscription.Status.ENDED)


class Subscription(models.Model):
    """The wish of a commenter to hear of answers, asked for twice (double opt-in)."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked, not confirmed")
        CONFIRMED = "confirmed", _("Confirmed")
        ENDED = "ended", _("Ended")

    comment = models.OneToOneField(
        "comments.Comment",
        on_delete=models.CASCADE,
        related_name="subscription",
        help_text=_("Answers below it are told."),
    )
    address = models.ForeignKey(
        "comments.Address", on_delete=models.CASCADE, related_name="subscriptions"
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    status = models.CharField(
        _("state"), max_length=10, choices=Status.choices, default=Status.ASKED
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription to answers")
        verbose_name_plural = _("subscriptions to answers")
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["asked", "confirmed", "ended"]),
                name="subscription_status_known",
            )
        ]

    def __str__(self) -> str:
        return self.get_status_display()
