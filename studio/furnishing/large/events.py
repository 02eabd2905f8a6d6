"""Workshops and courses by the hundred, past and to come, each with its pool and its dates."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count as counted
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from events.choices import Kind, Level
from events.content import EventDate, EventTeacher, Place
from events.ledger import FormVersion, Occurrence, SeatPool
from events.pages import EventIndexPage, EventPage
from events.services import plans, publishing
from studio.furnishing.large.bulk import Numbers, any_of, insert
from studio.furnishing.large.pages import Shelf, new_uuid
from studio.furnishing.large.words import Words
from studio.models import Person, StudioImage

#: Dates lie so far back and so far ahead.
PAST, AHEAD = timedelta(days=730), timedelta(days=180)
#: One event of so many is a course, of so many evenings.
COURSES, EVENINGS = 6, 6
#: People stay known for so long, so that no chore empties what was just made.
RETENTION_DAYS = 3650
_PLACES = [12] * 6 + [8, 20, 40, 200]


def write(
    index: EventIndexPage, count: int, *, by: Any, numbers: Numbers
) -> Iterator[list[SeatPool]]:
    """Write events with ``count`` dates below ``index``; the pools of each batch."""
    chance = Random("events")  # noqa: S311
    shelf = Shelf(index, by=by, numbers=numbers, chance=chance)
    programme = _Programme(chance, count)
    announced = timezone.now() - PAST - timedelta(days=60)
    pages = (shelf.place(page, at=announced) for page in programme.pages())
    form = FormVersion.of([])
    template = SeatPool()
    for batch in shelf.write(pages):
        pools, dates = [], []
        for page in batch:
            if template.site is None:
                publishing.copy_terms(page, template)
            pool = _pool(page, template, form, numbers)
            own = list(_dates(page, pool, numbers, chance))
            pool.starts_at, pool.ends_at = own[0].starts_at, own[-1].ends_at
            publishing.copy_windows(page, pool)
            pools.append(pool)
            dates += own
        insert(SeatPool, pools)
        insert(Occurrence, dates)
        yield pools


class _Programme:
    """What is taught when, ``count`` dates in all."""

    def __init__(self, chance: Random, count: int) -> None:
        self.chance = chance
        self.count = count
        self.words = Words(chance)
        self.people = list(Person.objects.order_by("pk"))
        self.places = list(Place.objects.order_by("pk"))
        self.pictures = list(StudioImage.objects.order_by("pk"))

    def pages(self) -> Iterator[EventPage]:
        today, made = timezone.localdate(), 0
        for number in counted():
            if made >= self.count:
                return
            evenings = min(self.count - made, EVENINGS if number % COURSES == 0 else 1)
            first = today - PAST + (PAST + AHEAD) * made / self.count
            yield self._page(number, [first + timedelta(weeks=week) for week in range(evenings)])
            made += evenings

    def _page(self, number: int, days: list[date]) -> EventPage:
        title = self.words.title()
        starts = self.chance.randint(8, 19)
        return EventPage(
            title=title,
            slug=f"{slugify(title)[:60]}-{number}",
            event_kind=Kind.COURSE if len(days) > 1 else Kind.ONE_OFF,
            level=self.chance.choice(Level.values),
            introduction=self.words.text(2)[:300],
            place=any_of(self.chance, self.places),
            hero_image=any_of(self.chance, self.pictures, 0.5),
            price=self.chance.choice([None, 0, 25, 60]),
            capacity=self.chance.choice(_PLACES),
            retention_days=RETENTION_DAYS,
            dates=[
                EventDate(
                    key=new_uuid(self.chance).hex,
                    day=day,
                    starts=time(starts),
                    ends=time(starts + 2),
                )
                for day in days
            ],
            event_teachers=[EventTeacher(person=self.chance.choice(self.people))],
        )


def _pool(page: EventPage, template: SeatPool, form: FormVersion, numbers: Numbers) -> SeatPool:
    """As :func:`events.services.publishing.publish` makes it, which asks ten times a page."""
    place, address, is_online = plans.place_of(page)
    return SeatPool(
        pk=numbers.next(SeatPool),
        page=page,
        site=template.site,
        title=page.title,
        zone=page.zone,
        place=place,
        address=address,
        is_online=is_online,
        teachers=page.event_teachers.all()[0].person.name,
        price_text=page.price_text,
        price=page.price,
        currency=template.currency,
        capacity=page.capacity,
        largest_party=page.largest_party,
        sign_up=page.sign_up,
        waiting=page.waiting,
        skips_groups=page.skips_groups,
        quiet_from=template.quiet_from,
        quiet_until=template.quiet_until,
        hold_minutes=template.hold_minutes,
        retention_days=page.retention_days,
        form=form,
        published_at=page.last_published_at,
    )


def _dates(
    page: EventPage, pool: SeatPool, numbers: Numbers, chance: Random
) -> Iterator[Occurrence]:
    changed: datetime = page.last_published_at
    for key, (starts_at, ends_at, note) in plans.dates_of(page).items():
        yield Occurrence(
            pk=numbers.next(Occurrence),
            pool=pool,
            key=key,
            uid=str(new_uuid(chance)),
            starts_at=starts_at,
            ends_at=ends_at,
            note=note,
            changed_at=changed,
        )
