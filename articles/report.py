"""The report of what is wrong with references, links and sources, for whoever can mend it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from articles import checking, tasks
from articles.filters import FindingFilterSet
from articles.inspecting import first_words
from articles.models import Finding, LinkCheck
from articles.models.findings import FindingQuerySet
from studio.sheets import Table, csv_lines, xlsx

URL_NAME = "references_report"
CHECK_URL_NAME = "references_report_check"
ICON = "footnote"
#: The tabs of an article's editor.
_REFERENCES, _TEXT = "#tab-references", "#tab-text"


def may_see(user: Any) -> bool:
    """Whoever may change some article or some source."""
    may_change_pages = PagePermissionPolicy().user_has_permission(user, "change")
    return may_change_pages or user.has_perm("articles.change_source")


def findings_for(user: Any) -> FindingQuerySet:
    """What ``user`` may mend: faults of the articles and sources that he or she may change."""
    pages = Q(page__isnull=False)
    if not user.is_superuser:
        mine = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        pages = Q(page__in=mine.order_by().values("pk"))
    if user.has_perm("articles.change_source"):
        pages |= Q(source__isnull=False)
    return Finding.objects.filter(pages)


class FindingColumn(Column):
    """What is wrong, with what, and the button that looks at a link again."""

    cell_template_name = "articles/admin/finding_cell.html"

    def get_cell_context_data(self, instance: Finding, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"finding": instance, "checks_links": settings.CHECK_LINKS}


class PlaceColumn(Column):
    """Where it is mended."""

    cell_template_name = "articles/admin/place_cell.html"

    def __init__(self, *args: Any, finder: AdminURLFinder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finder = finder

    def get_cell_context_data(self, instance: Finding, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        source = instance.source or instance.kept_in
        return context | {
            "finding": instance,
            "article_url": article_url(instance),
            "source_url": self.finder.get_edit_url(source) if source else None,
        }


class ReferencesReportView(ReportView):
    """Rows that were written before anybody asked. Their number changes no number of queries."""

    page_title = _("References")
    header_icon = ICON
    template_name = "articles/admin/report.html"
    results_template_name = "articles/admin/report_results.html"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    filterset_class = FindingFilterSet
    model = Finding
    is_searchable = True
    search_backend_name = None
    search_fields = ["about", "page__title", "link__url"]
    default_ordering = "-found_at"
    list_export = ["kind"]  # so that there are buttons; the columns are those of ``_table``

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        finder = AdminURLFinder(self.request.user)
        return [
            FindingColumn("finding", label=_("What is wrong"), accessor="pk"),
            PlaceColumn("place", label=_("Where it is mended"), accessor="pk", finder=finder),
            DateColumn("found_at", label=_("Found"), sort_key="found_at", width="12%"),
        ]

    def get_base_queryset(self) -> FindingQuerySet:
        found = findings_for(self.request.user).select_related("page", "source", "kept_in", "link")
        return found.prefetch_related("page__references")

    def order_queryset(self, queryset: FindingQuerySet) -> FindingQuerySet:
        sign = "-" if self.ordering.startswith("-") else ""
        return queryset.order_by(self.ordering, f"{sign}pk")

    def search_queryset(self, queryset: FindingQuerySet) -> FindingQuerySet:
        self.search_query = self.search_query.replace("\0", "")
        return super().search_queryset(queryset)

    def get_filename(self) -> str:
        return f"references-{timezone.localdate():%Y-%m-%d}"

    def as_spreadsheet(
        self, queryset: FindingQuerySet, spreadsheet_format: str
    ) -> HttpResponseBase:
        table = _table(queryset.iterator(chunk_size=1_000), self.request)
        if spreadsheet_format == self.FORMAT_CSV:
            answer: HttpResponseBase = StreamingHttpResponse(
                csv_lines(table), content_type="text/csv; charset=utf-8"
            )
        else:
            answer = HttpResponse(xlsx(table, title=gettext("References")))
            answer["Content-Type"] = (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            )
        name = f"{self.get_filename()}.{spreadsheet_format}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    @cached_property
    def next_url(self) -> str:
        """Where the button leads back to: this list, on this page of it."""
        here = self.request.GET.copy()
        here.pop("_w_filter_fragment", None)
        return f"{self.index_url}?{here.urlencode()}" if here else self.index_url

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return context | {
            "next_url": self.next_url,
            "checks_links": settings.CHECK_LINKS,
            "looked_at": LinkCheck.objects.aggregate(last=Max("checked_at"))["last"],
        }


class CheckAgainView(View):
    """Lets a worker look at the link of a finding again. What it sees comes into the report."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not may_see(request.user):
            raise PermissionDenied
        mine = findings_for(request.user)
        link = get_object_or_404(LinkCheck, pk__in=mine.filter(link=pk).values("link"))
        try:
            checking.look_again(link)
        except checking.LinksNotChecked:
            messages.warning(request, gettext("This site is set not to look at links."))
        except checking.LookedAtJustNow:
            messages.info(request, gettext("This link was looked at less than a minute ago."))
        else:
            tasks.check_link.enqueue(link.pk)
            messages.success(
                request,
                gettext("The link is looked at within a minute; then load this page again."),
            )
        here = reverse(URL_NAME)
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(back, None) and back.startswith(here)
        return redirect(back if is_ours else here)


class ReportMenuItem(MenuItem):
    """For those who may mend something."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


def article_url(finding: Finding) -> str:
    """The editor of the article, open where the fault is."""
    if finding.page_id is None:
        return ""
    is_in_text = finding.kind == Finding.Kind.UNCITED or (finding.link_id and not finding.about)
    return reverse("wagtailadmin_pages:edit", args=[finding.page_id]) + (
        _TEXT if is_in_text else _row_of_reference(finding)
    )


def _row_of_reference(finding: Finding) -> str:
    """The very reference in the editor, which opens the tab that holds it and scrolls there.

    Known of what is published alone: a draft may list its references in another order.
    """
    if not finding.page.has_unpublished_changes:
        for place, reference in enumerate(finding.page.references.all()):
            if first_words(reference) == finding.about:
                return f"#inline_child_references-{place}-panel-section"
    return _REFERENCES


def _table(findings: Iterator[Finding], request: HttpRequest) -> Table:
    """What is exported, a row a finding."""
    labels = [
        gettext("What is wrong"),
        gettext("Article"),
        gettext("Reference or source"),
        gettext("Details"),
        gettext("Link"),
        gettext("Leads to"),
        gettext("Looked at"),
        gettext("Found"),
        gettext("Edit"),
    ]
    return Table(labels, (_row(finding, request) for finding in findings))


def _row(finding: Finding, request: HttpRequest) -> list[object]:
    link = finding.link
    looked_at = timezone.localtime(link.checked_at) if link and link.checked_at else None
    return [
        finding.get_kind_display(),
        finding.page.title if finding.page else "",
        finding.about,
        finding.told,
        link.url if link else "",
        link.moved_to if link else "",
        looked_at,
        timezone.localtime(finding.found_at),
        request.build_absolute_uri(article_url(finding)) if finding.page_id else "",
    ]
