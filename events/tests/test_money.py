"""Money: what is owed, what has arrived, and places that are theirs once it has."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from events import payments, services
from events.choices import Status
from events.ledger import Payment, Registration, SeatPool
from events.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page, capacity=4, largest_party=3, sign_up="email", price=10)


@pytest.fixture
def prepaid(home_page, monkeypatch):
    """An event of 12.50 for a place, which is theirs once the money has arrived."""
    provider = payments.Provider("test", "by test", pays_first=True)
    monkeypatch.setitem(payments._PROVIDERS, provider.name, provider)

    def make(**fields):
        fields = {"capacity": 2, "largest_party": 2, "price": Decimal("12.50")} | fields
        page = cast.make_event(home_page, **fields)
        SeatPool.objects.filter(page=page).update(payment=provider.name)
        return page

    return make


def pay(registration, amount, reference="T-1"):
    return services.pay(registration, amount=Decimal(amount), reference=reference, provider="test")


def test_a_prepaid_place_is_held_until_the_money_comes(prepaid):
    registration = cast.register(prepaid(), seats=2)
    assert (registration.status, registration.owed) == (Status.PENDING_PAYMENT, Decimal(25))
    hold = registration.hold_until - timezone.now()
    assert timedelta(hours=23) < hold <= timedelta(hours=24)
    pay(registration, "25")
    assert cast.status_of(registration) == Status.CONFIRMED
    assert cast.again(registration).owed == 0
    assert cast.told(registration) == ["waits_for_payment", "confirmed"]


def test_a_part_of_the_money_is_noted_and_the_place_goes_on_waiting(prepaid):
    registration = cast.register(prepaid())
    pay(registration, "12", "T-1")
    assert (cast.status_of(registration), cast.again(registration).owed) == (
        Status.PENDING_PAYMENT,
        Decimal("0.50"),
    )
    pay(registration, "0.50", "T-2")
    assert cast.status_of(registration) == Status.CONFIRMED


def test_the_same_message_of_a_provider_is_one_payment(prepaid):
    registration = cast.register(prepaid())
    assert pay(registration, "12.50") == pay(registration, "12.50")
    assert Payment.objects.count() == 1
    assert cast.told(registration) == ["waits_for_payment", "confirmed"]
    assert list(registration.log.values_list("verb", flat=True)) == ["registered", "paid"]


def test_the_reference_of_somebody_elses_payment_gives_nobody_a_place(prepaid):
    page = prepaid()
    payer, other = cast.register(page), cast.register(page)
    pay(payer, "12.50")
    with pytest.raises(services.NotPossible):
        pay(other, "12.50")
    assert cast.status_of(other) == Status.PENDING_PAYMENT


def test_a_payment_under_the_same_reference_is_of_the_same_amount(prepaid):
    payer = cast.register(prepaid())
    pay(payer, "2")
    with pytest.raises(services.NotPossible):
        pay(payer, "12.50")
    assert cast.again(payer).owed == Decimal("10.50")


def test_a_payment_that_was_expected_arrives(prepaid):
    payer = cast.register(prepaid())
    Payment.objects.create(
        registration=payer,
        provider="test",
        reference="T-1",
        amount=Decimal("12.50"),
        currency=payer.currency,
        status=Payment.Status.PENDING,
    )
    assert cast.again(payer).owed == Decimal("12.50")
    pay(payer, "12.50")
    pay(payer, "12.50")
    assert Payment.objects.get().status == Payment.Status.SETTLED
    assert (cast.status_of(payer), cast.again(payer).owed) == (Status.CONFIRMED, 0)
    assert [line.verb for line in payer.log.all()].count("paid") == 1


def test_late_money_still_buys_the_place_while_it_is_free(prepaid):
    registration = cast.register(prepaid())
    cast.let_hold_pass(registration)
    pay(registration, "12.50")
    assert cast.status_of(registration) == Status.CONFIRMED
    assert cast.told(registration) == ["waits_for_payment", "confirmed"]


def test_late_money_is_kept_in_the_books_where_the_place_is_gone(prepaid):
    page = prepaid(capacity=1)
    late, waiting = cast.register(page), cast.register(page)
    cast.let_hold_pass(late)
    pay(late, "12.50")
    assert (cast.status_of(late), cast.status_of(waiting)) == ("expired", "pending_payment")
    assert cast.told(late) == ["waits_for_payment", "expired"]
    assert cast.again(late).owed == 0


@pytest.mark.parametrize("price", [None, Decimal(0)])
def test_what_is_free_of_charge_waits_for_no_money(prepaid, price):
    assert cast.register(prepaid(price=price)).status == Status.CONFIRMED


@pytest.mark.parametrize("sign_up", ["email", "approval"])
def test_the_money_comes_after_the_address_and_the_approval(prepaid, staff, sign_up):
    registration = cast.register(prepaid(sign_up=sign_up))
    if sign_up == "email":
        services.confirm_address(registration)
    else:
        services.approve(registration, by=staff)
    assert cast.status_of(registration) == Status.PENDING_PAYMENT
    pay(registration, "12.50")
    assert cast.status_of(registration) == Status.CONFIRMED


def test_who_moves_up_pays_as_well(prepaid):
    page = prepaid(capacity=1)
    first, second = cast.register(page), cast.register(page)
    services.cancel(first)
    assert cast.status_of(second) == Status.PENDING_PAYMENT


def test_money_at_the_desk_sums_up(event, staff):
    registration = cast.put(cast.register(event, seats=3), "confirmed")
    assert registration.owed == Decimal(30)
    for number, amount in enumerate(["10", "19.99"]):
        services.pay(registration, amount=Decimal(amount), reference=f"D{number}", by=staff)
    assert cast.again(registration).owed == Decimal("0.01")
    annotated = Registration.objects.with_paid().get(pk=registration.pk)
    assert (annotated.paid, annotated.owed) == (Decimal("29.99"), Decimal("0.01"))
