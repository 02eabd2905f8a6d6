"""Who hears of it when a comment appears or waits: readers, moderators, caches."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.contrib.frontend_cache.utils import PurgeBatch, get_backends
from wagtail.models import Page

from comments import emails, moderator_emails, permissions, threads
from comments.models import Comment, CommentSettings, Status, Subscription
from comments.models.settings import ModeratorMail, Rhythm
from comments.watched import EVERYWHERE, conversation
from studio import caching, letterheads, limits, mail

logger = logging.getLogger(__name__)

#: Letters about single comments that a moderator gets in an hour; the rest come together.
MOST_AT_ONCE = 20
#: Comments looked at together; above each of them are at most 30 others.
_BATCH = 500


def announce(comments: Iterable[Comment]) -> None:
    """Write to everybody who waits for answers above ``comments``, which just appeared.

    A comment is told of once, also when it appears again after the outbox has forgotten
    the letters. The number of queries does not grow with the number of comments; that of
    letters costs what ``mail.write_many`` says.
    """
    comments = list(comments)
    untold = [comment for comment in comments if comment.announced_at is None]
    for start in range(0, len(untold), _BATCH):
        if awaited := list(_awaited(untold[start : start + _BATCH])):
            _write_to_readers(awaited)
    refresh(comment.page for comment in comments)


def _write_to_readers(awaited: list[tuple[Comment, Subscription]]) -> None:
    pages = {comment.page_id: comment.page for comment, _subscription in awaited}
    heads = letterheads.of_pages(page for page in pages.values() if page.live)
    silent = CommentSettings.objects.filter(offers_letters=False)
    silent_sites = set(silent.values_list("site", flat=True))
    telling = [
        (comment, subscription, head)
        for comment, subscription in awaited
        if (head := heads.get(comment.page_id)) and head.site_id not in silent_sites
    ]
    told = {comment.pk: comment for comment, _subscription, _head in telling}
    if not told:
        return
    mail.write_many(draft for facts in telling for draft in drafted(emails.reply, *facts))
    now = timezone.now()
    Comment.objects.filter(pk__in=told).update(announced_at=now)
    for comment in told.values():
        comment.announced_at = now


def tell_moderators(comment: Comment, settings: CommentSettings) -> None:
    """Write to those who may decide about ``comment``, as the settings want it.

    What is not told at once is left for the next digest, also to those who had
    their fill of letters in this hour.
    """
    if comment.is_by_us or not is_news(comment, settings):
        return
    everybody_told = False
    head = letterheads.of_page(comment.page)
    if settings.moderator_rhythm == Rhythm.AT_ONCE and head:
        moderators = permissions.moderators_of(comment.page)
        # counted in this transaction: without the letter it shall not count either
        free = [user for user in moderators if not _has_enough(user.pk)]
        mail.write_many(
            draft
            for user in free
            for draft in drafted(moderator_emails.at_once, comment, user, head)
        )
        everybody_told = bool(moderators) and len(free) == len(moderators)
    comment.told_at = timezone.now() if everybody_told else None
    Comment.objects.filter(pk=comment.pk).update(told_at=comment.told_at)


def is_news(comment: Comment, settings: CommentSettings) -> bool:
    """Whether moderators want to hear of a comment in that state. Never of spam."""
    if comment.status == Status.WAITING:
        return settings.moderator_mail != ModeratorMail.NEVER
    return comment.is_approved and settings.moderator_mail == ModeratorMail.ALL


def refresh(pages: Iterable[Page]) -> None:
    """Let caches ask for these pages anew, once this transaction has happened.

    Only what readers see changes a page, so a flood of posts that wait purges nothing.
    """
    by_number = {page.pk: page for page in pages}
    if not by_number:
        return
    caching.changed(EVERYWHERE, *map(conversation, by_number))
    if get_backends():
        transaction.on_commit(lambda: _purge(list(by_number.values())), robust=True)


def drafted(
    write: Callable[..., mail.Draft], *about: Any, **more_about: Any
) -> Iterator[mail.Draft]:
    """The letter, or nothing where it cannot be one: no fact is lost for a letter."""
    try:
        yield write(*about, **more_about)
    except mail.LetterRefused as refusal:
        logger.warning("No letter about comments: %s", refusal)


def _awaited(comments: list[Comment]) -> Iterator[tuple[Comment, Subscription]]:
    """Each comment with whoever waits for it: an address once, by its nearest comment above."""
    above = {
        comment.pk: {comment.parent_id, *map(threads.number, threads.ancestors(comment.path))}
        for comment in comments
    }
    numbers = set().union(*above.values()) - {None}
    if not numbers:
        return
    waiting = Subscription.objects.confirmed().filter(
        comment__in=numbers, comment__status=Status.APPROVED, address__refuses_mail_at=None
    )
    by_comment = {one.comment_id: one for one in waiting.select_related("comment")}
    for comment in comments:
        nearest = sorted((pk for pk in above[comment.pk] if pk in by_comment), reverse=True)
        told = {comment.address_id}
        for subscription in (by_comment[pk] for pk in nearest):
            own = comment.user_id is not None and subscription.comment.user_id == comment.user_id
            if not own and subscription.address_id not in told:
                told.add(subscription.address_id)
                yield comment, subscription


def _has_enough(user_id: int) -> bool:
    wait = limits.take(
        f"comments.moderator {user_id}", limit=MOST_AT_ONCE, period=timedelta(hours=1)
    )
    return wait is not None


def _purge(pages: list[Page]) -> None:
    """The pages and the feeds in which they stand."""
    batch = PurgeBatch()
    batch.add_pages(pages)
    for pk, head in letterheads.of_pages(pages).items():
        batch.add_urls([head.link("comments:feed"), head.link("comments:page_feed", pk)])
    batch.purge()
