"""Tries rules on past comments: which verdicts would be others. Nothing is written."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from comments import rules
from comments.models import Comment, Status, Voice
from comments.models.comments import CommentQuerySet
from comments.rules import Facts, Policy, Reason, Submission

#: Comments that are in memory at the same time, apart from those that are listed.
CHUNK = 500
#: Comments of one group that are listed one by one; all are counted.
MOST_LISTED = 200

#: What judging and listing look at.
_FIELDS = (
    *("page", "name", "email", "website", "text", "facts"),
    *("status", "posted_at", "decided_at"),
)

#: State a person gave it → verdict of the new rules → what is wrong about that.
_CONTRADICTIONS: dict[str, dict[str, Promise]] = {
    Status.APPROVED: {
        Status.WAITING: _("A moderator approved it; these rules would let it wait."),
        Status.SPAM: _("A moderator approved it; these rules would take it for spam."),
    },
    Status.REJECTED: {
        Status.APPROVED: _("A moderator rejected it; these rules would publish it."),
    },
    Status.SPAM: {
        Status.APPROVED: _("A moderator marked it as spam; these rules would publish it."),
    },
    Status.TRASHED: {
        Status.APPROVED: _("A moderator threw it away; these rules would publish it."),
    },
}


@dataclass(frozen=True)
class Change:
    """A comment about which the other rules say something else, and why."""

    comment: Comment
    before: str  # a verdict: approved, waiting, spam
    after: str
    gained: list[Reason]  # given by the other rules alone
    lost: list[Reason]  # given by the first rules alone

    @property
    def is_decided(self) -> bool:
        """Whether a person has decided about it."""
        return self.comment.decided_at is not None

    @property
    def is_against_a_person(self) -> bool:
        """Whether a person let in what would not appear now, or the other way round."""
        was_let_in = self.comment.status == Status.APPROVED
        return self.is_decided and was_let_in != (self.after == Status.APPROVED)

    @property
    def contradiction(self) -> str:
        """What a person had decided otherwise, as a sentence; empty where nobody had."""
        if not self.is_against_a_person:
            return ""
        return str(_CONTRADICTIONS.get(self.comment.status, {}).get(self.after, ""))


@dataclass
class Group:
    """The changes from one verdict to another: of comments a person decided about, or of others."""

    before: str
    after: str
    is_decided: bool
    count: int = 0
    against_people: int = 0
    listed: list[Change] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The id of its list."""
        return f"changes-{self.before}-{self.after}-{'decided' if self.is_decided else 'undecided'}"

    @property
    def unlisted(self) -> int:
        """How many are counted only."""
        return self.count - len(self.listed)

    def add(self, change: Change) -> None:
        """Count ``change``, and list it while there is room."""
        self.count += 1
        self.against_people += change.is_against_a_person
        if len(self.listed) < MOST_LISTED:
            self.listed.append(change)


@dataclass
class Sum:
    """All changes from one verdict to another, for a table."""

    before: str
    after: str
    undecided: Group | None = None
    decided: Group | None = None


@dataclass
class Changes:
    """What other rules would say: how many were asked about, and the groups of changes."""

    tried: int = 0
    decided: int = 0  # of those tried, how many a person had decided about
    since: datetime | None = None  # when the oldest of them was posted
    groups: list[Group] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Comments about which the verdict would be another."""
        return sum(group.count for group in self.groups)

    @property
    def sums(self) -> list[Sum]:
        """The groups, those from one verdict to another together."""
        sums: dict[tuple[str, str], Sum] = {}
        for group in self.groups:
            both = sums.setdefault((group.before, group.after), Sum(group.before, group.after))
            if group.is_decided:
                both.decided = group
            else:
                both.undecided = group
        return list(sums.values())

    @property
    def against_people(self) -> int:
        """Of these, those where a person had decided otherwise."""
        return sum(group.against_people for group in self.groups)


def what_would_change(
    before: Policy, after: Policy, comments: CommentQuerySet, *, most: int
) -> Changes:
    """Judge the latest ``most`` of ``comments`` by both policies, by the facts known at the time.

    Erased comments and those of the studio are left out: no rule looks at them. Two
    queries; memory holds ``CHUNK`` comments and those that are listed, however many
    there are. Each list begins with the newest.
    """
    changes = Changes()
    groups: dict[tuple[bool, str, str], Group] = {}
    judged = comments.filter(voice=Voice.VISITOR).exclude(status=Status.ERASED)
    latest = judged.only(*_FIELDS).order_by("-posted_at", "-pk")[:most]
    for comment in latest.iterator(chunk_size=CHUNK):
        changes.tried += 1
        changes.since = comment.posted_at
        changes.decided += comment.decided_at is not None
        change = _difference(before, after, comment)
        if change:
            key = (change.is_decided, change.before, change.after)
            groups.setdefault(key, Group(key[1], key[2], key[0])).add(change)
    changes.groups = [groups[key] for key in sorted(groups, key=_weight)]
    listed = [change.comment for group in changes.groups for change in group.listed]
    prefetch_related_objects(listed, Prefetch("page", Page.objects.only("title")))
    return changes


def _difference(before: Policy, after: Policy, comment: Comment) -> Change | None:
    """How the policies disagree about ``comment``, if they do."""
    submission = Submission(
        name=comment.name, email=comment.email, website=comment.website, text=comment.text
    )
    facts = Facts.from_dict(comment.facts)
    old, new = (rules.judge(submission, facts, policy) for policy in (before, after))
    if old.status == new.status:
        return None
    return Change(
        comment=comment,
        before=old.status,
        after=new.status,
        gained=[reason for reason in new.reasons if reason not in old.reasons],
        lost=[reason for reason in old.reasons if reason not in new.reasons],
    )


def _weight(key: tuple[bool, str, str]) -> tuple[bool, list[int]]:
    """Groups stand in the order of harm: first what nobody has looked at yet."""
    is_decided, *verdicts = key
    order = (Status.APPROVED, Status.WAITING, Status.SPAM)
    return is_decided, [order.index(Status(verdict)) for verdict in verdicts]
