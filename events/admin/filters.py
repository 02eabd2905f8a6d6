"""What the list can be narrowed down to. Each filter is a part of the address.

``wagtail_modeladmin`` has filters of its own: a column of links, one for each event there
ever was, and beside them any lookup that an address names (``?email__startswith=``,
``?added_by__password__startswith=``), which tells whoever may see the list whatever the
database knows. So the list takes these here and nothing else.
"""

from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from events.admin import words
from events.admin.pickers import in_reading_order
from events.admin.searching import of_name, of_reference
from events.choices import ACTIVE, ENDED, Status
from events.ledger import Occurrence, Registration, SeatPool
from events.ledger.registrations import RegistrationQuerySet
from events.permissions import pools_seen_by, seen_by, sees_all

ACTIVE_ONES, ENDED_ONES = "active", "ended"
UPCOMING, PAST = "upcoming", "past"
#: Events that can be chosen from.
MOST_EVENTS = 100
#: A number that has as many is none of ours.
_DIGITS = 19
#: Words of a search that are looked at.
_MOST_WORDS = 6


class _EventField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, obj: SeatPool) -> str:
        return f"{obj.title}, {words.when(obj)}"


class _EventFilter(django_filters.ModelChoiceFilter):
    field_class = _EventField


def _pools(request: HttpRequest) -> Any:
    """The next one first: what is looked for is mostly near the top.

    No more than can be looked through. Of an event that is further away the address names
    the number, as the links to its people do; it is then among them.
    """
    seen = pools_seen_by(request.user)
    nearest = in_reading_order(seen).values("pk")[:MOST_EVENTS]
    asked = request.GET.get("event") or request.POST.get("event") or ""
    is_number = asked.isdecimal() and len(asked) < _DIGITS
    named = Q(pk=int(asked)) if is_number else Q(pk__in=[])
    return in_reading_order(seen.filter(Q(pk__in=nearest) | named))


_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LedgerFilterSet(WagtailFilterSet):
    """Search, event, state, when the event is, and whether the forgotten are shown."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    event = _EventFilter(
        field_name="pool", label=_("Event"), queryset=_pools, empty_label=_("All events")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        empty_label=_("All states"),
        choices=[
            (ACTIVE_ONES, _("has, wants or is offered a place")),
            (ENDED_ONES, _("has ended")),
            *Status.choices,
        ],
    )
    when = django_filters.ChoiceFilter(
        label=_("When"),
        method="at_time",
        empty_label=_("Upcoming and past"),
        choices=[(UPCOMING, _("Upcoming events")), (PAST, _("Past events"))],
    )
    since = django_filters.DateFilter(label=_("With a date from"), method="with_dates", widget=_DAY)
    until = django_filters.DateFilter(label=_("to"), method="with_dates", widget=_DAY)
    forgotten = django_filters.BooleanFilter(
        label=_("Also those who are forgotten"),
        method="with_forgotten",
        widget=forms.CheckboxInput,
    )

    class Meta:
        model = Registration
        fields = ["q", "event", "state", "when", "since", "until", "forgotten"]

    def filter_queryset(self, queryset: RegistrationQuerySet) -> RegistrationQuerySet:
        if not self.form.cleaned_data.get("forgotten"):
            queryset = queryset.filter(anonymised_at=None)
        return super().filter_queryset(queryset)

    def search(
        self, registrations: RegistrationQuerySet, name: str, typed: str
    ) -> RegistrationQuerySet:
        for word in typed.split()[:_MOST_WORDS]:
            found = of_name("name", word) | of_name("attendees__name", word) | of_reference(word)
            if sees_all(self.request.user):  # teachers see no addresses, and guess none
                found |= Q(email__icontains=word)
            # not joined: an attendee more is no row more
            matches = Registration.objects.order_by().filter(found, pk=OuterRef("pk"))
            registrations = registrations.filter(Exists(matches))
        return registrations

    def in_state(
        self, registrations: RegistrationQuerySet, name: str, state: str
    ) -> RegistrationQuerySet:
        now = timezone.now()
        if state == ACTIVE_ONES:
            return registrations.filter(status__in=sorted(ACTIVE)).exclude(_overdue(now))
        if state == ENDED_ONES:
            return registrations.filter(Q(status__in=sorted(ENDED)) | _overdue(now))
        if state == Status.EXPIRED:
            return registrations.filter(Q(status=state) | _overdue(now))
        return registrations.filter(status=state).exclude(_overdue(now))

    def at_time(
        self, registrations: RegistrationQuerySet, name: str, time: str
    ) -> RegistrationQuerySet:
        pools = SeatPool.objects.order_by()
        pools = pools.past() if time == PAST else pools.upcoming()
        return registrations.filter(pool__in=pools.values("pk"))

    def with_dates(
        self, registrations: RegistrationQuerySet, name: str, day: Any
    ) -> RegistrationQuerySet:
        """Both ends are asked for together, once: a course may have dates before and after."""
        since, until = (self.form.cleaned_data.get(end) for end in ("since", "until"))
        if name == "until" and since:
            return registrations
        dates = Occurrence.objects.order_by().filter(removed_at=None)
        if since:
            dates = dates.filter(starts_at__date__gte=since)
        if until:
            dates = dates.filter(starts_at__date__lte=until)
        return registrations.filter(pool__in=dates.values("pool"))

    def with_forgotten(
        self, registrations: RegistrationQuerySet, name: str, wanted: bool
    ) -> RegistrationQuerySet:
        return registrations


def _overdue(now: datetime) -> Q:
    """Holds that are over by the clock, whatever a job has noted."""
    return Q(hold_until__isnull=False, hold_until__lte=now)


def filters_of(request: HttpRequest, data: Any = None) -> LedgerFilterSet:
    """The filters that the address of ``request`` names, or ``data``."""
    asked = request.GET if data is None else data
    return LedgerFilterSet(asked, queryset=seen_by(request.user), request=request)


def chosen(filters: LedgerFilterSet) -> RegistrationQuerySet:
    """All registrations of a list, on whatever page; none where a filter is none.

    What is not understood narrows nothing down: it could otherwise be everybody who is
    written to.
    """
    if not filters.is_valid():
        return Registration.objects.none()
    return filters.filter_queryset(filters.queryset)
