"""Takes everything personal from comments and leaves their places in the conversation."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from comments import rendering
from comments.models import Comment, Report, Status, Subscription
from comments.services import announcing, history, withdrawing

#: What an erased comment holds. Who decided and when is about the moderator.
_NOTHING = {
    "status": Status.ERASED,
    "user": None,
    "address": None,
    "dedupe_key": None,
    "name": "",
    "email": "",
    "website": "",
    "network": "",
    "text": "",
    "html": "",
    "rendered_by": rendering.VERSION,
    "text_key": "",
    "note": "",
    "rejection": "",
    "facts": {},
    "reasons": [],
    "score": 0,
    "verdict": "",
}


def erase(comment: Comment, *, by: Any = None) -> Comment:
    """Forget who said it and what; answers below it keep their place.

    The caller holds a transaction. Nothing brings it back.
    """
    erase_many([comment], by=by)
    return comment


def erase_many(comments: Sequence[Comment], *, by: Any = None) -> None:
    """As :func:`erase`, in a number of queries that does not grow; the caller has locked them.

    Letters that hold their words go as well, and what the history knows of the words
    and of the writer's account.
    """
    writers = {comment.pk: comment.user_id for comment in comments}
    before = {comment.pk: comment.status for comment in comments}
    shown = [comment.page for comment in comments if comment.is_approved]
    Subscription.objects.filter(comment__in=before).delete()
    Report.objects.filter(comment__in=before).delete()
    Comment.objects.filter(pk__in=before).update(turn=F("turn") + 1, **_NOTHING)
    for comment in comments:
        comment.turn += 1
        for name, value in _NOTHING.items():
            setattr(comment, name, value)
    withdrawing.withdraw_about(before)
    history.write(comments, history.ERASED, by=by, before=before)
    history.forget(writers)
    announcing.refresh(shown)
