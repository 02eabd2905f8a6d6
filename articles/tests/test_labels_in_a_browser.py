"""Each marker in the editor shows the number a reader will see, and what it leads to (W3)."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import ArticlePage
from articles.tests.browsing import (
    CORE,
    FEET,
    SHORTCUT,
    chips,
    choose,
    draft,
    editor_of,
    labels,
    open_editor,  # noqa: F401 - a fixture
    put_caret,
    save_draft,
    sources_of,
)
from studio.models import SiteSettings
from studio.numbering import CitationNumbering
from studio.tests import cast

SEEN = re.compile(r'role="doc-noteref"[^>]*>([^<]+)</a>')


def cited(before, reference, after=""):
    return f"<p>{before}{cast.cite(reference)}{after}</p>"


def everywhere():
    """A body with a marker wherever an editor can type; feet are cited first."""
    picture = {"image": cast.make_image().pk, "alt_text": "Arcs", "decorative": False}
    cells = [{"values": [cited(f"{row}a", "core"), cited(f"{row}b", "feet")]} for row in "12"]
    columns = [{"type": "text", "heading": "A"}, {"type": "text", "heading": "B"}]
    listed = f"<ul><li>One{cast.cite('feet')}</li><li>Two{cast.cite('core')}</li></ul>"
    return ArticlePage.body.field.stream_block.to_python(
        [
            {"type": "paragraph", "value": cited("First", "feet", ".") + listed},
            {"type": "quote", "value": {"text": cited("Said", "core"), "attribution": ""}},
            {
                "type": "steps",
                "value": {"title": "", "steps": [cited("Up", "core"), cited("Down", "feet")]},
            },
            {
                "type": "table",
                "value": {
                    "caption": "Feet",
                    "table": {"columns": columns, "rows": cells, "caption": ""},
                },
            },
            {
                "type": "figure",
                "value": {"image": picture, "caption": cited("Seen", "core"), "width": "text"},
            },
            {"type": "callout", "value": {"title": "", "text": cited("Told", "feet")}},
        ]
    )


@pytest.mark.parametrize(
    ("numbering", "first"),
    [
        (CitationNumbering.BY_CITATION, ["(1)", "(2)", "(3)", "(4)"]),
        (CitationNumbering.BY_REFERENCE, ["(1)", "(1)", "(2)", "(2)"]),
    ],
)
def test_the_editor_shows_the_labels_readers_see(open_editor, index, client, numbering, first):  # noqa: F811
    settings = SiteSettings.for_site(index.get_site())
    settings.citation_numbering = numbering
    settings.save()
    article = cast.make_article(
        index, body=everywhere(), references=[CORE, FEET], postscript=cited("Thanks", "feet")
    )
    seen = SEEN.findall(client.get(article.url).content.decode())
    page = open_editor(article)

    shown = labels(page, 13)
    assert shown == seen
    assert shown[:4] == first


@pytest.fixture
def article(index):
    body = [
        ("paragraph", cited("The arch", "core", ".")),
        ("paragraph", cited("The heel", "feet", ".")),
    ]
    return cast.make_article(index, body=body, references=[CORE, FEET], publish=False)


ARCH, HEEL = "Core Stability – Jae Gruenke", "Feet are springs, says Ker."


def test_markers_show_their_number_and_the_first_words_of_the_note(open_editor, article):  # noqa: F811
    page = open_editor(article)

    assert chips(page, 2) == [f"(1) {ARCH}", f"(2) {HEEL}"]
    names = [
        marker.get_attribute("aria-label") for marker in page.locator(".footnote-marker").all()
    ]
    assert names == [f"Footnote (1): {ARCH}", f"Footnote (2): {HEEL}"]


def test_what_a_marker_shows_is_never_stored(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "The arch")
    put_caret(page, editor, [])
    page.keyboard.type(" So.")
    put_caret(page, editor, ["Home", SHORTCUT])
    choose(page, re.compile("Feet are springs"))
    expect(editor_of(page, "So.").locator(".footnote-marker")).to_have_count(2)
    save_draft(page, editor, 2)

    marks = '<embed embedtype="citation" key="c{}" reference="{}"/>'
    assert sources_of(draft(article)) == [
        f"<p>{marks.format(1, 'feet')}The arch{marks.format(2, 'core')}. So.</p>",
        f"<p>The heel{marks.format(3, 'feet')}.</p>",
        "",
    ]


def shows(page, *expected):
    for index, chip in enumerate(expected):
        expect(page.locator(".footnote-marker").nth(index)).to_have_attribute("data-chip", chip)


def test_numbers_follow_what_is_inserted_undone_and_redone(open_editor, article):  # noqa: F811
    page = open_editor(article)
    put_caret(page, editor_of(page, "The arch"), ["Home", *["ArrowRight"] * 3, SHORTCUT])
    choose(page, re.compile("Feet are springs"))
    shows(page, f"(1) {HEEL}", f"(2) {ARCH}", f"(3) {HEEL}")
    expect(page.locator(".public-DraftEditor-content").first).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator(".footnote-marker")).to_have_count(2)
    shows(page, f"(1) {ARCH}", f"(2) {HEEL}")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".footnote-marker")).to_have_count(3)
    shows(page, f"(1) {HEEL}", f"(2) {ARCH}", f"(3) {HEEL}")


def test_numbers_follow_blocks_that_move_and_go(open_editor, article):  # noqa: F811
    page = open_editor(article)
    shows(page, f"(1) {ARCH}", f"(2) {HEEL}")
    page.get_by_role("button", name="Move down").first.click()
    shows(page, f"(1) {HEEL}", f"(2) {ARCH}")
    page.get_by_role("button", name="Delete").first.click()
    # a deleted block stays in the form, hidden
    expect(page.locator(".footnote-marker").nth(1)).to_have_attribute("data-chip", f"(1) {ARCH}")


def test_numbers_and_words_follow_the_references(open_editor, article):  # noqa: F811
    page = open_editor(article)
    page.get_by_role("tab", name="References").click()
    page.locator("[name=references-1-note]").fill("Said by nobody.")
    page.locator("#inline_child_references-0").get_by_title("Delete").click()
    page.get_by_role("button", name="Delete it, leave its markers").click()
    page.get_by_role("tab", name="Text", exact=True).click()

    shows(page, "Footnote without reference", "(1) Said by nobody.")


def test_the_heading_of_a_reference_says_its_numbers_and_its_first_words(open_editor, article):  # noqa: F811
    page = open_editor(article)
    page.get_by_role("tab", name="References").click()
    heading = page.locator("[id^=inline_child_references] h2").filter(has_text="Reference")
    expect(heading).to_have_text([f"Reference 1 (1) {ARCH}", f"Reference 2 (2) {HEEL}"])
    page.locator("[name=references-1-note]").fill("Said by nobody, " + "and so on " * 9)
    short = "Said by nobody, and so on and so on and so on and so on and…"
    expect(heading).to_have_text([f"Reference 1 (1) {ARCH}", f"Reference 2 (2) {short}"])
    page.get_by_role("tab", name="Text", exact=True).click()
    put_caret(page, editor_of(page, "The arch"), ["Home", SHORTCUT])
    choose(page, re.compile("Said by nobody"))
    page.get_by_role("tab", name="References").click()

    expect(heading).to_have_text([f"Reference 1 (2) {ARCH}", f"Reference 2 (1), (3) {short}"])
