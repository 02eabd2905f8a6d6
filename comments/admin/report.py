"""The report: how many comments came, what became of them, and how long people took."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import ModelLogEntry

from comments.permissions import may_moderate_something
from comments.workload import Load, Workload, workload

URL_NAME = "reader_comments_report"
ICON = "history"
#: Without a period: twelve weeks, this one included.
USUAL = timedelta(days=7 * 12 - 1)
#: How far one can look back: a row a day for ten years.
LONGEST = timedelta(days=3652)

WEEK, DAY, PERSON = "week", "day", "person"


class WorkloadFilterSet(WagtailFilterSet):
    """A period, and what a row is."""

    per = django_filters.ChoiceFilter(
        label=_("A row is"),
        choices=[(WEEK, _("a week")), (DAY, _("a day")), (PERSON, _("a person who decided"))],
        initial=WEEK,
        empty_label=None,
        widget=RadioSelect,
    )
    period = django_filters.DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)

    class Meta:
        model = ModelLogEntry
        fields = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        data = data.copy()
        data.setdefault("per", WEEK)
        super().__init__(data, *args, **kwargs)


_COUNTS = {
    "posted": _("Posted"),
    "let_in": _("Let in"),
    "held": _("Held"),
    "taken_for_spam": _("Taken for spam"),
}
_DECISIONS = {
    "approved": pgettext_lazy("decisions", "Approved"),
    "rejected": pgettext_lazy("decisions", "Rejected"),
    "marked_as_spam": pgettext_lazy("decisions", "Spam"),
    "trashed": pgettext_lazy("decisions", "Trash"),
}
_SPREADSHEET = {
    "since": _("First day"),
    "until": _("Last day"),
    "person": _("Person"),
    **_COUNTS,
    **_DECISIONS,
    "decisions": _("Decisions"),
    "median": _("Minutes to the first decision, median"),
    "ninetieth": _("Minutes to the first decision, 90th percentile"),
}


class WorkloadView(ReportView):
    """One table, by weeks, days or people; the same as a spreadsheet."""

    page_title = _("Comments: load and reaction time")
    header_icon = ICON
    template_name = "comments/admin/report.html"
    results_template_name = "comments/admin/report_results.html"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    filterset_class = WorkloadFilterSet
    model = ModelLogEntry
    is_searchable = False
    export_headings = _SPREADSHEET
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        timedelta: {"csv": lambda span: _minutes(span), "xlsx": lambda span: _minutes(span)},
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_moderate_something(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def per(self) -> str:
        """What a row is."""
        return self._asked.get("per") or WEEK

    @cached_property
    def _asked(self) -> dict[str, Any]:
        return self.filters.form.cleaned_data if self.filters.is_valid() else {}

    @cached_property
    def period(self) -> tuple[date, date]:
        """The first and the last day."""
        asked = self._asked.get("period")
        today = timezone.localdate()
        earliest = today - LONGEST
        until = timezone.localdate(asked.stop) if asked and asked.stop else today
        until = min(max(until, earliest + USUAL), today)
        since = timezone.localdate(asked.start) if asked and asked.start else until - USUAL
        return min(max(since, earliest), until), until

    @cached_property
    def workload(self) -> Workload:
        """All that is shown."""
        since, until = self.period
        days = 1 if self.per == DAY else 7
        return workload(self.request.user, since=since, until=until, days=days)

    def get_filtered_queryset(self) -> list[Load]:
        return self.workload.people if self.per == PERSON else self.workload.spans

    @property
    def columns(self) -> list[Column]:
        """Those of spans of days; the counts of posts mean nothing for a person."""
        if self.per == PERSON:
            return _columns_of_people()
        first = Column(
            "since", label=_("Day") if self.per == DAY else _("Week from"), accessor=_first_day
        )
        counts = [NumberColumn(name, label=label) for name, label in _COUNTS.items()]
        return [first, *counts, *_columns_of_decisions()]

    @property
    def list_export(self) -> list[str]:
        """The columns of the spreadsheet."""
        times = ["median", "ninetieth"]
        if self.per == PERSON:
            return ["person", *_DECISIONS, "decisions", *times]
        return ["since", "until", *_COUNTS, *_DECISIONS, *times]

    def get_filename(self) -> str:
        return "comments-{}-{}".format(*self.period)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        since, until = self.period
        people = None
        if self.per != PERSON and self.workload.people:
            people = self.table_class(_columns_of_people(), self.workload.people)
        return super().get_context_data(
            *args, since=since, until=until, posts=self.per != PERSON, people=people, **kwargs
        )


class ReportMenuItem(MenuItem):
    """For those who may decide about some comments."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_moderate_something(request.user)


def _columns_of_decisions() -> list[Column]:
    return [
        *(NumberColumn(name, label=label) for name, label in _DECISIONS.items()),
        Column("median", label=_("Median"), accessor=lambda row: _told(row.median)),
        Column("ninetieth", label=_("90 %"), accessor=lambda row: _told(row.ninetieth)),
    ]


def _columns_of_people() -> list[Column]:
    return [
        Column("person", label=_("Person"), accessor=_person),
        NumberColumn("decisions", label=_("Decisions")),
        *_columns_of_decisions(),
    ]


def _person(row: Load) -> str:
    return row.person or gettext("Somebody whose account is gone")


def _first_day(row: Load) -> str:
    return date_format(row.since, "SHORT_DATE_FORMAT")


def _told(span: timedelta | None) -> str:
    """``33 min``, ``2 h 5 min`` or ``3 d 4 h``; a dash for none."""
    if span is None:
        return "–"
    minutes = _minutes(span)
    if minutes < 60:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
    days, hours = divmod(hours, 24)
    return gettext("%(days)d d %(hours)d h") % {"days": days, "hours": hours}


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)
