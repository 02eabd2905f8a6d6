import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from comments.models.settings import CommentSettings, Speakers

if TYPE_CHECKING:
    from wagtail.models import PageQuerySet


class CommentsMode(models.TextChoices):
    """What a page says about comments below it."""

    AS_SITE = "site", _("As the site")
    OPEN = "open", _("Open, however old the page is")
    CLOSED = "closed", _("Closed; what was said stays")
    OFF = "off", _("Off; nothing is shown")


class CommentedPage(models.Model):
    """For a page: whether readers may comment below it. Visitors' records are elsewhere."""

    comments_mode = models.CharField(
        _("reader comments"),
        max_length=6,
        choices=CommentsMode.choices,
        default=CommentsMode.AS_SITE,
        db_default=CommentsMode.AS_SITE.value,  # for processes of the last release
        help_text=_("How long comments stay open is decided in Settings, Reader comments."),
    )

    comments_panel = FieldPanel("comments_mode")

    class Meta:
        abstract = True

    @property
    def open_since(self) -> datetime.date | None:
        """The day from which the days are counted after which comments close."""
        moment = self.first_published_at
        return timezone.localdate(moment) if moment else None

    @classmethod
    def written_by(cls, user: Any) -> "PageQuerySet":
        """The pages of this type whose author ``user`` is."""
        return cls.objects.filter(owner=user)

    def writers(self) -> models.QuerySet:
        """The users who answer here as the author."""
        return get_user_model().objects.filter(pk=self.owner_id)

    def is_written_by(self, user: Any) -> bool:
        """Whether ``user`` answers here as the author."""
        return user.is_authenticated and self.writers().filter(pk=user.pk).exists()

    def shows_comments(self, settings: CommentSettings) -> bool:
        """Whether there is a conversation below this page at all."""
        if self.comments_mode == CommentsMode.AS_SITE:
            return settings.is_on
        return self.comments_mode != CommentsMode.OFF

    def closes_on(self, settings: CommentSettings) -> datetime.date | None:
        """The first day on which the conversation is closed by its age."""
        if self.comments_mode != CommentsMode.AS_SITE or not settings.close_after_days:
            return None
        since = self.open_since
        return since + datetime.timedelta(days=settings.close_after_days) if since else None

    def takes_comments(self, settings: CommentSettings) -> bool:
        """Whether somebody may say something now."""
        if not self.shows_comments(settings) or self.comments_mode == CommentsMode.CLOSED:
            return False
        closing = self.closes_on(settings)
        return closing is None or timezone.localdate() < closing

    def takes_comments_of_visitors(self, settings: CommentSettings) -> bool:
        """Whether somebody who is not signed in may say something now."""
        return self.takes_comments(settings) and settings.speakers == Speakers.EVERYBODY
