"""Questions that are asked of some: server-side, whatever a script showed or hid."""

import pytest

from articles.tests.sent import tree, visible
from events.tests import cast
from events.tests.postbox import (
    act,
    errors,
    link_to,
    only_registration,
    question,
    refused,
    send,
    version_in,
    with_questions,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home_page):
    """Have you run before? If so, how far; if far, in which shoes. A box asks for an injury."""
    return with_questions(
        home_page,
        {"label": "Have you run before?", "field_type": "radio", "choices": "Yes\nNo"},
        {
            "label": "How far?",
            "field_type": "dropdown",
            "choices": "Near\nFar",
            "required": True,
            "depends_label": "have you run BEFORE?",
            "depends_value": "Yes",
        },
        {
            "label": "Which shoes?",
            "field_type": "singleline",
            "required": True,
            "depends_label": "How far?",
            "depends_value": "Far",
        },
        {"label": "Something hurts", "field_type": "checkbox"},
        {
            "label": "What hurts?",
            "field_type": "number",
            "required": True,
            "depends_label": "Something hurts",
            "depends_value": "yes",
        },
    )


def said(event, **answers):
    labels = {"run": "Have you run before?", "far": "How far?", "shoes": "Which shoes?"}
    labels |= {"hurts": "Something hurts", "what": "What hurts?"}
    return {question(event, labels[name]): answer for name, answer in answers.items()}


def answers_of(event):
    labels = {one.key: one.label for one in event.form_fields.all()}
    return {labels[key]: answer for key, answer in only_registration().answers.items()}


def test_a_required_question_that_is_not_asked_may_be_left_empty(client, event):
    assert send(client, event, **said(event, run="No")).status_code == 303

    assert answers_of(event) == {"Have you run before?": "No", "Something hurts": False}


def test_a_required_question_that_is_asked_has_to_be_answered(client, event):
    page = refused(send(client, event, **said(event, run="Yes", hurts="on")), 422)

    assert errors(page) == ["Please answer this question."] * 2


def test_an_answer_to_a_question_that_is_not_asked_is_dropped(client, event):
    send(client, event, **said(event, run="No", far="Far", shoes="Red", what="7"))

    assert answers_of(event) == {"Have you run before?": "No", "Something hurts": False}


def test_nonsense_in_a_question_that_is_not_asked_stops_nobody(client, event):
    response = send(client, event, **said(event, run="No", far="Gone", what="x" * 900))

    assert response.status_code == 303
    assert answers_of(event) == {"Have you run before?": "No", "Something hurts": False}


def test_a_question_below_one_that_is_not_asked_is_not_asked_either(client, event):
    send(client, event, **said(event, run="No", far="Far", shoes="Red"))
    assert "Which shoes?" not in answers_of(event)


def test_what_is_asked_all_the_way_down_is_kept(client, event):
    send(client, event, **said(event, run="Yes", far="Far", shoes="Red", hurts="on", what="7"))

    assert answers_of(event) == {
        "Have you run before?": "Yes",
        "How far?": "Far",
        "Which shoes?": "Red",
        "Something hurts": True,
        "What hurts?": "7",
    }


def test_any_of_several_can_ask_for_more(client, home_page):
    event = with_questions(
        home_page,
        {"label": "Days", "field_type": "checkboxes", "choices": "Mon\nTue"},
        {
            "label": "When on Tuesday?",
            "field_type": "singleline",
            "depends_label": "Days",
            "depends_value": "Tue",
        },
    )
    days, when = question(event, "Days"), question(event, "When on Tuesday?")

    send(client, event, **{days: ["Mon", "Tue"], when: "Late"})

    assert answers_of(event) == {"Days": ["Mon", "Tue"], "When on Tuesday?": "Late"}


def test_without_scripts_the_condition_stands_in_words(client, event):
    words = [
        visible(one) for one in tree(client.get(event.url)).cssselect(".question [data-condition]")
    ]

    assert words == [
        "Only if you answer “Have you run before?” with “Yes”",
        "Only if you answer “How far?” with “Far”",
        "Only if you tick “Something hurts”",
    ]


def test_no_browser_insists_on_an_answer_that_may_not_be_asked(client, event):
    form = tree(client.get(event.url))

    required = {one.get("name") for one in form.cssselect(".registration [required]")}
    assert required == {"name", "email"}


def test_another_answer_later_drops_what_hung_on_the_first(client, event):
    send(client, event, **said(event, run="Yes", far="Far", shoes="Red"))
    link = link_to(only_registration())

    response = act(
        client,
        link,
        "change",
        name="Ada Arc",
        version=version_in(client, link),
        **said(event, run="No", far="Far", shoes="Red"),
    )

    assert response.status_code == 303
    assert answers_of(event) == {"Have you run before?": "No", "Something hurts": False}
    assert cast.status_of(only_registration()) == "confirmed"
