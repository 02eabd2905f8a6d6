"""Undo and redo across an insert, and two tabs that edit one article."""

import re

import pytest
from playwright.sync_api import expect

from articles.tests.browsing import (
    CORE,
    SHORTCUT,
    chips,
    dialog_of,
    draft,
    editor_of,
    is_autosave,
    marker,
    open_editor,  # noqa: F401 - a fixture
    put_caret,
    save_draft,
    saved_by_itself,
    second_tab,
    sources_of,
    wait_until_noted,
    watched,
)
from studio.tests import cast

SAVED = "#w-autosave-indicator[data-w-autosave-state-value=saved]"


@pytest.fixture(params=[False, True], ids=["draft", "live"])
def article(request, index):
    return cast.make_article(
        index, body=[("paragraph", "<p>Here.</p>")], references=[CORE], publish=request.param
    )


def write(page, note, *presses):
    put_caret(page, editor_of(page, "Here"), [*presses, SHORTCUT])
    dialog = dialog_of(page)
    page.keyboard.type(note)
    expect(dialog.get_by_role("radio", name=f"A new reference: “{note}”")).to_be_checked()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(editor_of(page, "Here")).to_be_focused()


def notes(article):
    return [reference.text for reference in draft(article).references.all()]


def citations(article):
    return draft(article).text().numbering.markers


CORE_LINE = "Core Stability – by Jae Gruenke"


def test_an_undo_takes_the_reference_too_and_a_redo_brings_it_again(open_editor, article):  # noqa: F811
    page = watched(open_editor, article)
    editor = editor_of(page, "Here")
    row = page.locator("#inline_child_references-1")

    def insert():
        write(page, "Told by a runner.")
        wait_until_noted(editor, 1)

    def undo():
        page.keyboard.press("Control+z")
        expect(page.locator(".footnote-marker")).to_have_count(0)
        expect(row).to_have_class(re.compile("deleted"))
        wait_until_noted(editor, 0)

    def redo():
        page.keyboard.press("Control+Shift+z")
        assert chips(page, 1) == ["(1) Told by a runner."]
        expect(row).not_to_have_class(re.compile("deleted"))
        wait_until_noted(editor, 1)

    both = [CORE_LINE, "Told by a runner."]
    saved_by_itself(page, insert, lambda: notes(article) == both)
    saved_by_itself(page, undo, lambda: notes(article) == [CORE_LINE])
    expect(page.locator(SAVED)).to_be_attached()
    saved_by_itself(page, redo, lambda: notes(article) == both)
    expect(page.locator(SAVED)).to_be_attached()
    save_draft(page, editor, 1)

    assert notes(article) == [CORE_LINE, "Told by a runner."]
    key = draft(article).references.all()[1].key
    assert sources_of(draft(article))[0] == f"<p>Here.{marker(1, key)}</p>"


def test_a_marker_taken_away_by_hand_leaves_its_reference(open_editor, article):  # noqa: F811
    page = watched(open_editor, article)
    editor = editor_of(page, "Here")
    write(page, "Told by a runner.")
    chips(page, 1)
    page.keyboard.press("Backspace")
    expect(page.locator(".footnote-marker")).to_have_count(0)
    save_draft(page, editor, 0)

    assert notes(article) == [CORE_LINE, "Told by a runner."]


def test_a_second_tab_neither_doubles_nor_loses_a_reference(open_editor, article):  # noqa: F811
    first = watched(open_editor, article)
    second = second_tab(first)

    def cite():
        write(first, "Of the first tab.")
        wait_until_noted(editor_of(first, "Here"), 1)

    saved_by_itself(first, cite, lambda: notes(article) == [CORE_LINE, "Of the first tab."])

    # the older tab is told, and its autosave refused
    with second.expect_response(is_autosave) as refused:
        write(second, "Of the second tab.")
    assert refused.value.status == 400
    assert refused.value.json()["error_code"] == "invalid_revision"
    assert notes(article) == [CORE_LINE, "Of the first tab."]

    # saved all the same, it has its own text, and the references of both
    expect(second.get_by_text("Saving will overwrite a newer version.")).to_be_visible()
    second.locator("footer").get_by_role("button", name="Save draft").click()
    warning = second.locator("#w-save-confirmation-dialog")
    anyway = warning.get_by_role("button", name="Save draft")
    saved = second.get_by_text("has been updated")
    # Wagtail warns of the newer version, if it has asked for it yet
    expect(anyway.or_(saved)).to_be_visible()
    if anyway.is_visible():
        anyway.click()
    expect(saved).to_be_visible()
    assert sorted(notes(article)) == [CORE_LINE, "Of the first tab.", "Of the second tab."]
    assert len(citations(article)) == 1


def test_an_overtaken_tab_opened_again_has_both(open_editor, article):  # noqa: F811
    first = watched(open_editor, article)
    second = second_tab(first)

    write(first, "Of the first tab.")
    save_draft(first, editor_of(first, "Here"), 1)
    second.reload()
    expect(second.locator(".footnote-marker")).to_have_count(1)
    write(second, "Of the second tab.", "Home")
    save_draft(second, editor_of(second, "Here"), 2)

    assert notes(article) == [CORE_LINE, "Of the first tab.", "Of the second tab."]
    assert len(citations(article)) == 2
