"""What a moderator decides by a link in a letter, once."""

from django.contrib.auth import get_user_model
from django.db import transaction

from comments import permissions
from comments.models import Comment
from comments.services import history
from comments.services.decisions import decide
from comments.services.refusals import LinkUsed, NotAllowed
from comments.tokens import Decision


def case_of(decision: Decision) -> Comment:
    """The comment a link is about, as it stands.

    Raises ``Comment.DoesNotExist`` where it is no more, :class:`NotAllowed`, and
    :class:`LinkUsed` where anything happened to it since the letter.
    """
    rows = Comment.objects.select_related("page", "parent", "decided_by")
    comment = rows.get(pk=decision.comment_id)
    user = get_user_model().objects.filter(pk=decision.user_id, is_active=True).first()
    if user is None or not permissions.may_moderate(user, comment):
        raise NotAllowed
    if comment.turn != decision.turn:
        raise LinkUsed(comment)
    return comment


def was_edited(comment: Comment) -> bool:
    """Whether the last thing that happened to ``comment`` is that its writer put it otherwise."""
    last = history.of(comment).first()
    return last is not None and last.action == history.EDITED


@transaction.atomic
def decide_by_letter(decision: Decision, *, rejection: str = "", note: str = "") -> Comment:
    """Decide as whom the letter was written to; the same link never decides twice.

    Raises what :func:`case_of` raises.
    """
    # locked before it is looked at: of two clicks at once, one decides
    Comment.objects.select_for_update().filter(pk=decision.comment_id).first()
    comment = case_of(decision)
    user = get_user_model().objects.get(pk=decision.user_id)
    decide([comment], status=decision.status, by=user, rejection=rejection, note=note, via="letter")
    return comment
