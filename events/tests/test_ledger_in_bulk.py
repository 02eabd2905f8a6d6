"""The same for many at once: asked first, done in one go for each event, each row answered for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import services
from events.choices import Status
from events.ledger import Registration, SeatPool
from events.services import history
from events.tests import cast, desk
from studio.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(home_page):
    return cast.make_event(home_page, "Evening", sign_up="approval", capacity=10)


def ask(client, do, registrations=(), **query):
    """The page that asks; ``registrations`` are those that are marked."""
    ids = [one.pk for one in registrations]
    return client.get(desk.TOGETHER, {"do": do, "id": ids, **query})


def go(client, asked, **fields):
    """Press the button of a page that asked."""
    hidden = {name: asked.context[name] for name in ("do", "ids")}
    hidden["next"] = asked.context["next_url"]
    return client.post(desk.TOGETHER, hidden | fields, follow=True)


def states():
    return dict(Registration.objects.values_list("name", "status"))


def told(kind):
    return Letter.objects.filter(kind=f"registration: {kind}").count()


def test_the_page_that_asks_says_how_many_and_who_is_told_what(admin_client, home_page, evening):
    people = [cast.register(evening, name) for name in ("Ada", "Bo", "Cy")]
    other = cast.make_event(home_page, "Morning", sign_up="approval")
    people.append(cast.register(other, "Dora"))
    services.cancel(people[0])
    shown = desk.words_of(ask(admin_client, "approve", people))
    assert "This is about 3 registrations." in shown
    assert "They are for 2 events." in shown
    assert "3 people are told by e-mail that they have a place." in shown
    assert "1 is left out: it is in another state." in shown
    assert all(name in shown for name in ("Bo", "Cy", "Dora"))
    assert states()["Bo"] == Status.PENDING_APPROVAL


def test_who_has_no_address_is_not_counted_as_told(admin_client, admin_user, evening):
    cast.register(evening, "Ada")
    gus = services.add_by_hand(
        cast.pool_of(evening), services.Application(name="Gus", email=""), by=admin_user
    )
    ada = Registration.objects.get(name="Ada")
    shown = desk.words_of(ask(admin_client, "cancel", [ada, gus]))
    assert "This is about 2 registrations." in shown
    assert "1 person is told" in shown
    assert "1 has no address: Gus." in shown


def test_who_has_to_be_called_is_named_afterwards(admin_client, admin_user, evening):
    cast.register(evening, "Ada")
    gus = services.Application(name="Gus", email="")
    services.add_by_hand(cast.pool_of(evening), gus, by=admin_user)
    answer = go(admin_client, ask(admin_client, "cancel", Registration.objects.all()), tells="on")
    assert desk.said(answer) == ["2 registrations are cancelled. 1 has no address: Gus."]


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (Status.PENDING_APPROVAL, ["approve", "decline", "give", "cancel", "write"]),
        (Status.WAITLISTED, ["decline", "give", "cancel", "write"]),
        (Status.CONFIRMED, ["cancel", "write"]),
        (Status.CANCELLED, ["write"]),
    ],
)
def test_the_list_offers_what_fits_somebody_on_it(admin_client, evening, state, buttons):
    cast.put(cast.register(evening, "Ada"), state)
    assert list(admin_client.get(desk.INDEX).context["actions"]) == buttons


def test_what_changed_meanwhile_is_left_and_counted(admin_client, evening):
    people = [cast.register(evening, name) for name in ("Ada", "Bo", "Cy", "Dora")]
    asked = ask(admin_client, "approve", people)
    services.cancel(people[0])
    answer = go(admin_client, asked)
    assert desk.said(answer) == [
        "3 registrations are approved. 1 had changed meanwhile and is left as it is."
    ]
    assert states() == {
        "Ada": Status.CANCELLED,
        "Bo": Status.CONFIRMED,
        "Cy": Status.CONFIRMED,
        "Dora": Status.CONFIRMED,
    }
    assert told("confirmed") == 3


def test_a_second_click_does_nothing_and_says_so(admin_client, evening):
    people = [cast.register(evening, name) for name in ("Ada", "Bo")]
    asked = ask(admin_client, "approve", people)
    go(admin_client, asked)
    answer = go(admin_client, asked)
    assert desk.said(answer) == [
        "0 registrations are approved. 2 had changed meanwhile and are left as they are."
    ]
    assert told("confirmed") == 2


def test_places_of_those_who_are_cancelled_go_to_nobody_of_them(admin_client, home_page):
    event = cast.make_event(home_page, capacity=2)
    people = [cast.register(event, name) for name in ("Ada", "Bo", "Cy", "Dora")]
    go(admin_client, ask(admin_client, "cancel", people[:3]), tells="on", reason="Ill")
    assert states() == {
        "Ada": Status.CANCELLED,
        "Bo": Status.CANCELLED,
        "Cy": Status.CANCELLED,
        "Dora": Status.CONFIRMED,
    }
    assert told("cancelled_by_studio") == 3
    reasons = {one.log.last().reason for one in people[:3]}
    assert reasons == {"Ill"}


def test_declining_many_hands_their_places_on(admin_client, home_page):
    event = cast.make_event(home_page, capacity=2, sign_up="approval")
    people = [cast.register(event, name) for name in ("Ada", "Bo", "Cy")]
    go(admin_client, ask(admin_client, "decline", people[:2]))
    assert states() == {
        "Ada": Status.REJECTED,
        "Bo": Status.REJECTED,
        "Cy": Status.PENDING_APPROVAL,
    }


def test_places_out_of_turn_go_as_far_as_there_are_some(admin_client, home_page):
    event = cast.make_event(home_page, capacity=3, largest_party=2)
    cast.register(event, "Ada", seats=2)
    waiting = [cast.register(event, "Bo", seats=2), cast.register(event, "Cy")]
    waiting.append(cast.register(event, "Dora"))
    asked = ask(admin_client, "give", waiting)
    answer = go(admin_client, asked)
    assert desk.said(answer) == ["1 registration has a place. For 2 no place is free."]
    assert states()["Cy"] == Status.CONFIRMED
    answer = go(admin_client, ask(admin_client, "give", waiting), overbook="on")
    assert answer.status_code == 422
    answer = go(admin_client, ask(admin_client, "give", waiting), overbook="on", reason="Big room")
    assert set(states().values()) == {Status.CONFIRMED}
    verbs = {one.name: one.log.last().verb for one in Registration.objects.all()}
    assert [verbs[name] for name in ("Bo", "Cy", "Dora")] == [
        history.OVERBOOKED,
        history.GIVEN,
        history.OVERBOOKED,
    ]


def test_nobody_gets_a_place_at_a_cancelled_event(admin_client, admin_user, home_page):
    event = cast.make_event(home_page, capacity=1)
    cast.register(event, "Ada")
    bo = cast.register(event, "Bo")
    asked = ask(admin_client, "give", [bo])
    SeatPool.objects.update(cancelled_at=bo.created_at)
    answer = go(admin_client, asked)
    assert desk.said(answer) == ["0 registrations have a place. 1 is of a cancelled event."]


def test_all_of_a_list_is_all_of_it_on_whatever_page(admin_client, home_page, evening):
    SeatPool.objects.update(capacity=None)
    for number in range(60):
        cast.register(evening, f"Guest {number}")
    other = cast.make_event(home_page, "Morning", sign_up="approval")
    cast.register(other, "Ada")
    asked = ask(admin_client, "approve", all="1", event=cast.pool_of(evening).pk)
    shown = desk.words_of(asked)
    assert "This is about 60 registrations." in shown
    assert "The first 20 of them." in shown
    go(admin_client, asked)
    assert states()["Ada"] == Status.PENDING_APPROVAL
    assert list(states().values()).count(Status.CONFIRMED) == 60


def test_who_registers_after_the_question_is_not_part_of_the_answer(admin_client, evening):
    cast.register(evening, "Ada")
    asked = ask(admin_client, "approve", all="1")
    cast.register(evening, "Bo")
    go(admin_client, asked)
    assert states() == {"Ada": Status.CONFIRMED, "Bo": Status.PENDING_APPROVAL}


def test_a_filter_that_is_none_is_never_everybody(admin_client, evening):
    cast.register(evening, "Ada")
    answer = admin_client.get(
        desk.TOGETHER, {"do": "cancel", "all": "1", "since": "no day"}, follow=True
    )
    assert desk.said(answer) == ["None is marked."]


@pytest.mark.parametrize(
    "query", [{"do": "cancel"}, {"do": "cancel", "id": ["x", "-1", "9" * 30, "99999"]}]
)
def test_nobody_is_marked(admin_client, evening, query):
    cast.register(evening, "Ada")
    answer = admin_client.get(desk.TOGETHER, query, follow=True)
    assert desk.said(answer) == ["None is marked."]


@pytest.mark.parametrize("do", ["", "erase", "delete", "nonsense"])
def test_only_what_the_list_offers_is_done_with_many(admin_client, evening, do):
    ada = cast.register(evening, "Ada")
    assert ask(admin_client, do, [ada]).status_code == 404


@pytest.mark.parametrize("do", ["approve", "cancel", "decline"])
def test_many_ask_the_database_hardly_more_than_a_few(admin_client, evening, do):
    SeatPool.objects.update(capacity=None)

    def queries(number):
        people = [cast.register(evening) for _one in range(number)]
        asked = ask(admin_client, do, people)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            go(admin_client, asked)
        return len(captured)

    few, many = queries(5), queries(40)
    # beyond the list that is shown again: statements for 100 rows each, letters for 55
    assert many <= few + 2
