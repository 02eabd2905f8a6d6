"""Letters to moderators about several comments at once."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Site

from comments import moderator_emails, permissions
from comments.models import Comment, CommentSettings, Status, Voice
from comments.models.comments import CommentQuerySet
from comments.models.settings import ModeratorMail
from comments.services.announcing import drafted
from studio import letterheads, mail
from studio.models import Letter

#: Comments that a digest holds in full; of further ones it tells the number.
IN_FULL = 50
#: Comments told of in one transaction.
BATCH = 5000
#: Comments that nobody held are news for so long.
NEWS = timedelta(days=2)
_CHUNK = 500


def send(*, rhythms: Collection[str]) -> int:
    """Tell moderators of sites with such a rhythm what they have not been told; return how much.

    Where letters come at once, that is what was too much at once.
    """
    told = 0
    for site in Site.objects.select_related("root_page"):
        settings = CommentSettings.for_site(site)
        if settings.moderator_rhythm in rhythms:
            told += _send(site, settings)
    return told


@transaction.atomic
def _send(site: Site, settings: CommentSettings) -> int:
    untold = _untold(site, settings).select_for_update(of=("self",)).order_by("pk")
    rows = list(untold.only("pk", "page", "turn")[:BATCH])
    numbers = [comment.pk for comment in rows]
    for_users = _by_moderator(rows)
    full = _in_full(pks[:IN_FULL] for _user, pks in for_users)
    head = letterheads.Letterhead.of_site(site)
    mail.write_many(
        draft
        for user, pks in for_users
        for draft in drafted(
            moderator_emails.digest,
            [full[pk] for pk in pks[:IN_FULL]],
            more=len(pks[IN_FULL:]),
            user=user,
            letterhead=head,
        )
    )
    for start in range(0, len(numbers), _CHUNK):
        some = Comment.objects.filter(pk__in=numbers[start : start + _CHUNK])
        some.update(told_at=timezone.now())
    return len(rows)


def _untold(site: Site, settings: CommentSettings) -> CommentQuerySet:
    news = Q(status=Status.WAITING)
    if settings.moderator_mail == ModeratorMail.ALL:
        since = timezone.now() - NEWS
        news |= Q(status=Status.APPROVED, decided_by=None, posted_at__gte=since)
    elif settings.moderator_mail == ModeratorMail.NEVER:
        news = Q(pk__in=[])
    comments = Comment.objects.on_site(site)
    return comments.filter(news, told_at=None, voice=Voice.VISITOR)


def _by_moderator(comments: list[Comment]) -> list[tuple[Any, list[int]]]:
    """Each moderator with the numbers of what is new to them; a few queries a page."""
    pages = Page.objects.in_bulk({comment.page_id for comment in comments})
    moderators = {pk: permissions.moderators_of(page) for pk, page in pages.items()}
    keys = {
        (user.pk, comment.pk): moderator_emails.at_once_key(comment.pk, comment.turn, user.pk)
        for comment in comments
        for user in moderators[comment.page_id]
    }
    known = _known(list(keys.values()))
    users = {user.pk: user for group in moderators.values() for user in group}
    news: dict[int, list[int]] = {}
    for (user_id, pk), key in keys.items():
        if key not in known:
            news.setdefault(user_id, []).append(pk)
    return [(users[user_id], pks) for user_id, pks in sorted(news.items())]


def _known(keys: list[str]) -> set[str]:
    """Those of ``keys`` with which a letter was written: its reader knows already."""
    known: set[str] = set()
    for start in range(0, len(keys), _CHUNK):
        some = Letter.objects.filter(dedupe_key__in=keys[start : start + _CHUNK])
        known.update(some.values_list("dedupe_key", flat=True))
    return known


def _in_full(groups: Iterable[list[int]]) -> dict[int, Comment]:
    numbers = {pk for group in groups for pk in group}
    return Comment.objects.select_related("page", "parent").in_bulk(numbers)
