"""What was written to the studio and what it wrote: messages and letters by the thousand."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.utils import timezone

from events import emails
from events.ledger import Registration
from home.models import ContactPage
from home.models.messages import Message, MessageStatus
from studio.furnishing.large.bulk import Numbers, insert
from studio.furnishing.large.words import Words
from studio.keeping import LETTERS
from studio.models import Letter

#: One message for so many articles.
MESSAGES = 25


def write(messages: int, numbers: Numbers) -> None:
    """Messages of a year, and a letter for each registration of the time letters are kept for."""
    chance = Random("post")  # noqa: S311
    words = Words(chance)
    insert(Message, _messages(messages, words, numbers))
    # a week less, so that none is forgotten tomorrow
    since = timezone.now() - LETTERS + timedelta(days=7)
    registrations = Registration.objects.filter(created_at__gt=since).order_by("pk")
    insert(Letter, _letters(registrations.iterator(chunk_size=1_000), words, numbers))


def _messages(count: int, words: Words, numbers: Numbers) -> Iterator[Message]:
    page, now = ContactPage.objects.first(), timezone.now()
    states = [MessageStatus.ANSWERED] * 8 + [MessageStatus.WAITING, MessageStatus.SPAM]
    for number in range(count):
        status = states[number % len(states)]
        sent_at = now - timedelta(days=25) * (count - number) / count
        yield Message(
            pk=numbers.next(Message),
            page=page,
            status=status,
            name=words.name(),
            email=f"writer{number}@visitor.example",
            subject=words.title()[:120],
            text=words.text(4),
            sent_at=sent_at,
            decided_at=None if status == MessageStatus.WAITING else sent_at,
        )


def _letters(
    registrations: Iterator[Registration], words: Words, numbers: Numbers
) -> Iterator[Letter]:
    for number, one in enumerate(registrations):
        at = one.created_at
        is_lost = number % 500 == 499
        yield Letter(
            pk=numbers.next(Letter),
            kind="large",
            dedupe_key=f"{emails.key_of(one.pk)}large",
            message_id=f"<large-{one.pk}@studio.example>",
            to=one.email,
            subject=words.title(),
            text=words.text(8),
            status=Letter.Status.FAILED if is_lost else Letter.Status.SENT,
            attempts=1,
            next_attempt_at=at,
            last_error="550 no such mailbox" if is_lost else "",
            created_at=at,
            waiting_since=at,
            sent_at=None if is_lost else at,
        )
