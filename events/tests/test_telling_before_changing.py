"""Who publishes another date or place is told first how many will be told (E11)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from events.content import Place
from events.ledger import Registration
from events.tests import cast, editing, telling
from events.tests.telling import (
    a_day_later,
    addresses,
    asked,
    begins,
    confirm,
    letters,
    publish,
)
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home_page):
    return telling.make_event(home_page)


@pytest.fixture
def course(home_page):
    return telling.make_course(home_page)


def test_who_moves_a_date_sees_first_what_is_told_to_how_many(admin_client, event):
    before = begins(event)
    page = asked(admin_client, publish(admin_client, event, a_day_later(admin_client, event)))
    words = editing.plain(page)
    assert "those who have, wait for or are offered a place get a letter" in words
    assert "3 people will be told by e-mail." in words
    assert "<li>New time: " in words
    assert "Publish and tell them" in words
    assert f'href="{editing.edit_url(event)}"' in words
    assert (letters(), begins(event)) == ([], before)


def test_the_draft_is_kept_and_nothing_published_until_it_is_confirmed(admin_client, event):
    form = a_day_later(admin_client, event) | {"title": "Feet, later"}
    publish(admin_client, event, form)
    assert editing.stored(event).title == "Feet"
    assert editing.draft(event).title == "Feet, later"
    assert editing.form_of(admin_client, event)["dates-0-day"] == form["dates-0-day"]


def test_what_was_confirmed_is_published_and_told_once(admin_client, event):
    before = begins(event)
    answer = publish(admin_client, event, a_day_later(admin_client, event))
    done = confirm(admin_client, answer)
    assert done.url == reverse("wagtailadmin_explore", args=[event.get_parent().pk])
    said = editing.plain(admin_client.get(done.url))
    assert "“Feet” has been published. 3 people are told by e-mail." in said
    assert confirm(admin_client, answer).status_code == 302
    assert begins(event) == before + timedelta(days=1)
    assert letters() == addresses(event)


def test_who_has_no_address_is_named_to_whoever_publishes(admin_client, event):
    otto = Registration.objects.order_by("pk").first()
    Registration.objects.filter(pk=otto.pk).update(name="Otto Octavo", email="", email_key="")
    answer = publish(admin_client, event, a_day_later(admin_client, event))
    words = editing.plain(asked(admin_client, answer))
    assert "2 people will be told by e-mail, 1 has no address: Otto Octavo." in words
    said = editing.plain(admin_client.get(confirm(admin_client, answer).url))
    assert "2 people are told by e-mail, 1 has no address: Otto Octavo." in said
    assert len(letters()) == 2


def test_fewer_places_than_are_taken_are_asked_about_before_anything_is_published(
    admin_client, event
):
    form = editing.form_of(admin_client, event) | {"capacity": "1"}
    answer = publish(admin_client, event, form)
    words = editing.plain(asked(admin_client, answer))
    said = "This draft has 1 place. Once it is published, the event is over by 1"
    assert said in words
    assert "will be told" not in words
    assert cast.pool_of(event).capacity == 2
    confirm(admin_client, answer)
    pool = cast.pool_of(event)
    assert (pool.capacity, pool.registrations.active().count(), letters()) == (1, 3, [])


def test_places_that_were_too_few_before_are_not_asked_about_again(admin_client, event):
    form = editing.form_of(admin_client, event) | {"capacity": "1"}
    confirm(admin_client, publish(admin_client, event, form))
    texts = editing.form_of(admin_client, event) | {"title": "Feet anew"}
    assert "/publish/" not in publish(admin_client, event, texts).url


def test_publishing_by_confirming_is_in_the_history_as_publishing(admin_client, admin_user, event):
    confirm(admin_client, publish(admin_client, event, a_day_later(admin_client, event)))
    entry = PageLogEntry.objects.filter(page=event.pk, action="wagtail.publish").first()
    assert (entry.user, entry.revision_id) == (admin_user, editing.stored(event).live_revision_id)


def test_a_new_place_is_told(admin_client, event):
    Place.objects.create(name="The small room")
    form = editing.form_of(admin_client, event)
    form["place"] = str(Place.objects.get(name="The small room").pk)
    page = asked(admin_client, publish(admin_client, event, form))
    sentence = "New place: The small room, instead of The long room"
    assert page.context["changes"] == [sentence]


def test_a_date_that_is_taken_away_is_told(admin_client, course):
    form = editing.form_of(admin_client, course)
    editing.delete_row(form, "dates", 1)
    answer = publish(admin_client, course, form)
    (sentence,) = asked(admin_client, answer).context["changes"]
    assert sentence.startswith("Cancelled: ")
    confirm(admin_client, answer)
    assert letters() == addresses(course)
    assert cast.pool_of(course).occurrences.going_on().count() == 1


def test_where_nobody_is_told_nothing_is_asked(admin_client, event, home_page):
    texts = editing.form_of(admin_client, event) | {"title": "Feet anew", "capacity": "9"}
    assert "/publish/" not in publish(admin_client, event, texts).url
    empty = cast.make_event(home_page, "Nobody yet")
    form = a_day_later(admin_client, empty)
    assert "/publish/" not in publish(admin_client, empty, form).url
    assert letters() == []


def test_a_newer_draft_is_looked_at_first(admin_client, event):
    answer = publish(admin_client, event, a_day_later(admin_client, event))
    before = begins(event)
    seen = asked(admin_client, answer).context["saved_at"]
    event.refresh_from_db()
    newer = event.get_latest_revision_as_object()
    newer.title = "Written meanwhile"
    newer.save_revision()

    page = admin_client.get(answer.url)
    assert "there is a newer draft by now" in editing.plain(page)
    assert "Publish and tell them" not in editing.plain(page)
    assert admin_client.post(answer.url, {"saved_at": seen}).status_code == 409
    assert (letters(), begins(event)) == ([], before)


def test_a_draft_that_was_saved_over_is_looked_at_first(admin_client, admin_user, event):
    answer = publish(admin_client, event, a_day_later(admin_client, event))
    seen = asked(admin_client, answer).context["saved_at"]
    revision = editing.stored(event).latest_revision
    editing.draft(event).save_revision(user=admin_user, overwrite_revision=revision)
    assert admin_client.post(answer.url, {"saved_at": seen}).status_code == 409
    assert letters() == []


def test_a_locked_page_is_not_published(admin_client, event):
    answer = publish(admin_client, event, a_day_later(admin_client, event))
    seen = asked(admin_client, answer).context["saved_at"]
    page = editing.stored(event)
    page.locked, page.locked_by = True, studio_cast.make_admin("other")
    page.save()
    assert admin_client.post(answer.url, {"saved_at": seen}).status_code == 409
    assert letters() == []


def test_a_revision_of_another_page_is_not_published_by_it(admin_client, event, course):
    revision = editing.stored(course).latest_revision
    url = reverse("events_tell", args=[event.pk, revision.pk])
    assert admin_client.get(url).status_code == 404


def test_where_one_came_from_is_where_one_goes(admin_client, event):
    form = a_day_later(admin_client, event) | {"next": "/admin/reports/"}
    answer = publish(admin_client, event, form)
    page = asked(admin_client, answer)
    assert page.context["next_url"] == "/admin/reports/"
    assert confirm(admin_client, answer, next="/admin/reports/").url == "/admin/reports/"


def test_an_older_version_is_brought_back_by_confirming(admin_client, event):
    first = editing.stored(event).latest_revision
    before = begins(event)
    confirm(admin_client, publish(admin_client, event, a_day_later(admin_client, event)))
    url = reverse("wagtailadmin_pages:revisions_revert", args=[event.pk, first.pk])
    answer = publish(admin_client, event, editing.form_of(admin_client, event, url), url)
    confirm(admin_client, answer)
    assert begins(event) == before
    entry = PageLogEntry.objects.filter(page=event.pk, action="wagtail.publish").first()
    assert entry.data["revision"]["id"] == first.pk


def test_several_pages_are_not_published_over_the_heads_of_people(admin_client, event):
    before = begins(event)
    editing.post(admin_client, event, a_day_later(admin_client, event))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = admin_client.post(f"{url}?id={event.pk}")
    told = " ".join(str(one) for one in admin_client.get(answer.url).context["messages"])
    assert "“Feet” was not published: 3 people would be told of a new date or place." in told
    assert (letters(), begins(event)) == ([], before)


def test_a_schedule_is_asked_about_and_tells_when_it_goes_live(admin_client, event):
    form = a_day_later(admin_client, event) | {"go_live_at": "2090-01-01 10:00"}
    answer = publish(admin_client, event, form)
    words = editing.plain(asked(admin_client, answer))
    assert "This draft goes live on 1 Jan 2090, 10:00. Then those who have" in words
    assert "3 people will be told by e-mail." in words
    assert "Schedule, and tell them then" in words
    done = confirm(admin_client, answer)
    assert "“Feet” has been scheduled for publishing." in editing.plain(admin_client.get(done.url))
    assert letters() == []
    assert editing.stored(event).scheduled_revision is not None
