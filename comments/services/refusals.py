"""Why a service did not do what it was asked: facts, with what is needed to say so."""

from comments.models import Comment


class CommentsClosed(Exception):
    """The page takes no comments now, or none of this person."""


class ParentGone(Exception):
    """What is to be answered stands below another page, or cannot be read by everybody."""


class AlreadySaid(Exception):
    """The same person said the same at the same place; ``comment`` is what stands there."""

    def __init__(self, comment: Comment) -> None:
        super().__init__("already said")
        self.comment = comment


class TooLate(Exception):
    """The time in which a writer may change or delete a comment is over."""


class NotEditable(Exception):
    """A person has decided about the comment, or it is deleted: its writer cannot change it."""


class AlreadyReported(Exception):
    """The reader has reported the comment before."""


class NotReportable(Exception):
    """Nobody can report what nobody can see, nor what the studio says."""


class NothingToUndo(Exception):
    """The last thing that happened to the comment was no decision of a person."""


class ChangedSince(Exception):
    """What a moderator decided about is no longer what was seen: ``comments`` as they are now."""

    def __init__(self, comments: list[Comment]) -> None:
        super().__init__("changed since")
        self.comments = comments


class NotDecidable(Exception):
    """The comment is erased; there is nothing left to decide about."""


class SubscriptionGone(Exception):
    """The comment was deleted, or its writer wants no letters any more."""


class LinkUsed(Exception):
    """Something happened to the comment since the link was written; ``comment`` tells what."""

    def __init__(self, comment: Comment) -> None:
        super().__init__("link used")
        self.comment = comment


class NotAllowed(Exception):
    """Whom the link was written to may not decide about the comment, or no longer."""
