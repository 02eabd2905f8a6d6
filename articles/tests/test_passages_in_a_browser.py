"""A passage takes its references along, from article to article (W7)."""

import pytest
from playwright.sync_api import expect

from articles.models import ArticlePage, Source
from articles.tests.browsing import (
    chips,
    click_into,
    draft,
    editor_of,
    open_editor,  # noqa: F401 - a fixture
    paste_html,
    publish,
    put_caret,
    save_draft,
)
from studio.tests import cast

SPRING = {"title": "The spring in the arch", "doi": "10.1038/325147a0"}


@pytest.fixture
def spring(live_site):
    return Source.objects.create(**SPRING)


@pytest.fixture
def passage(index, spring):
    """An article of one paragraph with three markers, two references, one of the library."""
    text = f"Arch{cast.cite('spring')}, heel{cast.cite('heel')}, arch{cast.cite('spring')}."
    references = [
        {"key": "spring", "source": spring, **SPRING},
        {"key": "heel", "note": "Heels are <b>bold</b>."},
    ]
    body = [("paragraph", f"<p>{text}</p>")]
    return cast.make_article(index, title="From", body=body, references=references, publish=False)


@pytest.fixture
def other(index):
    def make(references=(), publish=False):
        return cast.make_article(
            index,
            title="To",
            body=[("paragraph", "<p>Here:</p>")],
            references=list(references),
            publish=publish,
        )

    return make


def copy(page):
    editor = editor_of(page, "heel")
    click_into(editor)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")


def paste(page, markers):
    editor = editor_of(page, "Here")
    put_caret(page, editor, ["Control+v"])
    expect(editor.locator(".footnote-marker")).to_have_count(markers)
    return editor


def told(article):
    """The references of its draft: their key, words and source."""
    return [(r.key, r.text, r.source_id) for r in draft(article).references.all()]


def leads(article):
    """To which words each marker leads."""
    stored = draft(article)
    words = {reference.key: reference.text for reference in stored.references.all()}
    text = stored.text()
    markers = text.numbering.markers.values()
    return [words[marker.reference_key] for marker in markers]


DOI = "The spring in the arch. https://doi.org/10.1038/325147a0"
HEEL = "Heels are <b>bold</b>."


def test_a_pasted_passage_brings_its_references(open_editor, passage, other, spring):  # noqa: F811
    article = other()
    copy(open_editor(passage))
    page = open_editor(article)
    editor = paste(page, 3)
    assert [chip[:12] for chip in chips(page, 3)] == [
        "(1) The spri",
        "(2) Heels ar",
        "(3) The spri",
    ]
    save_draft(page, editor, 3)

    assert told(article) == [("spring", DOI, spring.pk), ("heel", HEEL, None)]
    assert leads(article) == [DOI, HEEL, DOI]


def test_nothing_comes_twice_when_pasted_twice(open_editor, passage, other, spring):  # noqa: F811
    article = other()
    copy(open_editor(passage))
    page = open_editor(article)
    paste(page, 3)
    editor = paste(page, 6)
    save_draft(page, editor, 6)

    assert told(article) == [("spring", DOI, spring.pk), ("heel", HEEL, None)]
    assert leads(article) == [DOI, HEEL, DOI] * 2


def test_what_is_here_already_is_cited_again(open_editor, passage, other):  # noqa: F811
    here = [
        {"key": "a", "title": "Springs", "doi": "10.1038/325147A0"},
        {"key": "b", "note": "heels are <b>BOLD</b>"},
    ]
    article = other(here)
    copy(open_editor(passage))
    page = open_editor(article)
    editor = paste(page, 3)
    save_draft(page, editor, 3)

    assert [key for key, _words, _source in told(article)] == ["a", "b"]
    assert [c.reference_key for c in draft(article).text().numbering.markers.values()] == [
        "a",
        "b",
        "a",
    ]


def test_a_key_that_means_another_reference_here_is_changed(open_editor, passage, other, spring):  # noqa: F811
    article = other([{"key": "spring", "title": "Spring is a season"}])
    copy(open_editor(passage))
    page = open_editor(article)
    editor = paste(page, 3)
    save_draft(page, editor, 3)

    keys = [key for key, _words, _source in told(article)]
    assert [(words, source) for _key, words, source in told(article)] == [
        ("Spring is a season", None),
        (DOI, spring.pk),
        (HEEL, None),
    ]
    assert len(set(keys)) == 3
    assert leads(article) == [DOI, HEEL, DOI]


def test_one_undo_takes_the_passage_back_with_its_references(open_editor, passage, other, spring):  # noqa: F811
    article = other()
    copy(open_editor(passage))
    page = open_editor(article)
    editor = paste(page, 3)
    page.keyboard.press("Control+z")
    expect(editor.locator(".footnote-marker")).to_have_count(0)
    expect(page.locator("#inline_child_references-1.deleted")).to_be_attached()
    page.keyboard.press("Control+Shift+z")
    expect(editor.locator(".footnote-marker")).to_have_count(3)
    expect(page.locator("[data-inline-panel-child].deleted")).to_have_count(0)
    chips(page, 3)
    save_draft(page, editor, 3)

    assert told(article) == [("spring", DOI, spring.pk), ("heel", HEEL, None)]
    assert leads(article) == [DOI, HEEL, DOI]


def test_a_cut_passage_finds_its_references_again(open_editor, passage, spring):  # noqa: F811
    page = open_editor(passage)
    editor = editor_of(page, "heel")
    click_into(editor)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+x")
    expect(page.locator(".footnote-marker")).to_have_count(0)
    page.keyboard.press("Control+v")
    editor = editor_of(page, "heel")
    chips(page, 3)
    save_draft(page, editor, 3)

    assert told(passage) == [("spring", DOI, spring.pk), ("heel", HEEL, None)]
    assert leads(passage) == [DOI, HEEL, DOI]


def test_a_source_deleted_meanwhile_leaves_its_words(open_editor, passage, other, spring):  # noqa: F811
    article = other()
    copy(open_editor(passage))
    spring.delete()
    page = open_editor(article)
    editor = paste(page, 3)
    save_draft(page, editor, 3)

    assert told(article) == [("spring", DOI, None), ("heel", HEEL, None)]


CONDUCTOR = (
    "<div data-draftjs-conductor-fragment='"
    '{"blocks":[{"key":"a","text":"Lost†","type":"unstyled","depth":0,"inlineStyleRanges":[],'
    '"entityRanges":[{"offset":4,"length":1,"key":0}]}],"entityMap":{"0":{"type":"CITATION",'
    '"mutability":"IMMUTABLE","data":{"key":"c1","reference":"gone"}}}}'
    "'%s>Lost†</div>"
)


@pytest.mark.parametrize("carried", ["", ' data-studio-references="nonsense"'])
def test_markers_of_an_article_nobody_knows_are_shown_as_lost(open_editor, other, carried):  # noqa: F811
    article = other()
    page = open_editor(article)
    editor = editor_of(page, "Here")
    put_caret(page, editor, [])
    paste_html(editor, CONDUCTOR % carried)
    assert chips(page, 1) == ["Footnote without reference"]
    publish(page, editor, 1)

    problem = page.get_by_text("The footnote after “Here:Lost” has lost its reference")
    expect(problem).to_have_count(2)  # above the form, and at its block
    assert not ArticlePage.objects.get(pk=article.pk).live


HOSTILE = (
    " data-studio-references='"
    '{"origin":"x","references":[{"key":"gone","source":"1 or 1","note":["x"],'
    '"facts":{"title":"<img src=x onerror=alert(1)>","id":"9","kind":"nonsense"}},7,null]}'
    "'"
)


def test_a_forged_clipboard_brings_nothing_but_words(open_editor, other):  # noqa: F811
    article = other()
    page = open_editor(article)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    editor = editor_of(page, "Here")
    put_caret(page, editor, [])
    paste_html(editor, CONDUCTOR % HOSTILE)
    assert chips(page, 1) == ["(1) <img src=x onerror=alert(1)>"]
    save_draft(page, editor, 1)

    assert told(article) == [("gone", "<img src=x onerror=alert(1)>", None)]
