import sys
from datetime import timedelta

from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def _begins(beginning: str) -> Q:
    """By an index on both: SQLite has none for LIKE, PostgreSQL's may sort as a language does."""
    if connection.vendor != "sqlite":
        return Q(dedupe_key__startswith=beginning)
    return Q(dedupe_key__gte=beginning, dedupe_key__lt=beginning + chr(sys.maxunicode))


class LetterQuerySet(models.QuerySet):
    """Questions about letters."""

    def keyed(self, *beginnings: str) -> "LetterQuerySet":
        """Letters whose ``dedupe_key`` begins with one of these; none where there is none."""
        wanted = Q(pk__in=[])
        for beginning in beginnings:
            wanted |= _begins(beginning)
        return self.filter(wanted)

    def waiting(self) -> "LetterQuerySet":
        """Letters that still have to leave."""
        return self.filter(status=Letter.Status.WAITING)

    def free(self) -> "LetterQuerySet":
        """Letters that no worker holds at this moment."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lt=timezone.now()))

    def due(self) -> "LetterQuerySet":
        """Waiting letters whose time has come and that no worker holds."""
        return self.waiting().free().filter(next_attempt_at__lte=timezone.now())

    def failed(self) -> "LetterQuerySet":
        """Letters that we gave up on; staff may send them again."""
        return self.filter(status=Letter.Status.FAILED)

    def without_server(self) -> "LetterQuerySet":
        """Letters that found no mail server to take them, less than a minute ago."""
        unanswered = self.waiting().filter(attempts=0, next_attempt_at__gt=timezone.now())
        return unanswered.exclude(last_error="")

    def late(self) -> "LetterQuerySet":
        """Letters that should have left ten minutes ago, whenever they were written."""
        return self.waiting().filter(waiting_since__lt=timezone.now() - timedelta(minutes=10))

    def failed_lately(self) -> "LetterQuerySet":
        """Letters that we gave up on within two weeks: news that staff can act on."""
        return self.failed().filter(next_attempt_at__gt=timezone.now() - timedelta(days=14))


class Letter(models.Model):
    """A letter of the site to a person, written with the fact it tells.

    The row stands in the transaction of that fact, so neither exists without
    the other; a worker delivers it afterwards (see ``studio/mail.py``).
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")

    kind = models.CharField(
        _("kind"),
        max_length=60,
        help_text=_("What the letter is for, such as “registration confirmed”."),
    )
    dedupe_key = models.CharField(
        _("key"),
        max_length=200,
        unique=True,
        help_text=_("The same fact is told once: a second letter with this key is not written."),
    )
    message_id = models.CharField(_("Message-ID"), max_length=255, unique=True)
    to = models.EmailField(pgettext_lazy("letter", "to"), max_length=254)
    reply_to = models.EmailField(_("reply to"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    html = models.TextField(_("text as HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    attachments = models.JSONField(
        _("attachments"),
        default=list,
        blank=True,
        help_text=_("Texts such as calendar files: [name, content, type]."),
    )
    status = models.CharField(
        _("state"), max_length=10, choices=Status.choices, default=Status.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    claimed_until = models.DateTimeField(_("held by a worker until"), null=True, blank=True)
    last_error = models.TextField(_("last answer of the mail server"), blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    # set anew by "Send again"; the database's own default is for processes of the last release
    waiting_since = models.DateTimeField(
        _("waiting since"), default=timezone.now, db_default=Now(), editable=False
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created_at", "-pk"]
        # written by the site alone; staff look, and some may send again
        default_permissions = ["view"]
        permissions = [("resend_letter", "Can send letters again")]
        indexes = [
            models.Index(fields=["status", "next_attempt_at"], name="letter_due"),
            models.Index(fields=["-created_at", "-id"], name="letter_newest"),
            models.Index(fields=["kind"], name="letter_kinds"),
        ]

    def __str__(self) -> str:
        return self.subject
