"""Events and the people on them, as editors and visitors make them: by publishing and by the verbs."""

import itertools
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from events import emails, services
from events.choices import ENDED, ON_HOLD, Status
from events.content import EventConsent, EventDate, EventLetter, EventQuestion, EventTeacher, Place
from events.ledger import ConsentDocument, ConsentVersion, Registration, SeatPool
from events.pages import EventIndexPage, EventPage
from events.questions import Answers
from events.services import consents, history
from studio.models import Letter, Person
from studio.tests.tasks import indexed_once

_numbers = itertools.count(1)


@indexed_once()
def make_index(home: Page) -> EventIndexPage:
    """The list of events."""
    found = EventIndexPage.objects.child_of(home).first()
    if found:
        return found
    index = home.add_child(instance=EventIndexPage(title="Events", slug="events"))
    index.save_revision().publish()
    return index


@indexed_once()
def make_event(
    home: Page,
    title: str = "Trunk training",
    *,
    starts_in: timedelta | list[timedelta] = timedelta(days=10),
    lasts: timedelta = timedelta(hours=2),
    questions: list[dict[str, Any]] = (),
    consents: list[ConsentVersion] = (),
    teachers: list[Person] = (),
    letters: dict[str, str] | None = None,
    place: str = "The long room",
    publish: bool = True,
    **fields: Any,
) -> EventPage:
    """An event below the list of events, with one date or several, published.

    ``starts_in`` may be below nothing for an event that is over. Questions are the fields of
    ``EventQuestion``; letters ``{telling: text}``.
    """
    number = next(_numbers)
    page = EventPage(title=title, slug=f"event-{number}", **({"capacity": 12} | fields))
    page.place = Place.objects.get_or_create(
        name=place, defaults={"address": "1 Elm Lane\nElsewhere"}
    )[0]
    starts = starts_in if isinstance(starts_in, list) else [starts_in]
    page.dates = [date_of(timezone.now() + one, lasts, page.time_zone) for one in starts]
    page.form_fields = [
        EventQuestion(sort_order=order, **one) for order, one in enumerate(questions)
    ]
    page.event_consents = [
        EventConsent(document=version.document, required=True) for version in consents
    ]
    page.event_teachers = [
        EventTeacher(sort_order=order, person=person) for order, person in enumerate(teachers)
    ]
    page.event_letters = [
        EventLetter(telling=telling, text=text) for telling, text in (letters or {}).items()
    ]
    make_index(home).add_child(instance=page)
    if publish:
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def date_of(start: datetime, lasts: timedelta, zone: Any) -> EventDate:
    """A date in the wall time of ``zone``, to the minute.

    One that would pass midnight begins earlier that day, so that tests hold at any hour.
    """
    local = start.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
    local = min(local, local.replace(hour=23, minute=59) - lasts)
    return EventDate(day=local.date(), starts=local.time(), ends=(local + lasts).time())


def pool_of(page: EventPage) -> SeatPool:
    return SeatPool.objects.get(page=page)


def starts_in(page: EventPage, span: timedelta) -> SeatPool:
    """Let the only date of an event begin so long from now, to the second; nobody is told."""
    pool = pool_of(page)
    start = timezone.now() + span
    pool.occurrences.update(starts_at=start, ends_at=start + timedelta(hours=2))
    fields = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    fields |= {"closes_at": start, "change_until": start}
    SeatPool.objects.filter(pk=pool.pk).update(**fields)
    return pool_of(page)


def register(
    page: EventPage,
    name: str = "",
    *,
    email: str = "",
    seats: int = 1,
    waits_together: bool = True,
    answers: Answers | None = None,
    consents: tuple[ConsentVersion, ...] = (),
) -> Registration:
    """Somebody registers by themselves; a new person each time unless named."""
    number = next(_numbers)
    pool = pool_of(page)
    return services.register(
        pool,
        services.Application(
            name=name or f"Guest {number}",
            email=email or f"guest{number}@reader.example",
            seats=seats,
            waits_together=waits_together,
            form=pool.form,
            answers=answers or {},
            consents=consents,
        ),
    )


def fill_up(page: EventPage) -> list[Registration]:
    """Take all the places that are left."""
    pool = pool_of(page)
    return [register(page) for _seat in range(pool.seats_free(timezone.now()))]


def again(registration: Registration) -> Registration:
    """As it stands in the database."""
    return Registration.objects.get(pk=registration.pk)


def status_of(registration: Registration) -> str:
    return Status(again(registration).status)


def told(registration: Registration) -> list[str]:
    """What letters told so far, in their order."""
    keys = Letter.objects.keyed(emails.key_of(registration.pk))
    return [key.split("-")[1] for key in keys.order_by("pk").values_list("dedupe_key", flat=True)]


def put(registration: Registration, status: str, *, is_late: bool = False) -> Registration:
    """Into a state, as the verbs would have left it; ``is_late``: its hold is over, unnoted."""
    hour = timedelta(hours=-1 if is_late else 1)
    registration.status = status
    registration.hold_until = timezone.now() + hour if status in ON_HOLD else None
    registration.queue_number = 1 if status == Status.WAITLISTED else None
    if status in ENDED:
        registration.idempotency_key = None
    registration.save()
    if status == Status.OFFERED:
        history.write(registration, history.OFFERED, before=Status.WAITLISTED)
    return registration


def let_hold_pass(registration: Registration) -> None:
    """As if the time to answer were over; no job has run."""
    Registration.objects.filter(pk=registration.pk).update(
        hold_until=timezone.now() - timedelta(seconds=1)
    )


def make_consent(statement: str = "I move at my own risk.", text: str = "") -> ConsentVersion:
    document = ConsentDocument.objects.create(title=f"Consent {next(_numbers)}")
    return consents.publish(document, statement=statement, text=text, by=None)
