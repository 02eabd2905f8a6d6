"""Dates to subscribe to (RFC 5545): of the site, of one event, and somebody's own.

The first two are everybody's, the same for all, and say nothing of who comes. Their
ETag is a hash of what they say. Last-Modified is when anything was done to a page of
the CMS, or to a date, last: a page that is taken away makes a feed newer, too.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import PageLogEntry, Site

from events import calendar_dates, calendars, emails
from events.calendars import CalendarDate
from events.choices import ENDED, Status
from events.ledger import Occurrence, Registration
from events.ledger.occurrences import OccurrenceQuerySet
from events.pages import EventPage
from events.services import links
from studio import languages
from studio.doors import keep_discreet
from studio.letterheads import Letterhead

#: For how long a date that is over stays in the feed of the site.
KEPT = timedelta(days=30)
#: Dates that feed has: anybody may ask for them, and each takes its time to be written.
MOST_DATES = 500
#: How often programs are asked to come again, and how old a copy in between may be.
REFRESH, MAX_AGE = timedelta(hours=1), timedelta(minutes=15)

_TYPE = "text/calendar; charset=utf-8"


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The dates of the site from 30 days ago on, 500 at most; 404 for a host that is none.

    Programs come again, and what is further away is then among the next ones.
    """
    site = _site(request)
    pages = EventPage.objects.live().public().filter(languages.on_site(site))
    dates = _with_pages(Occurrence.objects.filter(Exists(pages.filter(pk=OuterRef("pool__page")))))
    lately = dates.filter(ends_at__gt=timezone.now() - KEPT)[:MOST_DATES]
    shown = [_published(one, request) for one in lately]
    head = Letterhead.of_site(site)
    name = _("Events – %(name)s") % {"name": head.studio}
    return _answer(request, shown, name=name, url=f"{head.root_url}/", head=head)


@require_safe
def page_feed(request: HttpRequest, page_id: int) -> HttpResponse:
    """All dates of one event, also past ones; 404 where not everybody may read its page."""
    site = _site(request)
    page = (
        EventPage.objects.live().public().filter(languages.on_site(site)).filter(id=page_id).first()
    )
    if page is None:
        raise Http404
    # an alias shows what happens to its source
    dates = _with_pages(Occurrence.objects.filter(pool__page=page.alias_of_id or page.pk))
    url = page.get_full_url(request)
    shown = [_published(one, request, url) for one in dates]
    head = Letterhead.of_site(site)
    name = _("%(event)s – %(name)s") % {"event": page.title, "name": head.studio}
    return _answer(request, shown, name=name, url=url, head=head)


@require_safe
def registration_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of one registration, by the key from a letter; 404 for a forged one.

    Tentative while somebody has no place yet, cancelled once they have none any more.
    """
    registration = links.find(token)
    if registration is None:
        response = HttpResponse(_("This address opens nothing."), status=404)
        response["Content-Type"] = "text/plain; charset=utf-8"
    else:
        response = HttpResponse(_own_calendar(registration), content_type=_TYPE)
    keep_discreet(response)
    return response


def _own_calendar(registration: Registration) -> str:
    pool = registration.pool
    head = emails.letterhead_of(pool)
    dates = [
        calendar_dates.of(
            one,
            pool,
            changed_at=registration.changed_at,
            is_cancelled=registration.status in ENDED,
            is_tentative=registration.status != Status.CONFIRMED,
            guest=registration,
        )
        for one in pool.occurrences.all()
    ]
    return calendars.feed(
        dates,
        name=_("%(event)s – %(name)s") % {"event": pool.title, "name": head.studio},
        url=head.root_url + "/",
        refresh=REFRESH,
        **calendar_dates.organizer(head),
        blocks_time=True,
    )


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def _with_pages(dates: OccurrenceQuerySet) -> OccurrenceQuerySet:
    """In order, with all that is said of them, in one query."""
    return dates.select_related("pool__page").order_by("starts_at", "pk")


def _published(one: Occurrence, request: HttpRequest, url: str = "") -> CalendarDate:
    """One date as everybody may know it."""
    page = one.pool.page
    return calendar_dates.of(
        one,
        one.pool,
        url=url or page.get_full_url(request),
        changed_at=page.last_published_at,
    )


def _answer(
    request: HttpRequest, dates: Iterable[CalendarDate], *, name: str, url: str, head: Letterhead
) -> HttpResponse:
    dates = list(dates)
    text = calendars.feed(
        dates,
        name=name,
        url=url,
        refresh=REFRESH,
        **calendar_dates.organizer(head),
    ).encode()
    etag = quote_etag(hashlib.sha256(text).hexdigest())
    changed = int(_changed_at(dates).timestamp())
    response = HttpResponse(text, content_type=_TYPE)
    response["Cache-Control"] = f"public, max-age={int(MAX_AGE.total_seconds())}"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response)


def _changed_at(dates: Iterable[CalendarDate]) -> datetime:
    done = PageLogEntry.objects.order_by("-timestamp").values_list("timestamp", flat=True).first()
    moments = [one.changed_at for one in dates]
    return max([*moments, *([done] if done else [])], default=datetime.fromtimestamp(0, UTC))
