"""From a page to its pool: terms and dates, copied when the page is published.

What is told to whom is worked out first (``plans``), so that the editor can be shown it
before anything happens.
"""

import logging
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import F, Q
from django.utils import timezone

from events import wall_clock
from events.choices import DateStatus, Registering, Telling
from events.ledger import FormVersion, Occurrence, SeatPool
from events.services import announcing, history, plans, waiting
from events.services.locking import held, patient
from events.settings import EventSettings

if TYPE_CHECKING:
    from events.pages import EventPage

logger = logging.getLogger(__name__)


@patient
def publish(page: "EventPage") -> SeatPool:
    """Copy terms and dates of ``page`` into its pool, and tell people what changes for them.

    Dates are known by their keys: one that is new is made, one that changed is moved,
    one that is gone is removed if nobody was ever on it and else kept as cancelled.
    Nothing else of the ledger is touched: an older text, published again, changes no
    seat. Fewer seats than are taken cancel nobody; more go to those who wait.
    """
    pool = SeatPool.objects.get_or_create(page=page, part="", defaults={"title": page.title})[0]
    with held(pool.pk) as pool:
        now = timezone.now()
        is_new = not pool.occurrences.exists()
        changes = plans.of(page, pool, now)
        copy_terms(page, pool)
        pool.form = FormVersion.of(page.questions)
        _copy_dates(page, pool, now)
        for name, value in pool.measure_dates().items():
            setattr(pool, name, value)
        copy_windows(page, pool)
        pool.published_at = page.last_published_at
        pool.save()
        waiting.expire_due(pool, now)
        if changes.tells and not is_new and not pool.cancelled_at:
            concerned = list(pool.registrations.active().order_by("pk"))
            history.write_many(
                history.entry(one, history.CHANGED, before=one.status) for one in concerned
            )
            announcing.tell(pool, concerned, Telling.CHANGED, plan=changes)
        waiting.fill(pool, now)
        return pool


def catch_up() -> int:
    """Publish what a crash, or a database that was busy, kept from its pool; how many pages."""
    pages = apps.get_model("events", "EventPage").objects.live().filter(alias_of=None)
    behind = (
        Q(pools=None)
        | Q(pools__published_at=None, last_published_at__isnull=False)
        | Q(pools__published_at__lt=F("last_published_at"))
    )
    followed = 0
    for page in list(pages.filter(behind).distinct()):
        try:
            publish(page)
        except Exception:
            # one page that cannot be followed keeps no other waiting
            logger.exception("The pool of page %s cannot follow", page.pk)
        else:
            followed += 1
    return followed


def copy_terms(page: "EventPage", pool: SeatPool) -> None:
    """What is offered, and who may come and how. Nothing is saved."""
    pool.title = page.title
    pool.site = page.get_site()
    settings = EventSettings.for_site(pool.site) if pool.site else EventSettings()
    pool.zone = page.zone
    pool.place, pool.address, pool.is_online = plans.place_of(page)
    pool.teachers = ", ".join(person.name for person in page.teachers)[:255]
    pool.price_text = page.price_text
    pool.price = page.price
    pool.currency = settings.currency
    pool.capacity = page.capacity
    pool.largest_party = page.largest_party
    pool.sign_up = page.sign_up
    pool.waiting = page.waiting
    pool.skips_groups = page.skips_groups
    pool.quiet_from, pool.quiet_until = settings.quiet_from, settings.quiet_until
    pool.hold_minutes = settings.hold_minutes
    pool.retention_days = page.retention_days
    pool.letters = {
        one.telling: {"subject": one.subject, "text": one.text} for one in page.event_letters.all()
    }


def _copy_dates(page: "EventPage", pool: SeatPool, now: datetime) -> None:
    wanted = plans.dates_of(page)
    known = {one.key: one for one in pool.occurrences.all()}
    for key, (start, end, note) in wanted.items():
        one = known.get(key) or Occurrence(pool=pool, key=key, sequence=pool.lock_seq)
        as_it_was = (one.starts_at, one.ends_at, one.note, one.removed_at)
        if one.pk is None or as_it_was != (start, end, note, None):
            if one.status == DateStatus.POSTPONED and as_it_was[:2] != (start, end):
                one.status = DateStatus.SCHEDULED  # this is the new time people wait for
            one.starts_at, one.ends_at, one.note, one.removed_at = start, end, note, None
            one.sequence, one.changed_at = pool.lock_seq, now
            if one.pk is None and pool.cancelled_at:
                one.status = DateStatus.CANCELLED
            one.save()
    has_people = pool.registrations.exists()
    for key, one in known.items():
        if key in wanted or one.removed_at:
            continue
        if has_people:
            one.removed_at, one.sequence, one.changed_at = now, pool.lock_seq, now
            one.save()
        else:
            one.delete()


def copy_windows(page: "EventPage", pool: SeatPool) -> None:
    """Rules as moments: by the wall clock of the event's zone; without a date nothing is open."""
    pool.takes_registrations = page.registering == Registering.HERE and not pool.lacks_dates()
    start, zone = pool.starts_at, page.time_zone
    pool.opens_at = _window(page.opens_on, page.opens_time, page.opens_hours_before, start, zone)
    pool.closes_at = (
        _window(page.closes_on, page.closes_time, page.closes_hours_before, start, zone) or start
    )
    pool.change_until = start and wall_clock.before(
        start, hours=page.change_hours_before, zone=zone
    )


def _window(
    day: date | None, at: time | None, hours: int | None, start: datetime | None, zone: ZoneInfo
) -> datetime | None:
    if day:
        return plans.moment_of(day, at or time(), zone)
    if hours is not None and start:
        return wall_clock.before(start, hours=hours, zone=zone)
    return None


def consents_of(page: "EventPage") -> list[dict[str, Any]]:
    """What people are asked to agree to: the current version of each, and whether they must."""
    asked = page.event_consents.select_related("document__current")
    return [
        {"version": one.document.current, "required": one.required}
        for one in asked
        if one.document.current
    ]
