from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.rules import Reason

#: Days that messages are kept where no page says otherwise.
KEEP_DAYS = 365


class MessageStatus(models.TextChoices):
    """Where a message stands. Machines let wait or call spam; that it is answered, people say."""

    WAITING = "waiting", _("Waiting")
    ANSWERED = "answered", _("Answered")
    SPAM = "spam", _("Spam")


class MessageQuerySet(models.QuerySet):
    """Questions about messages."""

    def waiting(self) -> Self:
        """Those nobody has answered yet."""
        return self.filter(status=MessageStatus.WAITING)


class Message(models.Model):
    """What somebody wrote to the studio from its contact page."""

    # a plain one: the words outlive the page, and no revision of it touches them
    page = models.ForeignKey(
        "home.ContactPage",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="messages",
    )
    status = models.CharField(
        _("state"), max_length=8, choices=MessageStatus.choices, default=MessageStatus.WAITING
    )
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), max_length=254)
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    text = models.TextField(_("message"))
    network = models.CharField(_("shortened IP address"), max_length=45, blank=True)
    # what the rules said that took it for spam, or did not
    reasons = models.JSONField(_("signs of spam"), default=list, editable=False)
    # of who wrote what; the same again is no second message
    dedupe_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    sent_at = models.DateTimeField(_("arrived"), default=timezone.now)
    decided_at = models.DateTimeField(_("marked at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("marked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = MessageQuerySet.as_manager()

    # messages are no places that editors would look for a picture or a page in
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-sent_at", "-pk"]
        # written by visitors alone; staff read, mark and delete
        default_permissions = ["view", "change", "delete"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["waiting", "answered", "spam"]),
                name="message_status_known",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-sent_at", "-id"], name="message_queue"),
            models.Index(fields=["network", "sent_at"], name="message_network"),
        ]

    def __str__(self) -> str:
        # no name: this stands in the history, which outlives the message
        return str(_("Message %d")) % self.pk

    @property
    def headline(self) -> str:
        """The subject; of a message without one, how it begins."""
        return self.subject or Truncator(" ".join(self.text.split())).chars(80)

    headline.fget.short_description = _("Message")  # the column of a list

    @property
    def why(self) -> list[Reason]:
        """What the rules said, the weightiest first."""
        reasons = [Reason.from_dict(reason) for reason in self.reasons]
        return sorted(reasons, key=lambda reason: -reason.score)
