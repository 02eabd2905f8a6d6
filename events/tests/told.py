"""How people come to each letter: who gets it, once everything before it has left."""

from datetime import timedelta

import pytest

from events import payments, services
from events.choices import DateStatus
from events.ledger import SeatPool
from events.services import retention, writing
from events.tests import cast
from events.tests.letters import SECOND, make_event


def make_prepaid(page, monkeypatch):
    """Let the places of ``page`` be paid before they are anybody's."""
    provider = payments.Provider("voucher", "by voucher", pays_first=True)
    monkeypatch.setitem(payments._PROVIDERS, "voucher", provider)
    SeatPool.objects.filter(page=page).update(payment="voucher")


def confirm_address(home, staff, monkeypatch, before):
    return cast.register(make_event(home, sign_up="email"))


def waits_for_approval(home, staff, monkeypatch, before):
    return cast.register(make_event(home, sign_up="approval"))


def waits_for_payment(home, staff, monkeypatch, before):
    page = make_event(home, price=60)
    make_prepaid(page, monkeypatch)
    return cast.register(page)


def confirmed(home, staff, monkeypatch, before):
    return cast.register(make_event(home))


def waitlisted(home, staff, monkeypatch, before):
    page = make_event(home, capacity=1)
    cast.register(page)
    return cast.register(page)


def offered(home, staff, monkeypatch, before):
    page = make_event(home, capacity=1, waiting="offer")
    first, second = cast.register(page), cast.register(page)
    before()
    services.cancel(first)
    return second


def free_place(home, staff, monkeypatch, before):
    page = make_event(home, capacity=1)
    first, second = cast.register(page), cast.register(page)
    before()
    cast.starts_in(page, timedelta(minutes=90))
    services.cancel(first, by=staff)
    return second


def cancelled(home, staff, monkeypatch, before):
    registration = cast.register(make_event(home))
    before()
    return services.cancel(registration)


def cancelled_while_waiting(home, staff, monkeypatch, before):
    registration = waitlisted(home, staff, monkeypatch, before)
    before()
    return services.cancel(registration)


def cancelled_by_studio(home, staff, monkeypatch, before):
    registration = cast.register(make_event(home))
    before()
    return services.cancel(registration, by=staff, reason="Between us.")


def cancelled_by_studio_while_waiting(home, staff, monkeypatch, before):
    registration = waitlisted(home, staff, monkeypatch, before)
    before()
    return services.cancel(registration, by=staff, reason="Between us.")


def rejected(home, staff, monkeypatch, before):
    registration = waits_for_approval(home, staff, monkeypatch, before)
    before()
    return services.decline(registration, by=staff, reason="Between us.")


def expired(home, staff, monkeypatch, before):
    registration = confirm_address(home, staff, monkeypatch, before)
    before()
    cast.let_hold_pass(registration)
    retention.settle_holds()
    return registration


def changed(home, staff, monkeypatch, before):
    page = make_event(home)
    registration = cast.register(page)
    before()
    move_by_a_week(page)
    return registration


def changed_while_waiting(home, staff, monkeypatch, before):
    registration = waitlisted(home, staff, monkeypatch, before)
    before()
    date = registration.pool.occurrences.get()
    services.change_date(date, status=DateStatus.ONLINE, by=staff, reason="The floor is wet.")
    return registration


def event_cancelled(home, staff, monkeypatch, before):
    registration = cast.register(make_event(home))
    before()
    services.cancel_event(registration.pool, by=staff, reason="Our teacher is ill.")
    return registration


def already(home, staff, monkeypatch, before):
    registration = waitlisted(home, staff, monkeypatch, before)
    before()
    with pytest.raises(services.AlreadyRegistered):
        cast.register(registration.pool.page, "Another", email=registration.email)
    return registration


def message(home, staff, monkeypatch, before):
    registration = waitlisted(home, staff, monkeypatch, before)
    before()
    writing.write([registration.pk], subject="Shoes", text="Bring none.", token="1", by=staff)
    return registration


def move_by_a_week(page):
    """The only date, a week later, and published."""
    date = page.dates.get()
    date.day = SECOND
    page.dates = [date]
    page.save_revision().publish()
