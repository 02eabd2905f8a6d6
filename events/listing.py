"""What is on: the list of events, month by month, in a fixed number of queries.

What it says of an event are the terms of its pool, so that a draft changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from itertools import groupby
from operator import or_
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as ListedPage
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from events import filters
from events.availability import Availability, State
from events.choices import DateStatus, Kind, Level
from events.content import EventTeacher
from events.filters import FACETS, Row, address
from events.ledger import Occurrence, SeatPool
from studio import caching, languages, restrictions
from studio.models import Person
from studio.pagination import page_of

if TYPE_CHECKING:
    from events.pages import EventIndexPage, EventPage

PER_PAGE = 20


@dataclass(frozen=True)
class Entry:
    """One event of the list. ``date`` is the one it stands under: the next, or the last."""

    page: "EventPage"
    pool: SeatPool
    dates: list[Occurrence]
    date: Occurrence | None
    availability: Availability

    @property
    def language(self) -> str:
        """That of its page, where it is not the one that is spoken; else empty."""
        if not languages.others():
            return ""
        language = self.page.locale.language_code
        return "" if language == get_language() else language

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place on the date it stands under, and will not."""
        is_off = self.date is not None and self.date.is_cancelled
        return is_off or self.availability.state == State.CANCELLED

    @property
    def is_postponed(self) -> bool:
        """Whether that date is put off, to one that nobody knows yet."""
        is_off = self.date is not None and self.date.status == DateStatus.POSTPONED
        return is_off and not self.is_cancelled

    @property
    def going_on(self) -> list[Occurrence]:
        """The dates that take place."""
        return [one for one in self.dates if one.is_going_on]


@dataclass(frozen=True)
class Month:
    """The events of a month; ``first`` is its first day, None for those without a date."""

    first: date | None
    entries: list[Entry]


def context(page: "EventIndexPage", request: HttpRequest) -> dict[str, Any]:
    """What the template of the list is told. Raises ``Http404`` for a page beyond the last.

    What is asked for that is no filter, or leads nowhere, is passed over.
    """
    now = timezone.now()
    is_past = _flag(request, "past")
    wanted = _wanted(request)

    def make() -> tuple[list[int], list[filters.Filter]]:
        """The same for all who ask; an event that is over leaves the list within a minute."""
        rows, people = caching.remembered(
            ("rows of events", page.pk, is_past),
            lambda: _rows(_pools(page, now, is_past=is_past)),
        )
        fitting = [row.pool_id for row in rows if row.fits(wanted)]
        return fitting, filters.of(rows, wanted, people, request.path, is_past=is_past)

    asked = (page.pk, is_past, *sorted(wanted.items()), request.path, get_language())
    fitting, choices = caching.remembered(("events", asked), make)
    feed_url = reverse("events:feed")
    listed = page_of(request, fitting, PER_PAGE)
    return {
        "months": _months(_entries(listed.object_list, now, is_past=is_past)),
        "listed": listed,
        "filters": choices,
        "is_past": is_past,
        "is_filtered": bool(wanted),
        "canonical_path": address(request.path, _place_of(listed, is_past=is_past)),
        "feed_url": feed_url,
        "webcal_url": f"webcal://{request.get_host()}{feed_url}",
    }


def next_ones(
    index: "EventIndexPage", most: int, *, taught_by: Person | None = None
) -> list[Entry]:
    """The next events that take place, for a page that shows a few; three queries.

    ``taught_by`` leaves those that the person teaches.
    """
    now = timezone.now()
    going_on = Occurrence.objects.filter(pool=OuterRef("pk")).going_on().upcoming(now)
    pools = _pools(index, now, is_past=False).filter(Exists(going_on), cancelled_at=None)
    if taught_by is not None:
        taught = EventTeacher.objects.filter(person=taught_by)
        pools = pools.filter(page__in=taught.values("page"))
    return _entries(pools.values_list("pk", flat=True)[:most], now, is_past=False)


# --- what is asked ------------------------------------------------------------


def _flag(request: HttpRequest, name: str) -> bool:
    return request.GET.get(name) == "1"


def _wanted(request: HttpRequest) -> dict[str, str]:
    """Facet → value, for those that were chosen and are known."""
    wanted = {facet: request.GET[facet] for facet in FACETS if request.GET.get(facet)}
    slug = wanted.get("teacher", "")
    is_known = {
        "kind": wanted.get("kind") in Kind.values,
        "level": wanted.get("level") in Level.values,
        "teacher": bool(slug) and "\x00" not in slug and Person.objects.filter(slug=slug).exists(),
    }
    return {facet: value for facet, value in wanted.items() if is_known[facet]}


# --- what there is ------------------------------------------------------------


def _pools(page: "EventIndexPage", now: datetime, *, is_past: bool) -> QuerySet:
    """The published events that everybody may see, in order; an alias is listed as its source."""
    pages = _in_all_languages(page).live().filter(restrictions.is_open(), alias_of=None)
    dates = Occurrence.objects.filter(pool=OuterRef("pk"), removed_at=None)
    coming = dates.upcoming(now)
    # asked event by event: of all pages most are no events
    pools = SeatPool.objects.filter(Exists(pages.filter(pk=OuterRef("page"))))
    if is_past:
        last = Subquery(dates.order_by("-starts_at").values("starts_at")[:1])
        found = pools.filter(Exists(dates), ~Exists(coming))
        return found.annotate(at=last).order_by("-at", "-pk")
    found = pools.filter(Exists(coming) | ~Exists(dates))
    going_on = Subquery(coming.going_on().order_by("starts_at").values("starts_at")[:1])
    called_off = Subquery(coming.order_by("starts_at").values("starts_at")[:1])
    found = found.annotate(at=Coalesce(going_on, called_off))
    return found.order_by(F("at").asc(nulls_last=True), "pk")


def _in_all_languages(page: "EventIndexPage") -> QuerySet:
    """What stands below the list. An event is written in one language; every list has it."""
    site = page.get_site() if languages.others() else None
    if site is None:
        return page.get_children()
    lists = page.get_translations(inclusive=True)
    below = (Q(path__startswith=one.path, depth=one.depth + 1) for one in lists)
    return Page.objects.filter(reduce(or_, below), languages.on_site(site))


def _rows(pools: QuerySet) -> tuple[list[Row], dict[str, str]]:
    """What filters ask of ``pools``, and the names of those who teach by their slugs."""
    people: dict[str, str] = {}
    asked = list(pools.values_list("pk", "page_id", "page__event_kind", "page__level"))
    teachers: dict[int, set[str]] = {}
    taught = EventTeacher.objects.filter(page__in=pools.order_by().values("page"))
    for pk, slug, name in taught.values_list("page_id", "person__slug", "person__name"):
        teachers.setdefault(pk, set()).add(slug)
        people[slug] = name
    # what is for everybody is for each of those that others are for
    levels = frozenset(level for _pk, _page_id, _kind, level in asked)
    rows = [
        Row(
            pk,
            {
                "kind": frozenset({kind}),
                "level": levels if level == Level.ALL else frozenset({level}),
                "teacher": frozenset(teachers.get(page_id, ())),
            },
        )
        for pk, page_id, kind, level in asked
    ]
    return rows, people


def _entries(numbers: Iterable[int], now: datetime, *, is_past: bool) -> list[Entry]:
    """Those of pools by their numbers, in that order."""
    numbers = list(numbers)
    dates = Prefetch("occurrences", Occurrence.objects.filter(removed_at=None), to_attr="dates")
    related = ("page", "page__locale") if languages.others() else ("page",)
    pools = SeatPool.objects.with_counts(now).select_related(*related).defer("page__body")
    found = pools.prefetch_related(dates).in_bulk(numbers)
    return [_entry(found[pk], now, is_past=is_past) for pk in numbers]


def _entry(pool: SeatPool, now: datetime, *, is_past: bool) -> Entry:
    date = pool.dates[-1] if is_past else _next(pool.dates, now)
    if date is not None and date.ends_at > now:
        caching.right_until(date.ends_at)  # then the next one is shown
    return Entry(
        page=pool.page,
        pool=pool,
        dates=pool.dates,
        date=date,
        availability=Availability.of(pool, now=now, registering=pool.page.registering),
    )


def _next(dates: list[Occurrence], now: datetime) -> Occurrence | None:
    """The next date that goes on; if none does, the next that would have."""
    coming = [one for one in dates if one.ends_at > now]
    return next((one for one in coming if one.is_going_on), coming[0] if coming else None)


def _months(entries: Iterable[Entry]) -> list[Month]:
    def first_of(entry: Entry) -> date | None:
        if entry.date is None:
            return None
        return entry.date.starts_at.astimezone(entry.pool.time_zone).date().replace(day=1)

    return [Month(first, list(of_month)) for first, of_month in groupby(entries, key=first_of)]


def _place_of(listed: ListedPage, *, is_past: bool) -> dict[str, str]:
    """What makes a page of its own for search engines: not how it was narrowed down."""
    number = {"page": str(listed.number)} if listed.number > 1 else {}
    return ({"past": "1"} if is_past else {}) | number
