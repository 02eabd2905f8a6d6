"""A footnote in every place where an editor can type, and what saving does to it (W1)."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import ArticlePage
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
    publish,
    put_caret,
    save_draft,
    saved_by_itself,
    sources_of,
    wait_until_noted,
    watched,
)
from studio.tests import cast

TEXT = "<p>Here.</p>"


def body_with(kind):
    """A stored body of one block of that kind, with TEXT where an editor can type."""
    picture = {"image": cast.make_image().pk, "alt_text": "Arcs", "decorative": False}
    table = {
        "columns": [{"type": "text", "heading": "Foot"}],
        "rows": [{"values": [TEXT]}],
        "caption": "",
    }
    values = {
        "quote": {"text": TEXT, "attribution": ""},
        "steps": {"title": "", "steps": [TEXT]},
        "callout": {"title": "", "text": TEXT},
        "table": {"caption": "A table", "table": table},
        "figure": {"image": picture, "caption": TEXT, "width": "text"},
        "gallery": {"images": [picture, picture], "caption": TEXT},
    }
    return ArticlePage.body.field.stream_block.to_python([{"type": kind, "value": values[kind]}])


def cite_here(page):
    editor = editor_of(page, "Here")
    put_caret(page, editor, ["ArrowLeft", SHORTCUT])
    choose(page, "Core Stability – Jae Gruenke")
    return editor


@pytest.mark.parametrize("kind", ["quote", "steps", "callout", "table", "figure", "gallery"])
def test_a_footnote_stands_in_every_block_and_is_published(open_editor, index, kind):  # noqa: F811
    article = cast.make_article(index, body=body_with(kind), references=[CORE], publish=False)
    page = open_editor(article)
    editor = cite_here(page)
    publish(page, editor, 1)

    published = ArticlePage.objects.get(pk=article.pk)
    assert published.live
    assert sources_of(published) == [f"<p>Here{marker(1)}.</p>", ""]


def test_a_footnote_stands_in_the_closing_note(open_editor, index):  # noqa: F811
    article = cast.make_article(index, postscript=TEXT, references=[CORE], publish=False)
    page = open_editor(article)
    editor = cite_here(page)
    save_draft(page, editor, 1)

    assert sources_of(draft(article)) == ["<p>A claim.</p>", f"<p>Here{marker(1)}.</p>"]


def test_a_footnote_stands_in_a_block_that_was_just_added(open_editor, index):  # noqa: F811
    article = cast.make_article(index, references=[CORE], publish=False)
    page = open_editor(article)
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Box").click()
    editor = page.locator(".public-DraftEditor-content").nth(1)
    editor.click()
    page.keyboard.type("Here.")
    cite_here(page)
    save_draft(page, editor_of(page, "Here"), 1)

    assert sources_of(draft(article)) == ["<p>A claim.</p>", f"<p>Here{marker(1)}.</p>", ""]


@pytest.mark.parametrize("live", [False, True])
def test_autosave_keeps_markers_and_doubles_no_reference(open_editor, index, live):  # noqa: F811
    article = cast.make_article(
        index, body=[("paragraph", TEXT)], references=[CORE, FEET], publish=live
    )
    page = watched(open_editor, article)
    editor = editor_of(page, "Here")

    def write(note, is_first):
        put_caret(page, editor, [SHORTCUT])
        dialog = dialog_of(page)
        if not is_first:
            dialog.get_by_role("button", name="Cite another behind it").click()
        dialog.get_by_role("radio", name="A new reference").check()
        dialog.get_by_role("textbox", name="Note").fill(note)
        dialog.get_by_role("button", name="Insert").click()

    def cite(markers):
        write(f"Note {markers}", markers == 1)
        wait_until_noted(editor, markers)

    for markers in (1, 2, 3):
        saved_by_itself(
            page,
            lambda n=markers: cite(n),
            lambda n=markers: sources_of(draft(article))[0].count("<embed") == n,
        )
    expect(
        page.locator("#w-autosave-indicator[data-w-autosave-state-value=saved]")
    ).to_be_attached()
    page.reload()
    expect(page.locator(".footnote-marker")).to_have_count(3)
    save_draft(page, editor, 3)

    stored = draft(article)
    keys = [reference.key for reference in stored.references.all()]
    assert [reference.text for reference in stored.references.all()][2:] == [
        "Note 1",
        "Note 2",
        "Note 3",
    ]
    assert keys[:2] == ["core", "feet"]
    assert len(set(keys)) == 5
    assert sources_of(stored)[0] == "<p>Here.{}{}{}</p>".format(
        *[marker(n, key) for n, key in enumerate(keys[2:], 1)]
    )


def test_references_added_by_hand_have_keys_of_their_own(open_editor, index):  # noqa: F811
    article = cast.make_article(index, body=[("paragraph", TEXT)], publish=False)
    page = open_editor(article)
    page.get_by_role("tab", name="References").click()
    for number in range(3):
        page.get_by_role("button", name="Add Reference").click()
        page.locator(f"[name=references-{number}-note]").fill(f"Note {number}")
    page.get_by_role("tab", name="Text", exact=True).click()
    editor = editor_of(page, "Here")
    put_caret(page, editor, [SHORTCUT])
    choose(page, "Note 1")
    save_draft(page, editor, 1)

    stored = draft(article)
    keys = [reference.key for reference in stored.references.all()]
    assert len(set(keys)) == 3
    assert sources_of(stored)[0] == f"<p>Here.{marker(1, keys[1])}</p>"


def test_a_lost_reference_is_told_at_its_block_when_publishing(open_editor, index):  # noqa: F811
    body = [("paragraph", TEXT), ("quote", {"text": f"<p>Lost{cast.cite('gone')}</p>"})]
    article = cast.make_article(index, body=body, publish=False)
    page = open_editor(article)
    publish(page, editor_of(page, "Lost"), 1)

    quote = page.get_by_role("region", name=re.compile("^Quote"))
    problem = quote.get_by_text("The footnote after “Lost” has lost its reference")
    expect(problem).to_be_visible()
    page.get_by_role("button", name="Go to the first error").click()
    expect(problem).to_be_in_viewport()
    expect(quote.locator(":focus")).to_be_attached()
    assert not ArticlePage.objects.get(pk=article.pk).live
