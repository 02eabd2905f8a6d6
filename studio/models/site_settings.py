from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting
from wagtail.models import Orderable

from studio import languages
from studio.models.look import LookMixin
from studio.models.remembered import RememberedSetting
from studio.numbering import CitationNumbering


def _words_panel() -> list[InlinePanel]:
    """For sites whose pages are written in other languages as well."""
    if not languages.others():
        return []
    return [
        InlinePanel(
            "words_elsewhere",
            heading=_("In other languages"),
            label=_("Language"),
            help_text=_("What is left empty is shown as it stands above."),
        )
    ]


def other_languages() -> list[tuple[str, str]]:
    """The languages, beside that of the site, in which pages are written."""
    return [(code, name) for code, name in settings.LANGUAGES if code in languages.others()]


@dataclass(frozen=True)
class Words:
    """What the studio says of itself, in the language that is spoken."""

    tagline: str
    hours: str
    footer: str


@register_setting(icon="home")
class SiteSettings(LookMixin, ClusterableModel, RememberedSetting):
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
        *_words_panel(),
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

    @cached_property
    def words(self) -> Words:
        """In another language one query."""
        own = Words(self.tagline, self.hours, self.footer)
        spoken = languages.active_other()
        there = self.words_elsewhere.filter(language=spoken).first() if spoken and self.pk else None
        if there is None:
            return own
        return Words(
            there.tagline or own.tagline, there.hours or own.hours, there.footer or own.footer
        )


class SiteWords(Orderable):
    """The same in another language."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="words_elsewhere")
    language = models.CharField(_("language"), max_length=10, choices=other_languages)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    hours = models.TextField(_("opening hours"), blank=True)
    footer = models.TextField(_("words at the foot of every page"), blank=True)

    panels = [
        FieldPanel("language"),
        FieldPanel("tagline"),
        FieldPanel("hours"),
        FieldPanel("footer"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("words in another language")
        verbose_name_plural = _("words in other languages")
        constraints = [
            models.UniqueConstraint(
                fields=["settings", "language"], name="words_once_in_each_language"
            )
        ]

    def __str__(self) -> str:
        return self.get_language_display()


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
