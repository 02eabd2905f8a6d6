"""What has changed about an event is told with what holds now (E11)."""

import pytest

from events import services
from events.services import plans
from events.tests import cast, told
from events.tests.letters import (
    FIRST,
    SECOND,
    THIRD,
    delivered,
    header,
    html_of,
    make_event,
    text_of,
    visible,
)
from studio.tests.cast import make_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return make_admin("mara")


def test_a_change_of_several_things_is_told_in_one_letter(home_page, post_office):
    page = make_event(home_page, FIRST, SECOND)
    cast.register(page)
    delivered(post_office)
    kept = page.dates.first()  # the second goes
    kept.starts = kept.starts.replace(hour=9)
    other = make_event(home_page, THIRD, place="The garden")  # not this one's
    page.dates = [kept, *other.dates.all()]
    page.place = other.place
    page.save_revision().publish()
    (letter,) = delivered(post_office)
    start = text_of(letter).index("* ")
    assert text_of(letter)[start:].split("\n\n")[0].split("\n") == [
        "* New time: Saturday, 5 May 2040, 09:00 to 12:00,"
        " instead of Saturday, 5 May 2040, 10:00 to 12:00",
        "* Cancelled: Saturday, 12 May 2040, 10:00 to 12:00",
        "* New date: Saturday, 19 May 2040, 10:00 to 12:00",
        "* New place: The garden, instead of The long room",
    ]
    assert "  Saturday, 12 May 2040" not in text_of(letter)  # no longer among its dates


def test_a_place_that_moves_under_its_name_is_told_as_well(home_page, post_office):
    page = make_event(home_page)
    cast.register(page)
    delivered(post_office)
    page.place.address = "9 Oak Row\nElsewhere"
    page.place.save()
    page.refresh_from_db()
    page.save_revision().publish()
    (letter,) = delivered(post_office)
    line = "New place: The long room, 9 Oak Row, Elsewhere, instead of The long room, 1 Elm Lane"
    assert f"\n* {line}, Elsewhere\n" in text_of(letter)
    page.save_revision().publish()
    assert delivered(post_office) == []


def test_a_new_link_to_a_place_online_is_not_told_to_the_list(home_page, post_office):
    page = make_event(home_page)
    page.place.is_online, page.place.address = True, "https://meet.example/old"
    page.place.save()
    page.refresh_from_db()
    page.save_revision().publish()
    page.place.address = "https://meet.example/new"
    page.place.save()
    plan = plans.plan(page)
    assert (plan.place_before, plan.place_after) == (
        "The long room",
        "The long room, with a new link",
    )


@pytest.mark.parametrize(
    ("status", "change", "line"),
    [
        ("cancelled", "Cancelled: %s", "%s – cancelled"),
        (
            "postponed",
            "Postponed: %s. A new time will follow.",
            "%s – postponed, a new time will follow",
        ),
        ("online", "Online: %s", "%s – online"),
    ],
)
def test_what_has_become_of_one_date_is_told_with_its_reason(
    home_page, post_office, staff, status, change, line
):
    page = make_event(home_page, FIRST, SECOND)
    registration = cast.register(page)
    delivered(post_office)
    date = registration.pool.occurrences.last()
    services.change_date(date, status=status, by=staff, reason="Snow.\n\nMuch <snow>.")
    (letter,) = delivered(post_office)
    day = "Saturday, 12 May 2040, 10:00 to 12:00"
    assert f"\n* {change % day}\n\nSnow.\n\nMuch <snow>.\n" in text_of(letter)
    assert f"\n  {line % day}\n" in text_of(letter)
    assert "<p>Snow.</p>\n\n<p>Much &lt;snow&gt;.</p>" in html_of(letter)
    assert "5 May 2040" not in text_of(letter).split("Event:")[0]

    services.change_date(date, status="scheduled", by=staff)
    (letter,) = delivered(post_office)
    assert f"\n* Takes place: {day}\n" in text_of(letter)


def test_a_postponed_date_takes_place_once_it_has_a_new_time(home_page, post_office, staff):
    page = make_event(home_page)
    registration = cast.register(page)
    date = registration.pool.occurrences.get()
    services.change_date(date, status="postponed", by=staff)
    delivered(post_office)
    told.move_by_a_week(page)
    (letter,) = delivered(post_office)
    assert "New time: Saturday, 12 May 2040, 10:00 to 12:00" in text_of(letter)
    assert "\n  Saturday, 12 May 2040, 10:00 to 12:00\n" in text_of(letter)
    assert "postponed" not in text_of(letter)


def test_who_is_moved_reads_of_both_events_in_one_letter(home_page, post_office, staff):
    old, new = make_event(home_page), make_event(home_page, SECOND, title="Feet first")
    registration = cast.register(old)
    delivered(post_office)
    services.move_to(registration, cast.pool_of(new), by=staff)
    (letter,) = delivered(post_office)
    assert header(letter, "Subject") == "You have a place: Feet first"
    sentence = "This is instead of “Trunk training”: your place there is given back."
    assert sentence in text_of(letter)
    assert sentence in visible(letter)
