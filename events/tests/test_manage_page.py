"""The page of a registration, to which every letter leads: without signing in."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.tests.sent import tree, visible
from events import services
from events.content import EventQuestion
from events.ledger import ManageLink, Registration, SeatPool
from events.tests import cast
from events.tests.postbox import (
    act,
    asked,
    errors,
    followed,
    letters,
    link_to,
    only_registration,
    question,
    title,
    version_in,
    with_questions,
)
from events.views.manage import ACTS_A_MINUTE, GUESSES_AN_HOUR
from studio.bodies import LARGEST_POST
from studio.models import Letter
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db


def heading(response):
    return visible(tree(response).cssselect("h1")[0])


def actions(response):
    """What the buttons of the page do, in order."""
    buttons = tree(response).cssselect("main form button[name=action]")
    return [one.get("value") for one in buttons]


def answers_of(registration):
    asked_by = {one["key"]: one["label"] for one in registration.form.questions}
    return {asked_by[key]: answer for key, answer in registration.answers.items()}


@pytest.fixture
def event(home_page):
    return with_questions(home_page, ("Shoe size", "number"), largest_party=3, capacity=4)


@pytest.fixture
def ada(event):
    key = event.form_fields.get().key
    return cast.register(event, "Ada Arc", email="ada@reader.example", answers={key: "42"})


@pytest.fixture
def link(ada):
    return link_to(ada)


# --- what it shows ------------------------------------------------------------


def test_it_shows_where_a_registration_stands(client, event, ada, link):
    page = client.get(link)

    assert heading(page) == "You have a place"
    for said in (event.title, ada.reference, "Shoe size", "42", "Ada Arc", "ada@reader.example"):
        assert said in page.text
    assert actions(page) == ["change", "cancel", "erase"]


def test_nobody_finds_it_keeps_it_or_hears_where_its_reader_comes_from(client, link):
    for response in (client.get(link), client.head(link), act(client, link, "nothing")):
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex"
        assert response.cookies == {}
    assert '<meta name="robots" content="noindex">' in client.get(link).text


@pytest.mark.parametrize("token", ["x", "x" * 43, "é", "a" * 3000, "%00", "..", "erased%20"])
def test_a_key_that_is_none_of_ours_opens_nothing_and_says_what_may_help(client, ada, token):
    for response in (
        client.get(f"/registration/{token}/"),
        client.post(f"/registration/{token}/", {"action": "cancel", "sure": "on"}),
    ):
        assert response.status_code == 404
        assert heading(response) == "This link opens nothing"
        assert "Copy the whole of it from the e-mail" in response.text
        assert response["Referrer-Policy"] == "no-referrer"
    assert cast.status_of(ada) == "confirmed"


def test_only_a_digest_of_the_key_is_stored(ada, link):
    key = link.split("/")[2]

    stored = [str(value) for row in ManageLink.objects.values_list() for value in row]
    assert not any(key in value for value in stored)


def test_the_keys_of_all_letters_go_on_working(client, ada):
    links = [link_to(ada) for _letter in range(3)]
    act(client, links[1], "cancel", sure="on")

    assert [heading(client.get(link)) for link in links] == ["This registration is cancelled"] * 3


def test_all_keys_end_by_a_command_and_the_next_letter_brings_another(client, ada, link, capsys):
    call_command("end_links")

    assert capsys.readouterr().out.endswith(" links to registrations open nothing any more.\n")
    assert client.get(link).status_code == 404
    assert cast.status_of(ada) == "confirmed"
    assert client.get(link_to(ada)).status_code == 200


def test_what_is_owed_and_how_it_is_paid_is_told(client, home_page):
    event = cast.make_event(home_page, price="60.50", largest_party=2)

    page = client.get(link_to(cast.register(event, seats=2)))

    assert "121 EUR (pay at the desk)" in page.text


def test_whoever_is_signed_in_may_use_it_too(ada, link):
    staff = Client(enforce_csrf_checks=True)
    staff.force_login(studio_cast.make_admin())

    # browsers call the origin of a page null that tells nobody its address
    response = staff.post(link, {"action": "cancel", "sure": "on"}, headers={"Origin": "null"})

    assert response.status_code == 303
    assert cast.status_of(ada) == "cancelled"


def test_it_asks_the_database_the_same_few_things_for_anybody(client, event, ada, link):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(link)
        return len(captured)

    client.get(link)
    before = queries()
    for _guest in range(10):
        cast.register(event)

    assert queries() == before


# --- giving back --------------------------------------------------------------


def test_giving_a_place_back_asks_once_more(client, ada, link):
    page = act(client, link, "cancel")

    assert page.status_code == 422
    assert title(page).startswith("Error: ")
    assert "Tick the box if you mean it." in page.text
    assert cast.status_of(ada) == "confirmed"


def test_a_place_given_back_goes_to_the_next_in_line(client, event, ada, link):
    cast.fill_up(event)
    waiting = cast.register(event)

    response = act(client, link, "cancel", sure="on")

    assert asked(response) == (link, {"done": "cancelled"}, "")
    page = followed(client, response)
    assert heading(page) == "This registration is cancelled"
    assert "Thank you for telling us" in page.text
    assert (cast.status_of(ada), cast.status_of(waiting)) == ("cancelled", "confirmed")
    assert actions(page) == ["erase"]


def test_giving_back_twice_is_the_same_as_once(client, ada, link):
    answers = [act(client, link, "cancel", sure="on").status_code for _time in range(2)]

    assert answers == [303, 303]
    assert [telling for telling, _to in letters()] == ["confirmed", "cancelled"]


def test_after_the_cut_off_a_place_is_not_given_back_here(client, event, ada, link):
    SeatPool.objects.update(change_until=timezone.now() - timedelta(seconds=1))
    page = client.get(link)
    assert actions(page) == ["erase"]
    assert "If you cannot come, please write to us or call." in page.text

    refused = act(client, link, "cancel", sure="on")

    assert refused.status_code == 403
    assert errors(refused) == [
        "The time until which this could be changed is over. Please write to us or call."
    ]
    assert cast.status_of(ada) == "confirmed"


def test_whoever_only_waits_may_leave_the_line_until_the_end(client, event, ada):
    cast.fill_up(event)
    waiting = cast.register(event)
    SeatPool.objects.update(change_until=timezone.now() - timedelta(seconds=1))
    link = link_to(waiting)
    assert "cancel" in actions(client.get(link))

    assert act(client, link, "cancel", sure="on").status_code == 303

    assert cast.status_of(waiting) == "cancelled"


# --- changing -----------------------------------------------------------------


def test_name_and_answers_can_be_changed(client, event, ada, link):
    fields = {"name": "Ada Arch", question(event, "Shoe size"): "43"}

    response = act(client, link, "change", version=version_in(client, link), **fields)

    assert asked(response)[1] == {"done": "changed"}
    assert "Your changes are saved." in followed(client, response).text
    ada = cast.again(ada)
    assert (ada.name, answers_of(ada)) == ("Ada Arch", {"Shoe size": "43"})
    assert ada.proved_at is not None
    assert ada.attendees.get().name == "Ada Arch"


def test_a_change_that_is_none_is_asked_again_with_what_was_typed(client, event, ada, link):
    fields = {"name": "", question(event, "Shoe size"): "large"}

    page = act(client, link, "change", version=version_in(client, link), **fields)

    assert page.status_code == 422
    assert errors(page) == ["Write your name.", "Write a number, such as 7 or 7.5."]
    assert 'value="large"' in page.text
    assert answers_of(cast.again(ada)) == {"Shoe size": "42"}


def test_after_the_cut_off_nothing_is_changed(client, event, ada, link):
    version = version_in(client, link)
    SeatPool.objects.update(change_until=timezone.now() - timedelta(seconds=1))

    page = act(client, link, "change", version=version, name="Ada Arch")

    assert page.status_code == 403
    assert cast.again(ada).name == "Ada Arc"


def test_a_question_that_came_later_is_asked_and_a_retired_answer_is_kept(client, event, ada, link):
    event.form_fields = [EventQuestion(label="Injuries", field_type="multiline", sort_order=0)]
    event.save_revision().publish()
    page = client.get(link)
    fields = {one.get("name") for one in tree(page).cssselect("main form [name^=q_]")}
    assert fields == {question(event, "Injuries")}
    assert "Shoe size" in page.text  # among what was answered

    response = act(
        client,
        link,
        "change",
        name="Ada Arc",
        version=version_in(client, link),
        **{question(event, "Injuries"): "A toe"},
    )

    assert response.status_code == 303
    assert answers_of(cast.again(ada)) == {"Injuries": "A toe", "Shoe size": "42"}
    assert "Shoe size" not in client.get(event.url).text


def test_changing_twice_after_the_form_changed_keeps_all_answers(client, event, ada, link):
    event.form_fields = [EventQuestion(label="Injuries", field_type="multiline", sort_order=0)]
    event.save_revision().publish()
    for said in ("A toe", "Two toes"):
        version = version_in(client, link)
        fields = {question(event, "Injuries"): said}
        act(client, link, "change", name="Ada Arc", version=version, **fields)

    assert answers_of(cast.again(ada)) == {"Injuries": "Two toes", "Shoe size": "42"}


def test_a_form_that_changed_meanwhile_is_shown_anew(client, event, ada, link):
    version = version_in(client, link)
    event.form_fields.add(EventQuestion(label="Injuries", field_type="multiline", sort_order=1))
    event.save_revision().publish()
    fields = {question(event, "Shoe size"): "43"}

    page = act(client, link, "change", version=version, name="Ada Arch", **fields)

    assert page.status_code == 409
    assert "The form has changed while you were filling it in." in errors(page)[0]
    assert 'value="Ada Arch"' in page.text
    assert 'value="43"' in page.text
    assert cast.again(ada).name == "Ada Arc"


def test_some_of_several_places_go_to_those_who_wait(client, event):
    group = cast.register(event, seats=3)
    cast.register(event)
    waiting = cast.register(event, seats=2)
    link = link_to(group)
    assert "fewer" in actions(client.get(link))
    assert act(client, link, "fewer", seats="1").status_code == 422

    response = act(client, link, "fewer", seats="1", sure="on")

    assert response.status_code == 303
    assert cast.again(group).seats == 1
    assert group.attendees.count() == 1
    assert cast.status_of(waiting) == "confirmed"


@pytest.mark.parametrize("seats", ["0", "-1", "3", "4", "", "x"])
def test_more_places_or_none_are_no_choice(client, event, seats):
    group = cast.register(event, seats=3)

    page = act(client, link_to(group), "fewer", seats=seats, sure="on")

    assert page.status_code == 422
    assert cast.again(group).seats == 3


def test_fewer_places_cost_less(client, home_page):
    event = cast.make_event(home_page, price="60", largest_party=3)
    group = cast.register(event, seats=3)

    act(client, link_to(group), "fewer", seats="2", sure="on")

    assert "120 EUR (pay at the desk)" in client.get(link_to(group)).text


# --- taking what is offered ---------------------------------------------------


def offered(home_page, hours=10):
    """Somebody who waited and is offered a place, since it is only hours until the start."""
    event = cast.make_event(home_page, capacity=1, waiting="offer")
    (first,) = cast.fill_up(event)
    waiting = cast.register(event)
    cast.starts_in(event, timedelta(hours=hours))
    services.cancel(first)
    return event, waiting


def test_an_offered_place_is_taken_by_a_button(client, home_page):
    _event, waiting = offered(home_page)
    link = link_to(waiting)
    page = client.get(link)
    assert (heading(page), actions(page)[0]) == ("You are offered a place", "accept")

    response = act(client, link, "accept")

    assert "The place is yours." in followed(client, response).text
    assert cast.status_of(waiting) == "confirmed"
    assert act(client, link, "accept").status_code == 303  # pressed twice


def test_an_offer_whose_time_is_over_holds_if_the_place_is_still_free(client, home_page):
    _event, waiting = offered(home_page)
    cast.let_hold_pass(waiting)
    link = link_to(waiting)
    page = client.get(link)
    assert (heading(page), actions(page)) == ("The time to answer is over", ["accept", "erase"])

    assert act(client, link, "accept").status_code == 303

    assert cast.status_of(waiting) == "confirmed"


def test_an_offer_whose_time_is_over_is_gone_when_somebody_has_the_place(client, home_page):
    event, waiting = offered(home_page)
    cast.let_hold_pass(waiting)
    cast.register(event)

    page = act(client, link_to(waiting), "accept")

    assert page.status_code == 409
    assert errors(page) == ["There is no room for so many any more, so nothing was done."]


def test_shortly_before_the_start_the_first_who_presses_has_the_place(client, home_page):
    event = cast.make_event(home_page, capacity=1)
    (first,) = cast.fill_up(event)
    waiting = [cast.register(event) for _guest in range(2)]
    cast.starts_in(event, timedelta(hours=1))
    assert actions(client.get(link_to(waiting[1]))) == ["change", "cancel", "erase"]
    services.cancel(first, by=studio_cast.make_admin())
    links = [link_to(one) for one in waiting]
    assert [actions(client.get(link))[0] for link in links] == ["take", "take"]

    statuses = [act(client, link, "take").status_code for link in reversed(links)]

    assert statuses == [303, 409]
    assert [cast.status_of(one) for one in waiting] == ["waitlisted", "confirmed"]


def test_whoever_never_confirmed_an_address_takes_a_free_place_just_as_well(client, home_page):
    event = cast.make_event(home_page, capacity=1, sign_up="email")
    (first,) = cast.fill_up(event)
    services.confirm_address(first)
    waiting = cast.register(event)
    cast.starts_in(event, timedelta(hours=1))
    services.cancel(first, by=studio_cast.make_admin())
    assert cast.told(waiting)[-1] == "free_place"
    link = link_to(waiting)
    assert actions(client.get(link))[0] == "take"

    assert act(client, link, "take").status_code == 303

    waiting = cast.again(waiting)
    assert waiting.status == "confirmed"
    assert waiting.proved_at is not None


def test_an_offered_place_can_be_turned_down(client, home_page):
    _event, waiting = offered(home_page)
    link = link_to(waiting)

    headings = [visible(one) for one in tree(client.get(link)).cssselect("main summary h2")]
    assert headings[1] == "Turn the place down"
    assert act(client, link, "cancel", sure="on").status_code == 303

    assert cast.status_of(waiting) == "cancelled"


def test_once_it_is_over_nobody_is_asked_for_anything(client, home_page):
    event = cast.make_event(home_page, capacity=1, price="60")
    (first,) = cast.fill_up(event)
    waiting = cast.register(event)
    cast.starts_in(event, -timedelta(hours=3))

    had, waited = client.get(link_to(first)), client.get(link_to(waiting))

    assert [heading(page) for page in (had, waited)] == ["You had a place", "The event is over"]
    assert [actions(page) for page in (had, waited)] == [["erase"], ["erase"]]
    assert "no place came free for you" in waited.text
    assert fact(had, "To pay") == "60 EUR (pay at the desk)"
    assert fact(waited, "To pay, if you get a place") is None
    assert fact(waited, "Your place in line") is None


def fact(response, label):
    """What the page says under a label, None if it does not."""
    rows = tree(response).cssselect(".manage__facts > div")
    found = {visible(row[0]): visible(row[1]) for row in rows}
    return found.get(label)


def test_who_waits_sees_their_place_in_line_and_owes_nothing_yet(client, home_page):
    event = cast.make_event(home_page, capacity=1, price="60")
    (first,) = cast.fill_up(event)
    waiting = [cast.register(event) for _guest in range(2)]
    pages = [client.get(link_to(one)) for one in (first, *waiting)]

    assert [fact(page, "Your place in line") for page in pages] == [None, "1", "2"]
    assert [fact(page, "To pay") for page in pages] == ["60 EUR (pay at the desk)", None, None]
    assert fact(pages[1], "To pay, if you get a place") == "60 EUR (pay at the desk)"


@pytest.mark.parametrize(
    ("seats", "words"),
    [
        (1, ["Give the place back"]),
        (2, ["Give one of the two places back", "Give both places back"]),
        (3, ["Give some of the places back", "Give all places back"]),
    ],
)
def test_as_many_places_are_given_back_as_there_are(client, event, seats, words):
    page = client.get(link_to(cast.register(event, seats=seats)))

    headings = [visible(one) for one in tree(page).cssselect("main summary h2")]
    assert [one for one in headings if one.startswith("Give ")] == words


def test_reasons_of_staff_are_for_staff(client, home_page):
    event = cast.make_event(home_page, sign_up="approval")
    ada = cast.register(event)
    services.decline(ada, by=studio_cast.make_admin(), reason="Was rude at the desk.")

    page = client.get(link_to(ada)).text

    assert "was declined" in page
    assert "rude" not in page


# --- when the event is off ----------------------------------------------------


def test_when_the_event_is_cancelled_it_says_why_and_nothing_can_be_had(client, event, ada, link):
    services.cancel_event(cast.pool_of(event), by=studio_cast.make_admin(), reason="A flood.")

    page = client.get(link)

    assert heading(page) == "The event is cancelled"
    assert "A flood." in page.text
    assert actions(page) == ["erase"]


def test_the_page_works_when_the_event_has_none_any_more(client, event, ada, link):
    SeatPool.objects.update(page=None)

    assert heading(client.get(link)) == "You have a place"


# --- what is stored -----------------------------------------------------------


def test_everything_that_is_stored_can_be_seen_and_taken_along(client, home_page):
    consent = cast.make_consent("I move at my own risk.", text="All of it.")
    event = with_questions(home_page, ("Shoe size", "number"), consents=[consent], price="60")
    key = event.form_fields.get().key
    ada = cast.register(
        event, "Ada Arc", email="ada@reader.example", answers={key: "42"}, consents=(consent,)
    )
    services.note(ada, "Came late once.", by=studio_cast.make_admin())
    link = link_to(ada)

    response = client.get(link, {"format": "json"})

    assert response["Content-Disposition"] == 'attachment; filename="registration.json"'
    assert response["Cache-Control"] == "private, no-store"
    stored = json.loads(response.content)
    assert {name: stored[name] for name in ("event", "name", "email", "state", "places")} == {
        "event": "Trunk training",
        "name": "Ada Arc",
        "email": "ada@reader.example",
        "state": "confirmed",
        "places": 1,
    }
    assert stored["answers"] == [{"question": "Shoe size", "answer": "42"}]
    assert stored["note_of_the_studio"] == "Came late once."
    assert [one["statement"] for one in stored["consents"]] == ["I move at my own risk."]
    assert [one["what"] for one in stored["what_happened"]] == ["registered", "got a note"]
    assert [one["to"] for one in stored["letters"]] == ["ada@reader.example"]
    page = client.get(link).text
    for said in ("I move at my own risk.", "got a note"):
        assert said in page
    assert "Came late once." not in page  # staff write it for themselves


def test_erasing_asks_once_more(client, ada, link):
    page = act(client, link, "erase")

    assert page.status_code == 422
    assert cast.again(ada).name == "Ada Arc"


def test_erasing_gives_the_place_back_and_forgets_the_person(client, event, ada, link):
    cast.fill_up(event)
    waiting = cast.register(event)

    response = act(client, link, "erase", sure="on")

    assert asked(response) == (reverse("events:forgotten"), {}, "")
    page = followed(client, response)
    assert (page.status_code, heading(page)) == (200, "Everything is erased")
    ada = cast.again(ada)
    assert (ada.name, ada.email, ada.answers, ada.status) == ("", "", {}, "cancelled")
    assert cast.status_of(waiting) == "confirmed"
    assert not Letter.objects.filter(to="ada@reader.example").exists()
    assert client.get(link).status_code == 404
    assert act(client, link, "erase", sure="on").status_code == 404


# --- nonsense -----------------------------------------------------------------


@pytest.mark.parametrize("action", ["", "approve", "__class__", "\x00", "x" * 9000])
def test_a_button_that_is_none_of_ours_does_nothing(client, ada, link, action):
    page = act(client, link, action, sure="on")

    assert page.status_code == 400
    assert cast.status_of(ada) == "confirmed"


@pytest.mark.parametrize("action", ["accept", "take"])
def test_what_is_not_offered_cannot_be_taken(client, event, ada, action):
    cast.fill_up(event)
    waiting = cast.register(event)

    assert act(client, link_to(waiting), action).status_code == 409
    assert cast.status_of(waiting) == "waitlisted"


def test_a_post_that_is_too_large_is_refused(client, ada, link):
    response = act(client, link, "change", name="x" * LARGEST_POST)

    assert response.status_code == 413
    assert cast.again(ada).name == "Ada Arc"


def test_other_methods_are_not_allowed(client, link):
    assert [client.put(link).status_code, client.delete(link).status_code] == [405, 405]


def test_who_presses_very_often_waits(client, ada, link):
    for _time in range(ACTS_A_MINUTE):
        act(client, link, "cancel")

    page = act(client, link, "cancel", sure="on")

    assert page.status_code == 429
    assert 0 < int(page["Retry-After"]) <= 60
    assert "That was a lot in a short time." in errors(page)[0]
    assert cast.status_of(ada) == "confirmed"
    assert act(Client(REMOTE_ADDR="203.0.113.9"), link, "cancel", sure="on").status_code == 303


def test_who_guesses_keys_waits(client, ada, link):
    guesses = range(GUESSES_AN_HOUR + 1)
    answers = [client.get(f"/registration/guess{number}/").status_code for number in guesses]

    assert answers == [404] * GUESSES_AN_HOUR + [429]
    assert client.get(link).status_code == 200  # a key that opens something is no guess


def test_a_new_registration_of_the_same_address_is_not_opened_by_an_old_key(
    client, event, ada, link
):
    act(client, link, "cancel", sure="on")
    cast.register(event, "Ada Arc", email="ada@reader.example")

    assert heading(client.get(link)) == "This registration is cancelled"
    assert Registration.objects.count() == 2
    with pytest.raises(Registration.MultipleObjectsReturned):
        only_registration()
