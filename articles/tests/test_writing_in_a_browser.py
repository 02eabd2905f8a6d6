"""Footnotes written in Wagtail's editor, in a real Chromium (W1)."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.tests.browsing import (
    CORE,
    FEET,
    SHORTCUT,
    choose,
    dialog_of,
    draft,
    editor_of,
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
        body=[("paragraph", "<p>The arch gives back energy.</p>")],
        references=[CORE, FEET],
        publish=False,
    )


def test_the_slash_menu_puts_a_marker_at_the_caret(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, ["ArrowLeft"])
    page.keyboard.type("/footn")
    expect(page.get_by_role("option", name=re.compile("Footnote"))).to_be_visible()
    page.keyboard.press("Enter")
    choose(page, "Core Stability – Jae Gruenke")
    save_draft(page, editor, 1)

    assert sources_of(draft(article)) == [f"<p>The arch gives back energy{marker(1)}.</p>", ""]


def test_a_footnote_is_written_with_the_keyboard_alone(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, ["ArrowLeft", SHORTCUT])
    expect(page.get_by_label("Find a reference of this article")).to_be_focused()
    page.keyboard.type("springs ker")
    page.keyboard.press("Enter")
    expect(editor.locator(".footnote-marker")).to_have_count(1)
    expect(editor).to_be_focused()
    page.keyboard.type(", or so")
    expect(editor).to_contain_text("energy†, or so.")
    save_draft(page, editor, 1)

    assert sources_of(draft(article)) == [
        f"<p>The arch gives back energy{marker(1, 'feet')}, or so.</p>",
        "",
    ]


def test_escape_gives_the_caret_back_and_changes_nothing(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, ["ArrowLeft", SHORTCUT])
    expect(dialog_of(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog_of(page)).to_be_hidden()
    expect(editor).to_be_focused()
    page.keyboard.type("!")

    expect(editor).to_have_text("The arch gives back energy!.")
    expect(editor.locator(".footnote-marker")).to_have_count(0)


def test_two_markers_may_lead_to_one_reference(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, ["ArrowLeft", SHORTCUT])
    choose(page, "Core Stability – Jae Gruenke")
    put_caret(page, editor, [SHORTCUT])
    choose(page, "Core Stability – Jae Gruenke")
    save_draft(page, editor, 2)

    stored = draft(article)
    assert sources_of(stored) == [
        f"<p>The arch gives back energy{marker(1)}.{marker(2)}</p>",
        "",
    ]
    assert [reference.key for reference in stored.references.all()] == ["core", "feet"]


def test_one_undo_takes_one_marker_back(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, [])
    page.keyboard.type(" Yes")
    page.keyboard.press(SHORTCUT)
    choose(page, "Core Stability – Jae Gruenke")
    expect(editor.locator(".footnote-marker")).to_have_count(1)
    expect(editor).to_be_focused()
    page.keyboard.press("Control+z")

    expect(editor).to_have_text("The arch gives back energy. Yes")


def test_a_marker_is_never_bold(open_editor, index):  # noqa: F811
    article = cast.make_article(
        index, body=[("paragraph", "<p>So <b>bold</b></p>")], references=[CORE], publish=False
    )
    page = open_editor(article)
    editor = editor_of(page, "So bold")
    put_caret(page, editor, [SHORTCUT])
    choose(page, "Core Stability – Jae Gruenke")
    save_draft(page, editor, 1)

    assert sources_of(draft(article)) == [f"<p>So <b>bold</b>{marker(1)}</p>", ""]


def test_a_new_reference_is_written_where_it_is_cited(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, ["ArrowLeft", SHORTCUT])
    dialog = dialog_of(page)
    dialog.get_by_role("radio", name="A new reference").check()
    dialog.get_by_label("Note").fill("Told by a runner.")
    dialog.get_by_label("Web address").fill("example.org/run")
    page.keyboard.press("Control+Enter")
    expect(editor.locator(".footnote-marker")).to_have_attribute(
        "title", "Footnote: Told by a runner."
    )
    put_caret(page, editor, [SHORTCUT])
    dialog = dialog_of(page)
    dialog.get_by_role("radio", name="A new reference").check()
    dialog.get_by_label("Title of the source").fill("On feet")
    page.keyboard.press("Enter")
    save_draft(page, editor, 2)

    stored = draft(article)
    keys = [reference.key for reference in stored.references.all()]
    assert len(set(keys)) == 4
    assert [(r.note, r.title, r.url) for r in stored.references.all()][2:] == [
        ("Told by a runner.", "", "https://example.org/run"),
        ("", "On feet", ""),
    ]
    assert sources_of(stored) == [
        f"<p>The arch gives back energy{marker(1, keys[2])}.{marker(2, keys[3])}</p>",
        "",
    ]


def test_a_new_reference_needs_words(open_editor, article):  # noqa: F811
    page = open_editor(article)
    put_caret(page, editor_of(page, "The arch"), [SHORTCUT])
    dialog = dialog_of(page)
    dialog.get_by_role("radio", name="A new reference").check()
    dialog.get_by_role("button", name="Insert").click()

    expect(dialog.get_by_role("alert")).to_have_text("Write a note or a title first.")
    expect(dialog.get_by_label("Note")).to_be_focused()


def test_a_selected_space_stays_behind_the_marker(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, ["Home", *["Shift+ArrowRight"] * len("The arch "), SHORTCUT])
    choose(page, "Core Stability – Jae Gruenke")
    save_draft(page, editor, 1)

    assert sources_of(draft(article)) == [f"<p>The arch{marker(1)} gives back energy.</p>", ""]


def test_the_open_dialog_has_no_faults_for_axe(open_editor, article):  # noqa: F811
    page = open_editor(article)
    put_caret(page, editor_of(page, "The arch"), [SHORTCUT])
    dialog_of(page).get_by_role("radio", name="A new reference").check()

    found = Axe().run(page, context=".footnote-dialog").response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


def test_a_marker_tells_when_its_reference_is_deleted(open_editor, index):  # noqa: F811
    article = cast.make_trunk_article(index, publish=False)
    page = open_editor(article)
    marks = page.locator(".footnote-marker")
    title = "Footnote: Core Stability is Like Orthotics for your Torso – Jae Gruenke"
    expect(marks.first).to_have_attribute("title", title)
    page.get_by_role("tab", name="References").click()
    page.locator("#inline_child_references-0").get_by_title("Delete").click()
    page.get_by_role("tab", name="Text").click()

    expect(page.locator(".footnote-marker--lost")).to_have_count(2)
    expect(marks.first).to_have_attribute("title", "Footnote without reference")


def test_a_click_leads_a_marker_to_another_reference_or_removes_it(open_editor, index):  # noqa: F811
    article = cast.make_article(
        index,
        body=[("paragraph", f"<p>One{cast.cite('core')} two{cast.cite('core')}</p><p>Three</p>")],
        references=[CORE, FEET],
        publish=False,
    )
    page = open_editor(article)
    marks = page.locator(".footnote-marker")
    editor = editor_of(page, "Three")
    put_caret(page, editor, [])
    marks.first.click()
    dialog_of(page).get_by_role("radio", name=re.compile("Feet are springs")).check()
    dialog_of(page).get_by_role("button", name="Change").click()
    expect(marks.first).to_have_attribute("title", "Footnote: Feet are springs, says Ker.")
    marks.nth(1).click()
    dialog_of(page).get_by_role("button", name="Remove the marker").click()
    expect(marks).to_have_count(1)
    save_draft(page, editor, 1)

    assert sources_of(draft(article)) == [f"<p>One{marker(1, 'feet')} two</p><p>Three</p>", ""]


def test_the_button_puts_a_marker_behind_the_selected_word(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, ["ArrowLeft", "Control+Shift+ArrowLeft"])
    page.get_by_role("button", name="Footnote (Ctrl+Alt+F)").first.click()
    choose(page, "Core Stability – Jae Gruenke")

    expect(editor.locator(".footnote-marker")).to_have_attribute(
        "title", "Footnote: Core Stability – Jae Gruenke"
    )
    save_draft(page, editor, 1)

    assert sources_of(draft(article)) == [f"<p>The arch gives back energy{marker(1)}.</p>", ""]
