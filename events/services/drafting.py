"""A draft as it would be published: for previews. Nothing is written."""

from typing import TYPE_CHECKING

from django.utils import timezone

from events.ledger import Occurrence, SeatPool
from events.services import plans, publishing

if TYPE_CHECKING:
    from events.pages import EventPage


def pool_of(page: "EventPage") -> SeatPool:
    """The terms of ``page`` as a pool that is not saved, with counts of nobody."""
    pool = SeatPool(created_at=timezone.now())
    publishing.copy_terms(page, pool)
    spans = sorted(plans.dates_of(page).values())
    if spans:
        pool.starts_at, pool.ends_at = spans[0][0], max(end for _start, end, _note in spans)
    publishing.copy_windows(page, pool)
    pool.seats_taken = pool.people_waiting = pool.people_active = 0
    return pool


def dates_of(page: "EventPage", pool: SeatPool) -> list[Occurrence]:
    """The dates of ``page``, in order, not saved."""
    found = [
        Occurrence(pool=pool, key=key, starts_at=start, ends_at=end, note=note)
        for key, (start, end, note) in plans.dates_of(page).items()
    ]
    return sorted(found, key=lambda one: one.starts_at)
