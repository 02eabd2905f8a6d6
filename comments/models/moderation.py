from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class ModerationArea(models.Model):
    """A page below which, itself included, a group decides about comments."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="moderation_areas")
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta:
        verbose_name = _("area of moderation")
        verbose_name_plural = _("areas of moderation")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["group", "page"], name="moderation_area_once")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.page}"
