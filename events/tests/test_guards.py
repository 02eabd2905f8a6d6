"""Pages with people who are still to come are not taken away (E15)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page

from events import services
from events.content import EventDate
from events.ledger import Registration, SeatPool
from events.pages import EventPage
from events.tests import cast, editing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _whole_tree():
    yield
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.fixture
def event(home_page):
    """An event to which two people are to come, and a third waits."""
    event = cast.make_event(home_page, "Feet", capacity=2)
    cast.fill_up(event)
    cast.register(event)
    return event


def pages_url(name, page):
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def in_bulk(action, *pages):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}"


def told(answer):
    """The messages on the page one is sent to: their words and where their buttons lead."""
    words = [str(message) for message in answer.context["messages"]]
    return " ".join(" ".join(words).split())


def is_refused(client, answer, event, people=3):
    assert answer.status_code == 302
    words = told(client.get(answer.url))
    assert f"“{event.title}” stays as it is: {people} people are still to come." in words
    assert f'href="{reverse("events_cancel", args=[event.pk])}"' in words
    page = EventPage.objects.get(pk=event.pk)
    return page.live and page.pools.get().registrations.count() == people


# --- what is refused -----------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_event_with_people_is_not_deleted(admin_client, event, method):
    answer = getattr(admin_client, method)(pages_url("delete", event))
    assert is_refused(admin_client, answer, event)


def test_an_event_with_people_is_not_unpublished(admin_client, event):
    answer = admin_client.post(pages_url("unpublish", event))
    assert is_refused(admin_client, answer, event)


def test_what_an_event_says_nothing_of_is_said_after_publishing(admin_client, home_page):
    page = cast.make_event(home_page, "Feet", starts_in=[], price=None)
    page.place = None
    page.save_revision()
    form = editing.form_of(admin_client, page)
    shown = admin_client.get(editing.edit_url(page)).text
    assert "This event has no date, no place and no price yet." in " ".join(shown.split())
    answer = editing.post(admin_client, page, form, action="publish")
    words = told(admin_client.get(answer.url))
    assert "“Feet” is published with no date, no place and no price." in words


def test_an_event_that_says_all_of_it_is_published_without_a_word(admin_client, home_page):
    page = cast.make_event(home_page, "Feet", price=0)
    answer = editing.post(admin_client, page, editing.form_of(admin_client, page), action="publish")
    assert "is published with" not in told(admin_client.get(answer.url))


def test_who_copies_an_event_reads_what_came_along(admin_client, event):
    form = {
        "new_title": "Feet again", "new_slug": "feet-again",
        "new_parent_page": event.get_parent().pk, "copy_subpages": "", "publish_copies": "",
    }  # fmt: skip
    answer = admin_client.post(pages_url("copy", event), form)
    words = told(admin_client.get(answer.url))
    assert "nobody of its people. Give the copy dates of its own before you publish it." in words


def test_a_page_above_an_event_with_people_is_not_deleted(admin_client, event):
    answer = admin_client.post(pages_url("delete", event.get_parent()))
    assert is_refused(admin_client, answer, event)


def test_a_page_far_above_an_event_with_people_is_not_deleted(admin_client, home_page, event):
    answer = admin_client.post(pages_url("delete", home_page))
    assert is_refused(admin_client, answer, event)


def test_an_event_is_not_unpublished_with_the_page_above_it(admin_client, event):
    url = pages_url("unpublish", event.get_parent())
    answer = admin_client.post(url, {"include_descendants": "on"})
    assert is_refused(admin_client, answer, event)


def test_the_page_above_may_be_unpublished_alone(admin_client, event):
    admin_client.post(pages_url("unpublish", event.get_parent()))
    assert not Page.objects.get(pk=event.get_parent().pk).live
    assert EventPage.objects.get(pk=event.pk).live


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_several_pages_stay_if_one_of_them_must(admin_client, home_page, event, action):
    empty = cast.make_event(home_page, "Nobody")
    answer = admin_client.post(in_bulk(action, empty, event))
    assert is_refused(admin_client, answer, event)
    assert EventPage.objects.get(pk=empty.pk).live


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_several_pages_stay_if_people_come_to_one_below_them(admin_client, event, action):
    url = in_bulk(action, event.get_parent())
    answer = admin_client.post(url, {"include_descendants": "on"})
    assert is_refused(admin_client, answer, event)


def test_no_more_than_five_events_are_named(admin_client, home_page):
    events = [cast.make_event(home_page, f"Event {number}") for number in range(7)]
    for event in events:
        cast.register(event)
    answer = admin_client.post(in_bulk("delete", *events))
    words = told(admin_client.get(answer.url))
    assert words.count("1 person is still to come") == 5
    assert "And 2 more events with people." in words


def test_an_unpublished_event_with_people_is_not_deleted(admin_client, event):
    event.unpublish()  # by a timer, say
    admin_client.post(pages_url("delete", event))
    assert EventPage.objects.filter(pk=event.pk).exists()


def test_an_event_whose_dates_are_all_cancelled_still_has_its_people(admin_client, home_page):
    event = cast.make_event(
        home_page, event_kind="course", starts_in=[timedelta(days=3), timedelta(days=10)]
    )
    cast.register(event)
    for date in cast.pool_of(event).occurrences.all():
        services.change_date(date, status="cancelled", by=None)
    admin_client.post(pages_url("delete", event))
    assert EventPage.objects.filter(pk=event.pk).exists()


# --- what is not -----------------------------------------------------------------------


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_a_cancelled_event_may_go(admin_client, event, action):
    services.cancel_event(cast.pool_of(event), by=None)
    admin_client.post(pages_url(action, event))
    assert not EventPage.objects.live().filter(pk=event.pk).exists()


def test_an_event_to_which_nobody_comes_any_more_may_go(admin_client, event):
    for registration in Registration.objects.order_by("-pk"):
        services.cancel(registration)
    admin_client.post(pages_url("delete", event))
    assert not EventPage.objects.filter(pk=event.pk).exists()


def test_the_page_of_a_past_event_may_go_and_its_people_stay(admin_client, home_page):
    event = cast.make_event(home_page, "Feet")
    registration = cast.register(event)
    pool = cast.starts_in(event, timedelta(days=-2))
    admin_client.post(pages_url("delete", event))
    assert not EventPage.objects.filter(pk=event.pk).exists()
    pool = SeatPool.objects.get(pk=pool.pk)
    assert (pool.page_id, pool.title) == (None, "Feet")
    assert cast.status_of(registration) == "confirmed"


@pytest.mark.parametrize("is_below", [False, True], ids=["itself", "its-parent"])
def test_deleting_by_code_leaves_the_ledger_whole(event, is_below):
    before = list(Registration.objects.values_list("pk", "status", "pool"))
    (event.get_parent().specific if is_below else event).delete()
    assert list(Registration.objects.values_list("pk", "status", "pool")) == before
    pool = SeatPool.objects.get()
    assert (pool.page_id, pool.title, pool.occurrences.count()) == (None, "Feet", 1)
    services.cancel(Registration.objects.get(pk=before[0][0]))
    assert cast.status_of(Registration.objects.get(pk=before[2][0])) == "confirmed"
    assert EventDate.objects.count() == 0


# --- aliases and copies ------------------------------------------------------------------


@pytest.fixture
def alias(home_page, event):
    return event.create_alias(update_slug="feet-again")


def test_an_alias_has_no_people_of_its_own_and_may_go(admin_client, event, alias):
    assert SeatPool.objects.get().page_id == event.pk
    admin_client.post(pages_url("delete", alias))
    assert not EventPage.objects.filter(pk=alias.pk).exists()
    assert SeatPool.objects.get().page_id == event.pk


def test_an_event_stays_while_people_come_though_it_has_an_alias(admin_client, event, alias):
    answer = admin_client.post(pages_url("delete", event))
    assert is_refused(admin_client, answer, event)


def test_publishing_an_event_makes_no_pool_for_its_alias(admin_client, event, alias):
    form = editing.form_of(admin_client, event) | {"title": "Feet, anew"}
    editing.post(admin_client, event, form, action="publish")
    assert EventPage.objects.get(pk=alias.pk).title == "Feet, anew"
    assert SeatPool.objects.get().page_id == event.pk


def test_a_copy_has_no_people_and_dates_of_its_own(home_page):
    asked = [{"label": "Which shoes?", "field_type": "radio", "choices": "Trail\nRoad"}]
    asked += [{"label": "How far?", "depends_label": "Which shoes?", "depends_value": "Trail"}]
    event = cast.make_event(home_page, questions=asked)
    cast.register(event)
    copy = event.copy(update_attrs={"slug": "copied", "title": "Feet again"})
    assert copy.live
    pool, original = cast.pool_of(copy), cast.pool_of(event)
    assert (pool.registrations.count(), original.registrations.count()) == (0, 1)
    assert pool.occurrences.get().uid != original.occurrences.get().uid
    # the same questions, asked again: one column of an export
    assert pool.form == original.form
    begins = original.occurrences.get().starts_at
    date = copy.dates.get()
    date.day = date.day.replace(year=date.day.year + 1)
    date.save()
    copy.refresh_from_db()
    copy.save_revision().publish()
    assert pool.occurrences.get().starts_at.year == begins.year + 1
    assert original.occurrences.get().starts_at == begins


def test_a_copied_draft_has_no_pool_until_it_is_published(home_page):
    event = cast.make_event(home_page)
    copy = event.copy(update_attrs={"slug": "copied"}, keep_live=False)
    assert SeatPool.objects.filter(page=copy.pk).count() == 0
    copy.save_revision().publish()
    assert cast.pool_of(copy).occurrences.count() == 1
