from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable, Page


class MenuItem(Orderable):
    """One entry of a menu: a page of ours, or an address elsewhere."""

    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    address = models.CharField(
        _("or an address"),
        max_length=255,
        blank=True,
        help_text=_("Where it is not a page: https://… or /…"),
    )
    label = models.CharField(
        _("text"),
        max_length=60,
        blank=True,
        help_text=_("Left empty, the title of the page is taken."),
    )

    panels = [PageChooserPanel("page"), FieldPanel("address"), FieldPanel("label")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if bool(self.page_id) == bool(self.address):
            raise ValidationError(_("Choose a page or type an address, one of the two."))
        if self.address and not self.address.startswith(("https://", "http://", "/")):
            raise ValidationError({"address": _("An address starts with https://, http:// or /.")})
        if self.address and not self.label:
            raise ValidationError({"label": _("An address needs a text.")})

    @property
    def text(self) -> str:
        """What the visitor reads."""
        return self.label or (self.page.title if self.page else self.address)


@register_setting(icon="list-ul")
class Navigation(ClusterableModel, BaseSiteSetting):
    """The menus at the head and at the foot of every page."""

    panels = [
        InlinePanel(
            "main_menu",
            heading=_("Menu at the top"),
            label=_("Entry"),
            help_text=_("In this order. A page that is not published is not shown."),
        ),
        InlinePanel(
            "footer_menu",
            heading=_("Menu at the foot"),
            label=_("Entry"),
            help_text=_("For what is looked for rarely: legal notices, privacy."),
        ),
    ]

    class Meta:
        verbose_name = _("menus")

    def __str__(self) -> str:
        return str(_("Menus"))


class MainMenuItem(MenuItem):
    """An entry of the menu at the head."""

    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="main_menu")

    class Meta(MenuItem.Meta):
        verbose_name = _("entry of the top menu")
        verbose_name_plural = _("entries of the top menu")


class FooterMenuItem(MenuItem):
    """An entry of the menu at the foot."""

    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="footer_menu")

    class Meta(MenuItem.Meta):
        verbose_name = _("entry of the foot menu")
        verbose_name_plural = _("entries of the foot menu")
