"""What owners and staff change about a registration: seats, words, the event, by hand."""

from decimal import Decimal

import pytest
from django.utils import timezone

from events import services
from events.choices import Status
from events.ledger import Attendee, RegistrationLog, SeatPool
from events.services import history
from events.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page, capacity=4, largest_party=3, sign_up="email", price=10)


@pytest.fixture
def elsewhere(home_page):
    return cast.make_event(home_page, title="Elsewhere")


def test_giving_seats_back_keeps_the_first_and_what_was_agreed(event):
    registration = cast.put(cast.register(event, "Ada Reader", seats=3), "confirmed")
    SeatPool.objects.filter(page=event).update(price=Decimal("99.50"))
    changed = services.change(registration, seats=2)
    assert (changed.seats, changed.price) == (2, Decimal(20))
    names = list(Attendee.objects.filter(registration=changed).values_list("number", "name"))
    assert names == [(1, "Ada Reader"), (2, "")]
    for seats in (3, 0, -1):
        with pytest.raises(services.PartyTooLarge):
            services.change(registration, seats=seats)


def test_a_changed_name_and_answers_are_logged_without_what_they_say(event):
    registration = cast.put(cast.register(event, "Ada Reader", answers={"a": "b"}), "confirmed")
    services.change(registration, name="Ada Writer", answers={"a": "secret"})
    line = registration.log.last()
    assert (line.verb, line.data) == (history.CHANGED, {"fields": ["name", "answers"]})
    assert registration.attendees.get().name == "Ada Writer"
    assert "Writer" not in str(list(RegistrationLog.objects.values()))


def test_the_address_is_proved_by_changing_something_and_the_place_is_theirs(event):
    registration = cast.register(event, seats=2)
    changed = services.change(registration, seats=1)
    assert (changed.status, changed.seats) == (Status.CONFIRMED, 1)
    assert services.confirm_address(registration).status == Status.CONFIRMED
    assert cast.told(registration) == ["confirm_address", "confirmed"]


def test_staff_change_something_and_nothing_is_proved_by_it(event, staff):
    registration = services.change(cast.register(event), name="Ada Other", by=staff)
    assert (registration.status, registration.proved_at) == (Status.PENDING_EMAIL, None)


def test_moving_takes_along_what_was_paid_noted_agreed_to_and_asked_there_too(home_page, staff):
    level = {"label": "Level", "field_type": "singleline", "key": "level"}
    diet = {"label": "Diet", "field_type": "singleline", "key": "diet"}
    shoes = {"label": "Shoes", "field_type": "singleline", "key": "shoes"}
    event = cast.make_event(home_page, price=10, largest_party=2, questions=[level, diet])
    elsewhere = cast.make_event(home_page, title="Elsewhere", questions=[level, shoes])
    agreed = cast.make_consent()
    old = cast.register(
        event, "Ada Reader", answers={"level": "b", "diet": "nuts"}, consents=(agreed,)
    )
    services.pay(old, amount=Decimal(10), reference="R1", by=staff)
    at = old.consent_receipts.get().at
    services.note(old, "Brings a mat.", by=staff)
    SeatPool.objects.filter(page=elsewhere).update(price=Decimal(15))
    new = cast.again(services.move_to(old, cast.pool_of(elsewhere), by=staff, reason="Asked"))
    assert (new.name, new.answers, new.note) == ("Ada Reader", {"level": "b"}, "Brings a mat.")
    assert new.form == cast.pool_of(elsewhere).form
    assert [(one.version, one.at) for one in new.consent_receipts.all()] == [(agreed, at)]
    assert (new.owed, cast.again(old).owed) == (Decimal(5), Decimal(10))
    assert (cast.status_of(old), new.status) == (Status.CANCELLED, Status.CONFIRMED)
    assert [line.verb for line in new.log.all()] == [history.ADDED, history.MOVED]
    assert (cast.told(old)[1:], cast.told(new)) == ([], ["confirmed"])
    assert old.log.last().data == {"to": new.reference}


def test_a_move_that_is_refused_changes_nothing(event, elsewhere, staff):
    cast.register(elsewhere, email="ada@reader.example")
    SeatPool.objects.filter(page=elsewhere).update(capacity=1, waiting="none")
    twin = cast.put(cast.register(event, email="ada@reader.example"), "confirmed")
    other = cast.put(cast.register(event), "confirmed")
    pool = cast.pool_of(elsewhere)
    for registration, more, refusal in (
        (twin, {}, services.AlreadyRegistered),
        (other, {}, services.SoldOut),
        (other, {"overbook": True}, services.ReasonMissing),
    ):
        with pytest.raises(refusal):
            services.move_to(registration, pool, by=staff, **more)
        assert cast.status_of(registration) == Status.CONFIRMED
    with pytest.raises(services.NotPossible):
        services.move_to(other, cast.pool_of(event), by=staff)
    assert pool.registrations.count() == 1


# --- by hand -------------------------------------------------------------------------------------------


def test_more_people_than_places_takes_a_reason(home_page, staff):
    page = cast.make_event(home_page, capacity=1)
    cast.register(page)
    waiting, caller = (
        cast.register(page),
        services.Application(name="Bo", email="bo@reader.example"),
    )
    pool = cast.pool_of(page)
    with pytest.raises(services.ReasonMissing):
        services.add_by_hand(pool, caller, by=staff, overbook=True)
    with pytest.raises(services.SoldOut):
        services.give_place(waiting, by=staff)
    with pytest.raises(services.ReasonMissing):
        services.give_place(waiting, by=staff, overbook=True)
    services.give_place(waiting, by=staff, overbook=True, reason="Promised")
    line = waiting.log.last()
    assert (line.verb, line.reason, line.by) == (history.OVERBOOKED, "Promised", staff)
    added = services.add_by_hand(pool, caller, by=staff)
    assert (added.status, added.added_by) == (Status.WAITLISTED, staff)
    assert pool.seats_free(timezone.now()) == -1


def test_who_is_added_by_hand_may_be_told_nothing(event, staff):
    caller = services.Application(name="Bo", email="bo@reader.example")
    SeatPool.objects.filter(page=event).update(closes_at=timezone.now())
    added = services.add_by_hand(cast.pool_of(event), caller, by=staff, tells=False)
    assert (added.status, cast.told(added)) == (Status.CONFIRMED, [])


def test_noting_is_logged_without_the_note(event, staff):
    registration = cast.register(event)
    services.note(registration, "Brings a mat.", by=staff)
    assert cast.again(registration).note == "Brings a mat."
    assert "mat" not in str(list(RegistrationLog.objects.values()))
