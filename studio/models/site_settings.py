from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from studio.models.look import LookMixin
from studio.numbering import CitationNumbering


@register_setting(icon="home")
class SiteSettings(LookMixin, ClusterableModel, BaseSiteSetting):
    """The studio itself: its name, where it is, when it is open, how its site looks."""

    name = models.CharField(_("name of the studio"), max_length=80, default="Studio")
    tagline = models.CharField(
        _("tagline"), max_length=160, blank=True, help_text=_("One line below the name.")
    )
    logo = models.ForeignKey(
        "studio.StudioImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Left empty, the name is set in type."),
    )
    address = models.TextField(
        _("address"), blank=True, help_text=_("As on an envelope, one line each.")
    )
    hours = models.TextField(
        _("opening hours"),
        blank=True,
        help_text=_("One line each, such as “Monday to Friday, 8–21”."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    footer = models.TextField(
        _("words at the foot of every page"), blank=True, help_text=_("One or two sentences.")
    )
    citation_numbering = models.CharField(
        _("numbering of footnotes"),
        max_length=12,
        choices=CitationNumbering.choices,
        default=CitationNumbering.BY_CITATION,
    )

    select_related = ["logo"]

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], _("The studio")
        ),
        MultiFieldPanel(
            [FieldPanel("address"), FieldPanel("hours"), FieldPanel("email"), FieldPanel("phone")],
            _("Where and when"),
            help_text=_("Shown at the foot of every page and on the contact page."),
        ),
        LookMixin.look_panel,
        InlinePanel("social_links", heading=_("Elsewhere on the web"), label=_("Link")),
        FieldPanel("footer"),
        MultiFieldPanel(
            [
                HelpPanel(
                    _("<p>Changes every article at once; nothing has to be published again.</p>")
                ),
                FieldPanel("citation_numbering"),
            ],
            _("Articles"),
        ),
    ]

    class Meta:
        verbose_name = _("studio")

    def __str__(self) -> str:
        return self.name


class SocialLink(Orderable):
    """Where else the studio can be found."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField(_("text"), max_length=60, help_text=_("Such as “Mastodon”."))
    url = models.URLField(_("address"))

    panels = [FieldPanel("label"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")

    def __str__(self) -> str:
        return self.label
