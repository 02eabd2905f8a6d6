"""What was typed in an article is put into the library, from its row."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import ArticlePage, Source
from articles.tests.browsing import (
    draft,
    editor_of,
    is_autosave,
    open_editor,  # noqa: F401 - a fixture
    save_draft,
    saved_by_itself,
    second_tab,
    watched,
)
from articles.tests.works import KER, make
from studio.tests import cast
from studio.tests.accessibility import violations

PUT_IN = "Put into the library"
TAKE_OUT = "Take it out of the library’s care"
MADE = "It is in the library now, for all articles."
KNOWN = "The library had this work already; this reference leads to it now."
KEEP = "**/admin/articles/library/keep/"
WORK = {"kind": "book", "title": "On feet", "authors": "Nina Nib"}
LINE = "On feet – Nina Nib"


@pytest.fixture
def article(index):
    return cast.make_article(
        index,
        body=[("paragraph", f"<p>Here{cast.cite('feet')}{cast.cite('note')}.</p>")],
        references=[{"key": "feet", **WORK}, {"key": "note", "note": "Told by a runner."}],
        publish=False,
    )


def row_of(page, number=0):
    """A row of the references, whose tab is open."""
    page.get_by_role("tab", name="References").click()
    return page.locator(f"#inline_child_references-{number}")


def button_of(row):
    return row.get_by_role("button", name=PUT_IN)


def put_in(row, said=MADE):
    button_of(row).press("Enter")
    expect(row.get_by_role("status")).to_have_text(said)
    expect(row.get_by_role("button", name=TAKE_OUT)).to_be_focused()


def linked(article):
    return [reference.source for reference in draft(article).references.all()]


def test_a_typed_reference_is_put_into_the_library_by_keyboard_and_published(
    open_editor,  # noqa: F811
    article,
    live_site,
):
    page = open_editor(article)
    row = row_of(page)
    row.get_by_label("Archived copy").focus()
    page.keyboard.press("Tab")
    expect(button_of(row)).to_be_focused()
    put_in(row)
    expect(row.get_by_text(LINE, exact=True)).to_be_visible()
    expect(row.get_by_label("Title")).to_be_hidden()
    expect(button_of(row)).to_be_hidden()
    assert violations(page, "#inline_child_references-0") == []
    page.locator("footer").get_by_role("button", name="More actions").focus()
    page.keyboard.press("Enter")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").press("Enter")

    source = Source.objects.get()
    stored = ArticlePage.objects.live().get(pk=article.pk).references.all()
    assert [each.source for each in stored] == [source, None]
    assert (source.title, source.authors, source.kind) == ("On feet", "Nina Nib", "book")
    page.goto(f"{live_site}/admin/sources/")
    expect(page.get_by_role("link", name="used in 1 article")).to_be_visible()


def test_the_autosave_keeps_the_link_and_the_row_still_says_what_happened(open_editor, article):  # noqa: F811
    page = watched(open_editor, article)
    row = row_of(page)
    saved_by_itself(page, lambda: put_in(row), lambda: any(linked(article)))
    expect(page.locator("#w-autosave-indicator[data-w-autosave-state-value=saved]")).to_be_visible()

    assert linked(article) == [Source.objects.get(), None]
    expect(row.get_by_role("status")).to_have_text(MADE)


def test_a_note_is_no_work_until_something_is_known_of_it(open_editor, article):  # noqa: F811
    page = open_editor(article)
    row = row_of(page, 1)
    row.get_by_role("textbox", name="Note").fill("Told by two runners.")
    expect(row.locator(".reference-heading")).to_contain_text("two runners")
    expect(button_of(row)).to_be_hidden()
    row.get_by_role("textbox", name=re.compile("^Title")).fill("On running")

    expect(button_of(row)).to_be_visible()


def test_a_new_row_can_be_put_in_as_well(open_editor, article):  # noqa: F811
    page = open_editor(article)
    row_of(page)
    page.get_by_role("button", name="Add Reference").click()
    row = row_of(page, 2)
    row.get_by_role("textbox", name=re.compile("^Title")).fill("On hands")
    row.get_by_role("textbox", name="Note").fill("Page 4.")
    put_in(row)
    page.get_by_role("tab", name="Text", exact=True).click()
    save_draft(page, editor_of(page, "Here"), 2)

    source = Source.objects.get()
    assert linked(article) == [None, None, source]
    assert draft(article).references.all()[2].note == "Page 4."


def test_a_work_that_the_library_has_is_led_to_and_what_was_typed_comes_back(open_editor, index):  # noqa: F811
    ker = make(**KER)
    typed = {"key": "ker", "title": "Springs", "doi": KER["doi"], "note": "Mine."}
    article = cast.make_article(index, references=[typed], publish=False)
    page = open_editor(article)
    row = row_of(page)
    put_in(
        row,
        f"{KNOWN} It says something else there: Title. "
        "To have back what you typed, take it out of the library’s care.",
    )
    expect(row.get_by_text(f"{KER['title']} – {KER['authors']}. Nature")).to_be_visible()
    row.get_by_role("button", name=TAKE_OUT).press("Enter")
    title = row.get_by_role("textbox", name=re.compile("^Title"))
    expect(title).to_be_focused()
    expect(title).to_have_value("Springs")
    expect(button_of(row)).to_be_visible()
    page.get_by_role("tab", name="Text", exact=True).click()
    save_draft(page, editor_of(page, "A claim"), 0)

    stored = draft(article).references.get()
    assert Source.objects.get() == ker
    assert (stored.source, stored.title, stored.container, stored.note) == (
        None,
        "Springs",
        "",
        "Mine.",
    )


def test_a_refusal_stands_beside_the_button_and_nothing_is_lost(open_editor, article):  # noqa: F811
    page = open_editor(article)
    row = row_of(page)
    row.get_by_role("textbox", name=re.compile("^Web address")).fill("nowhere")
    button_of(row).press("Enter")
    expect(row.get_by_role("alert")).to_have_text("Web address: Enter a valid URL.")
    expect(button_of(row)).to_be_focused()
    expect(row.get_by_role("textbox", name=re.compile("^Web address"))).to_have_value("nowhere")
    assert violations(page, "#inline_child_references-0") == []
    assert not Source.objects.exists()
    row.get_by_role("textbox", name=re.compile("^Web address")).fill("")

    put_in(row)


def test_a_library_that_does_not_answer_says_so(open_editor, article):  # noqa: F811
    page = open_editor(article)
    row = row_of(page)
    page.route(KEEP, lambda route: route.abort())
    button_of(row).press("Enter")
    expect(row.get_by_role("alert")).to_have_text(
        "The library does not answer, so nothing was put into it."
    )
    page.unroute(KEEP)

    put_in(row)


def test_pressed_twice_it_asks_once_and_a_row_deleted_meanwhile_stays_deleted(open_editor, article):  # noqa: F811
    page = open_editor(article)
    row = row_of(page)
    asked = []
    page.route(KEEP, lambda route: asked.append(route))
    with page.expect_request(KEEP):
        button_of(row).press("Enter")
    button_of(row).press("Enter")
    page.evaluate("studioReferences.remove(document.getElementById('inline_child_references-0'))")
    with page.expect_response(KEEP):
        asked[0].continue_()
    page.evaluate("0")

    assert len(asked) == 1
    expect(page.locator("[name=references-0-source]")).to_have_value("")
    assert Source.objects.count() == 1


def test_two_tabs_make_one_source_and_the_older_one_undoes_no_link(open_editor, article):  # noqa: F811
    first = watched(open_editor, article)
    second = second_tab(first)
    saved_by_itself(first, lambda: put_in(row_of(first)), lambda: any(linked(article)))
    source = Source.objects.get()
    assert linked(article) == [source, None]

    # the older tab, which knows of no source, is told, and its autosave refused
    with second.expect_response(is_autosave) as refused:
        row_of(second, 1).get_by_role("textbox", name="Note").fill("Told by two runners.")
    assert refused.value.status == 400
    assert refused.value.json()["error_code"] == "invalid_revision"
    assert linked(article) == [source, None]

    # put in there as well, it leads to the same source
    put_in(row_of(second), KNOWN)
    assert Source.objects.get() == source
    expect(second.locator("[name=references-0-source]")).to_have_value(str(source.pk))
