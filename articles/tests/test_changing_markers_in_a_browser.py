"""A marker is changed where the caret is, without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from articles.tests.browsing import (
    CORE,
    FEET,
    SHORTCUT,
    dialog_of,
    draft,
    editor_of,
    form_field_of,
    marker,
    open_editor,  # noqa: F401 - a fixture
    put_caret,
    save_draft,
    sources_of,
)
from studio.tests import cast


@pytest.fixture
def article(index):
    return cast.make_article(
        index,
        body=[("paragraph", f"<p>The arch gives{cast.cite('core')}.</p>")],
        references=[CORE, FEET],
        publish=False,
    )


def ask(page, *presses):
    """The shortcut, behind the keys that bring the caret to its place."""
    editor = editor_of(page, "The arch")
    put_caret(page, editor, [*presses, SHORTCUT])
    expect(dialog_of(page)).to_be_visible()
    return editor


CHANGE, INSERT = "Change this footnote", "Footnote"


@pytest.mark.parametrize(
    ("presses", "heading"),
    [
        ([], INSERT),
        (["ArrowLeft"], CHANGE),
        (["ArrowLeft"] * 2, CHANGE),
        (["ArrowLeft"] * 3, INSERT),
        (["ArrowLeft", "Shift+ArrowLeft"], CHANGE),
        (["ArrowLeft"] * 2 + ["Shift+ArrowLeft"], INSERT),
        (["ArrowLeft", *["Shift+ArrowLeft"] * 2], INSERT),
    ],
    ids=[
        "elsewhere",
        "behind it",
        "before it",
        "a letter before it",
        "selected",
        "a letter selected",
        "a letter and the marker selected",
    ],
)
def test_the_shortcut_changes_the_marker_at_the_caret_and_inserts_elsewhere(
    open_editor,  # noqa: F811
    article,
    presses,
    heading,
):
    page = open_editor(article)
    ask(page, *presses)

    expect(dialog_of(page).get_by_role("heading")).to_have_text(heading)


def go_on(page, editor):
    """Type where the caret is, until the form knows of it."""
    expect(editor).to_be_focused()
    page.keyboard.type(" back")
    expect(form_field_of(editor)).to_have_value(re.compile(" back"))


def test_the_keyboard_alone_leads_a_marker_to_another_reference(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = ask(page, "ArrowLeft")
    expect(dialog_of(page).get_by_role("radio", name="Core Stability")).to_be_checked()
    page.keyboard.type("springs")
    page.keyboard.press("Enter")
    go_on(page, editor)
    save_draft(page, editor, 1)

    assert sources_of(draft(article))[0] == f"<p>The arch gives{marker(1, 'feet')} back.</p>"


def press_button(page, name):
    """Tab to a button of the dialog, and Enter."""
    button = dialog_of(page).get_by_role("button", name=name)
    while not button.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_the_keyboard_alone_removes_a_marker(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = ask(page, "ArrowLeft")
    press_button(page, "Remove the marker")
    expect(editor.locator(".footnote-marker")).to_have_count(0)
    go_on(page, editor)
    save_draft(page, editor, 0)

    assert sources_of(draft(article))[0] == "<p>The arch gives back.</p>"


def test_escape_leaves_the_marker_and_the_caret_behind_it(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = ask(page, "ArrowLeft")
    page.keyboard.press("Escape")
    go_on(page, editor)
    save_draft(page, editor, 1)

    assert sources_of(draft(article))[0] == f"<p>The arch gives{marker(1)} back.</p>"


def test_one_claim_may_be_cited_twice(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = ask(page, "ArrowLeft", "ArrowLeft")
    press_button(page, "Cite another behind it")
    expect(dialog_of(page).get_by_role("heading")).to_have_text("Footnote")
    page.keyboard.type("springs")
    page.keyboard.press("Enter")
    go_on(page, editor)
    save_draft(page, editor, 2)

    assert sources_of(draft(article))[0] == (
        f"<p>The arch gives{marker(1)}{marker(2, 'feet')} back.</p>"
    )
