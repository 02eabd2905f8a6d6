"""Who saw personal data: the report, for administrators alone. It changes nothing."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, NumberColumn
from wagtail.admin.views.reports import ReportView

from studio import accesses
from studio.models import Access

URL_NAME = "accesses_report"


def may_look(user: Any) -> bool:
    """Administrators; no right can be given to others."""
    return user.is_active and user.is_superuser


class AccessFilterSet(WagtailFilterSet):
    """By person, kind, what and day."""

    user_number = django_filters.ChoiceFilter(
        label=_("Who"), choices=lambda: _accounts(), empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Access.Kind.choices, widget=RadioSelect, empty_label=_("All")
    )
    what = django_filters.ChoiceFilter(
        label=_("What"),
        choices=lambda: sorted((one.name, one.label) for one in accesses.subjects()),
        empty_label=_("All"),
    )
    last_at = django_filters.DateFromToRangeFilter(label=_("Day"), widget=DateRangePickerWidget)

    class Meta:
        model = Access
        fields = ["user_number", "kind", "what", "last_at"]


def _accounts() -> list[tuple[int, str]]:
    """Those who looked at something, by the name they had last; one query."""
    lines = Access.objects.order_by("last_at").values_list("user_number", "user_name").distinct()
    return sorted(dict(lines).items(), key=lambda one: one[1])


class AccessesView(ReportView):
    """The newest first."""

    page_title = _("Who saw personal data")
    header_icon = "view"
    results_template_name = "studio/admin/accesses_results.html"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    model = Access
    filterset_class = AccessFilterSet
    default_ordering = "-last_at"
    list_export = [
        *("at", "last_at", "times", "user_number", "user_name", "kind", "what", "about", "rows"),
        "asked",
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            DateColumn("last_at", label=_("When"), sort_key="last_at", width="12%"),
            Column("user_name", label=_("Who"), sort_key="user_name"),
            Column("kind", label=_("Did"), accessor="get_kind_display", sort_key="kind"),
            Column("what", label=_("What"), accessor=lambda one: accesses.label_of(one.what)),
            Column("about", label=_("Which")),
            NumberColumn("rows", label=_("How many"), accessor=_how_many, width="8%"),
            NumberColumn("times", label=_("Times"), width="8%"),
            Column("asked", label=_("Narrowed down")),
        ]

    def get_base_queryset(self) -> Any:
        return Access.objects.all()

    def order_queryset(self, queryset: Any) -> Any:
        """Of the same moment, the last that was written first."""
        return super().order_queryset(queryset).order_by(self.ordering, "-pk")

    def to_row_dict(self, item: Access) -> dict[str, Any]:
        words = {"kind": item.get_kind_display(), "what": accesses.label_of(item.what)}
        return super().to_row_dict(item) | words

    def get_filename(self) -> str:
        return f"who-saw-personal-data-{timezone.localdate():%Y-%m-%d}"


def _how_many(access: Access) -> int | str:
    """Of a list; nothing where one was looked at."""
    return "" if access.rows is None else access.rows


class AccessesMenuItem(MenuItem):
    """For administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)
