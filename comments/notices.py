"""What a page says of what its reader has just done."""

from collections.abc import Mapping

from comments.models import Comment, Status, Subscription


def of(asked: Mapping[str, str], own: Comment | None) -> str:
    """What to say of what just happened.

    Of a comment's fate only to whoever holds its link: nobody makes the site say to
    others that something was published. The rest states nothing about any comment.
    """
    done = asked.get("done", "")
    if done in ("gone", "reported", "said"):
        return {"gone": "gone", "reported": "reported", "said": "said_already"}[done]
    if own is None:
        return ""
    if own.status == Status.ERASED:
        return "deleted" if done == "deleted" else ""
    if done == "edited" and own.edited_at:
        return "edited"
    if done == "posted":
        if own.is_approved:
            return "published"
        return "" if own.decided_by_id else "waiting"
    return ""


def of_letters(own: Comment) -> str:
    """What its writer is told of letters about answers to ``own``; nothing where none come."""
    try:
        status = own.subscription.status
    except Subscription.DoesNotExist:
        return ""
    return "" if status == Subscription.Status.ENDED else str(status)
