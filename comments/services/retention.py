"""Forgets what was kept long enough: the settings of each site say how long.

Each verb works in batches, each batch in a transaction of its own, and can be
stopped and started again. ``overdue`` counts what they would find.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from wagtail.models import Site

from comments import tokens
from comments.models import Address, Comment, CommentSettings, Report, Subscription
from comments.models.comments import CommentQuerySet
from comments.services import erasing, history, withdrawing
from studio import languages

#: Rows changed in one transaction.
BATCH = 200
#: Comments removed in one; their letters are looked for one by one.
PURGED = 50
#: An address nobody points at is forgotten after this: the comment it came with is written first.
UNUSED = timedelta(days=1)
#: What stands in the place of a reader's pseudonym; each reader stays another one.
_FORGOTTEN = "forgotten-"


@dataclass(frozen=True)
class Overdue:
    """How many rows hold what should be forgotten by now."""

    networks: int
    reporters: int
    emails: int
    unwanted: int
    asked: int
    addresses: int


def overdue() -> Overdue:
    """What the next round would find; changes nothing."""
    return Overdue(
        networks=_count(_old_networks),
        reporters=_count(_old_reporters),
        emails=_count(_old_emails),
        unwanted=_count(_old_unwanted),
        asked=_never_confirmed().count(),
        addresses=_unused_addresses().count(),
    )


def forget_networks() -> int:
    """Erase shortened IP addresses, and the pseudonyms made of them; return of how many rows."""
    forgotten = 0
    for comments in _each_site(_old_networks):
        forgotten += _in_batches(comments, lambda rows: rows.update(network=""))
    nobody = Concat(Value(_FORGOTTEN), Cast("pk", CharField()))
    for reports in _each_site(_old_reporters):
        forgotten += _in_batches(reports, lambda rows: rows.update(reporter=nobody))
    return forgotten


def forget_emails() -> int:
    """Erase e-mail addresses of old comments; who wants letters keeps getting them."""
    return sum(
        _in_batches(comments, lambda rows: rows.update(email=""))
        for comments in _each_site(_old_emails)
    )


def remove_unwanted() -> int:
    """Remove old spam, rejected and trashed comments; where answers hang on one, erase it."""
    removed = 0
    for comments in _each_site(_old_unwanted):
        while batch := _remove_batch(comments):
            removed += batch
    return removed


def forget_unconfirmed() -> int:
    """Remove wishes for letters that nobody confirmed while the link worked."""
    return _in_batches(_never_confirmed(), lambda rows: rows.delete())


def forget_addresses() -> int:
    """Remove pseudonyms of addresses that nothing hangs on, unless they want no letters."""
    return _in_batches(_unused_addresses(), lambda rows: rows.delete())


# --- what is old --------------------------------------------------------------


def _old_networks(comments: CommentQuerySet, settings: CommentSettings) -> CommentQuerySet:
    return comments.exclude(network="").filter(posted_at__lt=_ago(settings.network_days))


def _old_reporters(comments: CommentQuerySet, settings: CommentSettings) -> QuerySet:
    old = Report.objects.filter(reported_at__lt=_ago(settings.network_days))
    return old.filter(comment__in=comments).exclude(reporter__startswith=_FORGOTTEN)


def _old_emails(comments: CommentQuerySet, settings: CommentSettings) -> CommentQuerySet:
    if not settings.email_days:
        return comments.none()
    return comments.exclude(email="").filter(posted_at__lt=_ago(settings.email_days))


def _old_unwanted(comments: CommentQuerySet, settings: CommentSettings) -> CommentQuerySet:
    decided = comments.unwanted().alias(unwanted_since=Coalesce("decided_at", "posted_at"))
    return decided.filter(unwanted_since__lt=_ago(settings.unwanted_days))


def _never_confirmed() -> QuerySet:
    too_late = timezone.now() - tokens.PROOF_AGE
    return Subscription.objects.filter(status=Subscription.Status.ASKED, asked_at__lt=too_late)


def _unused_addresses() -> QuerySet:
    mine = {"address": OuterRef("pk")}
    return Address.objects.filter(
        ~Exists(Comment.objects.filter(**mine)),
        ~Exists(Subscription.objects.filter(**mine)),
        refuses_mail_at=None,
        first_seen_at__lt=timezone.now() - UNUSED,
    )


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


# --- how it goes --------------------------------------------------------------


def _each_site(find: Callable[[CommentQuerySet, CommentSettings], QuerySet]) -> Iterator[QuerySet]:
    """What ``find`` finds below each site; pages that stand on none obey the usual settings."""
    elsewhere = Comment.objects.all()
    for site in Site.objects.select_related("root_page"):
        yield find(Comment.objects.on_site(site), CommentSettings.for_site(site))
        elsewhere = elsewhere.exclude(languages.ever_on_site(site, "page__path"))
    yield find(elsewhere, CommentSettings())


def _count(find: Callable[[CommentQuerySet, CommentSettings], QuerySet]) -> int:
    return sum(rows.count() for rows in _each_site(find))


def _in_batches(rows: QuerySet, change: Callable[[QuerySet], object]) -> int:
    """Let ``change`` see all ``rows`` by and by, in the order of their numbers."""
    model, changed = rows.model, 0
    while numbers := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            # locked in that order first, as everywhere; looked at again, for rows may have changed
            some = rows.filter(pk__in=numbers).order_by("pk").select_for_update(of=("self",))
            still = [row.pk for row in some]
            change(model.objects.filter(pk__in=still))
        changed += len(still)
    return changed


@transaction.atomic
def _remove_batch(comments: CommentQuerySet) -> int:
    rows = comments.select_for_update(of=("self",)).select_related("page").order_by("pk")
    batch = list(rows[:PURGED])
    answered = set(
        Comment.objects.filter(parent__in=batch).values_list("parent", flat=True).distinct()
    )
    kept = [comment for comment in batch if comment.pk in answered]
    gone = {comment.pk: comment.user_id for comment in batch if comment.pk not in answered}
    erasing.erase_many(kept)
    history.forget(gone)
    withdrawing.withdraw_about(gone)
    Comment.objects.filter(pk__in=gone).delete()
    return len(batch)
