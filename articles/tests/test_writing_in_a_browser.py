"""Footnotes written in Wagtail's editor, in a real Chromium (W1)."""

import re

import pytest
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
from studio.tests.accessibility import violations


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


@pytest.mark.parametrize(
    ("presses", "typed", "stored"),
    [
        (["ArrowLeft"], " /footn", "<p>The arch gives back energy{}.</p>"),
        ([], " /footn", "<p>The arch gives back energy.{}</p>"),
        (["Home", *["ArrowRight"] * 9], "/footn", "<p>The arch{} gives back energy.</p>"),
    ],
    ids=["before a full stop", "at the end", "between words"],
)
def test_a_marker_of_the_slash_menu_stands_right_behind_its_word(
    open_editor,  # noqa: F811
    article,
    presses,
    typed,
    stored,
):
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, presses)
    page.keyboard.type(typed)
    expect(page.get_by_role("option", name=re.compile("Footnote"))).to_be_visible()
    page.keyboard.press("Enter")
    choose(page, "Core Stability – Jae Gruenke")
    save_draft(page, editor, 1)

    assert sources_of(draft(article))[0] == stored.format(marker(1))


def test_a_footnote_is_written_with_the_keyboard_alone(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, ["ArrowLeft", SHORTCUT])
    expect(page.get_by_label("Find a reference, or begin a new one")).to_be_focused()
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
        "title", "Footnote (1): Told by a runner."
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

    assert violations(page, ".footnote-dialog") == []


def test_a_marker_tells_when_its_reference_is_deleted(open_editor, index):  # noqa: F811
    article = cast.make_trunk_article(index, publish=False)
    page = open_editor(article)
    marks = page.locator(".footnote-marker")
    title = "Footnote (1): Core Stability is Like Orthotics for your Torso – Jae Gruenke"
    expect(marks.first).to_have_attribute("title", title)
    page.get_by_role("tab", name="References").click()
    page.locator("#inline_child_references-0").get_by_title("Delete").click()
    page.get_by_role("button", name="Delete it, leave its markers").click()
    page.get_by_role("tab", name="Text").click()

    expect(page.locator(".footnote-marker--lost")).to_have_count(2)
    reason = (
        "Footnote without reference. This footnote led to “Core Stability is Like Orthotics for "
        "your Torso – Jae Gruenke”, which was deleted. "
        "Choose where it shall lead, or remove the marker."
    )
    expect(marks.first).to_have_attribute("title", reason)
    expect(marks.first).to_have_attribute("aria-label", reason)


NEEDS_CHOICE = "Choose a reference, or write a new one."


def test_a_marker_whose_reference_was_deleted_leads_nowhere_by_itself(open_editor, index):  # noqa: F811
    article = cast.make_trunk_article(index, publish=False)
    page = open_editor(article)
    marks = page.locator(".footnote-marker")
    page.get_by_role("tab", name="References").click()
    page.locator("#inline_child_references-0").get_by_title("Delete").click()
    page.get_by_role("button", name="Delete it, leave its markers").click()
    page.get_by_role("button", name="Add reference").click()
    page.locator("#inline_child_references-1").get_by_role("textbox", name="Note").fill("Another.")
    page.get_by_role("tab", name="Text").click()
    expect(page.locator(".footnote-marker--lost")).to_have_count(2)
    marks.first.click()
    dialog = dialog_of(page)
    expect(dialog).to_contain_text(
        "This footnote led to “Core Stability is Like Orthotics for your Torso – Jae Gruenke”, "
        "which was deleted. Choose where it shall lead, or remove the marker."
    )
    expect(dialog.get_by_role("radio")).to_have_count(2)
    expect(dialog.get_by_role("radio", checked=True)).to_have_count(0)
    assert violations(page, ".footnote-dialog") == []
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text(NEEDS_CHOICE)
    page.keyboard.type("another")
    expect(dialog.get_by_role("radio", name="Another.")).to_be_checked()
    expect(dialog.get_by_role("alert")).to_have_text("")
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(marks.first).to_have_attribute("title", "Footnote (1): Another.")
    expect(page.locator(".footnote-marker--lost")).to_have_count(1)


def test_a_marker_lost_long_ago_is_not_led_to_the_first_reference(open_editor, index):  # noqa: F811
    article = cast.make_article(
        index,
        body=[("paragraph", f"<p>One{cast.cite('gone')} two.</p>")],
        references=[CORE, FEET],
        publish=False,
    )
    page = open_editor(article)
    page.locator(".footnote-marker--lost").click()
    dialog = dialog_of(page)
    expect(dialog).to_contain_text("a reference that is not in this article any more")
    expect(dialog.get_by_role("radio", checked=True)).to_have_count(0)
    page.keyboard.type("core")
    expect(dialog.get_by_role("radio", name="Core Stability")).to_be_checked()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(dialog.get_by_role("radio", checked=True)).to_have_count(0)
    page.keyboard.press("Enter")

    expect(dialog.get_by_role("alert")).to_have_text(NEEDS_CHOICE)
    expect(page.locator(".footnote-marker--lost")).to_have_count(1)


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
    expect(marks.first).to_have_attribute("title", "Footnote (1): Feet are springs, says Ker.")
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
        "title", "Footnote (1): Core Stability – Jae Gruenke"
    )
    save_draft(page, editor, 1)

    assert sources_of(draft(article)) == [f"<p>The arch gives back energy{marker(1)}.</p>", ""]
