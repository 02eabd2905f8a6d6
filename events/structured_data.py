"""What machines read of an event: schema.org's ``Event``, with all that Google asks for.

It says what the page says, from the same terms and dates. A course is one event that
is booked as a whole (``CourseInstance``), with a ``subEvent`` for each date.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from events.availability import Availability, State
from events.choices import DateStatus, Kind, Registering
from events.ledger import Occurrence, SeatPool
from studio.models import Person, SiteSettings

if TYPE_CHECKING:
    from events.pages import EventPage

SHARE_RENDITION = "fill-1200x630|format-jpeg"
_SCHEMA = "https://schema.org/"

#: What somebody who wants a place now finds. Where people wait, places are sold out; whether
#: one is free elsewhere is not ours to know, but there is where to ask.
_IN_STOCK = {
    State.OPEN: "InStock",
    State.FEW: "LimitedAvailability",
    State.FULL: "SoldOut",
    State.WAITING_LIST: "SoldOut",
    State.NOT_OPEN: "PreOrder",
    State.CLOSED: "OutOfStock",
    State.CANCELLED: "OutOfStock",
    State.PAST: "OutOfStock",
    State.ELSEWHERE: "InStock",
}
_STATUS = {
    DateStatus.SCHEDULED: "EventScheduled",
    DateStatus.CANCELLED: "EventCancelled",
    DateStatus.POSTPONED: "EventPostponed",
    DateStatus.ONLINE: "EventMovedOnline",
}


def event(
    page: "EventPage",
    *,
    pool: SeatPool,
    dates: Sequence[Occurrence],
    availability: Availability,
    settings: SiteSettings,
    root_url: str,
    teachers: Sequence[Person] = (),
) -> dict[str, Any] | None:
    """The event, or None where it has no date yet: ``startDate`` is what nobody can leave out."""
    if not dates:
        return None
    url = page.full_url or ""
    is_course = page.event_kind == Kind.COURSE
    # what was called off keeps the times it would have had
    shown = [one for one in dates if one.is_going_on] or list(dates)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["Event", "CourseInstance"] if is_course else "Event",
        "@id": f"{url}#event",
        "name": pool.title,
        "description": page.meta_description or pool.title,
        "url": url,
        "inLanguage": get_language(),
        "organizer": {
            "@type": "Organization",
            "name": settings.name,
            "url": f"{root_url}/",
        },
        **_when(min(one.starts_at for one in shown), max(one.ends_at for one in shown), pool),
        **_where(shown, pool, settings, url),
        "eventStatus": _SCHEMA + _status(dates, pool),
        "performer": _people(teachers, settings),
    }
    if is_course:
        data["courseMode"] = _course_mode(data["eventAttendanceMode"])
        if teachers:
            data["instructor"] = data["performer"]
    if page.picture:
        data["image"] = page.picture.get_rendition(SHARE_RENDITION).full_url
    if pool.price is not None:
        data["isAccessibleForFree"] = not pool.price
    if page.registering == Registering.HERE and pool.capacity is not None:
        data["maximumAttendeeCapacity"] = pool.capacity
        if availability.state not in (State.CANCELLED, State.PAST):
            data["remainingAttendeeCapacity"] = availability.free
    if availability.state in _IN_STOCK:
        data["offers"] = _offer(page, pool, availability, url)
    if is_course or len(dates) > 1:
        data["subEvent"] = [_date(one, data, pool, settings) for one in dates]
    return data


def _date(
    one: Occurrence,
    whole: dict[str, Any],
    pool: SeatPool,
    settings: SiteSettings,
) -> dict[str, Any]:
    """One date of several; it takes its name, and who is behind it, from the whole."""
    url = f"{whole['url']}#date-{one.key}"
    data = {
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": f"{pool.title}: {one.note}" if one.note else pool.title,
        **_when(one.starts_at, one.ends_at, pool),
        **_where([one], pool, settings, whole["url"]),
        "eventStatus": _SCHEMA + _status([one], pool),
        **{name: whole[name] for name in ("description", "organizer", "performer")},
    }
    if "image" in whole:
        data["image"] = whole["image"]
    return data


def _when(start: datetime, end: datetime, pool: SeatPool) -> dict[str, str]:
    zone = pool.time_zone
    return {
        "startDate": start.astimezone(zone).isoformat(),
        "endDate": end.astimezone(zone).isoformat(),
    }


def _where(
    dates: Sequence[Occurrence],
    pool: SeatPool,
    settings: SiteSettings,
    url: str,
) -> dict[str, Any]:
    """Place and mode. The address of a meeting online stands in letters alone: here, the page's."""
    online = {"@type": "VirtualLocation", "url": url}
    moved = [pool.is_online or one.status == DateStatus.ONLINE for one in dates]
    address = pool.address or settings.address or pool.place or settings.name
    place = {
        "@type": "Place",
        "name": pool.place or settings.name,
        "address": ", ".join(line.strip() for line in address.splitlines() if line.strip()),
    }
    if all(moved):
        return {"eventAttendanceMode": f"{_SCHEMA}OnlineEventAttendanceMode", "location": online}
    if any(moved):
        mode = f"{_SCHEMA}MixedEventAttendanceMode"
        return {"eventAttendanceMode": mode, "location": [place, online]}
    return {"eventAttendanceMode": f"{_SCHEMA}OfflineEventAttendanceMode", "location": place}


def _status(dates: Sequence[Occurrence], pool: SeatPool) -> str:
    """Of one date its own; of several what is true of all, else that they go on."""
    if pool.cancelled_at or all(one.is_cancelled for one in dates):
        return _STATUS[DateStatus.CANCELLED]
    kept = {one.status for one in dates if not one.is_cancelled}
    return _STATUS[kept.pop() if len(kept) == 1 else DateStatus.SCHEDULED]


def _course_mode(attendance: str) -> str:
    return {"Online": "online", "Mixed": "blended", "Offline": "onsite"}[
        attendance.removeprefix(_SCHEMA).removesuffix("EventAttendanceMode")
    ]


def _people(teachers: Sequence[Person], settings: SiteSettings) -> list[dict[str, str]]:
    """Who teaches; where nobody is named, the studio does."""
    named = [{"@type": "Person", "name": person.name} for person in teachers]
    return named or [{"@type": "Organization", "name": settings.name}]


def _offer(
    page: "EventPage", pool: SeatPool, availability: Availability, url: str
) -> dict[str, Any]:
    opens_at = availability.opens_at or pool.created_at.astimezone(pool.time_zone)
    is_elsewhere = page.registering == Registering.ELSEWHERE
    data: dict[str, Any] = {
        "@type": "Offer",
        "url": page.registration_url if is_elsewhere else f"{url}#register",
        "availability": _SCHEMA + _IN_STOCK[availability.state],
        "validFrom": opens_at.isoformat(timespec="seconds"),
        "priceCurrency": pool.currency,
    }
    if pool.price is not None:
        data["price"] = str(pool.price)
    if availability.closes_at:
        data["validThrough"] = availability.closes_at.isoformat(timespec="seconds")
    return data
