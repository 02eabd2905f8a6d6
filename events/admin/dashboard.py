"""The first page of the CMS: what of events waits, and what is on today and next."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from events.admin import words
from events.admin.buttons import ADD_URL, INDEX_URL
from events.admin.counts import NEARLY_FULL, WAITED_FOR
from events.choices import Status
from events.ledger import Occurrence, SeatPool
from events.permissions import (
    ADD,
    counts_something,
    may,
    pools_counted_for,
    pools_seen_by,
    seen_by,
    sees_somebody,
)
from studio.today import Line

#: Dates that are named: of today, and of the days after it.
_MOST_TODAY, _MOST_NEXT = 12, 5


def lines(request: HttpRequest) -> Iterator[Line]:
    """Who waits for an answer, and which events soon need a look; for whoever may know."""
    user = request.user
    if sees_somebody(user):
        yield from _people(user)
    if counts_something(user):
        yield from _places(user)


def _people(user: Any) -> Iterator[Line]:
    """Registrations to decide about, and offers whose time runs out; one query."""
    now, index = timezone.now(), reverse(INDEX_URL)
    waiting = Q(status=Status.PENDING_APPROVAL, anonymised_at=None)
    offered = Q(status=Status.OFFERED, hold_until__gt=now, hold_until__lt=_midnight(now))
    numbers = (
        seen_by(user)
        .order_by()
        .aggregate(to_approve=Count("pk", filter=waiting), running_out=Count("pk", filter=offered))
    )
    if n := numbers["to_approve"]:
        yield Line(
            words=ngettext(
                "%(n)d registration waits for approval", "%(n)d registrations wait for approval", n
            )
            % {"n": n},
            url=f"{index}?state={Status.PENDING_APPROVAL}",
        )
    if n := numbers["running_out"]:
        yield Line(
            words=ngettext(
                "%(n)d offered place runs out today", "%(n)d offered places run out today", n
            )
            % {"n": n},
            url=f"{index}?state={Status.OFFERED}",
        )


def _places(user: Any) -> Iterator[Line]:
    """Events within two weeks that are nearly full, or for which people wait; two queries."""
    pools, index = pools_counted_for(user).with_counts(), reverse("event_counts:index")
    soon = _("within the next two weeks")
    if n := pools.waited_for().order_by().count():
        yield Line(
            words=ngettext("%(n)d event has people waiting", "%(n)d events have people waiting", n)
            % {"n": n},
            url=f"{index}?look={WAITED_FOR}",
            detail=soon,
        )
    if n := pools.nearly_full().order_by().count():
        yield Line(
            words=ngettext("%(n)d event is nearly full", "%(n)d events are nearly full", n)
            % {"n": n},
            url=f"{index}?look={NEARLY_FULL}",
            detail=soon,
        )


class EventsPanel(Component):
    """For those who may see people: what is on, and the way to it. Three queries."""

    name = "events"
    template_name = "events/admin/dashboard_panel.html"
    order = 55

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString:
        if not sees_somebody(parent_context["request"].user):
            return SafeString("")
        return super().render_html(parent_context)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            **_dates(user, _midnight(timezone.now())),
            "add_url": reverse(ADD_URL) if may(user, ADD) else "",
            "index_url": reverse(INDEX_URL),
        }


def _midnight(now: datetime) -> datetime:
    """When this day ends for the studio."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time()))


def _dates(user: Any, midnight: datetime) -> dict[str, list[dict[str, Any]]]:
    """The dates of today, and the next ones, that go on; with how many come to each."""
    mine = pools_seen_by(user).order_by().values("pk")
    dates = Occurrence.objects.going_on().filter(pool__in=mine).order_by("starts_at", "pk")
    begun = dates.filter(starts_at__gte=midnight - timedelta(days=1))
    today = list(begun.filter(starts_at__lt=midnight)[:_MOST_TODAY])
    following = list(dates.filter(starts_at__gte=midnight)[:_MOST_NEXT])
    pools = SeatPool.objects.with_counts().in_bulk([one.pool_id for one in [*today, *following]])
    return {
        "today": [_date(one, pools[one.pool_id]) for one in today],
        "following": [_date(one, pools[one.pool_id]) for one in following],
    }


def _date(date: Occurrence, pool: SeatPool) -> dict[str, Any]:
    return {
        "pool": pool,
        "starts": words.moment(date.starts_at, pool),
        "url": f"{reverse(INDEX_URL)}?event={pool.pk}",
    }
