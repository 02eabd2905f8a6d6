"""Who did what to a comment and why, in Wagtail's own log."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry

from comments.models import Comment

#: The actions, as they are registered with Wagtail.
POSTED = "comments.post"
EDITED = "comments.edit"
PROVED = "comments.prove"
DECIDED = "comments.decide"
UNDONE = "comments.undo"
REPORTED = "comments.report"
AMENDED = "comments.amend"
ERASED = "comments.erase"


def write(comments: Iterable[Comment], action: str, *, by: Any, **data: Any) -> None:
    """One entry a comment, in one insert; no words of the comment are in it.

    ``data`` holds what is the same for all; the state a comment has now is added as
    ``status``. A value that is a mapping from a comment's number is taken apart.
    """
    content_type = ContentType.objects.get_for_model(Comment)
    now = timezone.now()
    user = by if by is not None and by.is_authenticated else None
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(comment.pk),
            label=str(comment),
            action=action,
            timestamp=now,
            user=user,
            content_changed=action in {EDITED, AMENDED, ERASED},
            data={
                "status": comment.status,
                **{
                    name: value.get(comment.pk) if isinstance(value, dict) else value
                    for name, value in data.items()
                },
            },
        )
        for comment in comments
    )


def forget(writers: Mapping[int, int | None]) -> None:
    """Take from the entries what these comments and moderators' notes said, and who wrote them.

    ``writers`` maps the number of a comment to that of the account it was written with,
    if there was one. What others did stays theirs.
    """
    content_type = ContentType.objects.get_for_model(Comment)
    numbers = [str(pk) for pk in writers]
    entries = ModelLogEntry.objects.filter(content_type=content_type, object_id__in=numbers)
    changed = []
    for entry in entries:
        reasons = [{**reason, "details": []} for reason in entry.data.get("reasons", ())]
        bare = entry.data | ({"reasons": reasons} if reasons else {})
        bare.pop("note", None)
        bare.pop("previous", None)  # holds the note of an earlier decision
        is_by_writer = entry.user_id and entry.user_id == writers[int(entry.object_id)]
        if bare != entry.data or is_by_writer:
            entry.data = bare
            entry.user_id = None if is_by_writer else entry.user_id
            changed.append(entry)
    ModelLogEntry.objects.bulk_update(changed, ["data", "user"], batch_size=200)


def of(comment: Comment) -> Any:
    """The entries about ``comment``, the newest first."""
    content_type = ContentType.objects.get_for_model(Comment)
    entries = ModelLogEntry.objects.filter(content_type=content_type, object_id=str(comment.pk))
    return entries.select_related("user").order_by("-timestamp", "-pk")
