"""The list as a file, to take away. POST, since it is noted who took how much."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from events.admin import log
from events.admin.buttons import INDEX_URL
from events.admin.filters import chosen, filters_of
from events.admin.seen import LIST, asked_for
from events.admin.tables import table_of
from events.permissions import EXPORT, may
from studio import accesses
from studio.sheets import csv_lines, xlsx

CSV, XLSX = "csv", "xlsx"
_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ExportView(View):
    """All registrations of a list as it is narrowed down, on whatever page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.user, EXPORT):
            raise PermissionDenied
        filters = filters_of(request, request.POST)
        kind = request.POST.get("format", CSV)
        if not filters.is_valid() or kind not in _TYPES:
            messages.error(request, _("Nothing was exported: a filter is not understood."))
            return redirect(reverse(INDEX_URL))
        rows = chosen(filters).order_by("pool__starts_at", "pool", "created_at", "pk")
        number = rows.count()
        try:
            accesses.exported(
                LIST, by=request.user, rows=number, asked=asked_for(filters), about=kind
            )
        except accesses.NotWritten:
            messages.error(
                request, _("Nothing was exported: it could not be written down who took it.")
            )
            return redirect(reverse(INDEX_URL))
        log.exported(number, kind, filters, by=request.user)
        table = table_of(rows)
        if kind == CSV:
            answer: HttpResponseBase = StreamingHttpResponse(
                csv_lines(table), content_type=_TYPES[CSV]
            )
        else:
            answer = HttpResponse(xlsx(table, title=_("Registrations")), content_type=_TYPES[XLSX])
        name = f"registrations-{timezone.localdate():%Y-%m-%d}.{kind}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
