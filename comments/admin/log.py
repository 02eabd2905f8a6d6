"""How the history tells what happened to a comment: from where to where, why, and where it was done."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

from comments import rules
from comments.models import Rejection, Status
from comments.services import history

#: Where the button was.
_PLACES: dict[str, Promise] = {
    "queue": _("in the queue"),
    "bulk": _("in the queue, together with others"),
    "letter": _("by a link in a letter"),
    "page": _("on the page"),
}


class _Told(LogFormatter):
    """Begins with what happened, then tells the states."""

    def format_message(self, log_entry: Any) -> str:
        return _join(str(self.message), _states(log_entry.data))


class _PostedFormatter(_Told):
    label, message = _("Post a reader comment"), _("Posted")

    def format_message(self, log_entry: Any) -> str:
        return _join(super().format_message(log_entry), _titles(log_entry.data))


class _EditedFormatter(_PostedFormatter):
    label, message = _("Edit one’s own reader comment"), _("Edited by its writer")


class _ProvedFormatter(_Told):
    label, message = _("Prove the address of a reader comment"), _("Address proved")


class _DecidedFormatter(LogFormatter):
    label = _("Decide about a reader comment")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        if data.get("before") == data.get("status"):
            states = gettext("%(state)s, as before") % {"state": _name(Status, data.get("status"))}
        else:
            states = _states(data)
        rejection = _name(Rejection, data.get("rejection"))
        via = data.get("via", "")
        return _join(states, rejection, str(_PLACES.get(via, via)))

    def format_comment(self, log_entry: Any) -> str:
        return log_entry.data.get("note", "")


class _UndoneFormatter(_Told):
    label, message = _("Undo a decision about a reader comment"), _("Decision undone")


class _ReportedFormatter(_Told):
    label, message = _("Hold a reported comment"), _("Reported by readers")


class _AmendedFormatter(LogFormatter):
    label, message = _("Change a reader comment"), _("Changed by a moderator")


class _ErasedFormatter(LogFormatter):
    label, message = _("Erase a reader comment"), _("Erased: nothing personal is left of it")


#: One for every action that ``services.history`` names.
FORMATTERS: dict[str, type[LogFormatter]] = {
    history.POSTED: _PostedFormatter,
    history.EDITED: _EditedFormatter,
    history.PROVED: _ProvedFormatter,
    history.DECIDED: _DecidedFormatter,
    history.UNDONE: _UndoneFormatter,
    history.REPORTED: _ReportedFormatter,
    history.AMENDED: _AmendedFormatter,
    history.ERASED: _ErasedFormatter,
}


def register(actions: LogActionRegistry) -> None:
    """Tell Wagtail of all of them."""
    for action, formatter in FORMATTERS.items():
        actions.register_action(action)(formatter)


def _states(data: dict[str, Any]) -> str:
    """``Waiting → Approved``, or the one state there is."""
    states = [_name(Status, data.get("before")), _name(Status, data.get("status"))]
    return " → ".join(dict.fromkeys(filter(None, states)))


def _titles(data: dict[str, Any]) -> str:
    """The rules that spoke, without what they found: the history outlives the words."""
    return ", ".join(rules.title(reason["rule"]) for reason in data.get("reasons") or ())


def _name(choices: Any, value: str | None) -> str:
    """What ``value`` is called; itself where an older version of the site wrote it."""
    if not value:
        return ""
    return str(choices(value).label) if value in choices.values else value


def _join(*parts: str) -> str:
    return " · ".join(filter(None, parts))
