"""What a row of the queue shows: who says what, where, since when, and the buttons."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, Table

from comments import rendering, rules
from comments.models import Comment, Status
from comments.rules import Reason

#: Characters of a text from which its first words are taken; a bound for the time it takes.
_FIRST = 600
#: Reasons named in a row; the others are counted.
_MOST_REASONS = 3


@dataclass(frozen=True)
class Why:
    """A reason as moderators read it."""

    title: str
    sentence: str
    score: int

    @classmethod
    def of(cls, reason: Reason) -> "Why":
        return cls(rules.title(reason.rule), rules.explain(reason), reason.score)


@dataclass(frozen=True)
class Verb:
    """A button that decides: the state it leads to, its word, its icon and its key."""

    status: str
    label: str
    icon: str
    key: str


VERBS = (
    Verb(Status.APPROVED, _("Approve"), "check", "a"),
    Verb(Status.REJECTED, _("Reject"), "cross", "r"),
    Verb(Status.SPAM, _("Spam"), "no-view", "s"),
    Verb(Status.TRASHED, _("Trash"), "bin", "t"),
)


def verbs_for(comment: Comment, *, is_reported: bool) -> list[Verb]:
    """The buttons that would change something; none where nothing is left to decide about."""
    if comment.status == Status.ERASED:
        return []
    # to approve what readers reported settles the reports
    return [verb for verb in VERBS if is_reported or verb.status != comment.status]


def is_newcomer(comment: Comment) -> bool:
    """Whether no comment of this writer was approved when this one came."""
    return not comment.is_by_us and comment.facts.get("approved_before") == 0


class CommentColumn(Column):
    """Name, badges, first words, reasons. The first words lead to the whole case."""

    cell_template_name = "comments/admin/includes/comment_cell.html"

    def __init__(self, tab: str, next_url: str) -> None:
        super().__init__("comment", label=_("Comment"), accessor="pk", classname="queue-comment")
        self.tab = tab
        self.back = urlencode({"next": next_url})

    def get_cell_context_data(
        self, instance: Comment, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        reasons = [Why.of(reason) for reason in instance.why]
        return context | {
            "comment": instance,
            "first_words": rendering.plain(instance.text[:_FIRST]),
            "case_url": f"{reverse('reader_comments:inspect', args=[instance.pk])}?{self.back}",
            "fragment_url": reverse("reader_comments:case", args=[instance.pk]),
            "reasons": reasons[:_MOST_REASONS],
            "more_reasons": reasons[_MOST_REASONS:],
            "reports": len(instance.open_reports),
            "is_newcomer": is_newcomer(instance),
            "shows_status": self.tab in ("reported", "all"),
        }


class PageColumn(Column):
    """The page below which the comment stands, and the way to its others."""

    cell_template_name = "comments/admin/includes/page_cell.html"

    def __init__(self, narrowed_url: str) -> None:
        super().__init__("page", label=_("Page"), accessor="page.title", classname="queue-page")
        self.narrowed_url = narrowed_url

    def get_cell_context_data(
        self, instance: Comment, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        address = instance.page.get_url(parent_context.get("request"))
        return context | {
            "page": instance.page,
            "url": f"{address}{instance.address_on_page}" if address else "",
            "narrowed_url": f"{self.narrowed_url}&page={instance.page_id}",
        }


class DecideColumn(Column):
    """The buttons. They belong to the one form that stands above the table."""

    cell_template_name = "comments/admin/includes/decide_cell.html"

    def __init__(self, next_url: str) -> None:
        super().__init__("decide", label=_("Decide"), accessor="pk", classname="queue-decide")
        self.next_url = next_url

    def get_cell_context_data(
        self, instance: Comment, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {
            "comment": instance,
            "verbs": verbs_for(instance, is_reported=bool(instance.open_reports)),
            "next_url": self.next_url,
        }


class QueueTable(Table):
    """A table whose rows scripts find by the number of the comment."""

    classname = "listing queue-table"

    def get_row_attrs(self, instance: Comment) -> dict[str, Any]:
        return super().get_row_attrs(instance) | {
            "id": f"row-{instance.pk}",
            "data-queue-row": instance.pk,
            "data-queue-turn": instance.turn,
        }
