"""Somebody who called: added by staff, told or not, beyond the number of places with a reason."""

from datetime import timedelta

import pytest

from events import services
from events.admin import words
from events.choices import Status
from events.ledger import Registration, SeatPool
from events.pages import EventPage
from events.services import history
from events.tests import cast, desk
from studio.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home_page):
    question = {"label": "Shoe", "required": True}
    return cast.make_event(home_page, "Trunk training", capacity=1, questions=[question])


def add(client, event, **fields):
    """Open the form and send it; ``event`` is the page."""
    token = client.get(desk.ADD).context["form"]["token"].value()
    sent = {"event": cast.pool_of(event).pk, "name": "Ada", "seats": "1", "tells": "on"}
    return client.post(desk.ADD, {"token": token} | sent | fields, follow=True)


def offered(client, url=desk.ADD):
    """The events among which somebody at the desk chooses."""
    field = client.get(url).context["form"].fields["event"]
    return [pool.title for pool in field.queryset]


def test_the_event_is_chosen_where_the_list_was_narrowed_to_it(admin_client, event):
    pool = cast.pool_of(event)
    button = f"{desk.ADD}?event={pool.pk}"
    assert button in admin_client.get(desk.INDEX, {"event": pool.pk}).text
    assert admin_client.get(button).context["form"]["event"].value() == str(pool.pk)
    assert desk.ADD in admin_client.get(desk.INDEX).text


@pytest.mark.parametrize("number", ["x", "99999", "9" * 30, "-1"])
def test_an_event_that_is_none_is_not_chosen(admin_client, event, number):
    assert admin_client.get(desk.ADD, {"event": number}).status_code == 200
    assert admin_client.get(desk.INDEX, {"event": number}).status_code == 200
    answer = admin_client.post(desk.ADD, {"event": number, "name": "Ada", "seats": "1"})
    assert answer.status_code == 422


def test_somebody_is_added_told_and_logged(admin_client, admin_user, event):
    answer = add(admin_client, event, email="ada@reader.example")
    ada = Registration.objects.get()
    assert desk.said(answer) == ["Ada has a place."]
    assert answer.redirect_chain[-1][0] == desk.url("inspect", ada)
    assert (ada.status, ada.added_by, ada.answers) == (Status.CONFIRMED, admin_user, {})
    assert ada.log.get().verb == history.ADDED
    letter = Letter.objects.get()
    assert (letter.to, letter.kind) == ("ada@reader.example", "registration: confirmed")


def test_nobody_is_told_where_the_box_is_not_ticked(admin_client, event):
    add(admin_client, event, email="ada@reader.example", tells="")
    assert Registration.objects.count() == 1
    assert not Letter.objects.exists()


def test_people_without_an_address_do_not_collide_and_get_no_letters(
    admin_client, admin_user, home_page
):
    event = cast.make_event(home_page, capacity=5)
    for name in ("Ada", "Bo"):
        add(admin_client, event, name=name)
    ada, bo = Registration.objects.order_by("pk")
    assert {ada.status, bo.status} == {Status.CONFIRMED}
    services.cancel(ada, by=admin_user)
    services.give_place(ada, by=admin_user)
    assert cast.status_of(ada) == Status.CONFIRMED
    assert not Letter.objects.exists()
    shown = desk.words_of(admin_client.get(desk.url("inspect", ada)))
    assert "none: no letters reach them" in shown


def test_where_no_place_is_free_they_wait(admin_client, event):
    cast.fill_up(event)
    answer = add(admin_client, event)
    assert desk.said(answer) == ["Ada is on the waiting list."]


def test_beyond_the_number_of_places_takes_a_reason(admin_client, event):
    cast.fill_up(event)
    answer = add(admin_client, event, overbook="on")
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"reason"}
    assert answer.context["form"]["name"].value() == "Ada"
    add(admin_client, event, overbook="on", reason="Teaches next week")
    entry = Registration.objects.get(name="Ada").log.get()
    assert (entry.verb, entry.reason) == (history.OVERBOOKED, "Teaches next week")


def test_without_a_waiting_list_there_is_a_sentence_beside_the_box(admin_client, home_page):
    event = cast.make_event(home_page, capacity=1, waiting="none")
    cast.fill_up(event)
    answer = add(admin_client, event)
    assert answer.status_code == 409
    assert answer.context["form"].errors.keys() == {"overbook"}


def test_an_address_is_registered_once(admin_client, event):
    cast.register(event, "Ada", email="ada@reader.example")
    answer = add(admin_client, event, email=" ADA@reader.example")
    assert answer.status_code == 409
    assert answer.context["form"].errors.keys() == {"email"}
    assert Registration.objects.count() == 1


def test_a_cancelled_event_takes_nobody(admin_client, admin_user, event):
    services.cancel_event(cast.pool_of(event), by=admin_user)
    assert add(admin_client, event).status_code == 422
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "A\nB\0"},
        {"email": "ada@a\nb.example"},
        {"seats": "0"},
        {"seats": "999"},
    ],
)
def test_what_is_none_is_refused_and_kept(admin_client, event, fields):
    answer = add(admin_client, event, **fields)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == set(fields)
    assert not Registration.objects.exists()


def test_a_form_that_is_sent_twice_adds_one_person(admin_client, home_page):
    event = cast.make_event(home_page, capacity=5)
    token = admin_client.get(desk.ADD).context["form"]["token"].value()
    first = add(admin_client, event, token=token)
    again = add(admin_client, event, token=token)
    assert desk.said(first) == desk.said(again) == ["Ada has a place."]
    assert first.redirect_chain == again.redirect_chain
    assert Registration.objects.count() == 1


def test_other_words_in_the_form_that_one_went_back_to_are_somebody_else(admin_client, home_page):
    event = cast.make_event(home_page, capacity=5)
    token = admin_client.get(desk.ADD).context["form"]["token"].value()
    for name in ("Ada", "Bo"):
        add(admin_client, event, token=token, name=name)
    assert sorted(Registration.objects.values_list("name", flat=True)) == ["Ada", "Bo"]


def test_a_form_without_its_token_adds_nobody(admin_client, event):
    assert add(admin_client, event, token="").status_code == 422
    assert not Registration.objects.exists()


def test_the_desk_is_offered_what_is_to_come_here_soonest_first(admin_client, home_page):
    cast.make_event(home_page, "Late", starts_in=timedelta(days=30))
    cast.make_event(home_page, "Soon", starts_in=timedelta(days=3))
    cast.make_event(home_page, "Over", starts_in=timedelta(days=-3))
    elsewhere = {"registering": "elsewhere", "registration_url": "https://tickets.example/"}
    cast.make_event(home_page, "Elsewhere", **elsewhere)
    cast.make_event(home_page, "Just come", registering="none")
    cast.make_event(home_page, "No date yet", starts_in=[])
    assert offered(admin_client) == ["Soon", "Late", "No date yet"]
    ada = cast.register(EventPage.objects.get(title="Late"), "Ada")
    assert offered(admin_client, desk.url("move", ada)) == ["Soon", "No date yet"]


def test_an_event_is_offered_with_its_date_and_how_full_it_is(admin_client, home_page):
    cast.make_event(home_page, "Open", capacity=None)
    text = desk.words_of(admin_client.get(desk.ADD))
    pool = SeatPool.objects.get()
    assert f"Open, {words.when(pool)}: 0 taken, places are not counted" in text


@pytest.mark.parametrize("registering", ["elsewhere", "none"])
def test_nobody_is_added_where_people_do_not_register_here(admin_client, home_page, registering):
    event = cast.make_event(home_page, registering=registering)
    assert add(admin_client, event).status_code == 422
    assert not Registration.objects.exists()
