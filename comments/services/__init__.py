"""The verbs of the room: ``services.post(…)``, ``services.decide(…)``.

Only these change the state of a comment, and each writes it into the history. Locks are
taken on comments first, in the order of their numbers, then on addresses, wishes and
reports, last on the counts of ``studio.limits``.
"""

from comments.services.confirming import confirm
from comments.services.decisions import amend, answer, decide, undo
from comments.services.erasing import erase
from comments.services.judging import Circumstances
from comments.services.mailed_decisions import case_of, decide_by_letter, was_edited
from comments.services.posting import edit, editable_until, name_of, post, prove, take_back
from comments.services.privacy import comments_of, erase_everything, export, letters_to
from comments.services.refusals import (
    AlreadyReported,
    AlreadySaid,
    ChangedSince,
    CommentsClosed,
    LinkUsed,
    NotAllowed,
    NotDecidable,
    NotEditable,
    NothingToUndo,
    NotReportable,
    ParentGone,
    SubscriptionGone,
    TooLate,
)
from comments.services.reporting import report
from comments.services.subscriptions import allow_letters, refuse_letters, unsubscribe

__all__ = [
    "AlreadyReported",
    "AlreadySaid",
    "ChangedSince",
    "Circumstances",
    "CommentsClosed",
    "LinkUsed",
    "NotAllowed",
    "NotDecidable",
    "NotEditable",
    "NotReportable",
    "NothingToUndo",
    "ParentGone",
    "SubscriptionGone",
    "TooLate",
    "allow_letters",
    "amend",
    "answer",
    "case_of",
    "comments_of",
    "confirm",
    "decide",
    "decide_by_letter",
    "edit",
    "editable_until",
    "erase",
    "erase_everything",
    "export",
    "letters_to",
    "name_of",
    "post",
    "prove",
    "refuse_letters",
    "report",
    "take_back",
    "undo",
    "unsubscribe",
    "was_edited",
]
