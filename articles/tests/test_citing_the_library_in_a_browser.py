"""The dialog finds, cites and begins references from one field (W2)."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Source
from articles.tests.browsing import (
    CORE,
    FEET,
    SHORTCUT,
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

SPRING = {
    "kind": "article",
    "title": "The spring in the arch",
    "authors": "R. F. Ker",
    "container": "Nature",
    "year": 1987,
    "doi": "10.1038/325147a0",
}


NOTHING = "Neither this article nor the library has these words."
LOOKING = "Looking in the library…"
LIBRARY = "**/admin/articles/library/*"


@pytest.fixture
def spring(live_site):
    return Source.objects.create(**SPRING)


@pytest.fixture
def article(index):
    return cast.make_article(
        index,
        body=[("paragraph", "<p>The arch gives back energy.</p>")],
        references=[CORE, FEET],
        publish=False,
    )


def ask(page, question="", *presses):
    """The dialog at the end of the first paragraph, with something typed into it."""
    put_caret(page, editor_of(page, "The arch"), [*presses, SHORTCUT])
    dialog = dialog_of(page)
    expect(dialog.get_by_role("textbox").first).to_be_focused()
    page.keyboard.type(question)
    return dialog


def offered(dialog):
    return dialog.get_by_role("radio")


def inserted(page, chip):
    expect(dialog_of(page)).to_be_hidden()
    expect(page.locator(".footnote-marker").last).to_have_attribute("data-chip", chip)
    expect(editor_of(page, "The arch")).to_be_focused()


def test_a_source_of_the_library_is_cited_with_the_keyboard(open_editor, article, spring):  # noqa: F811
    page = open_editor(article)
    dialog = ask(page, "ker spring arch")
    expect(dialog.get_by_text("From the library", exact=True)).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text("Found: 0 in this article, 1 in the library.")
    page.keyboard.press("ArrowDown")
    expect(
        dialog.get_by_role("radio", name="The spring in the arch – by R. F. Ker")
    ).to_be_focused()
    page.keyboard.press("Enter")
    inserted(page, "(1) The spring in the arch – R. F. Ker. Nature")
    save_draft(page, editor_of(page, "The arch"), 1)

    stored = draft(article).references.all()[2]
    assert {name: getattr(stored, name) for name in SPRING} == SPRING
    assert stored.source == spring
    assert sources_of(draft(article))[0] == (
        f"<p>The arch gives back energy.{marker(1, stored.key)}</p>"
    )


def test_a_source_cited_again_is_the_same_reference(open_editor, article, spring):  # noqa: F811
    page = open_editor(article)
    for number, place in enumerate(("Home", "End"), 1):
        dialog = ask(page, "10.1038/325147a0", place)
        expect(dialog.get_by_role("radio", name="The spring in the arch")).to_be_checked()
        page.keyboard.press("Enter")
        inserted(page, f"({number}) The spring in the arch – R. F. Ker. Nature")
    save_draft(page, editor_of(page, "The arch"), 2)

    assert [reference.source for reference in draft(article).references.all()] == [
        None,
        None,
        spring,
    ]


@pytest.mark.parametrize(
    "pasted", ["https://doi.org/10.1038/325147A0", "doi:10.1038/325147a0.", "10.1038%2F325147a0"]
)
def test_a_doi_chooses_the_source_that_has_it(open_editor, article, spring, pasted):  # noqa: F811
    page = open_editor(article)
    pasted = pasted if "%" not in pasted else f"https://dx.doi.org/{pasted}"
    dialog = ask(page, pasted)

    expect(dialog.get_by_role("radio", name="The spring in the arch")).to_be_checked()


def test_a_doi_chooses_the_reference_that_has_it(open_editor, index):  # noqa: F811
    here = {"key": "spring", "title": "Springs", "doi": "10.1038/325147a0"}
    article = cast.make_article(
        index,
        body=[("paragraph", "<p>The arch.</p>")],
        references=[CORE, here],
        publish=False,
    )
    page = open_editor(article)
    ask(page, "https://doi.org/10.1038/325147a0")
    page.keyboard.press("Enter")

    inserted(page, "(1) Springs")


@pytest.mark.parametrize(
    ("pasted", "field", "value"),
    [
        ("https://doi.org/10.9999/Nobody.", "doi", "10.9999/nobody"),
        ("https://example.org/run?a=1", "url", "https://example.org/run?a=1"),
        ("www.example.org/run", "url", "https://www.example.org/run"),
    ],
)
def test_an_unknown_address_begins_a_new_reference(open_editor, article, pasted, field, value):  # noqa: F811
    page = open_editor(article)
    dialog = ask(page, pasted)
    expect(dialog.get_by_role("radio", name=f"A new reference to {pasted}")).to_be_checked()
    page.keyboard.press("Enter")
    inserted(page, f"(1) {value}")
    save_draft(page, editor_of(page, "The arch"), 1)

    stored = draft(article).references.all()[2]
    assert (getattr(stored, field), stored.note) == (value, "")


def test_what_was_typed_becomes_a_note(open_editor, article):  # noqa: F811
    page = open_editor(article)
    dialog = ask(page, "Told by a runner <b>in Prague</b>")
    expect(dialog.get_by_role("status")).to_have_text(NOTHING)
    expect(
        dialog.get_by_role("radio", name="A new reference: “Told by a runner <b>in Prague</b>”")
    ).to_be_checked()
    page.keyboard.press("Enter")
    inserted(page, "(1) Told by a runner <b>in Prague</b>")
    save_draft(page, editor_of(page, "The arch"), 1)

    assert draft(article).references.all()[2].note == "Told by a runner <b>in Prague</b>"


def held_back(page):
    """The library's answers, which come only when the test lets them."""
    asked = []
    page.route(LIBRARY, lambda route: asked.append(route))
    return asked


def asked_for(page, question):
    """The dialog once the library was asked, one time."""
    dialog = ask(page)
    with page.expect_request(LIBRARY):
        page.keyboard.insert_text(question)
    return dialog


def test_enter_waits_for_the_library_and_then_for_a_second_enter(open_editor, article, spring):  # noqa: F811
    page = open_editor(article)
    asked = held_back(page)
    dialog = asked_for(page, "arch ker")
    expect(dialog.get_by_role("radio", name="A new reference: “arch ker”")).to_be_checked()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text(LOOKING)
    expect(dialog.get_by_role("radio")).to_have_count(1)
    asked[0].continue_()
    expect(dialog.get_by_role("status")).to_have_text("Found: 0 in this article, 1 in the library.")
    expect(dialog.get_by_role("radio", name="The spring in the arch")).to_be_checked()
    expect(dialog.get_by_label("Note")).to_be_hidden()
    page.keyboard.press("Enter")

    inserted(page, "(1) The spring in the arch – R. F. Ker. Nature")


def test_a_new_reference_that_was_chosen_waits_for_no_answer(open_editor, article, spring):  # noqa: F811
    page = open_editor(article)
    held_back(page)
    dialog = asked_for(page, "arch ker")
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("radio", name="A new reference: “arch ker”")).to_be_focused()
    page.keyboard.press("Enter")

    inserted(page, "(1) arch ker")


def test_an_answer_moves_no_mark_that_somebody_set(open_editor, article, spring):  # noqa: F811
    page = open_editor(article)
    asked = held_back(page)
    dialog = asked_for(page, "arch ker")
    page.keyboard.press("ArrowDown")
    asked[0].continue_()
    expect(dialog.get_by_role("status")).to_have_text("Found: 0 in this article, 1 in the library.")

    expect(dialog.get_by_role("radio", name="A new reference: “arch ker”")).to_be_checked()


def test_where_the_library_fails_the_second_enter_writes_a_new_reference(open_editor, article):  # noqa: F811
    page = open_editor(article)
    asked = held_back(page)
    dialog = asked_for(page, "arch ker")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text(LOOKING)
    asked[0].abort()
    expect(dialog.get_by_role("status")).to_contain_text("The library does not answer.")
    page.keyboard.press("Enter")

    inserted(page, "(1) arch ker")


@pytest.mark.parametrize(
    "note", ["The spring in the arch.", "The spring in the arch, " + "as it was told to us " * 2]
)
def test_what_looks_like_a_note_is_one_whatever_the_library_has(open_editor, article, spring, note):  # noqa: F811
    page = open_editor(article)
    held_back(page)
    ask(page, note)
    page.keyboard.press("Enter")

    inserted(page, f"(1) {note.strip()}")


def test_a_name_that_ends_in_a_full_stop_is_looked_for(open_editor, article):  # noqa: F811
    Source.objects.create(title="Springs", authors="Ker et al.", container="Nature")
    page = open_editor(article)
    dialog = ask(page, "Ker et al.")
    expect(dialog.get_by_role("status")).to_have_text("Found: 0 in this article, 1 in the library.")
    expect(dialog.get_by_role("radio", name="Springs")).to_be_checked()
    page.keyboard.press("Enter")

    inserted(page, "(1) Springs – Ker et al. Nature")


def test_an_answer_of_the_library_never_changes_what_enter_does(open_editor, article, spring):  # noqa: F811
    page = open_editor(article)
    dialog = ask(page, "spring")
    expect(dialog.get_by_role("radio", name="Feet are springs")).to_be_checked()
    expect(dialog.get_by_role("radio", name="The spring in the arch")).to_be_visible()
    expect(dialog.get_by_role("radio", name="Feet are springs")).to_be_checked()
    page.keyboard.press("Enter")

    inserted(page, "(1) Feet are springs, says Ker.")


def test_what_the_library_shows_stands_no_second_time_among_it(open_editor, index, spring):  # noqa: F811
    here = {"key": "spring", "source": spring, **SPRING}
    article = cast.make_article(
        index, body=[("paragraph", "<p>The arch.</p>")], references=[CORE, here], publish=False
    )
    Source.objects.create(title="Springs again")
    page = open_editor(article)
    dialog = ask(page, "spring")

    expect(dialog.get_by_text("From the library", exact=True)).to_be_visible()
    expect(dialog.get_by_role("radio", name="The spring in the arch")).to_have_count(1)
    expect(offered(dialog)).to_have_count(3)


def test_the_library_tells_how_many_more_it_has(open_editor, article):  # noqa: F811
    for number in range(13):
        Source.objects.create(title=f"Running, part {number:02}")
    page = open_editor(article)
    dialog = ask(page, "running")

    expect(dialog.get_by_text("and 3 more: type another word to narrow them")).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text(
        "Found: 0 in this article, 13 in the library."
    )
    assert violations(page, ".footnote-dialog") == []


def test_without_the_library_the_references_here_can_be_cited(open_editor, article, spring):  # noqa: F811
    page = open_editor(article)
    page.route("**/admin/articles/library/*", lambda route: route.abort())
    dialog = ask(page, "core")
    expect(dialog.get_by_role("status")).to_contain_text("The library does not answer.")
    page.keyboard.press("Enter")

    inserted(page, "(1) Core Stability – Jae Gruenke")


def test_what_somebody_wrote_into_the_library_is_only_words(open_editor, article):  # noqa: F811
    hostile = "<img src=x onerror=\"document.title='pwned'\"> arch"
    Source.objects.create(title=hostile)
    page = open_editor(article)
    dialog = ask(page, "onerror")
    expect(dialog.get_by_role("radio", name="<img src=x")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    inserted(page, f"(1) {hostile}")
    assert "pwned" not in page.title()


def test_the_dialog_stands_below_the_caret_and_in_the_middle_of_a_phone(open_editor, article):  # noqa: F811
    page = open_editor(article)
    page.set_viewport_size({"width": 1280, "height": 1600})
    dialog = ask(page)
    paragraph = editor_of(page, "The arch").bounding_box()
    box = dialog.bounding_box()
    assert paragraph["y"] < box["y"] < paragraph["y"] + paragraph["height"] + 40
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 740})
    box = ask(page).bounding_box()

    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] + box["height"] <= 740


def test_what_the_library_knows_is_changed_there(open_editor, index, spring):  # noqa: F811
    here = {"key": "spring", "source": spring, "note": "Page 3.", **SPRING}
    article = cast.make_article(index, references=[here], publish=False)
    page = open_editor(article)
    page.get_by_role("tab", name="References").click()
    row = page.locator("#inline_child_references-0")
    line = "The spring in the arch – R. F. Ker. Nature"
    expect(row.get_by_text(line, exact=True)).to_be_visible()
    expect(row.get_by_label("Title")).to_be_hidden()
    row.get_by_role("textbox", name="Note").fill("Page 4.")
    assert violations(page, "#inline_child_references-0") == []
    page.get_by_role("tab", name="Text", exact=True).click()
    save_draft(page, editor_of(page, "A claim"), 0)

    stored = draft(article).references.get()
    assert (stored.source, stored.title, stored.note) == (spring, SPRING["title"], "Page 4.")


def test_a_reference_leaves_the_library_with_what_is_known_of_it(open_editor, index, spring):  # noqa: F811
    here = {"key": "spring", "source": spring, **SPRING}
    article = cast.make_article(index, references=[here], publish=False)
    page = open_editor(article)
    page.get_by_role("tab", name="References").click()
    row = page.locator("#inline_child_references-0")
    row.get_by_role("button", name="Take it out of the library’s care").press("Enter")
    title = row.get_by_role("textbox", name=re.compile("^Title"))
    expect(title).to_be_focused()
    expect(row.get_by_role("status")).to_contain_text("can now be changed here")
    title.fill("Springs")
    page.get_by_role("tab", name="Text", exact=True).click()
    save_draft(page, editor_of(page, "A claim"), 0)

    stored = draft(article).references.get()
    assert (stored.source, stored.title, stored.year) == (None, "Springs", 1987)
