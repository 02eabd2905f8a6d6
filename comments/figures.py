"""What monitoring is told of comments: how many wait for a moderator."""

from comments.models import Comment
from studio.watching.figures import Figure, counted


def figures() -> list[Figure]:
    """One query."""
    waiting = counted(Comment.objects.waiting())
    return [Figure(name="comments_waiting", meaning="Comments that wait.", value=waiting)]
