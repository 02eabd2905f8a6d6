"""An older version of the page, published again, changes the text and no seat."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page

from events import services
from events.content import EventQuestion
from events.ledger import Registration
from events.tests import cast, editing

pytestmark = pytest.mark.django_db

SHOES = {"label": "Which shoes?", "field_type": "radio", "choices": "Trail\nRoad"}


@pytest.fixture(autouse=True)
def _whole_tree():
    yield
    assert Page.find_problems() == ([], [], [], [], [])


def facts(event):
    """Who stands where, with what they answered."""
    rows = Registration.objects.filter(pool__page=event.pk).order_by("pk")
    return list(rows.values_list("pk", "status", "queue_number", "answers", "form"))


def revert(client, event, revision, **typed):
    """As an editor does in the history: the old version in the form, and [Publish]."""
    url = reverse("wagtailadmin_pages:revisions_revert", args=[event.pk, revision.pk])
    form = editing.form_of(client, event, url) | typed
    answer = editing.post(client, event, form, action="publish", url=url)
    if "/publish/" in getattr(answer, "url", ""):
        seen = client.get(answer.url).context["saved_at"]
        answer = client.post(answer.url, {"saved_at": seen})
    return answer


def test_places_that_are_taken_stay_taken_and_the_number_of_places_follows_the_text(
    admin_client, home_page
):
    event = cast.make_event(home_page, capacity=5)
    old = editing.stored(event).latest_revision
    event.capacity = 3
    event.title = "Feet, anew"
    event.save_revision().publish()
    cast.fill_up(event)
    cast.register(event)
    before = facts(event)
    assert [status for _pk, status, *_rest in before] == ["confirmed"] * 3 + ["waitlisted"]

    assert revert(admin_client, event, old).status_code == 302
    pool = cast.pool_of(event)
    assert (pool.capacity, pool.title) == (5, "Trunk training")
    # two places more: who waited has one of them, nobody else moved
    assert [status for _pk, status, *_rest in facts(event)] == ["confirmed"] * 4
    assert facts(event)[:3] == before[:3]


def test_an_older_text_with_fewer_places_cancels_nobody(admin_client, home_page):
    event = cast.make_event(home_page, capacity=1)
    old = editing.stored(event).latest_revision
    event.capacity = 4
    event.save_revision().publish()
    cast.fill_up(event)
    before = facts(event)
    assert revert(admin_client, event, old).status_code == 302
    assert (facts(event), cast.pool_of(event).capacity) == (before, 1)


@pytest.mark.parametrize("by_form", [True, False], ids=["by-form", "by-code"])
def test_a_question_that_was_deleted_comes_back_under_its_key(admin_client, home_page, by_form):
    event = cast.make_event(home_page, questions=[SHOES])
    old = editing.stored(event).latest_revision
    key = event.form_fields.get().key
    cast.register(event, answers={key: "Trail"})
    before = facts(event)
    form = editing.form_of(admin_client, event)
    editing.delete_row(form, "form_fields", 0)
    assert editing.post(admin_client, event, form, action="publish").status_code == 302
    assert EventQuestion.objects.count() == 0
    assert facts(event) == before
    assert [one.key for one in Registration.objects.get().form.as_questions()] == [key]

    if by_form:
        assert revert(admin_client, event, old).status_code == 302
    else:
        old.publish()
    assert event.form_fields.get().key == key
    assert facts(event) == before


def test_a_date_that_was_taken_away_comes_back_as_the_same_date(admin_client, home_page):
    event = cast.make_event(
        home_page, event_kind="course", starts_in=[timedelta(days=5), timedelta(days=12)]
    )
    old = editing.stored(event).latest_revision
    cast.register(event)
    uids = list(cast.pool_of(event).occurrences.values_list("uid", flat=True))
    form = editing.form_of(admin_client, event)
    editing.delete_row(form, "dates", 1)
    answer = editing.post(admin_client, event, form, action="publish")
    seen = admin_client.get(answer.url).context["saved_at"]
    admin_client.post(answer.url, {"saved_at": seen})
    assert cast.pool_of(event).occurrences.going_on().count() == 1

    assert revert(admin_client, event, old).status_code == 302
    going_on = cast.pool_of(event).occurrences.going_on()
    assert list(going_on.values_list("uid", flat=True)) == uids


def test_a_cancelled_event_stays_cancelled_whatever_is_published(admin_client, home_page):
    event = cast.make_event(home_page)
    old = editing.stored(event).latest_revision
    cast.register(event)
    services.cancel_event(cast.pool_of(event), by=None, reason="The floor is wet.")
    assert revert(admin_client, event, old, title="Feet").status_code == 302
    pool = cast.pool_of(event)
    assert (pool.title, pool.cancel_reason) == ("Feet", "The floor is wet.")
    assert pool.occurrences.going_on().count() == 0


def test_letters_that_were_exchanged_are_exchanged_back(admin_client, home_page):
    event = cast.make_event(home_page, letters={"confirmed": "One", "waitlisted": "Two"})
    old = editing.stored(event).latest_revision
    form = editing.form_of(admin_client, event)
    form |= {"event_letters-0-telling": "waitlisted", "event_letters-1-telling": "confirmed"}
    editing.post(admin_client, event, form, action="publish")
    old.publish()
    texts = {name: words["text"] for name, words in cast.pool_of(event).letters.items()}
    assert texts == {"confirmed": "One", "waitlisted": "Two"}


def test_a_draft_alone_changes_nothing_that_people_are_told(admin_client, home_page):
    event = cast.make_event(home_page, questions=[SHOES], capacity=3)
    cast.register(event)
    before, terms = facts(event), vars(cast.pool_of(event))
    form = editing.form_of(admin_client, event) | {"capacity": "1", "title": "Half a thought"}
    editing.delete_row(form, "form_fields", 0)
    assert editing.post(admin_client, event, form).status_code == 302
    after = vars(cast.pool_of(event))
    assert {name: after[name] for name in terms if name != "_state"} == {
        name: terms[name] for name in terms if name != "_state"
    }
    assert facts(event) == before
