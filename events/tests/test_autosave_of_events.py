"""What the autosave does to dates and questions: each is one, and keeps its key.

https://github.com/wagtail/wagtail/issues/14568: the ids of rows that the autosave has
saved may not reach the open form, which then sends them as new.
"""

import pytest
from playwright.sync_api import expect

from events.content import EventDate, EventQuestion
from events.ledger import Registration
from events.tests import browsing, cast, editing
from events.tests.editing import add_date, add_question, add_row

# --- as the browser posts it ------------------------------------------------------------


@pytest.fixture(params=[True, False], ids=["published", "never-published"])
def event(request, home_page):
    live = request.param
    return cast.make_event(home_page, event_kind="course", publish=live, live=live)


def questions(page):
    return [(one.label, one.key) for one in page.form_fields.all()]


def heard(data, answer):
    """The form after it has heard what was saved."""
    return data | answer["field_updates"]


@pytest.mark.django_db
@pytest.mark.parametrize("hears", [True, False], ids=["ids-heard", "ids-lost"])
def test_a_new_row_is_one_row_however_often_it_is_sent(admin_client, event, hears):
    form = editing.form_of(admin_client, event)
    add_question(form, "Wha", key="aax0")
    add_date(form, key="bbx0")
    for label in ("Wha", "What hu", "What hurts?"):
        form["form_fields-0-label"] = label
        answer = editing.autosave(admin_client, event, form)
        assert answer["success"] is True
        form = heard(form, answer) if hears else form
    assert editing.post(admin_client, event, form, action="publish").status_code == 302
    assert questions(editing.stored(event)) == [("What hurts?", "aax0")]
    assert EventDate.objects.count() == 2
    assert "bbx0" in cast.pool_of(event).occurrences.values_list("key", flat=True)


@pytest.mark.django_db
def test_an_answered_question_keeps_its_key_when_a_stale_form_comes_back(admin_client, event):
    form = editing.form_of(admin_client, event)
    add_question(form, "What hurts?", key="aax0")
    editing.autosave(admin_client, event, form)
    editing.post(admin_client, event, form, action="publish")
    cast.register(event, answers={"aax0": "The knee"})
    # the back button: the form as it was, with the row still new
    form["form_fields-0-label"] = "What hurts today?"
    editing.post(admin_client, event, form, action="publish")
    assert questions(editing.stored(event)) == [("What hurts today?", "aax0")]
    registration = Registration.objects.get()
    assert registration.answers == {"aax0": "The knee"}
    assert registration.form.as_questions()[0].label == "What hurts?"


@pytest.mark.django_db
def test_a_key_cannot_be_given_to_another_question(admin_client, home_page):
    event = cast.make_event(
        home_page, questions=[{"label": "One", "key": "one"}, {"label": "Two", "key": "two"}]
    )
    form = editing.form_of(admin_client, event)
    form |= {"form_fields-0-key": "two", "form_fields-1-key": "one"}
    add_question(form, "Three", key="one")
    add_question(form, "Four", key="so’ \x00 <b>")
    add_question(form, "Five")
    editing.post(admin_client, event, form, action="publish")
    stored = questions(editing.stored(event))
    assert stored[:2] == [("One", "one"), ("Two", "two")]
    assert [label for label, _key in stored[2:]] == ["Three", "Four", "Five"]
    assert len({key for _label, key in stored}) == 5
    assert all(key.isalnum() for _label, key in stored)


@pytest.mark.django_db
def test_of_two_new_rows_that_are_the_same_one_is_dropped(admin_client, event):
    form = editing.form_of(admin_client, event)
    for number in range(2):
        add_question(form, "What hurts?", key=f"aax{number}")
        add_date(form, key=f"bbx{number}")
    answer = editing.post(admin_client, event, form, action="publish")
    assert answer.status_code == 302
    assert questions(editing.stored(event)) == [("What hurts?", "aax0")]
    assert EventDate.objects.count() == 2


@pytest.mark.django_db
def test_a_row_that_is_dropped_while_it_is_written_is_kept_once_it_differs(admin_client, event):
    form = editing.form_of(admin_client, event)
    add_date(form, key="bbx0")
    other = add_date(form, key="bbx1")
    form = heard(form, editing.autosave(admin_client, event, form))
    form[f"dates-{other}-day"] = "2031-05-17"
    form = heard(form, editing.autosave(admin_client, event, form))
    editing.post(admin_client, event, form, action="publish")
    assert {"bbx0", "bbx1"} < set(EventDate.objects.values_list("key", flat=True))


@pytest.mark.django_db
def test_a_row_that_was_deleted_is_gone_though_its_id_was_never_heard(admin_client, event):
    form = editing.form_of(admin_client, event)
    add_question(form, "What hurts?", key="aax0")
    editing.autosave(admin_client, event, form)
    form["form_fields-0-DELETE"] = "1"
    editing.autosave(admin_client, event, form)
    assert questions(editing.draft(event)) == []
    editing.post(admin_client, event, form, action="publish")
    assert EventQuestion.objects.count() == 0


@pytest.mark.django_db
def test_an_empty_row_stops_no_autosave(admin_client, event):
    form = editing.form_of(admin_client, event) | {"title": "Feet, anew"}
    add_date(form, day="", starts="", ends="", key="bbx0")
    add_question(form, "", key="aax0")
    add_row(form, "form_fields", label="", field_type="singleline", key="aax1")
    answer = editing.autosave(admin_client, event, form)
    assert answer["success"] is True
    draft = editing.draft(event)
    assert (draft.title, draft.dates.count(), draft.form_fields.count()) == ("Feet, anew", 1, 0)


# --- in a browser -------------------------------------------------------------------------


@pytest.mark.parametrize("hears", [True, False], ids=["ids-heard", "ids-lost"])
def test_what_is_typed_saved_and_published_is_there_once(signed_in, live_site, home_page, hears):
    page = signed_in
    event = cast.make_event(home_page, event_kind="course")
    if not hears:

        def lose(route):
            answer = route.fetch()
            if "json" not in answer.headers.get("content-type", ""):
                route.fulfill(response=answer)
                return
            route.fulfill(response=answer, json=answer.json() | {"field_updates": {}})

        page.route("**/edit/", lose)
    browsing.open_editor(page, live_site + editing.edit_url(event))
    page.locator("#id_dates-ADD").click()
    page.locator("#id_dates-1-day").fill("2031-05-10")
    page.locator("#id_dates-1-starts").fill("10:00")
    page.locator("#id_dates-1-ends").fill("12:00")
    page.locator("#id_dates-1-note").click()
    browsing.type_and_save(page, page.locator("#id_dates-1-note"), "About feet")
    page.get_by_role("tab", name="Registration").click()
    page.locator("#id_form_fields-ADD").click()
    page.locator("#id_form_fields-ADD").click()
    keys = [page.locator(f"#id_form_fields-{n}-key").input_value() for n in (0, 1)]
    browsing.type_and_save(page, page.locator("#id_form_fields-0-label"), "What hurts?")
    browsing.type_and_save(page, page.locator("#id_form_fields-1-label"), "Since when?")
    browsing.type_and_save(page, page.locator("#id_form_fields-0-help_text"), "In a few words.")
    browsing.publish(page)

    expect(page.get_by_text("has been published")).to_be_visible()
    assert len(set(keys)) == 2
    stored = editing.stored(event)
    assert questions(stored) == [("What hurts?", keys[0]), ("Since when?", keys[1])]
    assert [one.key for one in cast.pool_of(event).form.as_questions()] == keys
    assert [one.note for one in stored.dates.all()] == ["", "About feet"]
    assert cast.pool_of(event).occurrences.count() == 2
