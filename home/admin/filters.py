"""What the list of messages can be narrowed down to. Each filter is a part of the address."""

import django_filters
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from home.models import Message, MessageQuerySet

#: What a search looks at.
SEARCHED = ("name", "email", "subject", "text")


class MessageFilterSet(WagtailFilterSet):
    """State and date."""

    sent_at = django_filters.DateFromToRangeFilter(label=_("Arrived"), widget=DateRangePickerWidget)

    class Meta:
        model = Message
        fields = ["status", "sent_at"]


def search(found: MessageQuerySet, typed: str) -> MessageQuerySet:
    """Those of ``found`` that hold what was typed, capitals or not."""
    typed = typed.replace("\0", "").strip()
    wanted = Q()
    for field in SEARCHED:
        wanted |= Q(**{f"{field}__icontains": typed})
    return found.filter(wanted) if typed else found


def chosen(request: HttpRequest) -> MessageQuerySet:
    """All messages of the list that the address of ``request`` names, on whatever page."""
    filters = MessageFilterSet(request.GET, queryset=Message.objects.all(), request=request)
    found = filters.filter_queryset(filters.queryset) if filters.is_valid() else filters.queryset
    return search(found, request.GET.get("q", ""))
