"""The whole way of an article without a mouse: written, cited, previewed, published (W2)."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import ArticlePage, Source
from articles.tests.browsing import SHORTCUT, chips, dialog_of, wait_until_noted
from studio.tests import cast

SPRING = {"title": "The spring in the arch", "authors": "R. F. Ker", "year": 1987}


@pytest.fixture
def draft(index):
    """An article as its author finds it: named, described, and empty."""
    Source.objects.create(**SPRING)
    return cast.make_article(index, title="Springs", body=[("paragraph", "<p></p>")], publish=False)


def tab_to(page, target):
    """Press Tab until it has the focus, as somebody without a mouse does."""
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab never leads there")


def cite(page, typed, presses=()):
    page.keyboard.press(SHORTCUT)
    dialog = dialog_of(page)
    expect(dialog.get_by_role("textbox").first).to_be_focused()
    page.keyboard.type(typed)
    for press, chosen in presses:
        expect(dialog.get_by_role("radio", name=chosen)).to_be_visible()
        page.keyboard.press(press)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(".public-DraftEditor-content").first).to_be_focused()


def test_an_article_is_written_cited_previewed_and_published_with_the_keyboard(
    signed_in, live_site, draft, client
):
    page = signed_in
    page.goto(f"{live_site}/admin/pages/{draft.pk}/edit/")
    editor = page.locator(".public-DraftEditor-content").first
    expect(editor).to_be_visible()
    tab_to(page, editor)

    page.keyboard.type("The arch gives back energy")
    cite(page, "spring ker", [("ArrowDown", re.compile("The spring in the arch – by"))])
    page.keyboard.type(".")
    page.keyboard.press("Enter")
    page.keyboard.type("The heel strikes")
    cite(page, "Told by a runner.")
    page.keyboard.type(", the arch answers")
    cite(page, "spring")
    page.keyboard.type(".")
    page.keyboard.press("Enter")
    page.keyboard.type("So walk")
    cite(page, "https://example.org/walk")
    page.keyboard.type(".")
    assert [chip[:12] for chip in chips(page, 4)] == [
        "(1) The spri",
        "(2) Told by ",
        "(3) The spri",
        "(4) https://",
    ]

    wait_until_noted(editor, 4)
    preview = page.get_by_role("button", name="Toggle preview")
    preview.focus()
    page.keyboard.press("Enter")
    shown = page.frame_locator("#w-preview-iframe")
    markers = shown.locator("[role=doc-noteref]")
    expect(markers).to_have_text(["(1)", "(2)", "(3)", "(4)"])
    expect(shown.locator("[role=doc-endnotes] li")).to_have_count(3)

    more = page.locator("footer").get_by_role("button", name="More actions")
    more.focus()
    page.keyboard.press("Enter")
    publish = page.get_by_role("button", name="Publish")
    expect(publish).to_be_visible()
    tab_to(page, publish)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    article = ArticlePage.objects.get(pk=draft.pk)
    assert article.live
    text = article.text()
    assert [line.reference.text for line in text.lines] == [
        "The spring in the arch – by R. F. Ker. 1987",
        "Told by a runner.",
        "https://example.org/walk",
    ]
    assert [marker.label for marker in text.numbering.markers.values()] == [
        "(1)",
        "(2)",
        "(3)",
        "(4)",
    ]
    assert len(re.findall("<p ", article.body[0].value.source)) == 3
    assert text.lines[0].reference.source == Source.objects.get()
