"""Footnotes that were written in other programs become ours when they are pasted (W7)."""

import re

import pytest
from playwright.sync_api import expect

from articles.tests.browsing import (
    chips,
    draft,
    editor_of,
    open_editor,  # noqa: F401 - a fixture
    paste_html,
    put_caret,
    save_draft,
    sources_of,
    wait_until_noted,
)
from studio.tests import cast


@pytest.fixture
def article(index):
    body = [("paragraph", "<p>Here:</p>")]
    return cast.make_article(index, title="To", body=body, publish=False)


def told(article):
    return [reference.text for reference in draft(article).references.all()]


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{}</style></head>
<body lang=EN-GB><!--StartFragment-->
<p class=MsoNormal>The arch<a style='mso-footnote-id:ftn1' href="file:///C:/a.htm#_ftn1"
name="_ftnref1" title=""><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]><span>[1]</span><![endif]></span>
</span></a> springs<a href="#_ftn2" name="_ftnref2"><span>[2]</span></a>.</p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all>
<hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1"
name="_ftn1"><span>[1]</span></a> Ker, <i>Nature</i> 1987.</p></div>
<div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2"
name="_ftn2"><span>[2]</span></a> So they say.</p><p>A second paragraph.</p></div></div>
<!--EndFragment--></body></html>"""
WRITER = """<p>The arch<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1
</sup></a> springs<a class="sdfootnoteanc" name="sdfootnote2anc" href="#sdfootnote2sym"><sup>2</sup>
</a>.</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym"
href="#sdfootnote1anc">1</a>Ker, Nature 1987.</p></div><div id="sdfootnote2"><p><a
name="sdfootnote2sym" href="#sdfootnote2anc">2</a>So they say.</p><p>A second paragraph.</p></div>"""
DOCS = """<p><span>The arch</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span> springs</span><sup><a
href="#ftnt2" id="ftnt_ref2">[2]</a></sup><span>.</span></p><hr>
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> Ker, Nature 1987.</span></p></div>
<div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a><span> So they say.</span></p>
<p>A second paragraph.</p></div>"""
OTHERS = """<p>The arch<sup id="fnref1"><a href="#fn1">1</a></sup> springs<sup id="fnref2"><a
href="#fn2">2</a></sup>.</p><section><hr><ol><li id="fn1"><p>Ker, Nature 1987. <a
href="#fnref1">↩</a></p></li><li id="fn2"><p>So they say.</p><p>A second paragraph. <a
href="#fnref2">↩</a></p></li></ol></section>"""


@pytest.mark.parametrize(
    "html", [WORD, WRITER, DOCS, OTHERS], ids=["word", "writer", "docs", "web"]
)
def test_footnotes_of_other_programs_become_ours(open_editor, article, html):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "Here")
    put_caret(page, editor, [])
    paste_html(editor, html)
    assert [chip[:7] for chip in chips(page, 2)] == ["(1) Ker", "(2) So "]
    save_draft(page, editor, 2)

    assert told(article) == [
        "Ker, Nature 1987.",
        "So they say. A second paragraph.",
    ]
    text = re.sub(r"<embed[^>]*>", "*", "".join(sources_of(draft(article))))
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).strip() == ("Here:The arch* springs*.")


def test_foreign_notes_pasted_twice_come_once(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "Here")
    for markers in (2, 4):
        put_caret(page, editor, [])
        paste_html(editor, DOCS)
        expect(editor.locator(".footnote-marker")).to_have_count(markers)
    wait_until_noted(editor, 4)
    save_draft(page, editor, 4)

    assert len(told(article)) == 2


def test_two_markers_of_one_foreign_note_stay_two(open_editor, article):  # noqa: F811
    again = DOCS.replace('href="#ftnt2" id="ftnt_ref2">[2]', 'href="#ftnt1">[1]')
    page = open_editor(article)
    editor = editor_of(page, "Here")
    put_caret(page, editor, [])
    paste_html(editor, again)
    assert [chip[:7] for chip in chips(page, 2)] == ["(1) Ker", "(2) Ker"]
    save_draft(page, editor, 2)

    assert told(article)[0] == "Ker, Nature 1987."


def test_pasted_scripts_do_not_run(open_editor, article):  # noqa: F811
    page = open_editor(article)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    editor = editor_of(page, "Here")
    put_caret(page, editor, [])
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)></svg>"
    paste_html(editor, DOCS.replace("<span> Ker", f"{attack}<span> Ker") + attack)
    chips(page, 2)
    save_draft(page, editor, 2)

    assert "onerror" not in "".join(sources_of(draft(article)))


def test_links_that_only_lead_one_way_are_no_footnotes(open_editor, article):  # noqa: F811
    page = open_editor(article)
    editor = editor_of(page, "Here")
    put_caret(page, editor, [])
    paste_html(editor, '<p>See <a href="#part">below</a>.</p><p id="part">This.</p>')
    expect(editor).to_contain_text("This.")

    expect(page.locator(".footnote-marker")).to_have_count(0)
