from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments import rendering, threads
from comments.models.settings import Order
from comments.rules import Reason
from comments.watched import conversation
from studio import caching, languages

if TYPE_CHECKING:
    from wagtail.models import Page, Site


class Status(models.TextChoices):
    """Where a comment stands. Machines let in, hold, or call spam; only people reject."""

    APPROVED = "approved", _("Approved")
    WAITING = "waiting", _("Waiting")
    SPAM = "spam", _("Spam")
    REJECTED = "rejected", _("Rejected")
    TRASHED = "trashed", _("Trash")
    ERASED = "erased", _("Deleted by its writer")


#: What a rule may decide.
BY_MACHINE = frozenset({Status.APPROVED, Status.WAITING, Status.SPAM})
#: What a moderator may decide.
BY_MODERATOR = frozenset({Status.APPROVED, Status.REJECTED, Status.SPAM, Status.TRASHED})
#: Kept for a while in case it was a mistake, then removed.
UNWANTED = frozenset({Status.SPAM, Status.REJECTED, Status.TRASHED})
#: What the writer may still change or take back.
EDITABLE = frozenset({Status.APPROVED, Status.WAITING, Status.SPAM})


class Rejection(models.TextChoices):
    """Why a person rejected a comment; the studio's house rules."""

    INSULTING = "insulting", _("Insulting")
    OFF_TOPIC = "off_topic", _("Off topic")
    ADVERTISING = "advertising", _("Advertising")
    HEALTH_CLAIM = "health_claim", _("Unfounded health claim")
    PRIVATE = "private", _("Tells private things")
    OTHER = "other", _("Other")


class Voice(models.TextChoices):
    """In whose name a comment speaks. Set from the sign-in, never from what was typed."""

    VISITOR = "visitor", _("Visitor")
    STUDIO = "studio", _("Studio")
    AUTHOR = "author", _("Author")


class CommentQuerySet(models.QuerySet):
    """Questions about comments."""

    def approved(self) -> "CommentQuerySet":
        """What everybody sees."""
        return self.filter(status=Status.APPROVED)

    def waiting(self) -> "CommentQuerySet":
        return self.filter(status=Status.WAITING)

    def unwanted(self) -> "CommentQuerySet":
        """Spam, rejected, trashed."""
        return self.filter(status__in=UNWANTED)

    def reported(self) -> "CommentQuerySet":
        """Those with a report that nobody has decided about."""
        reports = self.model.reports.rel.related_model.objects.open()
        # by what they are not: by what they are, a database would begin with all approved ones
        return self.filter(pk__in=reports.values("comment")).exclude(
            status__in=sorted(UNWANTED | {Status.ERASED})
        )

    def below(self, page: "Page") -> "CommentQuerySet":
        """Those of the conversation of ``page``."""
        caching.depends_on(conversation(page.pk))
        return self.filter(page_id=page.pk)

    def in_section(self, page: "Page") -> "CommentQuerySet":
        """Those of the conversations of ``page`` and all pages below it."""
        return self.filter(page__path__startswith=page.path)

    def on_site(self, site: "Site") -> "CommentQuerySet":
        """Those of the conversations of a site, in all its languages."""
        return self.filter(languages.ever_on_site(site, "page__path"))

    def insert(self, comment: "Comment") -> "Comment":
        """Save a new comment and give it its place in the conversation, in two statements."""
        comment.save(force_insert=True)
        above = comment.parent.path if comment.parent else ""
        comment.path = threads.below(above, comment.pk)
        comment.thread = threads.number(comment.path[: threads.WIDTH])
        self.filter(pk=comment.pk).update(path=comment.path, thread=comment.thread)
        return comment

    def in_order(self, order: str) -> "CommentQuerySet":
        """As readers meet them: thread by thread, answers below what they answer."""
        if order == Order.NEWEST_FIRST:
            return self.order_by("-thread", "path")
        return self.order_by("path")


class Comment(models.Model):
    """What a reader said below a page.

    A plain foreign key leads to the page, so no draft or revision of it can bring
    a comment back. Only the services change ``status``.
    """

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="reader_comments",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("answers"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answers",
    )
    # the number of the thread's first comment; sorts threads by age
    thread = models.BigIntegerField(null=True, editable=False)
    path = models.CharField(max_length=threads.LONGEST, blank=True, editable=False)
    status = models.CharField(_("state"), max_length=8, choices=Status.choices)
    voice = models.CharField(max_length=7, choices=Voice.choices, default=Voice.VISITOR)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    address = models.ForeignKey(
        "comments.Address",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
    )
    website = models.URLField(_("website"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    # rendered when it is written; see `markup`
    html = models.TextField(blank=True, editable=False)
    rendered_by = models.PositiveSmallIntegerField(default=0, editable=False)
    network = models.CharField(_("shortened IP address"), max_length=45, blank=True)

    # what the rules were told, and what they said
    facts = models.JSONField(default=dict, editable=False)
    reasons = models.JSONField(default=list, editable=False)
    score = models.FloatField(_("score"), default=0, editable=False)
    verdict = models.CharField(max_length=8, blank=True, editable=False)
    text_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    # of who said what where; the same again is no second comment
    dedupe_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001

    posted_at = models.DateTimeField(_("posted"), default=timezone.now, db_index=True)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    proved_at = models.DateTimeField(_("address proved"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    rejection = models.CharField(
        _("reason of the rejection"), max_length=12, choices=Rejection.choices, blank=True
    )
    note = models.CharField(_("note for moderators"), max_length=500, blank=True)
    # raised by every change of status: a link in a letter works for one turn
    turn = models.PositiveIntegerField(default=0, editable=False)
    # when moderators were written to about it, in its last turn
    told_at = models.DateTimeField(null=True, editable=False)
    # when those were written to who waited for an answer
    announced_at = models.DateTimeField(null=True, editable=False)
    # as what the filter has counted it; see services.learning
    learnt_as = models.CharField(max_length=8, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    # comments are no places that editors would look for a picture or a page in
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reader comment")
        verbose_name_plural = _("reader comments")
        ordering = ["-posted_at", "-pk"]
        default_permissions = []
        permissions = [
            ("moderate_comment", _("Can moderate all reader comments")),
            ("moderate_own_comment", _("Can moderate reader comments below their own pages")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["approved", "waiting", "spam", "rejected", "trashed", "erased"]
                ),
                name="comment_status_known",
            ),
        ]
        indexes = [
            models.Index(fields=["page", "status", "path"], name="comment_oldest_first"),
            models.Index(fields=["page", "status", "-thread", "path"], name="comment_newest_first"),
            models.Index(fields=["status", "-posted_at", "-id"], name="comment_queue"),
            models.Index(fields=["network", "posted_at"], name="comment_network"),
        ]

    def __str__(self) -> str:
        # no name: this stands in the history, which outlives the erasing of a name
        return str(_("Reader comment %d")) % self.pk

    @property
    def shown_name(self) -> str:
        """The name readers see; whoever gave none is a reader."""
        return self.name or str(_("A reader"))

    @property
    def anchor(self) -> str:
        """The id of the comment on its page, for ever."""
        return f"comment-{self.pk}"

    @property
    def address_on_page(self) -> str:
        """What follows the page's address in a permanent link to this comment.

        The page answers with the page of comments on which it stands by then.
        """
        return f"?comment={self.pk}#{self.anchor}"

    @property
    def markup(self) -> str:
        """The text as safe HTML: what was rendered when it was written, unless by older rules."""
        if self.rendered_by == rendering.VERSION:
            return self.html
        return rendering.render(self.text)

    @property
    def plain(self) -> str:
        """The words alone."""
        return rendering.plain(self.text)

    @property
    def depth(self) -> int:
        """1 for a comment that answers nobody."""
        return threads.depth(self.path)

    @property
    def is_approved(self) -> bool:
        return self.status == Status.APPROVED

    @property
    def is_by_us(self) -> bool:
        """Whether the studio or the page's author speaks."""
        return self.voice != Voice.VISITOR

    @property
    def why(self) -> list[Reason]:
        """What the rules said, the weightiest first."""
        reasons = [Reason.from_dict(reason) for reason in self.reasons]
        return sorted(reasons, key=lambda reason: -reason.score)

    def set_text(self, text: str) -> None:
        """Take ``text`` for what is said, and render it. Does not save."""
        self.text = text
        self.html = rendering.render(text)
        self.rendered_by = rendering.VERSION
