"""What a studio decides once for all its events."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting

from studio.models import RememberedSetting


@register_setting(icon="date", order=310)
class EventSettings(RememberedSetting):
    """Money, quiet hours, and how long things wait."""

    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, such as EUR."))],
        help_text=_("Three letters (ISO 4217), such as EUR or CHF."),
    )
    hold_minutes = models.PositiveIntegerField(
        _("a place waits for its confirmation"),
        default=24 * 60,
        validators=[MinValueValidator(10), MaxValueValidator(14 * 24 * 60)],
        help_text=_("Minutes until an address has to be confirmed; from 10 to two weeks."),
    )
    quiet_from = models.TimeField(
        _("quiet hours from"),
        default=time(21),
        help_text=_("The time to answer an offered place stands still in quiet hours."),
    )
    quiet_until = models.TimeField(_("until"), default=time(8))

    panels = [
        MultiFieldPanel([FieldPanel("currency")], heading=_("Money")),
        MultiFieldPanel([FieldPanel("hold_minutes")], heading=_("Places that are held")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("quiet_from"), FieldPanel("quiet_until")])],
            heading=_("Quiet hours"),
        ),
    ]

    class Meta:
        verbose_name = _("events")

    def __str__(self) -> str:
        return str(_("Events"))
