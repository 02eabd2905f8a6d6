from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import register_setting

from comments.models.per_site import PerSiteSetting, between


class Speakers(models.TextChoices):
    """Who may say something."""

    EVERYBODY = "everybody", _("Everybody")
    SIGNED_IN = "signed_in", _("Only those who are signed in")


class Order(models.TextChoices):
    """Which thread stands first."""

    OLDEST_FIRST = "oldest", _("Oldest first")
    NEWEST_FIRST = "newest", _("Newest first")


class FormPlace(models.TextChoices):
    """Where the form stands."""

    AFTER = "after", _("Below the comments")
    BEFORE = "before", _("Above the comments")


class ModeratorMail(models.TextChoices):
    """Which comments moderators get a letter about."""

    NEVER = "never", _("None")
    WAITING = "waiting", _("Those that wait for review")
    ALL = "all", _("All but spam")


class Rhythm(models.TextChoices):
    """How often moderators get a letter."""

    AT_ONCE = "at_once", _("At once, one letter a comment")
    HOURLY = "hourly", _("Once an hour, together")
    DAILY = "daily", _("Once a day, together")


@register_setting(icon="openquote", order=300)
class CommentSettings(PerSiteSetting):
    """How conversations below pages work and look."""

    is_on = models.BooleanField(
        _("readers may comment"), default=True, help_text=_("Each page can say otherwise.")
    )
    speakers = models.CharField(
        _("who may comment"),
        max_length=10,
        choices=Speakers.choices,
        default=Speakers.EVERYBODY,
    )
    needs_name_and_email = models.BooleanField(
        _("name and e-mail are required"),
        default=True,
        help_text=_("The e-mail address is never shown."),
    )
    close_after_days = models.PositiveIntegerField(
        _("close after"),
        default=0,
        validators=between(0, 36_500),
        help_text=_("Days after publication; 0 leaves comments open."),
    )
    max_length = models.PositiveIntegerField(
        _("longest comment"),
        default=5000,
        validators=between(500, 20_000),
        help_text=_("Characters, from 500 to 20,000."),
    )
    edit_minutes = models.PositiveIntegerField(
        _("readers may edit or delete for"),
        default=15,
        validators=between(0, 1440),
        help_text=_("Minutes after posting; 0 lets nobody."),
    )
    max_depth = models.PositiveIntegerField(
        _("levels of answers"),
        default=5,
        validators=between(1, 10),
        help_text=_("1 to 10; deeper answers stand on the last level. 1 shows no threads."),
    )
    per_page = models.PositiveIntegerField(
        _("comments on a page"), default=20, validators=between(5, 100), help_text=_("5 to 100.")
    )
    order = models.CharField(
        _("order of threads"), max_length=6, choices=Order.choices, default=Order.OLDEST_FIRST
    )
    opens_at_last_page = models.BooleanField(
        _("begin with the last page"),
        default=False,
        help_text=_("Where there are several pages of comments."),
    )
    form_place = models.CharField(
        _("the form stands"), max_length=6, choices=FormPlace.choices, default=FormPlace.AFTER
    )
    shows_initials = models.BooleanField(
        _("initials beside names"),
        default=True,
        help_text=_("Drawn here; no other site is asked for pictures."),
    )
    offers_remembering = models.BooleanField(
        _("offer to remember name and e-mail"),
        default=True,
        help_text=_("In a cookie and in the browser, only if the reader ticks it."),
    )
    offers_letters = models.BooleanField(
        _("offer letters about answers"),
        default=True,
        help_text=_("Only after the reader confirmed the address."),
    )
    moderator_mail = models.CharField(
        _("letters to moderators about"),
        max_length=7,
        choices=ModeratorMail.choices,
        default=ModeratorMail.WAITING,
    )
    moderator_rhythm = models.CharField(
        _("how often"), max_length=7, choices=Rhythm.choices, default=Rhythm.AT_ONCE
    )
    network_days = models.PositiveIntegerField(
        _("keep shortened IP addresses for"),
        default=30,
        validators=between(1, 365),
        help_text=_("Days. Only the first part of an address is ever stored."),
    )
    email_days = models.PositiveIntegerField(
        _("keep e-mail addresses for"),
        default=365,
        validators=between(0, 36_500),
        help_text=_(
            "Days after the comment; 0 keeps them as long as the comment. "
            "Whoever wants letters about answers keeps getting them."
        ),
    )
    unwanted_days = models.PositiveIntegerField(
        _("keep spam, rejected and trashed comments for"),
        default=30,
        validators=between(1, 365),
        help_text=_("Days after the decision, in case it was a mistake."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("is_on"),
                            FieldPanel("speakers"),
                            FieldPanel("needs_name_and_email"),
                            FieldPanel("close_after_days"),
                        ],
                        _("Who may say something, and until when"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("max_length"),
                            FieldPanel("edit_minutes"),
                            FieldPanel("offers_remembering"),
                            FieldPanel("offers_letters"),
                        ],
                        _("The form"),
                    ),
                ],
                heading=_("Taking part"),
            ),
            ObjectList(
                [
                    FieldPanel("max_depth"),
                    FieldPanel("order"),
                    FieldPanel("per_page"),
                    FieldPanel("opens_at_last_page"),
                    FieldPanel("form_place"),
                    FieldPanel("shows_initials"),
                ],
                heading=_("How it looks"),
            ),
            ObjectList(
                [FieldPanel("moderator_mail"), FieldPanel("moderator_rhythm")],
                heading=_("Letters to moderators"),
            ),
            ObjectList(
                [
                    HelpPanel(template="comments/admin/privacy_help.html"),
                    FieldPanel("network_days"),
                    FieldPanel("email_days"),
                    FieldPanel("unwanted_days"),
                ],
                heading=_("What is kept how long"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("reader comments")
