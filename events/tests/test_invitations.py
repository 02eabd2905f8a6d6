"""Files for the reader's calendar: one UID for ever, a SEQUENCE that rises, the right method (E7)."""

import pytest

from events import services
from events.services import retention, writing
from events.tests import cast, told
from events.tests.letters import FIRST, SECOND, THIRD, calendars_in, delivered, make_event
from studio.models import SiteSettings
from studio.tests.cast import make_admin, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return make_admin("mara")


@pytest.fixture
def arrived(post_office):
    """The dates in the files that came since the last time: (method, date)."""

    def get(to=""):
        letters = delivered(post_office, to=to)
        files = [file for letter in letters for file in calendars_in(letter)]
        return [(method, date) for _name, method, dates in files for date in dates]

    return get


def methods(found):
    return [(method, date.status, f"{date.starts_at:%-d %b %H:%M}") for method, date in found]


def test_confirm_change_cancel_are_one_date_that_goes_on(home_page, arrived):
    page = make_event(home_page)
    registration = cast.register(page)
    found = arrived()
    told.move_by_a_week(page)
    found += arrived()
    services.cancel(registration)
    found += arrived()

    assert methods(found) == [
        ("REQUEST", "CONFIRMED", "5 May 08:00"),
        ("REQUEST", "CONFIRMED", "12 May 08:00"),
        ("CANCEL", "CANCELLED", "12 May 08:00"),
    ]
    assert {date.uid for _method, date in found} == {registration.pool.occurrences.get().uid}
    sequences = [date.sequence for _method, date in found]
    assert sequences == sorted(set(sequences))
    stamps = [date.changed_at for _method, date in found]
    assert stamps == sorted(stamps)


def test_a_file_says_what_the_letter_says(home_page, arrived):
    SiteSettings.objects.update(email="hello@studio.example")
    page = make_event(home_page, price_text="60 euros", teachers=[make_person()])
    registration = cast.register(page)
    ((_method, date),) = arrived()
    assert date.title == "Trunk training"
    assert date.place == "The long room, 1 Elm Lane, Elsewhere"
    assert date.description == (
        f"With Juno Fable\n60 euros\nYour reference: {registration.reference}"
    )
    assert date.url == f"http://testserver{page.url}"
    assert (date.organizer, date.organizer_name) == (
        "mailto:hello@studio.example",
        "Studio Elsewhere",
    )
    assert (date.attendee, date.attendee_name) == (f"mailto:{registration.email}", "")


def test_without_an_address_of_the_studio_the_sender_invites(home_page, arrived, settings):
    settings.DEFAULT_FROM_EMAIL = "Studio Elsewhere <studio@studio.example>"
    cast.register(make_event(home_page))
    ((_method, date),) = arrived()
    assert date.organizer == "mailto:studio@studio.example"


def test_no_key_stands_in_a_calendar_that_others_may_see(home_page, post_office):
    cast.register(make_event(home_page))
    (letter,) = delivered(post_office)
    (part,) = letter.iter_attachments()
    assert "/registration/" not in part.get_payload(decode=True).decode().replace("\r\n ", "")


def test_each_date_of_a_course_has_a_file_of_its_own(home_page, post_office):
    """RFC 5546, 3.2.2: a REQUEST is about one UID."""
    cast.register(make_event(home_page, FIRST, SECOND, THIRD))
    (letter,) = delivered(post_office)
    files = calendars_in(letter)
    assert [(name, method) for name, method, _dates in files] == [
        ("event-1.ics", "REQUEST"),
        ("event-2.ics", "REQUEST"),
        ("event-3.ics", "REQUEST"),
    ]
    assert [f"{date.starts_at:%-d %b}" for _n, _m, (date,) in files] == [
        "5 May",
        "12 May",
        "19 May",
    ]


def test_a_single_date_is_called_event(home_page, post_office):
    cast.register(make_event(home_page))
    (letter,) = delivered(post_office)
    ((name, _method, _dates),) = calendars_in(letter)
    assert name == "event.ics"


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_a_date_that_does_not_take_place_is_taken_out_and_comes_back(
    home_page, arrived, staff, status
):
    page = make_event(home_page, FIRST, SECOND)
    registration = cast.register(page)
    known = {date.uid: date.sequence for _method, date in arrived()}
    first = registration.pool.occurrences.first()
    services.change_date(first, status=status, by=staff)
    ((method, gone),) = arrived()
    assert (method, gone.uid, gone.status) == ("CANCEL", first.uid, "CANCELLED")
    assert gone.sequence > known[first.uid]
    services.change_date(first, status="scheduled", by=staff)
    ((method, back),) = arrived()
    assert (method, back.uid, back.status) == ("REQUEST", first.uid, "CONFIRMED")
    assert back.sequence > gone.sequence


def test_a_postponed_date_says_so_where_it_is_struck_out(home_page, arrived, staff):
    registration = cast.register(make_event(home_page))
    arrived()
    services.change_date(registration.pool.occurrences.get(), status="postponed", by=staff)
    ((_method, date),) = arrived()
    assert date.description.startswith("Postponed: a new time will follow.")


def test_a_date_that_is_moved_online_is_there(home_page, arrived, staff):
    registration = cast.register(make_event(home_page))
    arrived()
    services.change_date(registration.pool.occurrences.get(), status="online", by=staff)
    ((method, date),) = arrived()
    assert (method, date.place) == ("REQUEST", "Online")


def test_what_publishing_adds_moves_and_takes_away(home_page, arrived):
    page = make_event(home_page, FIRST, SECOND)
    cast.register(page)
    arrived()
    moved = page.dates.first()
    moved.starts = moved.starts.replace(hour=9)
    page.dates = [moved, *make_event(home_page, THIRD).dates.all()]
    page.save_revision().publish()
    assert methods(arrived()) == [
        ("REQUEST", "CONFIRMED", "5 May 07:00"),
        ("REQUEST", "CONFIRMED", "19 May 08:00"),
        ("CANCEL", "CANCELLED", "12 May 08:00"),
    ]


def test_another_place_changes_every_date(home_page, arrived):
    page = make_event(home_page, FIRST, SECOND)
    cast.register(page)
    arrived()
    page.place = make_event(home_page, place="The garden").place
    page.save_revision().publish()
    assert [(method, date.place) for method, date in arrived()] == [
        ("REQUEST", "The garden, 1 Elm Lane, Elsewhere")
    ] * 2


def test_a_cancelled_event_is_taken_out_of_the_calendars_it_stands_in(home_page, arrived, staff):
    page = make_event(home_page, FIRST, SECOND, capacity=1)
    first, waiting = cast.register(page), cast.register(page)
    known = {date.uid: date.sequence for _method, date in arrived()}
    services.cancel_event(cast.pool_of(page), by=staff, reason="Snow.")
    found = arrived(to=first.email)
    assert [method for method, _date in found] == ["CANCEL"] * 2
    assert {date.uid for _method, date in found} == set(known)
    assert all(date.sequence > known[date.uid] for _method, date in found)
    assert waiting.email not in {date.attendee for _method, date in found}


def test_who_never_had_a_place_gets_no_file(home_page, arrived, staff):
    page = make_event(home_page, sign_up="approval", capacity=1)
    asking, waiting = cast.register(page), cast.register(page)
    told.move_by_a_week(page)
    services.decline(asking, by=staff)  # the other one is asked for approval now
    services.cancel(waiting)
    unproved = cast.register(make_event(home_page, sign_up="email"))
    cast.let_hold_pass(unproved)
    retention.settle_holds()
    assert arrived() == []


def test_who_moves_up_is_invited_then(home_page, arrived):
    page = make_event(home_page, capacity=1)
    first, second = cast.register(page), cast.register(page)
    assert [date.attendee for _method, date in arrived()] == [f"mailto:{first.email}"]
    services.cancel(first)
    assert [(method, date.attendee) for method, date in arrived()] == [
        ("CANCEL", f"mailto:{first.email}"),
        ("REQUEST", f"mailto:{second.email}"),
    ]


def test_who_comes_back_is_invited_anew(home_page, arrived, staff):
    registration = cast.register(make_event(home_page))
    services.cancel(registration, by=staff)
    services.give_place(registration, by=staff)
    found = arrived()
    assert [method for method, _date in found] == ["REQUEST", "CANCEL", "REQUEST"]
    sequences = [date.sequence for _method, date in found]
    assert sequences == sorted(set(sequences))


def test_who_is_moved_loses_one_date_and_gets_another(home_page, arrived, staff):
    old, new = make_event(home_page), make_event(home_page, SECOND, title="Feet first")
    registration = cast.register(old)
    ((_method, before),) = arrived()
    services.move_to(registration, cast.pool_of(new), by=staff)
    ((method, there), (gone_method, gone)) = arrived()
    assert (method, there.title) == ("REQUEST", "Feet first")
    assert (gone_method, gone.title, gone.uid) == ("CANCEL", "Trunk training", before.uid)
    assert gone.sequence > before.sequence


def test_a_message_brings_no_file(home_page, arrived, staff):
    registration = cast.register(make_event(home_page))
    arrived()
    writing.write([registration.pk], subject="Shoes", text="None.", token="1", by=staff)
    assert arrived() == []
