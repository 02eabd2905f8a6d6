"""One comment with all that is known about it: why it waits, who wrote it, what happened."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import InspectView

from comments import policies
from comments.admin.highlights import mark
from comments.admin.rows import Why, is_newcomer, verbs_for
from comments.admin.seen import COMMENT
from comments.facts import Facts
from comments.models import Comment, CommentRules, Status
from comments.models.comments import CommentQuerySet
from comments.permissions import may_moderate, moderatable
from comments.rules import HOLD_AT, NO_SIGNS, SIGNS_AT, SPAM_AT
from comments.services import history
from studio import accesses

#: Other comments of a writer that are shown, and other names.
_LAST = 5
_MOST_NAMES = 10


@dataclass(frozen=True)
class Writer:
    """What is known of whoever wrote a comment, within the part the user moderates."""

    counts: list[tuple[str, str, int]]  # state, its word, how many; this comment included
    other_names: list[str]
    last: list[Comment]  # the newest others


class CaseView(accesses.SeenMixin, InspectView):
    """The “why” page; as a fragment, the part that unfolds in the queue."""

    any_permission_required = ["view"]
    seen_as = COMMENT
    page_title = gettext_lazy("Why")
    template_name = "comments/admin/case.html"
    fragment_template_name = "comments/admin/includes/case.html"
    is_fragment = False

    def get_template_names(self) -> list[str]:
        return [self.fragment_template_name if self.is_fragment else self.template_name]

    def get_object(self, queryset: Any = None) -> Comment:
        related = ("page", "parent", "address", "user", "decided_by")
        return get_object_or_404(Comment.objects.select_related(*related), pk=self.pk)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_moderate(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_fields(self) -> list[str]:
        return []  # what is shown is chosen by hand

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("reader_comments:list"), "label": _("Reader comments")},
            {"url": "", "label": str(self.object), "sublabel": self.get_page_title()},
        ]

    header_more_buttons = []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = self.object.page.get_url(self.request)
        if not address:
            return []
        url = f"{address}{self.object.address_on_page}"
        return [HeaderButton(_("See it on the page"), url=url, icon_name="view")]

    @cached_property
    def is_reported(self) -> bool:
        return any(report.settled_at is None for report in self.reports)

    @cached_property
    def reports(self) -> list[Any]:
        return list(self.object.reports.select_related("user"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comment = self.object
        reasons = [Why.of(reason) for reason in comment.why]
        queue = reverse("reader_comments:list")
        return super().get_context_data(**kwargs) | {
            "comment": comment,
            "is_fragment": self.is_fragment,
            "next_url": get_valid_next_url_from_request(self.request) or queue,
            "queue_url": queue,
            "page_url": comment.page.get_url(self.request),
            "is_newcomer": is_newcomer(comment),
            "verbs": verbs_for(comment, is_reported=self.is_reported),
            "reasons": reasons,
            "score": sum(reason.score for reason in reasons),
            "hold_at": HOLD_AT,
            "spam_at": SPAM_AT,
            "signs_at": SIGNS_AT,
            "signs": sum(one.score for one in comment.why if one.rule not in NO_SIGNS),
            "marked": self.marked(),
            "writer": self.writer(),
            "reports": self.reports,
            "history": history.of(comment),
            "is_erased": comment.status == Status.ERASED,
        }

    def marked(self) -> dict[str, SafeString]:
        """What was typed, with the places that the rules look at as the lists are now."""
        comment = self.object
        policy = policies.policy_of(CommentRules.of_page(comment.page))
        telling = Facts.from_dict(comment.facts).telling
        typed = {name: getattr(comment, name) for name in ("text", "name", "email", "website")}
        return {name: mark(value, policy, telling) for name, value in typed.items()}

    def writer(self) -> Writer | None:
        """Whose comments hang together by their address or sign-in; None where nothing does."""
        comment = self.object
        if comment.user_id:
            same = moderatable(self.request.user).filter(user=comment.user_id)
        elif comment.address_id:
            same = moderatable(self.request.user).filter(address=comment.address_id)
        else:
            return None
        return _writer(same, comment)


def _writer(same: CommentQuerySet, comment: Comment) -> Writer:
    """Three queries, however many comments there are."""
    numbers = dict(same.order_by().values_list("status").annotate(Count("pk")))
    others = same.exclude(pk=comment.pk)
    names = others.exclude(name__in=["", comment.name]).order_by("name").values_list("name")
    last = others.exclude(status=Status.ERASED).select_related("page").defer("html", "facts")
    return Writer(
        counts=[(state.value, state.label, numbers[state]) for state in Status if state in numbers],
        other_names=[name for (name,) in names.distinct()[:_MOST_NAMES]],
        last=list(last.order_by("-posted_at", "-pk")[:_LAST]),
    )
