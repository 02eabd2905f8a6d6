"""One active registration an address and event; the same form again is the same registration."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from articles.tests.sent import tree, visible
from events.ledger import Registration
from events.serving.posts import LIKE_THE_FIRST
from events.tests import cast
from events.tests.postbox import (
    ADA,
    envelope,
    errors,
    letters,
    link_to,
    only_registration,
    send,
    typed,
    typed_by_ada,
)
from studio.tests import cast as studio_cast

ALREADY = (
    "This address is registered for this event already. We have just sent an e-mail to it: the "
    "link in it shows the registration and lets its owner change it."
)


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spelling",
    ["ada@reader.example", "ADA@Reader.EXAMPLE", "  ada@reader.example\t", "Ada@reader.example\n"],
)
def test_an_address_registers_once_however_it_is_spelt(client, event, spelling):
    send(client, event)

    page = send(client, event, name="Somebody Else", email=spelling)

    assert page.status_code == 409
    assert errors(page) == [ALREADY]
    assert visible(tree(page).cssselect("#errors-heading")[0]) == "You are registered already"
    assert only_registration().name == "Ada Arc"
    assert letters() == [("confirmed", ADA["email"]), ("already", ADA["email"])]


@pytest.mark.django_db
def test_who_tries_another_address_learns_nothing_about_its_owner(client, home_page):
    event = cast.make_event(home_page, capacity=1)
    send(client, event)
    theirs = only_registration()

    page = send(Client(), event, name="Mallory Moat")

    shown = page.text
    for secret in ("Ada Arc", theirs.reference, "mine=", "confirmed", "waiting list now"):
        assert secret not in shown
    assert typed(page)["name"] == "Mallory Moat"  # what they typed themselves


@pytest.mark.django_db
def test_the_answer_is_the_same_whatever_state_the_registration_is_in(client, home_page):
    event = cast.make_event(home_page, capacity=1)
    cast.register(event, email="first@reader.example")
    cast.register(event, email="second@reader.example")

    pages = [
        send(Client(), event, name="Mallory Moat", email=f"{who}@reader.example")
        for who in ("first", "second")
    ]

    assert [errors(page) for page in pages] == [[ALREADY], [ALREADY]]
    assert [page.status_code for page in pages] == [409, 409]


@pytest.mark.django_db
def test_what_follows_a_plus_makes_another_person(client, event):
    for email in ("ada@reader.example", "ada+one@reader.example", "ada+two@reader.example"):
        assert send(client, event, email=email).status_code == 303

    assert Registration.objects.count() == 3


@pytest.mark.django_db
def test_who_gave_the_place_back_may_register_again(client, event):
    send(client, event)
    client.post(link_to(only_registration()), {"action": "cancel", "sure": "on"})

    assert send(client, event).status_code == 303
    states = Registration.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == ["cancelled", "confirmed"]


@pytest.mark.django_db
def test_one_address_may_come_to_many_events(client, home_page, event):
    send(client, event)

    assert send(client, cast.make_event(home_page)).status_code == 303


@pytest.mark.django_db
def test_the_same_form_again_is_answered_like_the_first(client, event):
    sent = envelope(client, event) | typed_by_ada(event)

    answers = [client.post(event.url, sent) for _time in range(3)]

    assert [one.status_code for one in answers] == [303] * 3
    assert len({one["Location"] for one in answers}) == 1
    assert Registration.objects.count() == 1
    assert len(letters()) == 1


@pytest.mark.django_db
def test_the_same_form_again_is_answered_like_the_first_when_the_last_place_went_to_it(
    client, home_page
):
    event = cast.make_event(home_page, capacity=1, waiting="none")
    sent = envelope(client, event) | typed_by_ada(event)

    answers = [client.post(event.url, sent) for _time in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]


@pytest.mark.django_db
def test_long_after_it_the_same_words_could_be_anybodys(client, event):
    sent = envelope(client, event) | typed_by_ada(event)
    client.post(event.url, sent)
    ada = only_registration()
    before = ada.created_at - LIKE_THE_FIRST - timedelta(seconds=1)
    Registration.objects.filter(pk=ada.pk).update(created_at=before)

    page = client.post(event.url, sent)

    assert page.status_code == 409
    assert errors(page) == [ALREADY]
    assert ada.reference not in page.text
    assert letters() == [("confirmed", ADA["email"]), ("already", ADA["email"])]


@pytest.mark.django_db(transaction=True)
def test_the_same_form_four_times_at_once_is_one_registration_with_four_like_answers():
    event = cast.make_event(studio_cast.make_site())
    sent = envelope(Client(), event) | typed_by_ada(event)

    def post(_number):
        try:
            answer = Client().post(event.url, sent)
            return answer.status_code, answer["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(post, range(4)))

    assert {status for status, _location in answers} == {303}
    assert len({location for _status, location in answers}) == 1
    assert Registration.objects.count() == 1
    assert letters() == [("confirmed", ADA["email"])]


@pytest.mark.django_db
def test_the_form_is_kept_for_whoever_mistyped_an_address(client, event):
    send(client, event)

    page = send(client, event, name="Bo Bend")

    (form,) = tree(page).cssselect(".registration form")
    assert form.get("method") == "post"
    assert typed(page)["email"] == ADA["email"]
