"""Letters about answers: asked for twice, ended with one click."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from comments import emails
from comments.models import Address, Comment, CommentSettings, Subscription
from comments.models.subscriptions import SubscriptionQuerySet
from comments.services import withdrawing
from studio import letterheads, limits, mail

logger = logging.getLogger(__name__)

#: Letters that ask one mailbox in a day, of one neighbourhood in an hour, and of all in an hour.
MOST_A_DAY = 3
MOST_OF_NETWORK = 20
MOST_AN_HOUR = 200


def ask(*, comment: Comment, email: str) -> Subscription | None:
    """Write to ``email`` whether its reader wants letters about answers to ``comment``.

    Whoever proved the address with this very comment is not asked again: the
    subscription is confirmed. None where letters are not offered, not wanted by the
    address, or were asked for too often. The caller holds the transaction of the post.
    """
    settings = CommentSettings.of_page(comment.page)
    head = letterheads.of_page(comment.page)
    address = comment.address
    if not settings.offers_letters or not head or address.refuses_mail_at:
        return None
    now = timezone.now()
    if comment.proved_at:
        return Subscription.objects.create(
            comment=comment,
            address=address,
            email=email,
            status=Subscription.Status.CONFIRMED,
            asked_at=now,
            confirmed_at=now,
        )
    if _is_asked_too_often(comment, email, head.site_id):
        return None
    asked = Subscription.objects.create(comment=comment, address=address, email=email, asked_at=now)
    try:
        mail.write_many([emails.opt_in(asked, head)])
    except mail.LetterRefused:  # nobody could ever confirm it
        asked.delete()
        return None
    return asked


def unsubscribe(subscription: Subscription) -> None:
    """End this reader's letters about the thread, also those asked for below other comments.

    Those that wait to leave are withdrawn.
    """
    thread = subscription.comment.thread
    mine = Subscription.objects.filter(address=subscription.address_id)
    _end(mine.filter(comment__thread=thread))
    withdrawing.withdraw_answers(subscription.address, thread=thread)


@transaction.atomic
def refuse_letters(address: Address) -> None:
    """Never write to ``address`` about comments again, and forget where it is.

    What waits to leave is withdrawn as well.
    """
    address.refuses_mail_at = address.refuses_mail_at or timezone.now()
    address.save(update_fields=["refuses_mail_at"])
    _end(Subscription.objects.filter(address=address))
    withdrawing.withdraw_answers(address)


def allow_letters(address: Address) -> None:
    """Let ``address`` be asked again; what ended stays ended."""
    address.refuses_mail_at = None
    address.save(update_fields=["refuses_mail_at"])


def _end(subscriptions: SubscriptionQuerySet) -> None:
    """The row stays, so that the link in old letters goes on telling the truth."""
    subscriptions.going_on().update(
        status=Subscription.Status.ENDED, ended_at=timezone.now(), email=""
    )


def _is_asked_too_often(comment: Comment, email: str, site_id: int) -> bool:
    """Counted in the transaction of the letter, so that neither exists without the other.

    By counts of their own rather than by rows: a comment that is taken back takes its
    subscription with it, and its writer could ask for ever. Always in this order: two
    posts that wait for each other would wait in vain.
    """
    hour = timedelta(hours=1)
    counts = [
        (f"mailbox {_mailbox(email)}", MOST_A_DAY, timedelta(days=1)),
        (f"site {site_id}", MOST_AN_HOUR, hour),
    ]
    if comment.network:
        counts.insert(0, (f"network {comment.network}", MOST_OF_NETWORK, hour))
    for key, most, period in counts:
        if limits.take(f"comments.opt-in {key}", limit=most, period=period):
            if key.startswith("site"):
                logger.warning("More than %d readers an hour want letters about answers", most)
            return True
    return False


def _mailbox(email: str) -> str:
    """Where letters to ``email`` end up, as far as that is common: what follows a + is a label."""
    local, _, domain = email.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"
