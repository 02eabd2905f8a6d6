"""Publishes the demo's events, as an editor would: words, dates, form, consents, letters."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from events.content import EventConsent, EventDate, EventLetter, EventQuestion, EventTeacher, Place
from events.ledger import ConsentDocument, ConsentVersion
from events.pages import EventPage
from events.services import consents
from events.settings import EventSettings
from studio.furnishing import manuscripts
from studio.furnishing.events import agreements
from studio.furnishing.events.announced import Announced, Asked
from studio.furnishing.pictures import Pictures
from studio.furnishing.publishing import publish
from studio.models import Person

#: How long a place waits for its confirmation; “three days”, as a page says.
HOLD = timedelta(days=3)


class Programme:
    """What the pages of events are made of, besides their words."""

    def __init__(
        self,
        people: dict[str, Person],
        pictures: Pictures,
        page_id: Callable[[str], int],
        owner: Any,
    ) -> None:
        self.owner = owner
        self.people = people
        self.pictures = pictures
        self.page_id = page_id
        self.places = {
            fields["name"]: Place.objects.create(**fields) for fields in agreements.PLACES
        }
        settings = EventSettings.for_site(Site.objects.get(is_default_site=True))
        settings.hold_minutes = HOLD // timedelta(minutes=1)
        settings.save()
        self.documents = {agreement: _document(agreement) for agreement in agreements.AGREEMENTS}

    def publish(self, event: Announced, page: EventPage) -> None:
        """Give ``page`` all that ``event`` says, and publish it."""
        for name, value in event.terms.items():
            setattr(page, name, value)
        if event.more_places:
            page.capacity = event.more_places[1]
        page.introduction = event.introduction
        page.body = manuscripts.stored_blocks(
            event.text, event.slug, self.page_id, lambda name: self.pictures.get(name).pk
        )
        page.place = self.places[event.place]
        page.hero_image = self.pictures.get(event.picture, title=event.title, description=event.alt)
        page.event_teachers = [EventTeacher(person=self.people[one]) for one in event.teachers]
        page.dates = list(_dates(event, timezone.localdate()))
        page.form_fields = [
            _question(asked, sort_order) for sort_order, asked in enumerate(event.form)
        ]
        page.event_letters = [
            EventLetter(telling=telling, subject=subject, text=text)
            for telling, (subject, text) in event.letters.items()
        ]
        if event.agreements:
            page.event_consents = [
                EventConsent(document=document, required=agreement.required)
                for agreement, document in self.documents.items()
            ]
        page.first_published_at = timezone.now() - timedelta(days=event.since)
        page.full_clean()
        page.save()
        publish(page, by=self.owner)


def _document(agreement: agreements.Agreement) -> ConsentDocument:
    """With the words it had first; ``attending.py`` lets it have others."""
    document = ConsentDocument.objects.create(title=agreement.title)
    statement, text = agreement.versions[0]
    version = consents.publish(document, statement=statement, text=text, by=None)
    since = timezone.now() - timedelta(days=agreements.SINCE)
    ConsentVersion.objects.filter(pk=version.pk).update(created_at=since)
    return document


def _dates(event: Announced, today: date) -> Iterable[EventDate]:
    for number, day in enumerate(event.days(today)):
        note = event.notes[number] if event.notes else ""
        yield EventDate(sort_order=number, day=day, starts=event.starts, ends=event.ends, note=note)


def _question(asked: Asked, sort_order: int) -> EventQuestion:
    label, answer = asked.only_if
    fields: dict[str, Any] = {
        "label": asked.label,
        "field_type": asked.kind,
        "required": asked.required,
        "choices": "\n".join(asked.choices),
        "help_text": asked.hint,
        "depends_label": label,
        "depends_value": answer,
        "forget_after": asked.forget_after,
    }
    return EventQuestion(sort_order=sort_order, **fields)
