"""Who cancels an event or changes a date of it is told first how many will be told (E11)."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from events.choices import DateStatus
from events.ledger import Registration
from events.tests import cast, editing, telling
from events.tests.telling import (
    a_day_later,
    addresses,
    begins,
    cancel_url,
    change_url,
    confirm,
    date_url,
    letters,
    publish,
)
from studio.models import Letter
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home_page):
    return telling.make_event(home_page)


@pytest.fixture
def course(home_page):
    return telling.make_course(home_page)


def test_who_cancels_an_event_sees_first_how_many_are_told(admin_client, event):
    words = editing.plain(admin_client.get(cancel_url(event)))
    assert "3 people will be told by e-mail." in words
    assert "Cancel the event, and tell 3 people" in words
    assert cast.pool_of(event).cancelled_at is None


@pytest.fixture
def without_address(event):
    """One of the three has none."""
    otto = Registration.objects.order_by("pk").first()
    Registration.objects.filter(pk=otto.pk).update(name="Otto Octavo", email="", email_key="")


@pytest.mark.usefixtures("without_address")
def test_who_has_to_be_called_is_named_before_and_after(admin_client, event):
    words = editing.plain(admin_client.get(cancel_url(event)))
    assert "2 people will be told by e-mail, 1 has no address: Otto Octavo." in words
    assert "Cancel the event, and tell 2 people" in words
    answer = admin_client.post(cancel_url(event), {"reason": ""})
    said = "2 people are told by e-mail, 1 has no address: Otto Octavo."
    assert said in editing.plain(admin_client.get(answer.url))
    assert len(letters("event_cancelled")) == 2


@pytest.mark.usefixtures("without_address")
def test_who_sees_nobody_reads_how_many_have_to_be_called(client, event):
    client.force_login(make_editor("Publisher", event.get_parent(), "change", "publish"))
    words = editing.plain(client.get(cancel_url(event)))
    assert "2 people will be told by e-mail, 1 has no address." in words
    assert "Otto" not in words


def test_a_cancelled_event_is_told_with_the_reason(admin_client, admin_user, event):
    answer = admin_client.post(cancel_url(event), {"reason": "Our teacher is ill."})
    assert answer.url == change_url(event)
    words = editing.plain(admin_client.get(answer.url))
    assert (
        "“Feet” is cancelled. To hold it another time, copy its page. 3 people are told by e-mail."
        in words
    )
    assert "Our teacher is ill." in words
    pool = cast.pool_of(event)
    assert (pool.cancel_reason, pool.registrations.active().count()) == ("Our teacher is ill.", 0)
    assert letters("event_cancelled") == addresses(event)
    assert all("Our teacher is ill." in one.text for one in Letter.objects.order_by("-pk")[:3])
    assert {one.log.last().by for one in pool.registrations.all()} == {admin_user}


def test_an_event_is_cancelled_once(admin_client, event):
    for _click in range(2):
        answer = admin_client.post(cancel_url(event), {"reason": ""})
        assert answer.status_code == 302
    assert "Nothing was done: somebody was faster." in editing.plain(admin_client.get(answer.url))
    assert letters("event_cancelled") == addresses(event)
    assert admin_client.get(cancel_url(event)).status_code == 302


def test_a_reason_is_short_enough_to_be_read(admin_client, event):
    answer = admin_client.post(cancel_url(event), {"reason": "x" * 501})
    assert answer.status_code == 422
    assert cast.pool_of(event).cancelled_at is None


STATES = [
    (DateStatus.CANCELLED, "is cancelled."),
    (DateStatus.POSTPONED, "is postponed. Give it another day in the editor once you know."),
    (DateStatus.ONLINE, "is online."),
]


@pytest.mark.parametrize(("status", "said"), STATES, ids=[status for status, _said in STATES])
def test_one_date_of_a_course_is_changed_and_told(admin_client, course, status, said):
    url = date_url(course, status)
    assert "2 people will be told by e-mail." in editing.plain(admin_client.get(url))
    answer = admin_client.post(url, {"reason": "The floor is wet."})
    assert f"{said} 2 people are told by e-mail." in editing.plain(admin_client.get(answer.url))
    first, second = cast.pool_of(course).occurrences.all()
    assert (first.status, second.status) == (status, "scheduled")
    assert letters() == addresses(course)
    assert all("The floor is wet." in one.text for one in Letter.objects.order_by("-pk")[:2])


def test_a_date_can_be_put_back(admin_client, course):
    admin_client.post(date_url(course, "cancelled"), {"reason": ""})
    answer = admin_client.post(date_url(course, "scheduled"), {"reason": ""})
    words = editing.plain(admin_client.get(answer.url))
    assert "takes place as planned. 2 people are told by e-mail." in words
    assert cast.pool_of(course).occurrences.going_on().count() == 2


def test_the_last_date_is_not_cancelled_without_the_event(admin_client, course, event):
    admin_client.post(date_url(course, "cancelled"), {"reason": ""})
    for url in (date_url(course, "cancelled", 1), date_url(event, "cancelled")):
        assert admin_client.get(url).url in (change_url(course), change_url(event))
        admin_client.post(url, {"reason": ""})
    assert cast.pool_of(course).occurrences.going_on().count() == 1
    assert cast.pool_of(event).occurrences.going_on().count() == 1
    assert "Cancel this date" not in editing.plain(admin_client.get(change_url(event)))


def test_a_postponed_date_goes_on_when_it_has_another_day(admin_client, event):
    admin_client.post(date_url(event, "postponed"), {"reason": ""})
    answer = publish(admin_client, event, a_day_later(admin_client, event))
    confirm(admin_client, answer)
    assert cast.pool_of(event).occurrences.get().is_going_on


@pytest.mark.parametrize("status", ["gone", "cancelled-"])
def test_nothing_else_becomes_of_a_date(admin_client, course, status):
    assert admin_client.get(date_url(course, status)).status_code == 404


def test_nothing_becomes_of_a_date_that_is_over(admin_client, home_page):
    event = cast.make_event(home_page)
    cast.starts_in(event, timedelta(days=-3))
    assert admin_client.get(date_url(event, "online")).url == change_url(event)
    words = editing.plain(admin_client.get(change_url(event)))
    assert "Cancel the whole event" not in words


def test_asking_changes_nothing(admin_client, course):
    before = list(cast.pool_of(course).occurrences.values())
    for status in DateStatus.values:
        admin_client.get(date_url(course, status))
    admin_client.get(cancel_url(course))
    assert list(cast.pool_of(course).occurrences.values()) == before
    assert cast.pool_of(course).cancelled_at is None


def test_the_way_there_is_in_the_editor_and_in_the_list(admin_client, event):
    for url in (
        editing.edit_url(event),
        reverse("wagtailadmin_explore", args=[event.get_parent().pk]),
    ):
        assert f'href="{change_url(event)}"' in editing.plain(admin_client.get(url))


def test_a_draft_that_was_never_published_has_nothing_to_cancel(admin_client, home_page):
    event = cast.make_event(home_page, publish=False, live=False)
    urls = [change_url(event), cancel_url(event)]
    assert [admin_client.get(url).status_code for url in urls] == [404, 404]


# --- who may ------------------------------------------------------------------------------


def make_editor(name, page, *permissions):
    group = Group.objects.create(name=name)
    for permission in permissions:
        GroupPagePermission.objects.create(
            group=group, page=page, permission=Permission.objects.get(codename=f"{permission}_page")
        )
    user = studio_cast.make_staff(name)
    user.groups.add(group)
    return get_user_model().objects.get(pk=user.pk)


def status_codes(client, event, revision):
    urls = [
        change_url(event),
        cancel_url(event),
        date_url(event, "online"),
        reverse("events_tell", args=[event.pk, revision.pk]),
    ]
    asked = [client.get(url).status_code for url in urls]
    done = [client.post(url, {"saved_at": ""}).status_code for url in urls[1:]]
    return asked, done


def test_who_may_not_publish_changes_and_cancels_nothing(admin_client, client, event):
    revision = editing.stored(event).latest_revision
    client.force_login(make_editor("Writer", event.get_parent(), "change"))
    assert status_codes(client, event, revision) == ([302] * 4, [302] * 3)
    assert letters("event_cancelled") == []
    assert begins(event)
    assert cast.pool_of(event).cancelled_at is None


def test_who_may_publish_here_needs_no_right_to_see_people(client, event):
    revision = editing.stored(event).latest_revision
    client.force_login(make_editor("Publisher", event.get_parent(), "change", "publish"))
    asked, _done = status_codes(client, event, revision)
    assert asked == [200] * 4
    assert "Guest" not in editing.plain(client.get(cancel_url(event)))
