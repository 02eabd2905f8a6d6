"""Before a cited reference is deleted, its editor is told where it is cited (W5)."""

import re

import pytest
from playwright.sync_api import expect

from articles.tests.browsing import (
    CORE,
    FEET,
    click_into,
    draft,
    editor_of,
    open_editor,  # noqa: F401 - a fixture
    save_draft,
    sources_of,
)
from studio.tests import cast
from studio.tests.accessibility import violations


@pytest.fixture
def article(index):
    body = [
        ("paragraph", f"<p>The arch gives back what it took{cast.cite('core')}.</p>"),
        ("quote", {"text": f"<p>{cast.cite('core')}Up.</p>", "attribution": ""}),
        ("paragraph", "<p>Nothing.</p>"),
    ]
    return cast.make_article(index, body=body, references=[CORE, FEET], publish=False)


def delete(page, row):
    page.get_by_role("tab", name="References").click()
    page.locator(f"#inline_child_references-{row}").get_by_title("Delete").click()


def dialog_of(page):
    return page.get_by_role("dialog", name="Delete a reference that is cited?")


def test_a_cited_reference_is_kept_unless_one_says_otherwise(open_editor, article):  # noqa: F811
    page = open_editor(article)
    delete(page, 0)
    dialog = dialog_of(page)
    expect(dialog).to_contain_text("2 markers cite it:")
    expect(dialog.get_by_role("listitem")).to_have_text(
        ["(1) after “back what it took”", "(2) at the beginning of a paragraph"]
    )
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    assert violations(page, ".footnote-dialog") == []
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(page.locator("#inline_child_references-0")).to_be_visible()
    expect(page.locator("#inline_child_references-0").get_by_title("Delete")).to_be_focused()


def test_escape_keeps_it_too(open_editor, article):  # noqa: F811
    page = open_editor(article)
    delete(page, 0)
    page.keyboard.press("Escape")

    expect(dialog_of(page)).to_be_hidden()
    expect(page.locator("#inline_child_references-0")).to_be_visible()


def test_a_reference_goes_with_its_markers(open_editor, article):  # noqa: F811
    page = open_editor(article)
    delete(page, 0)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Delete it and its markers")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="Text", exact=True).click()
    expect(page.locator(".footnote-marker")).to_have_count(0)
    save_draft(page, editor_of(page, "The arch"), 0)

    stored = draft(article)
    assert sources_of(stored) == [
        "<p>The arch gives back what it took.</p>",
        "<p>Up.</p>",
        "<p>Nothing.</p>",
        "",
    ]
    assert [reference.key for reference in stored.references.all()] == ["feet"]


def test_an_undo_brings_marker_and_reference_back(open_editor, article):  # noqa: F811
    page = open_editor(article)
    delete(page, 0)
    page.get_by_role("button", name="Delete it and its markers").click()
    page.get_by_role("tab", name="Text", exact=True).click()
    expect(page.locator(".footnote-marker")).to_have_count(0)
    editor = editor_of(page, "The arch")
    click_into(editor)
    page.keyboard.press("Control+z")
    expect(page.locator(".footnote-marker")).to_have_attribute(
        "data-chip", re.compile(r"^\(1\) Core Stability")
    )
    save_draft(page, editor, 1)

    assert [reference.key for reference in draft(article).references.all()] == ["core", "feet"]


def test_nobody_is_asked_about_a_reference_without_markers(open_editor, article):  # noqa: F811
    page = open_editor(article)
    delete(page, 1)

    expect(page.locator("#inline_child_references-1")).to_be_hidden()
    expect(dialog_of(page)).to_have_count(0)
