"""The tabs of the queue: which comments stand in each, and how many."""

from django.db.models import Count, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from comments.models import Report, Status
from comments.models.comments import CommentQuerySet


class Tab(TextChoices):
    """In the order in which they stand. Erased comments stand in none: nothing is left of them."""

    WAITING = "waiting", _("Waiting")
    REPORTED = "reported", _("Reported")
    SPAM = "spam", _("Spam")
    REJECTED = "rejected", _("Rejected")
    TRASH = "trash", _("Trash")
    APPROVED = "approved", _("Approved")
    ALL = "all", _("All")

    @classmethod
    def named(cls, name: str) -> "Tab":
        """The tab of that name; the first one where there is none."""
        return cls(name) if name in cls.values else cls.WAITING

    def of(self, comments: CommentQuerySet) -> CommentQuerySet:
        """Those of ``comments`` that stand in this tab."""
        return comments.filter(_CONDITIONS[self]())

    @property
    def is_oldest_first(self) -> bool:
        """Whether whoever came first is served first."""
        return self in (Tab.WAITING, Tab.REPORTED)


def _reported() -> Q:
    still_there = Q(status__in=[Status.APPROVED, Status.WAITING])
    return still_there & Q(pk__in=Report.objects.open().values("comment"))


_CONDITIONS = {
    Tab.WAITING: lambda: Q(status=Status.WAITING),
    Tab.REPORTED: _reported,
    Tab.SPAM: lambda: Q(status=Status.SPAM),
    Tab.REJECTED: lambda: Q(status=Status.REJECTED),
    Tab.TRASH: lambda: Q(status=Status.TRASHED),
    Tab.APPROVED: lambda: Q(status=Status.APPROVED),
    Tab.ALL: lambda: ~Q(status=Status.ERASED),
}


def counts(comments: CommentQuerySet) -> dict[str, int]:
    """How many of ``comments`` stand in each tab, by its name; one query."""
    return comments.order_by().aggregate(
        **{tab.value: Count("pk", filter=_CONDITIONS[tab]()) for tab in Tab}
    )
