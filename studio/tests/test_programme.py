"""What is on at the demo studio hangs together: forms and answers, days, names and letters."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from events.choices import Registering
from events.questions import DECIDING, TICKED, WITH_CHOICES, QuestionType
from events.wording import unknown_names
from studio.furnishing import drawings, manuscripts, pages
from studio.furnishing.events import EVENTS
from studio.furnishing.events.agreements import AGREEMENTS, PLACES
from studio.furnishing.events.days import SATURDAY, in_may
from studio.furnishing.people import PEOPLE, SIGN_INS

GUESTS = [(event, guest) for event in EVENTS for guest in event.guests]
ADDRESSES = (
    {f"/articles/{script.slug}/" for script in manuscripts.read_all()}
    | {f"/events/{event.slug}/" for event in EVENTS}
    | {f"/classes/{slug}/" for slug, *_rest in pages.CLASSES}
)
#: Days on which the demo may be furnished: more than a year of them, with a leap day.
DAYS = [date(2027, 10, 1) + timedelta(days=number) for number in range(0, 500, 7)]


def of_event(value):
    return getattr(value, "slug", None)


def of_guest(value):
    return re.sub(r"\W+", "-", value[1].name)


def asked_of(event, guest):
    """Labels of the questions that the form asks this guest."""
    shown = []
    for asked in event.form:
        label, answer = asked.only_if
        given = guest.answers.get(label)
        if not label or (label in shown and given in (answer, answer == TICKED)):
            shown.append(asked.label)
    return shown


def test_the_eight_kinds_of_events_and_the_workshop_of_the_article_are_there():
    assert len(EVENTS) == 8 + 1
    assert len({event.slug for event in EVENTS}) == len(EVENTS)
    assert Counter(event.terms.get("sign_up", "instant") for event in EVENTS) == {
        "instant": 7,
        "approval": 1,
        "email": 1,
    }
    assert [len(event.days(DAYS[0])) for event in EVENTS if len(event.days(DAYS[0])) > 1] == [6]


@pytest.mark.parametrize("event", EVENTS, ids=of_event)
def test_an_event_says_enough_and_not_too_much(event):
    words = re.sub(r"\]\([^)]*\)", "", event.text)

    assert 120 <= len(re.findall(r"\w+", words)) <= 250
    assert 0 < len(event.introduction) <= 120
    assert event.place in {place["name"] for place in PLACES}
    assert set(event.teachers) <= {person["slug"] for person in PEOPLE}
    assert event.picture in drawings.NAMES
    assert event.terms["price"] >= 0
    assert set(re.findall(r"\]\((/[^)]*)\)", event.text)) <= ADDRESSES


@pytest.mark.parametrize("event", EVENTS, ids=of_event)
def test_a_form_could_have_been_built_in_the_editor(event):
    above = {}
    for asked in event.form:
        assert asked.label not in above
        assert (len(asked.choices) >= 2) == (asked.kind in WITH_CHOICES), asked.label
        label, answer = asked.only_if
        if label:
            decides = above[label]
            assert decides.kind in DECIDING
            assert answer in (decides.choices or (TICKED,))
        above[asked.label] = asked
    if event.terms.get("registering") != Registering.ELSEWHERE:
        assert len(event.form) >= 2


def test_forms_ask_for_different_kinds_of_answers():
    kinds = {asked.kind for event in EVENTS for asked in event.form}

    assert kinds >= {
        QuestionType.SINGLELINE,
        QuestionType.MULTILINE,
        QuestionType.RADIO,
        QuestionType.DROPDOWN,
        QuestionType.CHECKBOXES,
        QuestionType.CHECKBOX,
        QuestionType.NUMBER,
        QuestionType.TEL,
    }


@pytest.mark.parametrize("known", GUESTS, ids=of_guest)
def test_a_guest_answered_what_was_asked_and_nothing_else(known):
    event, guest = known
    asked = {one.label: one for one in event.form if one.label in asked_of(event, guest)}

    assert set(guest.answers) <= set(asked)
    for label, answer in guest.answers.items():
        choices = set(asked[label].choices)
        if choices:
            assert set(answer if isinstance(answer, list) else [answer]) <= choices
    if not guest.by:
        assert {label for label, one in asked.items() if one.required} <= set(guest.answers)


@pytest.mark.parametrize("known", GUESTS, ids=of_guest)
def test_a_guest_has_an_address_that_does_not_exist_and_a_history_in_order(known):
    _event, guest = known

    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", guest.name)
    assert re.fullmatch(r"[a-z]+@reader\.example", guest.email) or guest.by
    moments = [guest.ago, *(step.ago for step in guest.then)]
    assert moments == sorted(moments, reverse=True)
    assert {step.by for step in guest.then} | {guest.by} <= {"", *SIGN_INS}


def test_nobody_goes_by_two_names():
    assert [n for n, count in Counter(g.name for _e, g in GUESTS).items() if count > 1] == []
    emails = Counter(guest.email for _event, guest in GUESTS if guest.email)
    assert [email for email, count in emails.items() if count > 1] == []
    surnames = {guest.name.split()[1] for _event, guest in GUESTS}
    assert surnames & {person["name"].split()[1] for person in PEOPLE} == set()


@pytest.mark.parametrize("event", EVENTS, ids=of_event)
def test_letters_name_only_what_can_be_filled_in(event):
    for subject, text in event.letters.values():
        assert unknown_names(subject + text) == []
        assert text.startswith("{greeting}")


def test_every_box_has_words_and_the_latest_differ_where_there_are_two():
    for agreement in AGREEMENTS:
        assert len(set(agreement.versions)) == len(agreement.versions)
        assert all(statement and text for statement, text in agreement.versions)
    assert [len(agreement.versions) for agreement in AGREEMENTS] == [1, 2]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_demo_never_ages(today):
    days = {event.slug: event.days(today) for event in EVENTS}
    may = in_may(today)

    assert days.pop("trunk-training") == [may]
    assert (may.month, may.weekday()) == (5, SATURDAY)
    assert timedelta(weeks=9) <= may - today < timedelta(weeks=9, days=365)
    assert today - timedelta(days=34) <= days["breathing-with-your-steps"][0]
    assert days.pop("breathing-with-your-steps")[0] <= today - timedelta(days=28)
    to_come = [day for several in days.values() for day in several]
    assert len(set(to_come)) == len(to_come)
    assert today + timedelta(days=8) <= min(to_come)
    assert max(to_come) < may
