"""Comments by the thousand, written straight into the table: what is measured is reading."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from comments import rendering
from comments.models import Comment
from studio.furnishing.large.bulk import Numbers, insert
from studio.furnishing.large.conversations import stand

#: One text of four lengths, as comments are.
TEXTS = [
    "Thank you, this helped.",
    "I tried it on the way home, *slowly*, and my left foot asked the same question again.",
    "> The arch gives back what it took\n\nDoes it also on sand? I run by the sea, and there "
    "nothing is given back to anybody. Perhaps I ought to ask the sea.",
    "Three things I noticed:\n\n- shorter steps\n- quieter feet\n- a longer evening\n\n"
    "I would not call it training. It is more like listening, with shoes on.",
]
#: Every thread has one comment and this many answers to it.
ANSWERS = 3


def gather(page: Page, count: int, *, status: str = "approved", one_thread: bool = False) -> None:
    """Write ``count`` comments below ``page``, in threads of four or in a single one."""
    html = [rendering.render(text) for text in TEXTS]
    now, numbers, comments = timezone.now(), Numbers(), []
    first = None
    for number in range(count):
        begins = first is None or (not one_thread and number % (ANSWERS + 1) == 0)
        comment = Comment(
            page=page,
            status=status,
            name=f"Reader {number}",
            email=f"reader{number}@visitor.example",
            text=TEXTS[number % 4],
            html=html[number % 4],
            rendered_by=rendering.VERSION,
            reasons=[{"rule": "first", "score": 5, "details": []}],
            score=5,
            posted_at=now - timedelta(minutes=count - number),
        )
        stand(comment, numbers.next(Comment), None if begins else first)
        first = comment if begins else first
        comments.append(comment)
    with transaction.atomic():
        insert(Comment, comments)
        numbers.settle()
