import http
import random
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles.links import Reason, State, Verdict

#: How long a link is left alone after a look, by what the look showed; about so long.
_PAUSES = {
    State.FINE: timedelta(days=30),
    State.MOVED: timedelta(days=30),
    State.CLOSED: timedelta(days=30),
    State.DEAD: timedelta(days=7),
    State.SHUT: timedelta(days=7),
    State.AWAY: timedelta(days=1),
}
#: On so many days a link must have been out of reach to be called dead.
FAILURES = 3


def digest(url: str) -> str:
    """Of fixed length, since no index takes an address of any length."""
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


class LinkHostQuerySet(models.QuerySet):
    """Questions about hosts that have one answer for all workers."""

    def unheld(self) -> "LinkHostQuerySet":
        """Hosts that no worker speaks with, or whose worker has not come back in time."""
        return self.filter(Q(held_until=None) | Q(held_until__lt=timezone.now()))

    def with_due_links(self) -> "LinkHostQuerySet":
        """Hosts of links whose time has come, those that wait longest first."""
        due = Q(links__next_check_at__lte=timezone.now())
        longest = models.Min("links__next_check_at", filter=due)
        return (
            self.annotate(due_since=longest).filter(due_since__isnull=False).order_by("due_since")
        )


class LinkHost(models.Model):
    """A server that links lead to. One worker at a time speaks with it, and then not at once again.

    Whoever holds it holds all its links, so none is looked at twice at a time.
    """

    name = models.CharField(max_length=255, primary_key=True)
    held_until = models.DateTimeField(null=True, blank=True)
    free_at = models.DateTimeField(default=timezone.now)

    objects = LinkHostQuerySet.as_manager()

    class Meta:
        default_permissions = []

    def __str__(self) -> str:
        return self.name


class LinkCheckQuerySet(models.QuerySet):
    """Questions about links."""

    def due(self) -> "LinkCheckQuerySet":
        """Links whose time has come."""
        return self.filter(next_check_at__lte=timezone.now())

    def unused(self) -> "LinkCheckQuerySet":
        """Links that stand in no published article and no source."""
        return self.exclude(models.Exists(LinkUse.objects.filter(link=models.OuterRef("pk"))))


class LinkCheck(models.Model):
    """An address outside, and what came of the last look at it."""

    class States(models.TextChoices):
        NEW = State.NEW, _("Not looked at")
        FINE = State.FINE, _("Leads there")
        MOVED = State.MOVED, _("Moved for good")
        DEAD = State.DEAD, _("Dead")
        AWAY = State.AWAY, _("Out of reach")
        SHUT = State.SHUT, _("Does not let us in")
        CLOSED = State.CLOSED, _("Not open to the public")

    class Reasons(models.TextChoices):
        NAME = Reason.NAME, _("No machine has that name.")
        SILENT = Reason.SILENT, _("The server takes no connection, or breaks it off.")
        SLOW = Reason.SLOW, _("The server does not answer in time.")
        UNTRUSTED = Reason.UNTRUSTED, _("The server has no valid certificate for that name.")
        GARBLED = Reason.GARBLED, _("The server answers something that is not HTTP.")
        CIRCLE = Reason.CIRCLE, _("It leads from one address to the next without end.")
        REFUSED = Reason.REFUSED, _("It leads to an address that is not on the public internet.")

    url = models.TextField(_("address"))
    digest = models.CharField(max_length=64, unique=True)
    host = models.ForeignKey(LinkHost, on_delete=models.PROTECT, related_name="links")
    state = models.CharField(
        _("state"), max_length=6, choices=States.choices, default=States.NEW, db_index=True
    )
    http_status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    reason = models.CharField(
        _("reason"), max_length=9, choices=Reasons.choices, blank=True, default=""
    )
    moved_to = models.TextField(_("leads to"), blank=True, default="")
    checked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    next_check_at = models.DateTimeField(default=timezone.now, db_index=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_on = models.DateField(null=True, blank=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        default_permissions = []

    def __str__(self) -> str:
        return self.url

    @property
    def told(self) -> str:
        """What came of the last look, as a sentence."""
        if self.reason:
            return self.get_reason_display()
        if self.http_status is None:
            return ""
        try:
            phrase = http.HTTPStatus(self.http_status).phrase
        except ValueError:
            phrase = ""
        answer = f"{self.http_status} {phrase}".strip()
        return _now("The server answers: %(answer)s.") % {"answer": answer}

    def note(self, verdict: Verdict, now: datetime) -> None:
        """Remember what a look has shown, and when to look again. Nothing is written.

        Out of reach on three days means dead; a page that its server knows nothing
        of is dead at once.
        """
        state = verdict.state
        if state is State.AWAY:
            today = timezone.localdate(now)
            if self.failed_on != today:
                self.failures, self.failed_on = min(self.failures + 1, 1_000), today
            if self.failures >= FAILURES:
                state = State.DEAD
        else:
            self.failures, self.failed_on = 0, None
        self.state = state.value
        self.http_status, self.reason = verdict.status, verdict.reason.value
        self.moved_to = verdict.moved_to
        self.checked_at = now
        self.next_check_at = now + _about(_PAUSES[state])


def _about(pause: timedelta) -> timedelta:
    """Up to a fifth more, so that what was looked at together does not come back together."""
    return pause * random.uniform(1, 1.2)  # noqa: S311 (no secret)


class LinkUse(models.Model):
    """That a published article, or a source of the library, leads to an address."""

    link = models.ForeignKey(LinkCheck, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey(
        "articles.ArticlePage",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="link_uses",
    )
    source = models.ForeignKey(
        "articles.Source",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="link_uses",
    )

    #: Read off the article, which Wagtail's own index of references knows already.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["page", "link"], name="one_use_a_page"),
            models.UniqueConstraint(fields=["source", "link"], name="one_use_a_source"),
            models.CheckConstraint(
                condition=Q(page=None, source__isnull=False) | Q(page__isnull=False, source=None),
                name="use_of_page_or_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id or self.source_id}: {self.link_id}"
