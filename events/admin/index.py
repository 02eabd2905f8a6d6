"""The list of registrations. Its number of queries does not grow with the registrations."""

from typing import Any

from django.core.paginator import InvalidPage
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, npgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton
from wagtail_modeladmin.views import IndexView

from events.admin import words
from events.admin.buttons import ADD_URL, EXPORT_URL, TOGETHER_URL
from events.admin.filters import LedgerFilterSet, chosen, filters_of
from events.admin.frames import Framed
from events.admin.seen import LIST, asked_for
from events.admin.together import choices_for
from events.ledger import Registration
from events.ledger.registrations import RegistrationQuerySet
from events.permissions import ADD, CHANGE, EXPORT, may, sees_all
from studio import accesses


class _LeanIndexView(IndexView):
    """The package's own, without its counting everything three times."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super(IndexView, self).get_context_data(**kwargs)


class LedgerIndexView(Framed, _LeanIndexView):
    """Filters, search, order, a page of rows, and what can be done with those that are marked."""

    page_title = _("Registrations")
    FORMATS = ()  # exports are views of their own: they are logged, and need a right of their own
    crumbs = ()

    @cached_property
    def filters(self) -> LedgerFilterSet:
        return filters_of(self.request)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_filters(self, request: HttpRequest) -> tuple[list[Any], bool, dict[str, Any], bool]:
        """None of the package's own, and no lookups from the address; see ``filters.py``."""
        return [], False, {}, False

    def get_base_queryset(self, request: HttpRequest | None = None) -> RegistrationQuerySet:
        return chosen(self.filters)

    def get_queryset(self, request: HttpRequest | None = None) -> QuerySet:
        self.filters.request = self.request = request or self.request
        return super().get_queryset(request)

    def apply_select_related(self, qs: RegistrationQuerySet) -> RegistrationQuerySet:
        return qs  # numbers first, then the rows of one page

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        answer = super().render_to_response(context, **kwargs)
        rows, asked = len(context["object_list"]), asked_for(self.filters)
        return accesses.saw(self.request, answer, LIST, rows=rows, asked=asked)

    @property
    def _states(self) -> set[str]:
        """In which anybody of the list is, on whatever page."""
        return set(self.queryset.order_by().values_list("status", flat=True).distinct())

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not may(self.request.user, ADD):
            return []
        button = self.button_helper.add_button()
        return [HeaderButton(button["label"], url=button["url"], icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        paginator = self.paginator_class(
            self.queryset.values_list("pk", flat=True), self.items_per_page
        )
        try:
            page = paginator.page(max(self.page_num, 1))
        except InvalidPage:
            page = paginator.page(1)
        rows = _rows(list(page.object_list))
        return super().get_context_data(
            paginator=paginator,
            page_obj=page,
            elided_page_range=paginator.get_elided_page_range(page.number),
            object_list=rows,
            result_count=paginator.count,
            **_in_two(self.filters),
            is_narrowed=any(self.request.GET.get(name) for name in self.filters.filters),
            kept=_kept(self.request.GET, self.filters),
            actions=choices_for(self._states) if rows and may(user, CHANGE) else {},
            together_url=reverse(TOGETHER_URL),
            export_url=reverse(EXPORT_URL) if may(user, EXPORT) else "",
            add_url=reverse(ADD_URL) if may(user, ADD) else "",
            media=self.media + self.filters.form.media,
            **kwargs,
        )


def _rows(numbers: list[int]) -> list[Registration]:
    """The registrations of these numbers, in this order, with what their rows show; one query."""
    found = Registration.objects.select_related("pool").defer("answers", "note").with_paid()
    rows = found.order_by().in_bulk(numbers)
    return [rows[number] for number in numbers if number in rows]


#: Filters that are always in sight; the others unfold.
_FIRST = ("q", "event", "state")


def _in_two(filters: LedgerFilterSet) -> dict[str, Any]:
    """The fields in sight, those that unfold, and whether they do so from the start."""
    rest = [field for field in filters.form if field.name not in _FIRST]
    return {
        "filters": [filters.form[name] for name in _FIRST],
        "more_filters": rest,
        "shows_more": any(field.errors or field.data for field in rest),
    }


def _kept(asked: QueryDict, filters: LedgerFilterSet) -> list[tuple[str, str]]:
    """The filters as they stand, for the forms that are about all of the list."""
    return [(name, asked[name]) for name in filters.filters if asked.get(name)]


class Columns:
    """What a row shows, for ``list_display``: methods, which the package asks for their words."""

    def get_list_display(self, request: HttpRequest) -> list[str]:
        first = ["mark"] if may(request.user, CHANGE) else []
        money = ["owed"] if sees_all(request.user) else []
        shown = ["shown_name", "event", "state", "places", *money, "registered", "reference"]
        return [*first, *shown]

    def mark(self, obj: Registration) -> SafeString:
        label = gettext("Mark %(name)s") % {"name": obj.shown_name or obj.reference}
        return format_html(
            '<input type="checkbox" name="id" value="{}" aria-label="{}">', obj.pk, label
        )

    mark.short_description = gettext_lazy("mark")

    def shown_name(self, obj: Registration) -> SafeString:
        return format_html("<bdi>{}</bdi>", obj.shown_name or gettext("(no name)"))

    shown_name.short_description = gettext_lazy("name")
    shown_name.admin_order_field = "name"

    def event(self, obj: Registration) -> SafeString:
        return format_html(
            '{} <span class="ledger-meta">{}</span>', obj.pool.title, words.when(obj.pool)
        )

    event.short_description = gettext_lazy("event")
    event.admin_order_field = "pool__starts_at"

    def state(self, obj: Registration) -> SafeString:
        return words.state_tag(obj)

    state.short_description = gettext_lazy("state")
    state.admin_order_field = "status"

    def places(self, obj: Registration) -> SafeString:
        unit = npgettext("seats", "place", "places", obj.seats)
        return format_html('{} <span class="ledger-unit">{}</span>', obj.seats, unit)

    places.short_description = gettext_lazy("places")
    places.admin_order_field = "seats"

    def registered(self, obj: Registration) -> SafeString:
        at, label = words.moment(obj.created_at, obj.pool), gettext("registered")
        return format_html('<span class="ledger-unit">{}</span> {}', label, at)

    registered.short_description = gettext_lazy("registered")
    registered.admin_order_field = "created_at"

    def owed(self, obj: Registration) -> str:
        return words.owed(obj)

    owed.short_description = gettext_lazy("owes")
