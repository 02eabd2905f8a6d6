"""Each state is told in words of its own, as text and as HTML, and once (E5, E6, E11, E20, E25)."""

import re
from collections import Counter

import pytest
from django.utils import timezone

from events import services
from events.choices import Telling
from events.services import retention
from events.tests import cast, told
from events.tests.letters import (
    calendars_in,
    delivered,
    header,
    html_of,
    in_one_line,
    link_in,
    make_event,
    subjects,
    text_of,
    visible,
)
from studio.models import Letter
from studio.tests.cast import make_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return make_admin("mara")


HAS, WAITS = "You have a place.", "You are on the waiting list and do not have a place yet."
ENDED = "It has ended: you do not have a place."
#: How it comes, its subject, and what it says besides the facts: what is so, and what to do.
EACH = {
    told.confirm_address: (
        "Please confirm your address: Trunk training",
        [
            "Somebody asked for a place at “Trunk training” with this address",
            "If it was not you, do nothing",
            "Please confirm by ",
            "Yes, the address is mine",
            "A place is kept for you until you confirm your address.",
        ],
    ),
    told.waits_for_approval: (
        "Your request has arrived: Trunk training",
        [
            "We look at every request ourselves and write to you as soon as we have decided.",
            "A place is kept for you until we have decided.",
        ],
    ),
    told.waits_for_payment: (
        "Please pay: Trunk training",
        [
            "It is yours as soon as your payment has arrived.",
            "Please pay by ",
            "60 EUR (by voucher)",
        ],
    ),
    told.confirmed: (
        "You have a place: Trunk training",
        [
            "You have a place at “Trunk training”. We look forward to seeing you.",
            HAS,
            "To change your answers, or to give your place back, until"
            " Saturday, 5 May 2040, 10:00:",
        ],
    ),
    told.waitlisted: (
        "You are on the waiting list: Trunk training",
        [
            "You do not have a place yet: please do not come before you have heard from us.",
            WAITS,
            "To see where you stand, or to leave the waiting list:",
        ],
    ),
    told.offered: (
        "A place is free for you: Trunk training",
        [
            "you are next in line",
            "until you do, it is not yours.",
            "Please answer by ",
            "After that it goes to the next in line.",
            "Yes, I want the place",
            "To take the place, or to leave it to the next in line:",
        ],
    ),
    told.free_place: (
        "A place came free, first come, first served: Trunk training",
        [
            "whoever takes it first has it",
            "It is there until somebody takes it, or until it begins: ",
            "Take the place",
            WAITS,
        ],
    ),
    told.cancelled: (
        "Your place is given back: Trunk training",
        ["You have given back your place at “Trunk training”.", ENDED],
    ),
    told.cancelled_while_waiting: (
        "You are off the list: Trunk training",
        ["You have withdrawn from “Trunk training”.", ENDED],
    ),
    told.cancelled_by_studio: (
        "Your place is cancelled: Trunk training",
        ["We have cancelled your place at “Trunk training”.", ENDED],
    ),
    told.cancelled_by_studio_while_waiting: (
        "You are off the list: Trunk training",
        ["We have taken you off the list for “Trunk training”.", ENDED],
    ),
    told.rejected: (
        "We cannot give you a place: Trunk training",
        ["We are sorry that we cannot give you one this time.", ENDED],
    ),
    told.expired: (
        "Your time to answer is over: Trunk training",
        ["The time to answer is over, so others can have it now.", ENDED],
    ),
    told.changed: (
        "Please note a change: Trunk training",
        [
            "New time: Saturday, 12 May 2040, 10:00 to 12:00, instead of"
            " Saturday, 5 May 2040, 10:00 to 12:00",
            HAS,
        ],
    ),
    told.changed_while_waiting: (
        "Please note a change: Trunk training",
        ["Online: Saturday, 5 May 2040, 10:00 to 12:00", "The floor is wet.", WAITS],
    ),
    told.event_cancelled: (
        "Cancelled: Trunk training",
        ["“Trunk training” does not take place.", "Our teacher is ill.", ENDED],
    ),
    told.already: (
        "You are registered already: Trunk training",
        ["There is a registration with it already, and nothing about it has changed.", WAITS],
    ),
    told.message: ("Shoes", ["Bring none.", WAITS]),
}
#: The letters that go to people who have no place, or never had one.
TO_WHO_WAITS = [
    told.waitlisted,
    told.offered,
    told.free_place,
    told.cancelled_while_waiting,
    told.cancelled_by_studio_while_waiting,
    told.rejected,
    told.changed_while_waiting,
    told.already,
    told.message,
    told.waits_for_approval,
]


def named(ways):
    return [pytest.param(way, id=way.__name__) for way in ways]


@pytest.fixture
def letter_of(home_page, staff, monkeypatch, post_office):
    """The one letter that somebody gets by a way, and whose it is."""

    def get(way):
        registration = way(home_page, staff, monkeypatch, lambda: delivered(post_office))
        (letter,) = delivered(post_office, to=registration.email)
        return letter, registration

    return get


@pytest.mark.parametrize("way", named(EACH))
def test_each_letter_says_what_is_so_and_what_to_do(letter_of, way):
    letter, _registration = letter_of(way)
    subject, words = EACH[way]
    assert header(letter, "Subject") == subject
    for sentence in words:
        assert sentence in in_one_line(letter)
        assert sentence in visible(letter)


@pytest.mark.parametrize("way", named(EACH))
def test_each_letter_has_the_facts_and_the_link_and_says_the_same_as_text_and_as_html(
    letter_of, way
):
    letter, registration = letter_of(way)
    date = registration.pool.occurrences.get()
    day = f"{timezone.localtime(date.starts_at):%-d %B %Y, %H:%M}"
    for fact in ("Trunk training", day, "Berlin time", "The long room", "1 Elm Lane", "Elsewhere"):
        assert fact in in_one_line(letter)
        assert fact in visible(letter)
    assert registration.reference in in_one_line(letter)
    assert registration.reference in visible(letter)
    assert link_in(letter).startswith("/registration/")
    words = re.sub(r"https?://\S+", "", in_one_line(letter))  # links are words in HTML
    assert set(re.findall(r"\w+", words)) <= set(re.findall(r"\w+", visible(letter)))
    assert "Between us" not in text_of(letter) + html_of(letter)  # a reason for staff alone


@pytest.mark.parametrize("way", named(TO_WHO_WAITS))
def test_who_has_no_place_reads_nowhere_that_they_do(letter_of, way):
    letter, _registration = letter_of(way)
    for words in (header(letter, "Subject"), text_of(letter), html_of(letter)):
        assert "confirm" not in words.lower()
        assert "you have a place" not in words.lower()
        assert "we look forward" not in words.lower()
    assert calendars_in(letter) == []


def test_every_kind_of_letter_is_looked_at():
    told = {way.__name__.removesuffix("_while_waiting") for way in EACH}
    assert told == {telling.name.lower() for telling in Telling}


def test_a_whole_story_is_told_once_each(home_page, post_office, staff):
    """Of two people and one place: in order, and nothing twice, however often it settles."""
    page = make_event(home_page, capacity=1, sign_up="email", waiting="offer")
    first = cast.register(page, email="first@reader.example")
    second = cast.register(page, email="second@reader.example")
    services.confirm_address(first)
    services.confirm_address(first)
    services.cancel(first)
    for _time in range(3):
        retention.settle_holds()
    services.accept(second)
    services.cancel_event(cast.pool_of(page), by=staff)
    letters = delivered(post_office)
    counted = Counter(
        (letter["To"].partition("@")[0], header(letter, "Subject")) for letter in letters
    )
    assert dict(counted) == {
        ("first", "Please confirm your address: Trunk training"): 1,
        ("second", "You are on the waiting list: Trunk training"): 1,
        ("first", "You have a place: Trunk training"): 1,
        ("first", "Your place is given back: Trunk training"): 1,
        ("second", "A place is free for you: Trunk training"): 1,
        ("second", "You have a place: Trunk training"): 1,
        ("second", "Cancelled: Trunk training"): 1,
    }
    assert Letter.objects.count() == 7


def test_twice_the_same_state_is_told_twice(home_page, post_office, staff):
    """A key names the step, not the state: who comes back hears of it."""
    page = make_event(home_page)
    registration = cast.register(page)
    services.cancel(registration, by=staff)
    services.give_place(registration, by=staff)
    assert subjects(delivered(post_office)) == [
        "You have a place: Trunk training",
        "Your place is cancelled: Trunk training",
        "You have a place: Trunk training",
    ]


def test_who_moves_up_learns_first_that_a_place_came_free(home_page, post_office, staff):
    page = make_event(home_page, capacity=1)
    first, second = cast.register(page, "Ada"), cast.register(page, "Bo", email="bo@reader.example")
    delivered(post_office)
    services.cancel(first, by=staff)

    (letter,) = delivered(post_office, "bo@reader.example")

    assert cast.status_of(second) == "confirmed"
    assert header(letter, "Subject") == "A place came free, and it is yours: Trunk training"
    assert (
        "A place came free: you were on the waiting list for “Trunk training”, and now you have a"
        " place. We look forward to seeing you."
    ) in in_one_line(letter)


def test_who_never_waited_reads_nothing_of_a_waiting_list(home_page, post_office):
    cast.register(make_event(home_page, capacity=1))

    (letter,) = delivered(post_office)

    assert header(letter, "Subject") == "You have a place: Trunk training"
