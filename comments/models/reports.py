from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReportReason(models.TextChoices):
    """Why a reader thinks that a comment should be looked at."""

    INSULTING = "insulting", _("It insults somebody")
    SPAM = "spam", _("It is advertising")
    OFF_TOPIC = "off_topic", _("It has nothing to do with the article")
    PRIVATE = "private", _("It tells private things")
    OTHER = "other", _("Something else")


class ReportQuerySet(models.QuerySet):
    """Questions about reports."""

    def open(self) -> "ReportQuerySet":
        """Those no moderator has decided about."""
        return self.filter(settled_at=None)


class Report(models.Model):
    """One reader's wish that a moderator look at a comment."""

    comment = models.ForeignKey(
        "comments.Comment", on_delete=models.CASCADE, related_name="reports"
    )
    reason = models.CharField(_("reason"), max_length=10, choices=ReportReason.choices)
    note = models.CharField(_("in the reader's words"), max_length=500, blank=True)
    reporter = models.CharField(
        _("pseudonym of the reader"), max_length=64, help_text=_("Tells readers apart.")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)
    settled_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        default_permissions = []
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter"], name="report_once_a_reader")
        ]
        indexes = [
            models.Index(
                fields=["comment"], name="report_open", condition=models.Q(settled_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
