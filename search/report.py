"""What readers searched for in vain, for whoever can give them an answer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, NumberColumn
from wagtail.admin.views.reports import ReportView

from search.models import Miss, MissQuerySet

URL_NAME = "misses_report"
PERMISSION = "wagtailsearchpromotions.add_searchpromotion"


class AnswerColumn(Column):
    """What can be done about it."""

    cell_template_name = "search/admin/answer_cell.html"


class MissesReportView(ReportView):
    """The words that several people searched for and no page holds, the most frequent first."""

    page_title = _("Searched in vain")
    header_icon = "search"
    results_template_name = "search/admin/report_results.html"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    model = Miss
    default_ordering = "-times"
    list_export = ["text", "times", "asked_on"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            Column("text", label=_("Searched for"), sort_key="text"),
            NumberColumn("times", label=_("Times"), sort_key="times", width="10%"),
            DateColumn("asked_on", label=_("Last time"), sort_key="asked_on", width="15%"),
            AnswerColumn("answer", label=_("What to do"), accessor="text", width="35%"),
        ]

    def get_base_queryset(self) -> MissQuerySet:
        return Miss.objects.told()

    def get_filename(self) -> str:
        return f"searched-in-vain-{timezone.localdate():%Y-%m-%d}"


class MissesMenuItem(MenuItem):
    """Shown to whoever may answer."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)
