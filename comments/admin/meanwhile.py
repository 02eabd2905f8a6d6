"""What happened to a comment between a moderator's look at it and the click."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, Rejection, Status
from comments.services import history

#: Most events, and most numbers of comments, that are told.
_MOST = 5
_MOST_NUMBERS = 20


def happened(comment: Comment, turn: int, reader: Any) -> list[str]:
    """In sentences for ``reader``, the oldest first; one query.

    Each event that raises the turn of a comment stands in the history once, so as many
    are new as there are turns between ``turn`` and now. None where ``turn`` is below 0.
    """
    new = comment.turn - turn if turn >= 0 else 0
    if new <= 0:
        return []
    entries = history.of(comment).exclude(action=history.POSTED)[: min(new, _MOST)]
    return [_told(entry, reader) for entry in reversed(entries)]


def left_alone(numbers: list[int]) -> str:
    """That the comments of these numbers were not touched; empty where there are none."""
    if not numbers:
        return ""
    told = ", ".join(map(str, numbers[:_MOST_NUMBERS]))
    if len(numbers) > _MOST_NUMBERS:
        told = _("%(numbers)s and others") % {"numbers": told}
    return ngettext(
        "Left alone, having changed since you saw it: reader comment %(numbers)s.",
        "Left alone, having changed since you saw them: reader comments %(numbers)s.",
        len(numbers),
    ) % {"numbers": told}


def _told(entry: Any, reader: Any) -> str:
    is_mine = entry.user_id is not None and entry.user_id == reader.pk
    who = {"who": entry.user or _("Somebody who is gone"), "state": _state(entry.data)}
    if entry.action == history.DECIDED:
        if is_mine:
            return _("You have decided: %(state)s.") % who
        return _("%(who)s has decided: %(state)s.") % who
    if entry.action == history.UNDONE:
        if is_mine:
            return _("You have taken a decision back: %(state)s.") % who
        return _("%(who)s has taken a decision back: %(state)s.") % who
    if entry.action == history.AMENDED:
        if is_mine:
            return _("You have edited it.")
        return _("%(who)s has edited it.") % who
    return {
        history.EDITED: _("Its writer has edited it since."),
        history.PROVED: _("Its writer has proved the address."),
        history.REPORTED: _("Readers have reported it, and it waits."),
        history.ERASED: _("Its writer has deleted it."),
    }.get(entry.action, _("It has changed."))


def _state(data: dict[str, Any]) -> str:
    """The state that an entry of the history led to, and why; as moderators read it."""
    status, rejection = data.get("status"), data.get("rejection")
    state = str(Status(status).label) if status in Status.values else str(status or "")
    if rejection in Rejection.values:
        return f"{state} ({Rejection(rejection).label})"
    return state
