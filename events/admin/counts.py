"""The list of events for staff: how many come, how many wait, what is to be decided.

Numbers alone: whoever edits the pages may see them, without seeing anybody.
"""

from typing import Any

import django_filters
from django.contrib.auth.models import Permission
from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from events.admin import words
from events.admin.buttons import INDEX_URL
from events.admin.changes import CHANGES_URL
from events.admin.filters import PAST
from events.admin.first_steps import address_of_first_event
from events.choices import Status
from events.ledger import SeatPool
from events.ledger.pools import SeatPoolQuerySet
from events.permissions import pools_counted_for, pools_seen_by
from studio.lessons import TEMPLATE, TeachingMixin

_ALL = "all"
#: What the first page of the CMS counts, and leads here for.
NEARLY_FULL, WAITED_FOR = "nearly_full", "waited_for"


class CountsFilterSet(WagtailFilterSet):
    """What is still to come, unless the past is asked for."""

    when = django_filters.ChoiceFilter(
        label=gettext_lazy("When"),
        method="at_time",
        empty_label=gettext_lazy("Upcoming events"),
        choices=[(PAST, gettext_lazy("Past events")), (_ALL, gettext_lazy("All events"))],
    )

    look = django_filters.ChoiceFilter(
        label=gettext_lazy("Within two weeks"),
        method="at_time",
        empty_label=gettext_lazy("Any"),
        choices=[
            (WAITED_FOR, gettext_lazy("People wait for a place")),
            (NEARLY_FULL, gettext_lazy("Nearly full")),
        ],
    )

    class Meta:
        model = SeatPool
        fields = ["when", "look"]

    def filter_queryset(self, queryset: SeatPoolQuerySet) -> SeatPoolQuerySet:
        look = self.form.cleaned_data.get("look")
        if look:
            counted = queryset.with_counts()
            return counted.waited_for() if look == WAITED_FOR else counted.nearly_full()
        when = self.form.cleaned_data.get("when")
        if when == _ALL:
            return queryset
        return queryset.past() if when == PAST else queryset.upcoming()

    def at_time(self, pools: SeatPoolQuerySet, name: str, time: str) -> SeatPoolQuerySet:
        return pools


class CountsIndexView(TeachingMixin, generic.IndexView):
    """The list; each event leads to its people, for those who may see them."""

    any_permission_required = ["view"]
    page_title = gettext_lazy("Events and their places")
    default_ordering = "starts_at"
    lesson = gettext_lazy(
        "Here stand the events that are still to come, with how many places are taken and who"
        " waits. An event comes here by itself when its page is published."
    )

    def get_ways(self) -> list[tuple[Any, str]]:
        url = address_of_first_event(self.request)
        return [(_("Announce an event"), url)] if url else []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to a new event: its page is written where pages are, and looked for here."""
        return [HeaderButton(label, url=url, icon_name="plus") for label, url in self.get_ways()]

    def get_base_queryset(self) -> SeatPoolQuerySet:
        return pools_counted_for(self.request.user)

    def paginate_queryset(self, queryset: SeatPoolQuerySet, page_size: int) -> tuple:
        """Numbers first, then people are counted on the events of one page."""
        numbers = queryset.values_list("pk", flat=True)
        paginator, page, found, has_others = super().paginate_queryset(numbers, page_size)
        page.object_list = self._rows(list(found))
        return paginator, page, page.object_list, has_others

    def _rows(self, numbers: list[int]) -> list[SeatPool]:
        undecided = Q(registrations__status=Status.PENDING_APPROVAL)
        counted = SeatPool.objects.with_counts().select_related("page")
        rows = counted.annotate(to_approve=Count("registrations", filter=undecided)).order_by()
        found = rows.in_bulk(numbers)
        return [found[number] for number in numbers if number in found]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("title", label=_("Event"), get_url=self.get_people_url, sort_key="title"),
            Column("starts_at", label=_("Begins"), accessor=words.when, sort_key="starts_at"),
            Column("seats_taken", label=_("Places taken"), accessor=_places),
            Column("people_waiting", label=_("Waiting")),
            Column("to_approve", label=_("To approve")),
            Column("page", label=_("Page"), accessor=self.get_page),
            Column("changes", label=_("Dates"), accessor=self.get_changes),
        ]

    def get_valid_orderings(self) -> list[str]:
        return ["title", "-title", "starts_at", "-starts_at"]

    def get_people_url(self, pool: SeatPool) -> str | None:
        """The people of the event; None for whoever may only know how many they are."""
        return f"{reverse(INDEX_URL)}?event={pool.pk}" if pool.pk in self._seen else None

    @cached_property
    def _seen(self) -> set[int]:
        shown = [pool.pk for pool in self.object_list]
        mine = pools_seen_by(self.request.user).order_by().filter(pk__in=shown)
        return set(mine.values_list("pk", flat=True))

    def get_page(self, pool: SeatPool) -> SafeString | str:
        """The way to its page, for whoever may write it; no query for each."""
        page = pool.page
        if page is None or not page.permissions_for_user(self.request.user).can_edit():
            return ""
        return _link(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Edit"), pool)

    def get_changes(self, pool: SeatPool) -> SafeString | str:
        """The way to calling it off, for whoever may publish its page; no query for each."""
        page = pool.page
        if page is None or not page.permissions_for_user(self.request.user).can_publish():
            return ""
        return _link(reverse(CHANGES_URL, args=[page.pk]), _("Cancel or change"), pool)


def _link(url: str, label: str, pool: SeatPool) -> SafeString:
    """One verb about one event, which is named for those who hear the link alone."""
    return format_html(
        '<a href="{}">{}<span class="w-sr-only"> {}</span></a>', url, label, pool.title
    )


def _places(pool: SeatPool) -> SafeString | str:
    """``8 of 12``, and by how many there are too many."""
    if pool.capacity is None:
        return str(pool.seats_taken)
    told = _("%(taken)s of %(capacity)s") % {
        "taken": pool.seats_taken,
        "capacity": pool.capacity,
    }
    over = pool.seats_taken - pool.capacity
    if over <= 0:
        return told
    said = _("over by %(n)s") % {"n": over}
    return format_html('{} <span class="w-status w-status--primary">{}</span>', told, said)


class CountsViewSet(ModelViewSet):
    """Read only: what holds is what the page says that was published."""

    model = SeatPool
    name = "event_counts"
    url_prefix = "events"
    icon = "date"
    menu_label = gettext_lazy("Events and places taken")
    menu_order = 100
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = CountsIndexView
    index_results_template_name = TEMPLATE
    filterset_class = CountsFilterSet
    search_fields = ["title"]
    search_backend_name = None
    list_per_page = 50
    form_fields = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        away = ("add", "edit", "delete", "history", "usage")
        urls = {f"{view}_url_name": None for view in away}
        return super().get_common_view_kwargs(**{**urls, **kwargs})

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # the view knows its own order and columns
        own = dict.fromkeys(("default_ordering", "list_display"), self.UNDEFINED)
        return super().get_index_view_kwargs(**{**kwargs, **own})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]

    def register_admin_url_finder(self) -> None:
        """An event has no view of its own beside its page."""

    def get_permissions_to_register(self) -> QuerySet:
        """None: who sees people or edits pages sees this."""
        return Permission.objects.none()
