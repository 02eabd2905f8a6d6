"""What is sent for the margin of wide screens: a copy for the eye, and for nobody else."""

import gzip
import random
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from articles.tests.sent import assert_every_anchor_has_one_target, tree, visible
from studio.models import CitationNumbering, SiteSettings
from studio.tests import cast

pytestmark = pytest.mark.django_db

KER = {
    "key": "ker",
    "title": "The spring in the arch of the human foot",
    "authors": "R. F. Ker; M. B. Bennett",
    "container": "Nature",
    "year": 1987,
    "doi": "10.1038/325147a0",
}
FEET = {"key": "feet", "note": "Feet are springs."}
IN_FULL = (
    "The spring in the arch of the human foot – by R. F. Ker, M. B. Bennett. "
    "Nature, 1987. doi.org/10.1038/325147a0"
)
#: What a page without pictures may weigh on its way to the reader.
HEAVIEST = 60 * 1024


def paragraph(*keys):
    return ("paragraph", "".join(f"<p>A claim{cast.cite(key)}.</p>" for key in keys))


def table(*keys):
    rows = [{"values": [f"<p>Cell{cast.cite(key)}</p>"]} for key in keys]
    columns = [{"type": "text", "heading": "Gait"}]
    return {
        "type": "table",
        "value": {
            "caption": "Steps",
            "table": {"columns": columns, "rows": rows, "caption": ""},
        },
    }


def margin(client, article):
    """What the margin says, note by note."""
    return [note.text_content() for note in tree(client.get(article.url)).cssselect(".sidenote")]


def test_a_reference_stands_in_full_beside_its_first_citation_and_in_short_beside_others(
    client, index
):
    article = cast.make_article(
        index, body=[paragraph("ker", "feet", "ker", "feet")], references=[KER, FEET]
    )

    assert margin(client, article) == [
        f"(1) {IN_FULL}",
        "(2) Feet are springs.",
        "(3) See (1): The spring in the arch of the human foot",
        "(4) See (2)",
    ]


def test_a_long_title_is_told_in_short_by_its_beginning(client, index):
    long = KER | {"title": "Quantifying mechanical loading and elastic strain of the human tendon"}
    article = cast.make_article(index, body=[paragraph("ker", "ker")], references=[long])

    assert margin(client, article)[1] == "(2) See (1): Quantifying mechanical loading and elastic…"


def test_the_same_number_again_says_nothing_in_the_margin(client, index):
    SiteSettings.objects.update(citation_numbering=CitationNumbering.BY_REFERENCE)
    article = cast.make_article(
        index, body=[paragraph("ker", "feet", "ker")], references=[KER, FEET]
    )

    assert margin(client, article) == [f"(1) {IN_FULL}", "(2) Feet are springs."]


def test_nothing_stands_beside_a_table_but_beside_the_next_citation(client, index):
    article = cast.make_article(index, body=[], references=[KER, FEET], publish=False)
    words = paragraph("ker")[1]
    article.body = [table("ker", "feet"), {"type": "paragraph", "value": words}]
    article.save_revision().publish()

    assert margin(client, article) == [f"(3) {IN_FULL}"]


def test_what_a_closing_note_cites_stands_in_the_margin(client, index):
    article = cast.make_article(
        index, postscript=f"<p>Thanks{cast.cite('feet')}.</p>", references=[FEET]
    )

    assert margin(client, article) == ["(1) Feet are springs."]


def test_the_margin_is_hidden_from_whoever_listens_and_from_the_keyboard(client, index):
    article = cast.make_article(index, body=[paragraph("ker", "ker")], references=[KER])
    page = tree(client.get(article.url))

    notes = page.cssselect(".sidenote")
    assert [note.get("aria-hidden") for note in notes] == ["true", "true"]
    assert [(a.get("href"), a.get("tabindex")) for note in notes for a in note.cssselect("a")] == [
        ("https://doi.org/10.1038/325147a0", "-1")
    ]
    assert [note.xpath(".//@id") for note in notes] == [[], []]
    assert_every_anchor_has_one_target(page)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://www.studio.example/feet", "studio.example/feet"),
        ("https://journals.example.org/jeb/160/1/55/Energy-Saving", "journals.example.org/…"),
    ],
)
def test_an_address_longer_than_a_line_says_only_where_it_leads(client, index, address, shown):
    article = cast.make_article(
        index,
        body=[paragraph("web")],
        references=[{"key": "web", "title": "Feet", "url": address}],
    )

    (link,) = tree(client.get(article.url)).cssselect(".sidenote a")
    assert (link.get("href"), visible(link), link.text) == (address, "", shown)


def test_the_text_itself_is_no_other_where_something_stands_beside_it(client, index):
    article = cast.make_article(index, body=[paragraph("ker")], references=[KER])
    sent = client.get(article.url).content.decode()

    assert re.search(r"<p[^>]*>A claim\u2060<sup class=\"citation\">.*</sup>\u2060\.</p>", sent)


def test_feeds_and_programs_get_no_margin(client, index):
    article = cast.make_article(index, body=[paragraph("ker")], references=[KER])

    assert "sidenote" in client.get(article.url).content.decode()
    for address in (f"{index.url}feed/", f"/api/v2/pages/{article.pk}/", "/search/?q=claim"):
        assert "sidenote" not in client.get(address).content.decode()


def test_hostile_words_are_only_words_in_the_margin_too(client, index):
    hostile = '"><script>alert(1)</script>'
    article = cast.make_article(
        index,
        body=[paragraph("x", "x")],
        references=[{"key": "x", "title": hostile, "note": hostile}],
    )

    assert margin(client, article) == [
        f"(1) {hostile}. {hostile}",
        f"(2) See (1): {hostile}",
    ]
    assert "<script>alert" not in client.get(article.url).content.decode()


def wire(content):
    return len(gzip.compress(content, 6))


def invented(seed, count):
    """As many words, of which few are the same; for text that compresses no better than text."""
    chance = random.Random(seed)
    syllables = ["ar", "che", "mo", "ving", "step", "ni", "pel", "vis", "tion", "run", "les", "to"]
    return " ".join(
        "".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(count)
    )


def test_with_30_footnotes_a_page_with_all_it_needs_weighs_no_more_than_60_kilobytes(client, index):
    article = cast.make_article(
        index,
        body=[("paragraph", f"<p>{invented(n, 80)}{cast.cite(f'r{n}')}.</p>") for n in range(30)],
        references=[
            KER | {"key": f"r{n}", "title": invented(100 + n, 12), "authors": invented(200 + n, 6)}
            for n in range(30)
        ],
    )
    sent = client.get(article.url).content
    page = tree(client.get(article.url))

    assert len(page.cssselect(".sidenote")) == 30
    files = page.xpath("//link[@rel='stylesheet']/@href | //script[@src]/@src")
    assert len(files) > 20
    needed = 0
    for address in files:
        name = re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", address.removeprefix("/static/"))
        needed += wire(Path(finders.find(name)).read_bytes())
    without_margin = re.sub(rb'<span class="sidenote.*?</span></sup>', b"</sup>", sent)
    assert len(without_margin) < len(sent) - 30 * 150
    assert wire(sent) < 1.25 * wire(without_margin)
    assert wire(sent) + needed < HEAVIEST
