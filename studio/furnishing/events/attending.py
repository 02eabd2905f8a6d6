"""Lets people register for the demo's events, through the same verbs as everybody.

What happened is done in its order, event by event or not, and after each step time is turned
back to when it was. Letters are written as always, and none of them leaves: nobody has the
addresses, so they stand among those that were sent at that time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from math import floor
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from events import services
from events.ledger import (
    ConsentDocument,
    ConsentReceipt,
    ConsentVersion,
    ManageLink,
    Payment,
    Registration,
    RegistrationLog,
    SeatPool,
)
from events.pages import EventPage
from events.questions import Answers
from events.services import consents, plans, publishing, retention
from studio.furnishing.events import EVENTS
from studio.furnishing.events.agreements import AGREEMENTS, PHOTOGRAPHS, RENEWED
from studio.furnishing.events.announced import Announced, Guest, Then
from studio.furnishing.publishing import publish
from studio.models import Letter

#: Whatever of a registration says when something was.
_MOMENTS = (
    "created_at",
    "changed_at",
    "confirmed_at",
    "ended_at",
    "proved_at",
    "told_at",
    "anonymised_at",
)


#: Whatever of a pool follows from when the event is.
_DAY = ("starts_at", "ends_at", "closes_at", "change_until")

#: People write, and the desk answers, between eight and nine in the evening.
_OPENS, _HOURS = time(8), timedelta(hours=13)


@dataclass(frozen=True)
class _Happening:
    """Something that is done, and how many days ago that was."""

    ago: float
    do: Callable[[], Any]

    def at(self, now: datetime) -> datetime:
        """When it was: less than a day ago to the minute, else at a decent hour of its day."""
        if self.ago < 1:
            return now - timedelta(days=self.ago)
        days = floor(self.ago)
        morning = datetime.combine(timezone.localdate(now) - timedelta(days=days), _OPENS)
        return timezone.make_aware(morning + (1 - self.ago + days) * _HOURS)


def attend(pages: dict[str, EventPage]) -> None:
    """Let the guests of all events come and go; ``pages`` by slug, published. Sign-ins are there."""
    _Attendance(pages).take()


class _Attendance:
    def __init__(self, pages: dict[str, EventPage]) -> None:
        self.pages = pages
        self.users = {user.username: user for user in get_user_model().objects.all()}
        self.registrations: dict[str, Registration] = {}  # name → registration
        self.past: dict[int, SeatPool] = {}  # page → its pool, as published

    def take(self) -> None:
        pools = list(SeatPool.objects.filter(page__in=self.pages.values()).past())
        self.past = {pool.page_id: pool for pool in pools}
        ahead = timezone.now() + timedelta(days=365)
        for pool in pools:
            # as they were before their day, so that people can come and move up; see ``_is_over``
            SeatPool.objects.filter(pk=pool.pk).update(**dict.fromkeys(_DAY, ahead))
        for happening in sorted(self._happenings(), key=lambda one: -one.ago):
            began = timezone.now()
            happening.do()
            _turn_back(began, happening.at(began))
        retention.forget()  # answers whose time is over by now

    def _happenings(self) -> Iterator[_Happening]:
        yield _Happening(RENEWED, lambda: _renew_agreements(self.users["editor"]))
        for event in EVENTS:
            page = self.pages[event.slug]
            over = _days_since(event)
            if page.pk in self.past:
                yield _Happening(over, lambda pool=self.past[page.pk]: _is_over(pool))
            if event.more_places:
                yield _Happening(
                    event.more_places[0], lambda e=event, p=page: self._more_places(e, p)
                )
            for guest in event.guests:
                yield _Happening(over + guest.ago, lambda p=page, g=guest: self._register(p, g))
                for step in guest.then:
                    yield _Happening(over + step.ago, lambda g=guest, s=step: self._go_on(g, s))

    def _more_places(self, event: Announced, page: EventPage) -> None:
        page.capacity = event.terms["capacity"]
        publish(page, by=self.users["editor"])

    def _register(self, page: EventPage, guest: Guest) -> None:
        pool = plans.pool_of(page)
        application = services.Application(
            name=guest.name,
            email=guest.email,
            seats=guest.seats,
            form=pool.form,
            answers=_answers(pool, guest),
            consents=() if guest.by else _consents(page, guest),
        )
        if guest.by:
            registration = services.add_by_hand(
                pool,
                application,
                by=self.users[guest.by],
                reason=guest.reason,
                overbook=guest.overbook,
            )
        else:
            registration = services.register(pool, application)
        self.registrations[guest.name] = registration

    def _go_on(self, guest: Guest, step: Then) -> None:
        registration = self.registrations[guest.name]
        by = self.users[step.by] if step.by else None
        match step.verb:
            case "prove":
                services.confirm_address(registration)
            case "accept":
                services.accept(registration)
            case "approve":
                services.approve(registration, by=by)
            case "decline":
                services.decline(registration, by=by, reason=step.reason)
            case "cancel":
                services.cancel(registration, by=by, reason=step.reason)
            case "erase":
                services.erase(registration, by=by)
            case "note":
                services.note(registration, step.to, by=by)
            case "pay":
                reference = f"desk-{registration.reference}"
                services.pay(registration, amount=Decimal(step.to), reference=reference, by=by)
            case "move":
                there = plans.pool_of(self.pages[step.to])
                moved = services.move_to(registration, there, by=by, reason=step.reason)
                self.registrations[guest.name] = moved
            case "expire":
                Registration.objects.filter(pk=registration.pk).update(hold_until=timezone.now())
                retention.settle_holds()
            case _:
                raise ValueError(f"{guest.name}: there is no verb “{step.verb}”")


def _days_since(event: Announced) -> int:
    """How many days ago the event was; 0 where it is still to come."""
    today = timezone.localdate()
    return max(0, (today - event.days(today)[0]).days)


def _renew_agreements(editor: Any) -> None:
    """Whoever agreed before, agreed to the words of then."""
    for agreement in AGREEMENTS:
        document = ConsentDocument.objects.get(title=agreement.title)
        statement, text = agreement.versions[-1]
        consents.publish(document, statement=statement, text=text, by=editor)


def _is_over(pool: SeatPool) -> None:
    """The day has come and gone, as the page says."""
    SeatPool.objects.filter(pk=pool.pk).update(**{name: getattr(pool, name) for name in _DAY})


def _answers(pool: SeatPool, guest: Guest) -> Answers:
    """By the key of the question; one that is not asked is a ``KeyError``."""
    keys = {question.label: question.key for question in pool.form.as_questions()}
    return {keys[label]: answer for label, answer in guest.answers.items()}


def _consents(page: EventPage, guest: Guest) -> tuple[Any, ...]:
    asked = [one["version"] for one in publishing.consents_of(page)]
    return tuple(
        version
        for version in asked
        if guest.photographs or version.document.title != PHOTOGRAPHS.title
    )


def _turn_back(began: datetime, then: datetime) -> None:
    """Whatever was written since ``began`` was written ``then``."""
    for name in _MOMENTS:
        Registration.objects.filter(**{f"{name}__gte": began}).update(**{name: then})
    for model in (RegistrationLog, ConsentReceipt, Payment):
        model.objects.filter(at__gte=began).update(at=then)
    for model in (ManageLink, ConsentVersion):
        model.objects.filter(created_at__gte=began).update(created_at=then)
    Letter.objects.filter(created_at__gte=began).update(
        status=Letter.Status.SENT,
        attempts=1,
        created_at=then,
        waiting_since=then,
        next_attempt_at=then,
        sent_at=then,
    )
