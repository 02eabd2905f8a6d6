"""Questions as an editor writes them, and what is refused."""

import pytest

from events.tests import cast, editing
from events.tests.editing import add_question, add_row, refused

pytestmark = pytest.mark.django_db

SHOES = {"label": "Which shoes?", "field_type": "radio", "choices": "Trail\nRoad"}


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page)


@pytest.mark.parametrize("action", ["publish", None])
def test_two_questions_do_not_have_the_same_words(admin_client, event, form, action):
    add_question(form, "Which shoes?")
    add_question(form, "  which  SHOES?", "multiline")
    answer = editing.post(admin_client, event, form, action=action)
    sentence = "There is a question with these words already."
    assert refused(answer) == {"form_fields-1-label": [sentence]}


def test_words_that_only_look_alike_to_a_computer_are_no_matter(event, form, publish):
    add_question(form, "Größe")
    add_question(form, "Grosse")
    add_question(form, "Size (cm)")
    add_question(form, "Size, cm")
    assert publish(form).status_code == 302
    assert event.form_fields.count() == 4


def test_a_question_may_take_over_the_words_of_one_that_was_renamed(home_page, admin_client, event):
    event = cast.make_event(home_page, questions=[{"label": "Shoes", "key": "old"}])
    form = editing.form_of(admin_client, event) | {"form_fields-0-label": "Shoes, since when?"}
    add_question(form, "Shoes")
    assert editing.post(admin_client, event, form, action="publish").status_code == 302
    labels = {one.label: one.key == "old" for one in event.form_fields.all()}
    assert labels == {"Shoes, since when?": True, "Shoes": False}


def test_a_question_has_words_once_it_is_published(event, form, publish, save):
    add_question(form, " ", help_text="Think about it.")
    assert list(refused(publish(form))) == ["form_fields-0-label"]
    assert save(form).status_code == 302


def test_a_row_that_was_left_empty_is_no_question(event, form, publish):
    add_row(form, "form_fields", key="abcx0", label="", field_type="singleline")
    assert publish(form).status_code == 302
    assert event.form_fields.count() == 0


@pytest.mark.parametrize("kind", ["radio", "dropdown", "checkboxes"])
@pytest.mark.parametrize("choices", ["", "Trail", "Trail\n\nTrail\n "], ids=["0", "1", "twice"])
def test_there_is_something_to_choose_once_it_is_published(form, publish, save, kind, choices):
    add_question(form, "Which shoes?", kind, choices=choices)
    sentence = "Give at least two choices, one on each line."
    assert refused(publish(form)) == {"form_fields-0-choices": [sentence]}
    assert save(form).status_code == 302


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        pytest.param("Trail\ntrail", "Two of these choices are the same.", id="alike"),
        pytest.param("Trail\n" + "x" * 161, "A choice has at most 160 characters.", id="long"),
    ],
)
def test_choices_can_be_told_apart_and_stored(form, publish, choices, sentence):
    add_question(form, "Which shoes?", "radio", choices=choices)
    assert refused(publish(form)) == {"form_fields-0-choices": [sentence]}


def test_a_condition_names_a_question_above_and_one_of_its_choices(event, form, publish):
    add_question(form, **SHOES)
    add_question(form, "Run before?", "checkbox")
    add_question(form, "How far?", depends_label="which  shoes?", depends_value=" trail")
    add_question(form, "Since when?", depends_label="Run before?", depends_value="YES")
    assert publish(form).status_code == 302
    values = list(event.form_fields.values_list("depends_value", flat=True))
    assert values == ["", "", "Trail", "yes"]


NONE_ABOVE = "No question above has these words, with choices or a box to tick."


@pytest.mark.parametrize(
    ("condition", "errors"),
    [
        pytest.param(("Whose?", "Trail"), {"depends_label": [NONE_ABOVE]}, id="unknown"),
        pytest.param(("How far?", "Trail"), {"depends_label": [NONE_ABOVE]}, id="itself"),
        pytest.param(("Why?", "Trail"), {"depends_label": [NONE_ABOVE]}, id="no-choices"),
        pytest.param(("Later?", "yes"), {"depends_label": [NONE_ABOVE]}, id="below"),
        pytest.param(
            ("Which shoes?", "None"),
            {"depends_value": ["Write one of its choices: Trail, Road."]},
            id="no-choice-of-it",
        ),
        pytest.param(
            ("Which shoes?", ""),
            {"depends_value": ["Write one of its choices: Trail, Road."]},
            id="no-choice",
        ),
        pytest.param(
            ("", "Trail"), {"depends_label": ["The answer to which question?"]}, id="no-question"
        ),
    ],
)
def test_other_conditions_are_refused_once_it_is_published(form, publish, save, condition, errors):
    add_question(form, **SHOES)
    add_question(form, "Why?")
    label, value = condition
    add_question(form, "How far?", depends_label=label, depends_value=value)
    add_question(form, "Later?", "checkbox")
    expected = {f"form_fields-2-{name}": sentences for name, sentences in errors.items()}
    assert refused(publish(form)) == expected
    assert save(form).status_code == 302


def test_the_order_on_the_screen_decides_what_is_above(event, form, publish):
    shoes = add_question(form, **SHOES)
    far = add_question(form, "How far?", depends_label="Which shoes?", depends_value="Trail")
    form |= {f"form_fields-{shoes}-ORDER": "2", f"form_fields-{far}-ORDER": "1"}
    assert refused(publish(form)) == {f"form_fields-{far}-depends_label": [NONE_ABOVE]}
