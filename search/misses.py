"""What was asked for in vain, for the owner: which words readers use and no page does.

Bounded on all sides: a network counts once a day for one question and for few questions, of
questions only so many are kept, and whatever looks like an address or a number is not noted.
"""

import logging
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import Case, F, Value, When
from django.utils import timezone
from modelsearch.utils import normalise_query_string

from search.models import Miss
from search.question import Question
from studio import limits, query_text, room
from studio.visitors import pseudonym

logger = logging.getLogger(__name__)

#: From so many askers on the words are kept.
ASKERS = 3
MOST_WORDS = 5
MOST_KEPT = 2_000
A_DAY = timedelta(days=1)
QUESTIONS_A_DAY = 20


def note(question: Question, network: str) -> None:
    """That somebody of this network found nothing. Never fails, never waits, seldom writes.

    Where the disk is full, who asks is answered all the same.
    """
    if not room.is_enough():
        return
    try:
        _note(question, network)
    except DatabaseError as error:
        logger.warning("What was asked in vain cannot be noted: %s", type(error).__name__)


def _note(question: Question, network: str) -> None:
    text = _plain(question)
    if not text or limits.take(f"miss:{network}", limit=QUESTIONS_A_DAY, period=A_DAY):
        return
    if limits.take(f"miss:{network}:{text}", limit=1, period=A_DAY):
        return
    key, today = pseudonym(text, purpose="misses"), timezone.localdate()
    again = Miss.objects.filter(key=key).update(
        times=F("times") + 1,
        asked_on=today,
        text=Case(When(times__gte=ASKERS - 1, then=Value(text)), default=F("text")),
    )
    if not again and Miss.objects.count() < MOST_KEPT:
        new = Miss(key=key, times=1, asked_on=today)
        Miss.objects.bulk_create([new], ignore_conflicts=True)


def forget() -> None:
    """What nobody asked for in a long time."""
    Miss.objects.old().delete()


def _plain(question: Question) -> str:
    """The words as they are compared; empty for what is not plainly a question of a few words."""
    words = query_text.words(question.text)
    is_plain = 0 < len(words) <= MOST_WORDS and all(word.isalpha() for word in words)
    excludes = any(part.is_unwanted for part in query_text.parts(question.text))
    if not is_plain or excludes or question.is_narrowed or "@" in question.text:
        return ""
    return normalise_query_string(question.text)
