"""What is kept about an address: shown, copied and erased for whoever proves that it is theirs."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from comments import emails
from comments.models import Address, Comment, Subscription
from comments.services import erasing
from studio.models import Letter
from studio.models.outbox import LetterQuerySet

#: Comments erased in one transaction.
BATCH = 50


def comments_of(address: Address) -> QuerySet:
    """The reader's comments, the newest first."""
    return Comment.objects.filter(address=address).order_by("-posted_at", "-pk")


def letters_to(address: Address, email: str) -> LetterQuerySet:
    """Letters of this room to the reader: to ``email``, and however else it was typed."""
    addresses = {
        email,
        *Comment.objects.filter(address=address).values_list("email", flat=True),
        *Subscription.objects.filter(address=address).values_list("email", flat=True),
    } - {""}
    to = Q(pk__in=[])
    for one in {one.casefold() for one in addresses}:
        to |= Q(to__iexact=one)
    return Letter.objects.keyed(*emails.TO_READERS).filter(to).order_by("-created_at", "-pk")


def export(address: Address, email: str) -> dict[str, Any]:
    """All that is kept about ``address``, typed as ``email``, as plain values for JSON."""
    return {
        "address": {
            "first_seen": address.first_seen_at,
            "proved": address.proved_at,
            "wants_no_letters_since": address.refuses_mail_at,
        },
        "comments": [
            _comment(comment)
            for comment in comments_of(address)
            .select_related("page")
            .prefetch_related("reports")
            .iterator(chunk_size=500)
        ],
        "subscriptions": list(
            address.subscriptions.order_by("pk").values(
                "comment", "email", "status", "asked_at", "confirmed_at", "ended_at"
            )
        ),
        "letters": list(
            letters_to(address, email).values(
                "kind", "to", "subject", "text", "status", "created_at", "sent_at"
            )
        ),
    }


def erase_everything(address: Address, email: str) -> None:
    """Forget the address, typed as ``email``, and all it said; conversations keep the places.

    In batches: where one fails, what was done stays done, and the link works again.
    """
    letters_to(address, email).free().delete()  # first: later nothing tells whose they were
    while _erase_batch(address):
        pass
    address.delete()  # and what is left of its subscriptions


@transaction.atomic
def _erase_batch(address: Address) -> int:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("page")
    comments = list(rows.filter(address=address).order_by("pk")[:BATCH])
    if comments:
        erasing.erase_many(comments)
    return len(comments)


def _comment(comment: Comment) -> dict[str, Any]:
    """One comment; what readers reported about it without a word of theirs."""
    return {
        "number": comment.pk,
        "page": comment.page.get_full_url(),
        "answers": comment.parent_id,
        "state": comment.status,
        "name": comment.name,
        "email": comment.email,
        "website": comment.website,
        "text": comment.text,
        "shortened_ip_address": comment.network,
        "posted": comment.posted_at,
        "edited": comment.edited_at,
        "address_proved": comment.proved_at,
        "decided": comment.decided_at,
        "reason_of_rejection": comment.rejection,
        "note_of_moderators": comment.note,
        "score": comment.score,
        "what_the_rules_said": comment.reasons,
        "what_the_rules_knew": comment.facts,
        "reports_by_readers": [
            {"reason": report.reason, "reported": report.reported_at}
            for report in comment.reports.all()
        ],
    }
