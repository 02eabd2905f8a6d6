"""What a moderator does: one verb with many buttons, and the way back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import ModelLogEntry

from comments.models import Comment, Report, Status
from comments.models.comments import BY_MODERATOR
from comments.services import announcing, history, posting
from comments.services.refusals import ChangedSince, NotDecidable, NothingToUndo

#: The fields of a decision, as the history keeps those of the one before.
_DECISION = ("decided_by", "decided_at", "rejection", "note")


@transaction.atomic
def decide(
    comments: Iterable[Comment],
    *,
    status: str,
    by: Any,
    rejection: str = "",
    note: str = "",
    via: str = "queue",
    turns: Mapping[int, int] | None = None,
) -> list[Comment]:
    """Approve, reject, mark as spam or trash; return the comments this is news for.

    ``turns`` maps the number of each comment to the turn in which it was seen: those
    that have changed since are left alone, and :class:`ChangedSince` is raised where
    that leaves none. Open reports about them are settled by it. ``rejection`` is a value of
    :class:`Rejection`, ``note`` is for moderators alone, ``via`` tells the history where
    the button was. Erased comments stay as they are. The number of queries does not grow
    with the number of comments.
    """
    if status not in BY_MODERATOR:
        raise ValueError(f"no moderator decides {status}")
    found = _as_seen(_lock(comments), turns)
    numbers = [comment.pk for comment in found]
    reports = Report.objects.open().filter(comment__in=numbers)
    reported = set(reports.values_list("comment", flat=True))
    now = timezone.now()
    if reported:
        reports.update(settled_at=now)
    # to approve what a machine let in, or what readers reported, is a decision too
    changed = [
        comment
        for comment in found
        if comment.status != status or not comment.decided_by_id or comment.pk in reported
    ]
    before = {comment.pk: comment.status for comment in changed}
    previous = {comment.pk: _decision_about(comment) for comment in changed}
    _move(changed, status, by=by.pk, at=now, rejection=rejection, note=note)
    history.write(
        changed,
        history.DECIDED,
        by=by,
        before=before,
        previous=previous,
        rejection=rejection,
        note=note,
        via=via,
    )
    _tell(changed, before)
    return changed


@transaction.atomic
def undo(
    comments: Iterable[Comment], *, by: Any, turns: Mapping[int, int] | None = None
) -> list[Comment]:
    """Take back the last decision about each; return the comments that changed.

    What stood before it stands again, whoever had decided it, and reports it settled are
    open again; letters that have left stay where they are. ``turns`` as for
    :func:`decide`. Raises :class:`NothingToUndo` where the last thing that happened to
    none of them was a decision of a person.
    """
    found = _as_seen(_lock(comments), turns)
    last = _last_entries(found)
    before: dict[int, str] = {}
    changed = []
    for comment in found:
        entry = last.get(comment.pk)
        if entry and entry.action == history.DECIDED and entry.data["status"] == comment.status:
            before[comment.pk] = comment.status
            changed.append(comment)
    if not changed:
        raise NothingToUndo
    settled = Report.objects.filter(settled_at=F("comment__decided_at"), comment__in=before)
    settled.update(settled_at=None)
    for comment in changed:
        _restore(comment, last[comment.pk].data)
    Comment.objects.bulk_update(
        changed, ["status", "turn", "told_at", *_DECISION], batch_size=len(changed)
    )
    history.write(changed, history.UNDONE, by=by, before=before)
    _tell(changed, before)
    return changed


@transaction.atomic
def answer(
    parent: Comment, *, text: str, by: Any, via: str = "queue", turn: int | None = None
) -> Comment:
    """Reply in the studio's name; what waited is approved by it.

    Raises :class:`ParentGone` for what cannot be read even then, :class:`AlreadySaid`,
    and :class:`ChangedSince` where it is no longer in the ``turn`` it was seen in.
    """
    seen = _as_seen(_lock([parent]), None if turn is None else {parent.pk: turn})
    parent = seen[0] if seen else parent
    if parent.status == Status.WAITING:
        decide([parent], status=Status.APPROVED, by=by, via=via)
    page = parent.page.specific
    return posting.post(page=page, parent=parent, text=text, user=by, even_if_closed=True)


@transaction.atomic
def amend(
    comment: Comment,
    *,
    text: str,
    name: str,
    website: str,
    by: Any,
    turn: int | None = None,
) -> Comment:
    """Change what a reader wrote, as a moderator; readers see that it was edited.

    Raises :class:`NotDecidable` where it is erased, and :class:`ChangedSince` where it is
    no longer in the ``turn`` in which the moderator saw it.
    """
    (comment,) = _lock([comment]) or [None]
    if comment is None:
        raise NotDecidable
    _as_seen([comment], None if turn is None else {comment.pk: turn})
    if text != comment.text:
        comment.set_text(text)
        comment.edited_at = timezone.now()
        comment.dedupe_key = None  # these are nobody's words of his own any more
    comment.turn += 1
    comment.name, comment.website = name, website
    comment.save()
    history.write([comment], history.AMENDED, by=by)
    if comment.is_approved:
        announcing.refresh([comment.page])
    return comment


def _lock(comments: Iterable[Comment]) -> list[Comment]:
    """The comments, fresh and locked in the order of their numbers, without erased ones."""
    numbers = [comment.pk for comment in comments]
    rows = Comment.objects.select_for_update(of=("self",)).select_related("page")
    return list(rows.filter(pk__in=numbers).exclude(status=Status.ERASED).order_by("pk"))


def _as_seen(comments: list[Comment], turns: Mapping[int, int] | None) -> list[Comment]:
    """Those of ``comments`` that are still in the turn in which somebody saw them."""
    if turns is None:
        return comments
    same = [comment for comment in comments if turns.get(comment.pk) == comment.turn]
    if not same:
        raise ChangedSince(comments)
    return same


def _decision_about(comment: Comment) -> dict[str, Any]:
    """What a person has decided about ``comment`` so far, for the history."""
    decided_at = comment.decided_at.isoformat() if comment.decided_at else None
    values = (comment.decided_by_id, decided_at, comment.rejection, comment.note)
    return dict(zip(_DECISION, values, strict=True))


def _restore(comment: Comment, data: dict[str, Any]) -> None:
    """Let ``comment`` be as it was before the decision that wrote ``data``. Does not save."""
    previous = data["previous"]
    comment.status = data["before"]
    comment.turn += 1
    comment.told_at = None
    comment.decided_by_id = previous["decided_by"]
    decided_at = previous["decided_at"]
    comment.decided_at = datetime.fromisoformat(decided_at) if decided_at else None
    comment.rejection, comment.note = previous["rejection"], previous["note"]


def _move(
    comments: list[Comment],
    status: str,
    *,
    by: int,
    at: datetime,
    rejection: str,
    note: str,
) -> None:
    """Give all ``comments`` one state, in one statement."""
    new = {
        "status": status,
        "decided_by_id": by,
        "decided_at": at,
        "told_at": None,
        "rejection": rejection,
        "note": note,
    }
    numbers = [comment.pk for comment in comments]
    Comment.objects.filter(pk__in=numbers).update(turn=F("turn") + 1, **new)
    for comment in comments:
        comment.turn += 1
        for name, value in new.items():
            setattr(comment, name, value)


def _tell(changed: list[Comment], before: dict[int, str]) -> None:
    """Letters about what appeared, and fresh pages for what appeared or went."""
    appeared = [
        comment
        for comment in changed
        if comment.is_approved and before[comment.pk] != Status.APPROVED
    ]
    gone = [
        comment
        for comment in changed
        if before[comment.pk] == Status.APPROVED and not comment.is_approved
    ]
    if appeared:
        announcing.announce(appeared)
    if gone:
        announcing.refresh([comment.page for comment in gone])


def _last_entries(comments: list[Comment]) -> dict[int, ModelLogEntry]:
    content_type = ContentType.objects.get_for_model(Comment)
    numbers = [str(comment.pk) for comment in comments]
    entries = ModelLogEntry.objects.filter(content_type=content_type, object_id__in=numbers)
    changing = {history.POSTED, history.AMENDED}
    return {
        int(entry.object_id): entry
        for entry in entries.exclude(action__in=changing).order_by("timestamp", "pk")
    }
