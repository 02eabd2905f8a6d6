"""The two days on which clocks change: a time that is none, or that comes twice, is refused (E9)."""

from datetime import UTC, datetime

import pytest

from events.tests import cast, editing
from events.tests.editing import errors_of

pytestmark = pytest.mark.django_db

#: Clocks go from 02:00 to 03:00 on the first day, and from 03:00 to 02:00 on the second.
FORWARD, BACK = "2031-03-30", "2031-10-26"
NO_SUCH = "There is no such time on that day: clocks are put forward. Choose another."
TWICE = "This time comes twice on that day: clocks are put back. Choose another."

ACTIONS = pytest.mark.parametrize("action", ["publish", None])
DAYS = pytest.mark.parametrize(
    ("day", "sentence"),
    [pytest.param(FORWARD, NO_SUCH, id="forward"), pytest.param(BACK, TWICE, id="back")],
)


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page, zone="Europe/Berlin")


@pytest.fixture
def form(admin_client, event):
    return editing.form_of(admin_client, event)


def on(day, starts, ends):
    return {"dates-0-day": day, "dates-0-starts": starts, "dates-0-ends": ends}


def moments(event):
    date = event.pools.get().occurrences.get()
    return date.starts_at.astimezone(UTC), date.ends_at.astimezone(UTC)


def at(day, hour, minute=0):
    return datetime.combine(datetime.fromisoformat(day), datetime.min.time(), UTC).replace(
        hour=hour, minute=minute
    )


@ACTIONS
@DAYS
@pytest.mark.parametrize("field", ["starts", "ends"])
def test_a_date_has_times_that_the_clock_shows_once(
    admin_client, event, form, action, day, sentence, field
):
    times = {"starts": ("02:30", "04:00"), "ends": ("01:00", "02:30")}[field]
    answer = editing.post(admin_client, event, form | on(day, *times), action=action)
    assert answer.status_code == 200
    assert errors_of(answer) == {f"dates-0-{field}": [sentence]}


@ACTIONS
@DAYS
@pytest.mark.parametrize("name", ["opens", "closes"])
def test_registration_opens_and_closes_at_times_that_the_clock_shows_once(
    admin_client, event, form, action, day, sentence, name
):
    form |= on("2031-12-01", "10:00", "12:00")
    form |= {f"{name}_on": day, f"{name}_time": "02:30"}
    answer = editing.post(admin_client, event, form, action=action)
    assert answer.status_code == 200
    assert errors_of(answer) == {f"{name}_time": [sentence]}


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        pytest.param(FORWARD, ((0, 30), (1, 0)), id="forward"),
        pytest.param(BACK, ((23, 30), (2, 0)), id="back"),
    ],
)
def test_times_on_either_side_of_the_change_are_taken_as_the_clock_shows_them(
    admin_client, event, form, day, utc
):
    typed = on(day, "01:30", "03:00")
    assert editing.post(admin_client, event, form | typed, action="publish").status_code == 302
    start, end = moments(event)
    assert ((start.hour, start.minute), (end.hour, end.minute)) == utc


def test_the_zone_that_is_typed_decides(admin_client, event, form):
    typed = on(FORWARD, "02:30", "04:00") | {"zone": "America/New_York"}
    assert editing.post(admin_client, event, form | typed, action="publish").status_code == 302
    assert moments(event) == (at(FORWARD, 6, 30), at(FORWARD, 8))


def test_an_hour_that_comes_twice_is_not_taken_for_an_overlap(admin_client, event, form):
    form |= on(BACK, "01:00", "01:59") | {"event_kind": "course"}
    editing.add_date(form, day=BACK, starts="03:00", ends="04:00")
    assert editing.post(admin_client, event, form, action="publish").status_code == 302
    assert event.pools.get().occurrences.count() == 2


def test_hours_before_the_start_are_counted_by_the_clock(admin_client, event, form):
    form |= on(FORWARD, "10:00", "12:00")
    form |= {"opens_hours_before": "48", "closes_hours_before": "24"}
    assert editing.post(admin_client, event, form, action="publish").status_code == 302
    pool = event.pools.get()
    assert pool.opens_at == at("2031-03-28", 9)
    assert pool.closes_at == at("2031-03-29", 9)
