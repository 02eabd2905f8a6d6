"""The tabs of the queue: which comments stand in each, and how many."""

from django.db.models import Count, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from comments.models import Status
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
        return comments.reported() if self == Tab.REPORTED else comments.filter(_CONDITIONS[self])

    @property
    def is_oldest_first(self) -> bool:
        """Whether whoever came first is served first."""
        return self in (Tab.WAITING, Tab.REPORTED)


_CONDITIONS = {
    Tab.WAITING: Q(status=Status.WAITING),
    Tab.SPAM: Q(status=Status.SPAM),
    Tab.REJECTED: Q(status=Status.REJECTED),
    Tab.TRASH: Q(status=Status.TRASHED),
    Tab.APPROVED: Q(status=Status.APPROVED),
    Tab.ALL: ~Q(status=Status.ERASED),
}


def counts(comments: CommentQuerySet) -> dict[str, int]:
    """How many of ``comments`` stand in each tab, by its name; three queries.

    Nearly all of a large site's are approved: those are what is left of all, so that nobody
    reads through them.
    """
    comments = comments.order_by()
    others = comments.filter(status__in=[one for one in Status if one != Status.APPROVED])
    found = dict(others.values_list("status").annotate(n=Count("pk")))
    written = comments.count()
    return {
        **{_TABS[status]: found.get(status, 0) for status in _TABS},
        Tab.REPORTED.value: Tab.REPORTED.of(comments).count(),
        Tab.APPROVED.value: written - sum(found.values()),
        Tab.ALL.value: written - found.get(Status.ERASED, 0),
    }


#: Where those of a state stand.
_TABS = {
    Status.WAITING: Tab.WAITING.value,
    Status.SPAM: Tab.SPAM.value,
    Status.REJECTED: Tab.REJECTED.value,
    Status.TRASHED: Tab.TRASH.value,
}
