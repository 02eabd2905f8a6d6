"""The verbs of messages: what is written to the studio arrives, is marked, erased, forgotten.

Locks are taken in one order: messages by number, then letters.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from comments import policies, rules
from comments.models import CommentRules
from comments.rules import Facts, Submission
from comments.services import Circumstances
from home import emails
from home.models.messages import KEEP_DAYS, Message, MessageStatus
from studio import limits, mail
from studio.letterheads import of_page
from studio.models import Letter
from studio.visitors import pseudonym

if TYPE_CHECKING:
    from home.models import ContactPage

logger = logging.getLogger(__name__)

#: Actions in Wagtail's history.
MARKED, ERASED = "home.mark_message", "home.erase_message"
#: How long the same words of the same writer are no second message.
SAME = timedelta(hours=1)
#: How long a message counts as one of many, for the rules.
LATELY = timedelta(hours=1)
#: Letters an hour about messages; the others wait in the CMS alone. A mailbox that drowns helps nobody.
MOST_LETTERS = 60
#: How long shortened IP addresses are kept.
NETWORK_DAYS = 30
#: Rows changed in one transaction.
BATCH = 200


@transaction.atomic
def receive(
    *,
    page: "ContactPage",
    name: str,
    email: str,
    text: str,
    subject: str = "",
    circumstances: Circumstances = Circumstances(),  # noqa: B008  (it is frozen)
) -> Message:
    """Keep a message, and tell the studio by a letter, unless the rules take it for spam.

    The same again within the hour is the message that is there. The number of queries
    is the same, however many messages there are.
    """
    now = timezone.now()
    said = "\n".join([str(page.pk), email.casefold(), name, subject, text])
    key = pseudonym(said, purpose="home.message")
    Message.objects.filter(dedupe_key=key, sent_at__lt=now - SAME).update(dedupe_key=None)
    known = Message.objects.filter(dedupe_key=key).first()
    if known:
        return known
    message = Message(
        page=page,
        name=name,
        email=email,
        subject=subject,
        text=text,
        network=circumstances.network,
        sent_at=now,
    )
    _judge(message, circumstances)
    words = ("page", "status", "name", "email", "subject", "text", "network", "reasons", "sent_at")
    # of two at the same moment one writes the row, and the other finds it
    message, is_new = Message.objects.get_or_create(
        dedupe_key=key, defaults={word: getattr(message, word) for word in words}
    )
    if is_new and message.status == MessageStatus.WAITING:
        _tell(message)
    return message


def _judge(message: Message, circumstances: Circumstances) -> None:
    """Let the rules of comments look at it. Each message waits for a person; some are spam."""
    lately = Message.objects.filter(sent_at__gte=timezone.now() - LATELY)
    of_network = Q(network=message.network) if message.network else Q(pk=None)
    counts = lately.order_by().aggregate(
        network=Count("pk", filter=of_network), address=Count("pk", filter=Q(email=message.email))
    )
    facts = Facts(
        honeypot=circumstances.honeypot,
        seconds=circumstances.seconds,
        recent_by_address=counts["address"],
        recent_by_network=counts["network"],
    )
    policy = policies.policy_of(CommentRules.for_site(message.page.get_site()))
    verdict = rules.judge(
        Submission(
            name=message.name, email=message.email, text=f"{message.subject}\n\n{message.text}"
        ),
        facts,
        # nothing is published, so nobody can pass for one of us
        replace(policy, moderation="all", reserved_names=frozenset(), badges=frozenset()),
    )
    message.reasons = [reason.as_dict() for reason in verdict.reasons]
    is_spam = verdict.status == "spam"
    message.status = MessageStatus.SPAM if is_spam else MessageStatus.WAITING


def _tell(message: Message) -> None:
    """Write to the studio, if it has told an address and has not been written to too often."""
    letterhead = of_page(message.page)
    if letterhead is None or not letterhead.email:
        return
    # counted in the transaction of the letter, so that neither exists without the other
    hour = timedelta(hours=1)
    if limits.take(f"home.message site {letterhead.site_id}", limit=MOST_LETTERS, period=hour):
        logger.warning("More than %d messages an hour: some wait in the CMS alone", MOST_LETTERS)
        return
    try:
        mail.write_many([emails.message(message, letterhead)])
    except mail.LetterRefused:
        logger.warning("Message %d waits in the CMS: no letter can be written", message.pk)


@transaction.atomic
def mark(numbers: Iterable[int], *, status: str, by: Any) -> list[Message]:
    """Say of messages where they stand; return those of which it is news. At most 3 queries."""
    others = Message.objects.filter(pk__in=set(numbers)).exclude(status=status)
    news = list(others.order_by("pk").select_for_update())
    _note(news, MARKED, by=by, status=status)
    now = timezone.now()
    Message.objects.filter(pk__in=[message.pk for message in news]).update(
        status=status, decided_at=now, decided_by=by
    )
    for message in news:
        message.status, message.decided_at, message.decided_by = status, now, by
    return news


@transaction.atomic
def erase(numbers: Iterable[int], *, by: Any) -> int:
    """Remove messages for good, with the letters that told of them; return how many."""
    found = Message.objects.filter(pk__in=set(numbers))
    gone = list(found.order_by("pk").select_for_update())
    _note(gone, ERASED, by=by)
    _remove([message.pk for message in gone])
    return len(gone)


# --- what is kept long enough ---------------------------------------------------


def forget() -> None:
    """Remove messages whose time is over, then addresses of networks, then letters left behind."""
    for messages in _old_messages():
        while numbers := list(messages.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                _remove(numbers)
    _old_networks().update(network="")
    _withdraw_leftovers()


def overdue() -> dict[str, int]:
    """How many rows hold what should be forgotten by now; changes nothing."""
    return {
        "messages": sum(messages.count() for messages in _old_messages()),
        "networks": _old_networks().count(),
    }


def _old_messages() -> Iterator[QuerySet]:
    """Those of each page, as long as it says; those whose page is gone, as long as usual."""
    now = timezone.now()
    kept = Message.objects.order_by().values_list("page", "page__keep_days").distinct()
    for page, days in list(kept):
        long_ago = now - timedelta(days=days or KEEP_DAYS)
        yield Message.objects.filter(page=page, sent_at__lt=long_ago)


def _old_networks() -> QuerySet:
    long_ago = timezone.now() - timedelta(days=NETWORK_DAYS)
    return Message.objects.exclude(network="").filter(sent_at__lt=long_ago)


def _remove(numbers: list[int]) -> None:
    Message.objects.filter(pk__in=numbers).delete()
    keys = [emails.key(number) for number in numbers]
    # one that a worker holds at this moment may have left already; it is found the next day
    Letter.objects.free().filter(dedupe_key__in=keys).delete()


def _withdraw_leftovers() -> None:
    """Remove letters that were in a worker's hand when their message was removed."""
    last = 0
    letters = Letter.objects.free().keyed(emails.KEY).order_by("pk")
    while batch := dict(letters.filter(pk__gt=last).values_list("pk", "dedupe_key")[:BATCH]):
        last = max(batch)
        numbers = {pk: int(key.removeprefix(emails.KEY)) for pk, key in batch.items()}
        there = set(Message.objects.filter(pk__in=numbers.values()).values_list("pk", flat=True))
        orphans = [pk for pk, number in numbers.items() if number not in there]
        Letter.objects.free().filter(pk__in=orphans).delete()


def _note(messages: list[Message], action: str, *, by: Any, **data: Any) -> None:
    """One entry a message in Wagtail's history, in one insert; no words of it are there."""
    content_type = ContentType.objects.get_for_model(Message)
    now = timezone.now()
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(message.pk),
            label=str(message),
            action=action,
            timestamp=now,
            user=by,
            data={"before": message.status, **data},
        )
        for message in messages
    )
