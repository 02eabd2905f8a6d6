"""The first page of the CMS, for whoever works at the desk (E12, E25)."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.choices import Status
from events.ledger import Registration
from events.tests import cast, desk

pytestmark = pytest.mark.django_db

HOME = reverse("wagtailadmin_home")


def first_page(client):
    return desk.words_of(client.get(HOME))


def at(days, hour):
    """A moment so many days from today, by the clock of the studio."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def takes_place(page, start):
    cast.pool_of(page).occurrences.update(starts_at=start, ends_at=start + timedelta(hours=1))


def test_what_waits_and_what_is_on_today_is_counted(admin_client, home_page):
    cast.register(cast.make_event(home_page, "Evening", sign_up="approval"))
    today = cast.make_event(home_page, "Today’s class", capacity=5)
    cast.register(today)
    takes_place(today, at(0, 12))
    shown = first_page(admin_client)
    assert "1 registration waits for approval" in shown
    _before, _today, after = shown.partition("Today Today’s class")
    assert "1 of 5 taken" in after.partition("Next")[0]


def test_what_comes_next_is_named_soonest_first_with_its_people(admin_client, home_page):
    for days in (6, 2, 4, 3, 5, 7):
        takes_place(cast.make_event(home_page, f"In {days} days", capacity=1), at(days, 12))
    soon = cast.make_event(home_page, "Tomorrow", capacity=1)
    takes_place(soon, at(1, 12))
    cast.fill_up(soon)
    cast.register(soon)
    answer = admin_client.get(HOME)
    shown = desk.words_of(answer)
    assert "1 of 1 taken and 1 waits" in shown
    titles = ["Tomorrow", *(f"In {days} days" for days in (2, 3, 4, 5))]
    places = [shown.find(title) for title in titles]
    assert places == sorted(places)
    assert -1 not in places
    assert "In 6 days" not in shown
    assert f'href="{desk.INDEX}?event={cast.pool_of(soon).pk}"' in answer.text


def test_offers_that_run_out_today_are_counted(admin_client, home_page):
    page = cast.make_event(home_page, starts_in=timedelta(days=20))
    people = [cast.register(page) for _one in range(3)]
    midnight = at(1, 0)
    ends = [midnight - timedelta(seconds=1), midnight, timezone.now() - timedelta(seconds=1)]
    for one, until in zip(people, ends, strict=True):
        Registration.objects.filter(pk=one.pk).update(status=Status.OFFERED, hold_until=until)
    answer = admin_client.get(HOME)
    assert "1 offered place runs out today" in desk.words_of(answer)
    assert f'href="{desk.INDEX}?state=offered"' in answer.text


def test_the_desk_begins_where_the_work_is(client, home_page):
    cast.make_event(home_page)
    client.force_login(desk.make_front_desk())
    answer = client.get(HOME)
    assert f'href="{desk.ADD}"' in answer.text
    assert f'href="{desk.INDEX}"' in answer.text


def test_who_only_teaches_reads_of_their_own_events_and_adds_nobody(client, home_page):
    user, person = desk.make_teacher()
    mine = cast.make_event(home_page, "Mine", teachers=[person])
    takes_place(mine, at(2, 12))
    takes_place(cast.make_event(home_page, "Another’s"), at(2, 12))
    client.force_login(user)
    answer = client.get(HOME)
    shown = desk.words_of(answer)
    assert "Mine" in shown
    assert "Another’s" not in shown
    assert f'href="{desk.ADD}"' not in answer.text


def test_the_first_page_asks_as_much_for_many_as_for_few(
    admin_client, home_page, django_assert_num_queries
):
    cast.register(cast.make_event(home_page))
    admin_client.get(HOME)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(HOME)
    for _number in range(4):
        cast.register(cast.make_event(home_page))
    with django_assert_num_queries(len(few)):
        admin_client.get(HOME)
