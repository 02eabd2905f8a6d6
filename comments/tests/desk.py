"""What a moderator's browser sends: where to, and what it has seen."""

from django.urls import reverse

from comments.models import Comment

QUEUE = reverse("reader_comments:list")
UNDO = reverse("reader_comments:undo")


def seen(*comments):
    """``comments`` as they are now, in the words of a form; a number is an unknown comment's."""
    numbers = [getattr(comment, "pk", comment) for comment in comments]
    turns = dict(Comment.objects.filter(pk__in=numbers).values_list("pk", "turn"))
    return ",".join(f"{number}:{turns.get(number, 0)}" for number in numbers)


def state(comment):
    """Where ``comment`` stands by now."""
    comment.refresh_from_db()
    return comment.status


def verb_url(verb, comment):
    """Where a button of somebody who sees ``comment`` now leads: decide, edit, answer."""
    turn = seen(comment).partition(":")[2]
    return f"{reverse(f'reader_comments:{verb}', args=[comment.pk])}?turn={turn}"


def bulk_url(action, comments, **query):
    """Where a bulk action leads from the queue; ``comments`` may be ``["all"]``."""
    address = reverse("wagtail_bulk_action", args=["comments", "comment", action])
    chosen = "&".join(f"id={getattr(comment, 'pk', comment)}" for comment in comments)
    more = "".join(f"&{name}={value}" for name, value in query.items())
    return f"{address}?{chosen}{more}&next={QUEUE}"
