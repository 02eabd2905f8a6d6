"""The list of comments: tabs, filters, search, a page of rows."""

from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, DateColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import IndexView

from comments.admin.filters import CommentFilterSet
from comments.admin.forms import DecisionForm
from comments.admin.rows import CommentColumn, DecideColumn, PageColumn, QueueTable
from comments.admin.rules import URL_NAME as RULES
from comments.admin.seen import LIST
from comments.admin.tabs import Tab, counts
from comments.models import Comment, CommentRules, Report
from comments.models.comments import CommentQuerySet
from comments.permissions import moderatable
from studio import accesses

#: What a search looks at.
SEARCHED = ("text", "name", "email")
#: Parts of an address that belong to one answer only.
_PASSING = ("p", "_w_filter_fragment", "ordering")


def search(comments: CommentQuerySet, typed: str) -> CommentQuerySet:
    """Those of ``comments`` that hold ``typed``, capitals or not, in text, name or address."""
    found = Q()
    for field in SEARCHED:
        found |= Q(**{f"{field}__icontains": typed})
    return comments.filter(found)


def chosen(request: HttpRequest) -> CommentQuerySet:
    """All comments of the list that the address of ``request`` names, on whatever page."""
    comments = Tab.named(request.GET.get("tab", "")).of(moderatable(request.user))
    filters = CommentFilterSet(request.GET, queryset=comments, request=request)
    if filters.is_valid():
        comments = filters.filter_queryset(comments)
    typed = request.GET.get("q", "").replace("\0", "").strip()
    return search(comments, typed) if typed else comments


class CommentPaginator(WagtailPaginator):
    """Counts comments, also where it is given their numbers alone."""

    model = Comment


class QueueView(accesses.SeenMixin, IndexView):
    """The queue. Its number of queries does not grow with the number of comments."""

    any_permission_required = ["view"]
    seen_as = LIST
    seen_filters = ("tab",)
    page_title = _("Reader comments")
    table_class = QueueTable
    search_fields = SEARCHED
    search_backend_name = None
    is_searchable = True
    filterset_class = CommentFilterSet
    paginator_class = CommentPaginator

    @cached_property
    def tab(self) -> Tab:
        return Tab.named(self.request.GET.get("tab", ""))

    @cached_property
    def counts(self) -> dict[str, int]:
        return counts(moderatable(self.request.user))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="comment"),
            CommentColumn(self.tab, self.next_url),
            PageColumn(f"{self.index_url}?tab={self.tab}"),
            DateColumn("posted_at", label=_("Posted"), sort_key="posted_at"),
            DecideColumn(self.next_url),
        ]

    def get_base_queryset(self) -> CommentQuerySet:
        return self.tab.of(moderatable(self.request.user))

    def get_ordering(self) -> str:
        asked = self.request.GET.get("ordering")
        if asked in self.get_valid_orderings():
            return asked
        return "posted_at" if self.tab.is_oldest_first else "-posted_at"

    def order_queryset(self, queryset: CommentQuerySet) -> CommentQuerySet:
        sign = "-" if self.ordering.startswith("-") else ""
        return queryset.order_by(self.ordering, f"{sign}pk")

    def search_queryset(self, queryset: CommentQuerySet) -> CommentQuerySet:
        return search(queryset, self.search_query) if self.is_searching else queryset

    def paginate_queryset(self, queryset: CommentQuerySet, page_size: int) -> tuple:
        """Numbers first, then the rows of one page: far pages cost little more than the first.

        What a search or a filter reads through to find them is read once, and counted by it.
        """
        numbers: Any = queryset.values_list("pk", flat=True)
        if self.is_searching or self.is_filtering:
            numbers = list(numbers)
        paginator, page, found, has_others = super().paginate_queryset(numbers, page_size)
        page.object_list = self._rows(list(found))
        return paginator, page, page.object_list, has_others

    def get_paginator(self, *args: Any, **kwargs: Any) -> CommentPaginator:
        paginator = super().get_paginator(*args, **kwargs)
        if not self.is_searching and not self.is_filtering:
            paginator.count = self.counts[self.tab]  # known already
        return paginator

    def _rows(self, numbers: list[int]) -> list[Comment]:
        """The comments of these numbers, in this order, with what their rows show; two queries."""
        unseen = ("html", "parent__html", "parent__text", "parent__facts", "parent__reasons")
        reports = Prefetch("reports", Report.objects.open(), to_attr="open_reports")
        comments = Comment.objects.select_related("page", "parent").defer(*unseen)
        found = comments.prefetch_related(reports).in_bulk(numbers)
        return [found[number] for number in numbers if number in found]

    @cached_property
    def next_url(self) -> str:
        """Where a decision leads back to: this list, on this page of it."""
        here = self.request.GET.copy()
        here.pop("_w_filter_fragment", None)
        return f"{self.index_url}?{here.urlencode()}" if here else self.index_url

    def _address(self, **changes: str) -> str:
        """The address of this list, on its first page, with ``changes``."""
        query: QueryDict = self.request.GET.copy()
        for name in _PASSING:
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return f"{self.index_url}?{query.urlencode()}"

    def _rules_url(self) -> str:
        """Where whoever may change the rules reads them, while there is nothing else to do."""
        policy = policy_registry.get_by_type(CommentRules)
        if any(self.counts.values()):
            return ""
        return reverse(RULES) if policy.user_has_permission(self.request.user, "change") else ""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return context | {
            "tab": self.tab,
            "is_unused": not any(self.counts.values()),
            "rules_url": self._rules_url(),
            "tabs": [
                {
                    "name": tab.value,
                    "label": tab.label,
                    "count": self.counts[tab],
                    "url": self._address(tab=tab.value),
                    "is_current": tab == self.tab,
                }
                for tab in Tab
            ],
            "next_url": self.next_url,
            "undo_url": reverse("reader_comments:undo"),
            "rejecting": DecisionForm(initial={"status": "rejected"}),
        }
