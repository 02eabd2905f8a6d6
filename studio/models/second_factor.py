"""Who must prove with a second thing who they are."""

from django.contrib.auth.models import Group
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="key", order=850)
class SecondFactorRule(BaseGenericSetting):
    """The roles that need a second factor; whoever has none sets one up before anything else."""

    groups = models.ManyToManyField(
        Group,
        verbose_name=_("groups that need a second factor"),
        blank=True,
        related_name="+",
        help_text=_(
            "Whoever is in one of them and has no second factor is led to set one up, and can do"
            " nothing else here until then."
        ),
    )
    asks_superusers = models.BooleanField(
        _("owners need a second factor"),
        default=False,
        help_text=_("Owners may do everything. They are in no group, or need to be in none."),
    )

    panels = [
        HelpPanel(
            _(
                "A second factor is an app that shows a number, or a passkey: a fingerprint, a"
                " face or a small key. With it, a password that was guessed opens nothing."
            )
        ),
        FieldPanel("asks_superusers"),
        FieldPanel("groups", widget=CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = _("second factor")

    def __str__(self) -> str:
        return str(_("Who needs a second factor"))
