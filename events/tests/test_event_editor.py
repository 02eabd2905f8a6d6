"""What the page editor accepts of an event, and what it says where it does not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page

from events.content import EventDate, EventLetter, EventQuestion
from events.ledger import SeatPool
from events.tests import cast, editing, telling
from events.tests.editing import add_date, add_question, add_row, delete_row, refused
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

SHOES = {"label": "Which shoes?", "field_type": "radio", "choices": "Trail\nRoad"}


@pytest.fixture(autouse=True)
def _whole_tree():
    yield
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page)


def test_what_was_published_can_be_published_again(event, form, publish):
    assert publish(form).status_code == 302


def test_the_tabs_are_named_in_plain_words(admin_client, event):
    answer = admin_client.get(editing.edit_url(event))
    tabs = [str(tab.heading) for tab in answer.context["edit_handler"].children]
    assert tabs == ["The event", "Registration", "Letters", "Found and shared"]


def test_the_names_that_are_filled_in_stand_beside_the_letters(admin_client, event):
    words = editing.plain(admin_client.get(editing.edit_url(event)))
    assert "<code>{greeting}</code>" in words
    assert "<code>{deadline}</code>" in words


# --- dates and windows ---------------------------------------------------------------

OUT_OF_ORDER = "This is not after the beginning. A date ends on the day on which it begins."


@pytest.mark.parametrize("action", ["publish", None])
@pytest.mark.parametrize("until", ["10:00", "09:59"])
def test_a_date_ends_after_it_begins(admin_client, event, form, action, until):
    form |= {"dates-0-starts": "10:00", "dates-0-ends": until}
    answer = editing.post(admin_client, event, form, action=action)
    assert refused(answer) == {"dates-0-ends": [OUT_OF_ORDER]}


@pytest.mark.parametrize("action", ["publish", None])
def test_two_dates_do_not_overlap(admin_client, event, form, action):
    form["event_kind"] = "course"
    number = add_date(form, starts="13:00", ends="15:00")
    other = add_date(form, starts="14:00", ends="16:00")
    assert (number, other) == (1, 2)
    answer = editing.post(admin_client, event, form, action=action)
    sentence = "This overlaps with the date that begins on 10 May 2031, 13:00."
    assert refused(answer) == {"dates-2-starts": [sentence]}


def test_one_date_may_begin_when_another_ends(form, publish, event):
    form["event_kind"] = "course"
    add_date(form, starts="13:00", ends="15:00")
    add_date(form, starts="15:00", ends="16:00")
    assert publish(form).status_code == 302
    assert event.pools.get().occurrences.count() == 3


def test_a_single_event_has_one_date_once_it_is_published(form, publish, save):
    add_date(form)
    sentence = "A single event has one date. Choose “course”, or take the other dates away."
    assert refused(publish(form)) == {"event_kind": [sentence]}
    assert save(form).status_code == 302


def test_a_course_has_dates_once_it_is_published(form, publish, save):
    form["event_kind"] = "course"
    delete_row(form, "dates", 0)
    assert refused(publish(form)) == {"event_kind": ["A course needs dates: add them below."]}
    assert save(form).status_code == 302


BOTH = "Give either a day or hours before the start, not both."


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        pytest.param(
            {"opens_on": "2031-01-01", "opens_hours_before": "5"},
            {"opens_hours_before": [BOTH]},
            id="opens-both",
        ),
        pytest.param(
            {"closes_on": "2026-01-01", "closes_time": "10:00", "closes_hours_before": "0"},
            {"closes_hours_before": [BOTH]},
            id="closes-both",
        ),
        pytest.param(
            {"opens_time": "10:00"}, {"opens_on": ["On which day, at this time?"]}, id="no-day"
        ),
        pytest.param(
            {"opens_hours_before": "5", "closes_hours_before": "5"},
            {"closes_hours_before": ["It would close before it opens."]},
            id="at-once",
        ),
        pytest.param(
            {"opens_on": "2031-01-02", "closes_on": "2031-01-01", "closes_time": "23:59"},
            {"closes_on": ["It would close before it opens."]},
            id="out-of-order",
        ),
        pytest.param(
            {"opens_on": "2099-01-01"},
            {"opens_on": ["It would open after the event has begun, when it is closed."]},
            id="too-late",
        ),
    ],
)
def test_registration_opens_before_it_closes(admin_client, event, form, typed, errors):
    assert refused(editing.post(admin_client, event, form | typed)) == errors
    answer = editing.post(admin_client, event, form | typed, action="publish")
    assert refused(answer) == errors


def test_a_day_of_closing_has_a_time_once_it_is_published(form, publish, save):
    form["closes_on"] = "2026-01-01"
    sentence = "At what time does it close on that day?"
    assert refused(publish(form)) == {"closes_time": [sentence]}
    assert save(form).status_code == 302


def test_the_page_does_not_go_before_the_event_is_over(home_page, admin_client):
    event = cast.make_event(home_page, starts_in=timedelta(days=400))
    form = editing.form_of(admin_client, event) | {"expire_at": "2027-02-01 10:00"}
    (sentence,) = refused(editing.post(admin_client, event, form))["expire_at"]
    assert sentence.startswith("The page would be unpublished before the event is over, on ")


def test_a_place_elsewhere_has_an_address_once_it_is_published(form, publish, save):
    form["registering"] = "elsewhere"
    assert refused(publish(form)) == {"registration_url": ["Where do people register?"]}
    assert save(form).status_code == 302
    form["registration_url"] = "https://tickets.example/trunk"
    assert publish(form).status_code == 302


# --- letters, teachers, consents -----------------------------------------------------


@pytest.mark.parametrize("action", ["publish", None])
def test_a_letter_holds_only_names_that_are_filled_in(admin_client, event, form, action):
    text = "{greeting}, see {{event}} of {name}. {links}"
    add_row(form, "event_letters", telling="confirmed", subject="{Event}", text=text)
    answer = editing.post(admin_client, event, form, action=action)
    told = "Nothing is filled in for {}: see the list of names above."
    assert refused(answer) == {
        "event_letters-0-subject": [told.format("{Event}")],
        "event_letters-0-text": [told.format("{{event}}, {name}, {links}")],
    }


def test_a_letter_in_words_of_ones_own_is_copied_when_published(event, form, publish):
    add_row(form, "event_letters", telling="confirmed", subject="Yes", text="{greeting} Come!")
    assert publish(form).status_code == 302
    letters = cast.pool_of(event).letters
    assert letters == {"confirmed": {"subject": "Yes", "text": "{greeting} Come!"}}


@pytest.mark.parametrize("action", ["publish", None])
@pytest.mark.parametrize("relation", ["event_letters", "event_teachers", "event_consents"])
def test_nothing_is_named_twice(admin_client, event, form, relation, action):
    row, field, sentence = {
        "event_letters": (
            {"telling": "confirmed", "subject": "", "text": "Come!"},
            "telling",
            "This letter has words of yours above already.",
        ),
        "event_teachers": (
            {"person": studio_cast.make_person().pk},
            "person",
            "This teacher is named above already.",
        ),
        "event_consents": (
            {"document": cast.make_consent().document_id, "required": "on"},
            "document",
            "This consent is asked for above already.",
        ),
    }[relation]
    add_row(form, relation, **row)
    add_row(form, relation, **row)
    answer = editing.post(admin_client, event, form, action=action)
    assert refused(answer) == {f"{relation}-1-{field}": [sentence]}


def test_two_letters_can_be_exchanged(home_page, admin_client):
    event = cast.make_event(home_page, letters={"confirmed": "One", "waitlisted": "Two"})
    form = editing.form_of(admin_client, event)
    form |= {"event_letters-0-telling": "waitlisted", "event_letters-1-telling": "confirmed"}
    assert editing.post(admin_client, event, form, action="publish").status_code == 302
    texts = dict(EventLetter.objects.values_list("telling", "text"))
    assert texts == {"waitlisted": "One", "confirmed": "Two"}


# --- the form as a whole --------------------------------------------------------------


def test_a_page_that_is_not_finished_is_created_as_a_draft(home_page, admin_client):
    index = cast.make_index(home_page)
    url = reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk])
    form = editing.form_of(admin_client, None, url)
    form |= {"title": "Feet", "slug": "feet", "event_kind": "course", "registering": "elsewhere"}
    add_question(form, "Which shoes?", "radio")
    answer = editing.post(admin_client, None, form, url=url)
    assert answer.status_code == 302
    assert EventQuestion.objects.get().label == "Which shoes?"
    assert SeatPool.objects.count() == 0


def test_a_finished_page_is_published_at_once(home_page, admin_client):
    index = cast.make_index(home_page)
    url = reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk])
    form = editing.form_of(admin_client, None, url)
    form |= {"title": "Feet", "slug": "feet"}
    add_date(form)
    add_question(form, **SHOES)
    answer = editing.post(admin_client, None, form, url=url, action="publish")
    assert answer.status_code == 302
    pool = SeatPool.objects.get()
    assert pool.takes_registrations
    assert [question.label for question in pool.form.as_questions()] == ["Which shoes?"]
    assert EventDate.objects.get().key == pool.occurrences.get().key


def test_the_editor_tells_numbers_and_no_names(home_page, admin_client, event):
    for name in ("Ada Example", "Ben Example"):
        cast.register(event, name)
    page = editing.plain(admin_client.get(editing.edit_url(event)))
    assert "2 of 12" in page
    assert "Ada Example" not in page


def test_fewer_places_than_are_taken_are_told_and_cancel_nobody(home_page, admin_client):
    event = cast.make_event(home_page, capacity=3)
    people = cast.fill_up(event)
    form = editing.form_of(admin_client, event) | {"capacity": "1"}
    assert editing.post(admin_client, event, form).status_code == 302
    page = editing.plain(admin_client.get(editing.edit_url(event)))
    assert "This draft has 1 place. Once it is published, the event is over by 2" in page
    answer = editing.post(admin_client, event, form, action="publish")
    assert telling.confirm(admin_client, answer).status_code == 302
    page = editing.plain(admin_client.get(editing.edit_url(event)))
    assert f"“{event.title}” has more people than places: over by 2. Nobody was cancelled." in page
    assert "There are more people than places: over by 2. Nobody was cancelled." in page
    assert [cast.status_of(one) for one in people] == ["confirmed"] * 3
