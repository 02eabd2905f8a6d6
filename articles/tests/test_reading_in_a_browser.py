"""Footnotes as readers meet them, in a real Chromium (R5, R6, R8)."""

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from articles.models import Reference
from articles.tests.reader import back_link, line, marker
from studio.tests import cast

LINE = "(1), (2) Core Stability is Like Orthotics for your Torso – by Jae Gruenke"


# --- R5: roles, names, targets ---------------------------------------------------


def computed(page, selector):
    """What Chromium tells a screen reader of each element: role and name, as it calculated them."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    told = []
    for node in found:
        tree = session.send(
            "Accessibility.getPartialAXTree", {"nodeId": node, "fetchRelatives": False}
        )["nodes"][0]
        told.append((tree["role"]["value"], tree["name"]["value"]))
    return told


def test_roles_and_names_are_those_of_dpub_aria(page, long_article):
    page.goto(long_article.address)
    assert computed(page, "sup.citation a") == [("doc-noteref", "(1)"), ("doc-noteref", "(2)")]
    assert computed(page, ".endnotes") == [("doc-endnotes", "References")]
    assert computed(page, ".references") == [("list", "")]
    # each name starts with what one sees (WCAG 2.5.3)
    assert computed(page, ".references li a") == [
        ("doc-backlink", "(1), back to the text"),
        ("doc-backlink", "(2), back to the text"),
    ]
    assert page.locator(".references li a").all_inner_texts() == ["(1)", "(2)"]
    assert page.locator("[role=doc-endnote], [role=doc-biblioentry]").count() == 0


def test_the_line_reads_as_one_types_it(page, long_article):
    page.goto(long_article.address)
    assert line(page).inner_text() == LINE
    assert [row.inner_text() for row in page.locator(".references li").all()] == [LINE]


@pytest.mark.parametrize("width", [320, 1280])
def test_markers_and_back_links_are_targets_of_24_pixels(page, long_article, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(long_article.address)
    links = page.locator("a[role=doc-noteref], a[role=doc-backlink]")
    boxes = [link.bounding_box() for link in links.all()]
    assert len(boxes) == 4
    assert [box for box in boxes if box["width"] < 24 or box["height"] < 24] == []


def test_a_marker_moves_no_line(page, long_article):
    page.goto(long_article.address)
    heights = page.evaluate(
        """() => [...document.querySelectorAll(".article__text > p")]
          .map((p) => p.getBoundingClientRect().height)"""
    )
    assert len(set(heights)) == 1  # with a marker and without


# --- R6: nothing comes between word, marker and punctuation ------------------------


@pytest.mark.parametrize("width", [320, 1440])
def test_word_marker_and_punctuation_stay_on_one_line(page, live_site, home_page, width):
    index = cast.make_index(home_page)
    words = ["ab", "cde", "fghi", "jklmn", "opqrst"]
    sentences = "".join(
        f"{words[number % 5]} {words[number % 3]}{cast.cite('core')}{',.;)'[number % 4]} "
        for number in range(80)
    )
    made = cast.make_article(
        index,
        body=[("paragraph", f"<p>{sentences}</p>")],
        references=[{"key": "core", "title": "Core"}],
    )
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_site + made.url)
    torn = page.evaluate(
        """() => {
          const line = (node, from, to) => {
            const range = document.createRange();
            range.setStart(node, from);
            range.setEnd(node, to);
            const box = range.getBoundingClientRect();
            return Math.round((box.top + box.bottom) / 2 / 20);
          };
          const letter = /[a-z,.;)]/;
          return [...document.querySelectorAll("sup.citation")].filter((sup) => {
            const before = sup.previousSibling, after = sup.nextSibling;
            let b = before.data.length - 1, a = 0;
            while (!letter.test(before.data[b])) b--;
            while (!letter.test(after.data[a])) a++;
            const label = sup.querySelector("a").firstChild;
            const lines = [line(before, b, b + 1), line(label, 0, 1),
              line(label, label.length - 1, label.length), line(after, a, a + 1)];
            return Math.max(...lines) - Math.min(...lines) > 1
              || /\\s/.test(before.data.slice(b)) || /\\s/.test(after.data.slice(0, a));
          }).map((sup) => sup.textContent);
        }"""
    )
    assert page.locator("sup.citation").count() == 80
    assert torn == []


# --- R8: without scripts, and on paper ----------------------------------------------


def test_without_scripts_markers_and_back_links_lead_there_and_back(browser, long_article):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(long_article.address)
    marker(page, "(2)").click()
    expect(page).to_have_url(f"{long_article.address}#reference-{long_article.pk}-1")
    expect(line(page)).to_be_in_viewport()
    back_link(page, "(2)").click()
    expect(page).to_have_url(f"{long_article.address}#citation-{long_article.pk}-2")
    expect(marker(page, "(2)")).to_be_in_viewport()
    context.close()


def test_paper_shows_the_list_with_its_addresses_and_no_menus(page, long_article, tmp_path):
    Reference.objects.update(url="https://core.example/stability")
    page.goto(long_article.address)
    page.pdf(path=tmp_path / "article.pdf")
    text = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "article.pdf").pages)
    words = "".join(text.split())  # an address may be broken at its slashes
    assert f"References{LINE}.https://core.example/stability".replace(" ", "") in words
    assert "Search" not in text
    assert "Back to the top" not in text
