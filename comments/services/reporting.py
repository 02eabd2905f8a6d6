"""What a reader does about another's comment."""

from typing import Any

from django.db import IntegrityError, transaction

from comments.models import Comment, CommentRules, CommentSettings, Report, Status
from comments.rules import HOLD_AT, Reason
from comments.services import announcing, history
from comments.services.refusals import AlreadyReported, NotReportable


@transaction.atomic
def report(
    comment: Comment, *, reason: str, reporter: str, note: str = "", user: Any = None
) -> Report:
    """Note that a reader wants a moderator to look; enough readers make the comment wait.

    ``reporter`` is a pseudonym that tells readers apart. Raises :class:`NotReportable`
    or :class:`AlreadyReported`.
    """
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.status != Status.APPROVED or comment.is_by_us:
        raise NotReportable
    try:
        with transaction.atomic():
            made = Report.objects.create(
                comment=comment, reason=reason, note=note, reporter=reporter, user=user
            )
    except IntegrityError:
        raise AlreadyReported from None
    site = comment.page.get_site()
    count = comment.reports.open().count()
    if count >= CommentRules.for_site(site).reports_to_hold:
        _hold(comment, count, CommentSettings.for_site(site))
    return made


def note_reports(comment: Comment, count: int) -> None:
    """Let ``count`` reports be a reason why ``comment`` waits, once. Does not save."""
    others = [reason for reason in comment.reasons if reason["rule"] != "reports"]
    comment.reasons = [Reason("reports", HOLD_AT, [str(count)]).as_dict(), *others]
    comment.score = sum(reason["score"] for reason in comment.reasons)
    comment.status = Status.WAITING


def _hold(comment: Comment, count: int, settings: CommentSettings) -> None:
    note_reports(comment, count)
    comment.turn += 1
    comment.told_at = None
    comment.save(update_fields=["reasons", "score", "status", "turn", "told_at"])
    history.write([comment], history.REPORTED, by=None, before=Status.APPROVED)
    announcing.tell_moderators(comment, settings)
    announcing.refresh([comment.page])
