"""Instant, by a confirmed address, by approval: what people are told, and late answers."""

import pytest

from articles.tests.sent import tree, visible
from events import services
from events.ledger import Registration
from events.tests import cast
from events.tests.postbox import (
    ADA,
    act,
    asked,
    errors,
    followed,
    key_in,
    letters,
    link_to,
    only_registration,
    send,
)
from studio.models import Letter
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db


def heading(response):
    return visible(tree(response).cssselect("h1")[0])


def receipt(response):
    return visible(tree(response).cssselect("#registered h3")[0])


def address_in_the_last_letter():
    return f"/registration/{key_in(Letter.objects.order_by('-pk').first())}/"


@pytest.mark.parametrize(
    ("mode", "status", "telling", "words"),
    [
        ("instant", "confirmed", "confirmed", "You have a place"),
        (
            "email",
            "pending_email",
            "confirm_address",
            "One more step: please confirm your e-mail address",
        ),
        ("approval", "pending_approval", "waits_for_approval", "Your request has arrived"),
    ],
)
def test_each_mode_begins_with_its_own_state_letter_and_words(
    client, home_page, mode, status, telling, words
):
    event = cast.make_event(home_page, sign_up=mode)

    page = followed(client, send(client, event))

    assert only_registration().status == status
    assert letters() == [(telling, ADA["email"])]
    assert receipt(page) == words


@pytest.fixture
def by_email(home_page):
    return cast.make_event(home_page, sign_up="email", capacity=1)


def test_the_button_in_the_letter_confirms_the_address(client, by_email):
    send(client, by_email)
    link = address_in_the_last_letter()
    assert heading(client.get(link)) == "Please confirm your e-mail address"
    assert only_registration().status == "pending_email"

    response = act(client, link, "confirm")

    assert asked(response) == (link, {"done": "confirmed"}, "")
    page = followed(client, response)
    assert heading(page) == "You have a place"
    assert "Thank you: your address is confirmed." in page.text
    ada = only_registration()
    assert (ada.status, ada.proved_at is not None) == ("confirmed", True)
    assert letters()[-1] == ("confirmed", ADA["email"])


def test_confirming_twice_is_the_same_as_once(client, by_email):
    send(client, by_email)
    link = address_in_the_last_letter()

    answers = [act(client, link, "confirm").status_code for _time in range(2)]

    assert answers == [303, 303]
    assert letters() == [("confirm_address", ADA["email"]), ("confirmed", ADA["email"])]


def test_a_late_confirmation_has_the_place_if_it_is_still_free(client, by_email):
    send(client, by_email)
    cast.let_hold_pass(only_registration())
    link = address_in_the_last_letter()
    assert heading(client.get(link)) == "The time to answer is over"

    response = act(client, link, "confirm")

    assert heading(followed(client, response)) == "You have a place"


def test_a_late_confirmation_joins_the_line_if_the_place_is_gone_and_says_so(client, by_email):
    send(client, by_email)
    link = address_in_the_last_letter()
    ada = only_registration()
    cast.let_hold_pass(ada)
    services.confirm_address(cast.register(by_email))

    page = followed(client, act(client, link, "confirm"))

    assert heading(page) == "You are on the waiting list"
    assert (
        "Your address is confirmed. The places have gone to others meanwhile, so you are on the "
        "waiting list now." in page.text
    )
    assert cast.status_of(ada) == "waitlisted"
    assert letters()[-1] == ("waitlisted", ADA["email"])


def test_a_late_confirmation_where_nobody_can_wait_says_so(client, home_page):
    event = cast.make_event(home_page, sign_up="email", capacity=1, waiting="none")
    send(client, event)
    link = address_in_the_last_letter()
    cast.let_hold_pass(only_registration())
    services.confirm_address(cast.register(event))

    page = act(client, link, "confirm")

    assert page.status_code == 409
    assert errors(page) == ["There is no room for so many any more, so nothing was done."]


def test_a_late_confirmation_after_a_second_registration_changes_nothing(client, by_email):
    send(client, by_email)
    link = address_in_the_last_letter()
    first = only_registration()
    cast.let_hold_pass(first)
    send(client, by_email, name="Ada Again")

    page = act(client, link, "confirm")

    assert page.status_code == 409
    assert cast.status_of(first) == "expired"


def test_approval_is_told_on_the_page_of_the_registration(client, home_page):
    event = cast.make_event(home_page, sign_up="approval")
    send(client, event)
    link = address_in_the_last_letter()
    assert heading(client.get(link)) == "We are looking at your request"

    services.approve(only_registration(), by=studio_cast.make_admin())

    assert heading(client.get(link)) == "You have a place"


def test_who_is_declined_is_told_so_and_can_do_nothing_more(client, home_page):
    event = cast.make_event(home_page, sign_up="approval")
    send(client, event)
    ada = only_registration()
    services.decline(ada, by=studio_cast.make_admin(), reason="We know him")
    link = link_to(ada)

    page = client.get(link)

    assert heading(page) == "We could not give you a place"
    assert "We know him" not in page.text
    assert act(client, link, "cancel", sure="on").status_code == 409
    assert act(client, link, "confirm").status_code == 409
    assert cast.status_of(ada) == "rejected"


@pytest.mark.parametrize("action", ["change", "fewer"])
def test_whoever_changes_something_has_confirmed_the_address_by_it(client, home_page, action):
    event = cast.make_event(home_page, sign_up="email", largest_party=2)
    send(client, event, seats="2")
    link = address_in_the_last_letter()
    version = str(cast.pool_of(event).form_id)
    fields = {"name": "Ada Arch", "version": version, "seats": "1", "sure": "on"}

    assert act(client, link, action, **fields).status_code == 303

    ada = only_registration()
    assert (ada.status, ada.proved_at is not None) == ("confirmed", True)
    assert letters()[-1] == ("confirmed", ADA["email"])


def test_whoever_gives_an_unconfirmed_place_back_gets_no_letter_about_having_it(client, by_email):
    send(client, by_email)

    act(client, address_in_the_last_letter(), "cancel", sure="on")

    assert letters() == [("confirm_address", ADA["email"]), ("cancelled", ADA["email"])]
    assert Registration.objects.get().status == "cancelled"
