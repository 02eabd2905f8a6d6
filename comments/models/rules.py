from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from comments.models.per_site import PerSiteSetting, between


class Moderation(models.TextChoices):
    """Which comments a person has to let in."""

    ALL = "all", _("Every comment")
    FIRST = "first", _("The first one of each reader")
    NONE = "none", _("None, unless a rule below says so")


def _lines(name: str) -> FieldPanel:
    """A list, one a line. It scrolls: Wagtail's own field would grow to 50,000 lines."""
    return FieldPanel(name, widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}))


class CommentRules(PerSiteSetting):
    """Which comments wait and which are spam. Edited under Reader comments, Rules.

    Apart from ``CommentSettings``, since a page does not need the word lists.
    """

    moderation = models.CharField(
        _("a moderator lets in"),
        max_length=5,
        choices=Moderation.choices,
        default=Moderation.FIRST,
        help_text=_(
            "A reader is known who has proved the address, by a link in a letter, "
            "and has had a comment approved."
        ),
    )
    max_links = models.PositiveIntegerField(
        _("links let through"),
        default=2,
        validators=between(0, 100),
        help_text=_("A comment with more of them waits."),
    )
    watched = models.TextField(
        _("words that make a comment wait"),
        blank=True,
        help_text=_(
            "One word or phrase a line. Whole words only; capitals and accents do not matter."
        ),
    )
    disallowed = models.TextField(
        _("words that make a comment spam"), blank=True, help_text=_("One word or phrase a line.")
    )
    blocked_domains = models.TextField(
        _("sites that make a comment spam"),
        blank=True,
        help_text=_(
            "One a line, such as “shoes.example”: in links, websites and e-mail addresses."
        ),
    )
    reserved_names = models.TextField(
        _("names only we may use"),
        blank=True,
        help_text=_("One a line. Those of the people of the site are reserved anyway."),
    )
    min_seconds = models.PositiveIntegerField(
        _("suspiciously quick"),
        default=3,
        validators=between(0, 60),
        help_text=_("Seconds between opening the page and posting, where a script could tell."),
    )
    busy_address = models.PositiveIntegerField(
        _("many comments of one e-mail address"),
        default=5,
        validators=between(1, 1000),
        help_text=_("An hour; more are suspicious."),
    )
    busy_network = models.PositiveIntegerField(
        _("many comments of one neighbourhood"),
        default=15,
        validators=between(1, 1000),
        help_text=_("Of the internet (a shortened IP address), an hour; more are suspicious."),
    )
    uses_bayes = models.BooleanField(
        _("learn from decisions"),
        default=True,
        help_text=_("Words that were often spam here count against a comment, never alone."),
    )
    reports_to_hold = models.PositiveIntegerField(
        _("readers who report a comment until it waits"), default=3, validators=between(1, 100)
    )
    posts_a_minute = models.PositiveIntegerField(
        _("posts let in a minute"),
        default=5,
        validators=between(1, 1000),
        help_text=_("From one connection. More are asked to wait; nothing typed is lost."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("moderation"), FieldPanel("max_links"), FieldPanel("reports_to_hold")],
            _("What waits"),
        ),
        MultiFieldPanel(
            [
                _lines("watched"),
                _lines("disallowed"),
                _lines("blocked_domains"),
                _lines("reserved_names"),
            ],
            _("Lists"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("uses_bayes"),
                FieldPanel("min_seconds"),
                FieldPanel("busy_address"),
                FieldPanel("busy_network"),
                FieldPanel("posts_a_minute"),
            ],
            _("Signs of spam"),
        ),
    ]

    class Meta:
        verbose_name = _("comment rules")
