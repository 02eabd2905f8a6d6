"""How many comments came, what became of them, and how long people took: from the history.

The history knows also of comments that were purged since.
"""

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.admin.utils import get_user_display_name
from wagtail.models import ModelLogEntry

from comments.models import Comment, Status
from comments.permissions import EVERYTHING, moderatable
from comments.services import history


@dataclass
class Load:
    """What happened in a span of days, or by one person's hand.

    The first four count comments by the day they were posted, with the verdict of the
    rules; the next four count decisions of people by the day they were made, undone
    ones included. ``reactions`` are the times from posting to the first decision: of the
    comments posted in these days, or of those that the person was the first to decide.
    """

    since: date | None = None
    until: date | None = None  # included
    person: str = ""
    posted: int = 0
    let_in: int = 0
    held: int = 0
    taken_for_spam: int = 0
    approved: int = 0
    rejected: int = 0
    marked_as_spam: int = 0
    trashed: int = 0
    reactions: list[timedelta] = field(default_factory=list)

    @property
    def decisions(self) -> int:
        """All decisions of people."""
        return self.approved + self.rejected + self.marked_as_spam + self.trashed

    @property
    def median(self) -> timedelta | None:
        """Half of the reactions took no longer; None where there were none."""
        return statistics.median(self.reactions) if self.reactions else None

    @property
    def ninetieth(self) -> timedelta | None:
        """Nine of ten reactions took no longer (the nearest rank that is one of them)."""
        if not self.reactions:
            return None
        return sorted(self.reactions)[math.ceil(0.9 * len(self.reactions)) - 1]

    def count_post(self, verdict: str) -> None:
        """A comment came, and this is what the rules said."""
        self.posted += 1
        name = _OF_VERDICT.get(verdict)
        if name:
            setattr(self, name, getattr(self, name) + 1)

    def count_decision(self, status: str) -> None:
        """A person decided."""
        name = _OF_DECISION.get(status)
        if name:
            setattr(self, name, getattr(self, name) + 1)


_OF_VERDICT = {Status.APPROVED: "let_in", Status.WAITING: "held", Status.SPAM: "taken_for_spam"}
_OF_DECISION = {
    Status.APPROVED: "approved",
    Status.REJECTED: "rejected",
    Status.SPAM: "marked_as_spam",
    Status.TRASHED: "trashed",
}


@dataclass
class Workload:
    """The rows of a report: spans of days, the newest first, and people, the busiest first."""

    spans: list[Load]
    people: list[Load]


def workload(user: Any, *, since: date, until: date, days: int) -> Workload:
    """What happened from ``since`` to ``until``, both included, in spans of ``days`` days.

    Weeks (7) begin on Monday, so the first span may begin before ``since``; it holds
    nothing from before. Only comments that ``user`` may decide about count. At most 5
    queries, however many comments there are.
    """
    spans = _spans(since, until, days)
    people: dict[int | None, Load] = {}
    entries = _entries(user).filter(timestamp__gte=_midnight(since))
    end = _midnight(until + timedelta(days=1))

    posted = {}
    posts = entries.filter(action=history.POSTED, timestamp__lt=end)
    for number, moment, verdict in posts.values_list("object_id", "timestamp", KT("data__status")):
        posted[number] = moment
        _span_of(spans, moment, days).count_post(verdict)

    decisions = entries.filter(action=history.DECIDED).order_by("timestamp", "pk")
    rows = decisions.values_list("object_id", "timestamp", "user", KT("data__status"))
    for number, moment, person, status in rows.iterator():
        by = people.setdefault(person, Load())
        if moment < end:
            _span_of(spans, moment, days).count_decision(status)
            by.count_decision(status)
        was = posted.pop(number, None)
        if was is not None:
            _span_of(spans, was, days).reactions.append(moment - was)
            by.reactions.append(moment - was)
    return Workload(
        spans=sorted(spans.values(), key=lambda load: load.since, reverse=True),
        people=_named({person: load for person, load in people.items() if load.decisions}),
    )


def _entries(user: Any) -> QuerySet:
    """The history of the comments that ``user`` may decide about."""
    content_type = ContentType.objects.get_for_model(Comment)
    entries = ModelLogEntry.objects.filter(content_type=content_type).order_by()
    if user.is_active and user.has_perm(EVERYTHING):
        return entries
    numbers = moderatable(user).order_by().annotate(number=Cast("pk", CharField()))
    return entries.filter(object_id__in=numbers.values("number"))


def _spans(since: date, until: date, days: int) -> dict[date, Load]:
    """Empty rows, by their first days."""
    starts = []
    start = _start_of(since, days)
    while start <= until:
        starts.append(start)
        start += timedelta(days=days)
    return {
        start: Load(since=max(start, since), until=min(start + timedelta(days=days - 1), until))
        for start in starts
    }


def _span_of(spans: dict[date, Load], moment: datetime, days: int) -> Load:
    return spans[_start_of(timezone.localdate(moment), days)]


def _start_of(day: date, days: int) -> date:
    """The first day of the span that holds ``day``; weeks are counted from a Monday."""
    return date.fromordinal(day.toordinal() - (day.toordinal() - 1) % days)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _named(people: dict[int | None, Load]) -> list[Load]:
    """The rows of ``people``, with their names; those whose account is gone are one."""
    users = get_user_model().objects.in_bulk([person for person in people if person])
    for person, load in people.items():
        if person in users:
            load.person = get_user_display_name(users[person])
    return _ordered(people.values())


def _ordered(loads: Iterable[Load]) -> list[Load]:
    return sorted(loads, key=lambda load: (-load.decisions, load.person))
