"""What a reader is sent: one labelled list, markers that lead to it, nothing else (R1, R2, R6, R7)."""

import html
import json
import re

import pytest
from django.template.loader import render_to_string
from lxml import html as lxml_html
from wagtail.rich_text import RichText

from articles.models import ArticlePage
from articles.tests.sent import (
    JOINER,
    assert_every_anchor_has_one_target,
    cited,
    markers,
    reference_lines,
    tree,
    visible,
)
from studio.models import CitationNumbering, SiteSettings
from studio.tests import cast

pytestmark = pytest.mark.django_db

SHARED_LINE = "Core Stability is Like Orthotics for your Torso – by Jae Gruenke"


def number_by(style):
    SiteSettings.objects.update(citation_numbering=style)


# --- R1: the case everything starts from -------------------------------------


def test_by_citation_two_markers_share_one_line(client, index):
    article = cast.make_trunk_article(index)

    page = tree(client.get(article.url))

    assert markers(page) == ["(1)", "(2)"]
    assert reference_lines(page) == [f"(1), (2) {SHARED_LINE}"]
    back = [(visible(a), a.get("href")) for a in page.cssselect('a[role="doc-backlink"]')]
    assert back == [
        ("(1)", f"#citation-{article.pk}-1"),
        ("(2)", f"#citation-{article.pk}-2"),
    ]
    assert_every_anchor_has_one_target(page)


def test_by_reference_both_markers_show_its_number(client, index):
    number_by(CitationNumbering.BY_REFERENCE)
    article = cast.make_trunk_article(index)

    page = tree(client.get(article.url))

    assert markers(page) == ["(1)", "(1)"]
    assert reference_lines(page) == [f"(1) 1a, 1b {SHARED_LINE}"]
    assert_every_anchor_has_one_target(page)


# --- R2: computed from what is stored, the same everywhere ----------------------


def test_rendering_twice_gives_the_same_html(index):
    cast.make_trunk_article(index)
    article = ArticlePage.objects.get()
    render = lambda: render_to_string(  # noqa: E731
        "articles/includes/text.html", {"text": article.text(), "heading_level": 2}
    )

    assert render() == render()


@pytest.mark.parametrize("style", CitationNumbering.values)
def test_page_feed_api_and_preview_agree(client, admin_client, index, style):
    number_by(style)
    article = cast.make_trunk_article(index)
    expected = markers(tree(client.get(article.url)))

    feed = client.get(index.url + "feed/").content.decode()
    content = html.unescape(re.search(r'<content type="html">(.*?)</content>', feed, re.S)[1])
    api = client.get(f"/api/v2/pages/{article.pk}/").json()
    preview = article.make_preview_request(preview_mode="").render()

    assert markers(lxml_html.fromstring(content)) == expected
    assert markers(lxml_html.fromstring(api["text"])) == expected
    assert markers(lxml_html.fromstring(preview.content.decode())) == expected
    assert_every_anchor_has_one_target(lxml_html.fromstring(preview.content.decode()))
    by_reference = style == CitationNumbering.BY_REFERENCE
    assert api["references"] == [
        {
            "labels": ["1a", "1b"] if by_reference else ["(1)", "(2)"],
            "text": SHARED_LINE,
            "doi": "",
            "url": "",
        }
    ]


# --- R6: a marker never stands at the beginning of a line, nor apart from its point -----


@pytest.mark.parametrize("after", [".", ",", "; and", ")", "”", " and"])
def test_no_line_breaks_between_a_marker_and_what_it_stands_between(client, index, after):
    article = cast.make_article(
        index,
        body=[("paragraph", f"<p>A claim{cast.cite('core')}{after}</p>")],
        references=[{"key": "core", "title": "Core"}],
    )

    body = client.get(article.url).content.decode()

    around = re.search(r"A claim(.*?)<sup class=\"citation\">.*?</sup>(.*?)</p>", body)
    assert around.groups() == (JOINER, JOINER + after)


# --- what never reaches a reader ---------------------------------------------------


def test_a_teaser_and_the_meta_description_know_no_markers(client, index):
    article = cast.make_article(
        index,
        body=[("paragraph", cited())],
        references=[{"key": "core", "title": "Core"}],
        search_description="",
    )
    assert str(RichText(cited("One"))) == "<p>One.</p>"

    page = tree(client.get(article.url))

    assert page.xpath('//meta[@name="description"]/@content') == [
        "Why the trunk listens to the feet."
    ]
    assert markers(tree(client.get(index.url))) == []


def test_a_marker_without_its_reference_never_reaches_a_reader(client, index):
    article = cast.make_article(index)
    # past every refusal of the CMS, straight into the database
    ArticlePage.objects.update(
        body=json.dumps([{"type": "paragraph", "value": f"<p>A claim{cast.cite('gone')}.</p>"}])
    )

    page = tree(client.get(article.url))

    assert markers(page) == []
    assert page.cssselect('[role="doc-endnotes"]') == []
    assert "A claim." in visible(page)


def test_a_reference_nobody_cites_is_still_listed_without_a_marker(client, index):
    article = cast.make_article(index, references=[{"key": "x", "title": "Unread"}])

    assert reference_lines(tree(client.get(article.url))) == ["Unread"]


def test_hostile_words_in_a_reference_are_only_words(client, index):
    hostile = '"><script>alert(1)</script>'
    article = cast.make_article(
        index,
        body=[("paragraph", f"<p>A claim{cast.cite('core')}.</p>")],
        references=[{"key": "core", "title": hostile, "authors": hostile, "note": hostile}],
    )

    body = client.get(article.url).content.decode()

    assert "<script>alert" not in body
    data = json.loads(
        next(
            s
            for s in tree(client.get(article.url)).xpath(
                '//script[@type="application/ld+json"]/text()'
            )
            if '"Article"' in s
        )
    )
    assert data["citation"][0]["name"] == hostile


# --- R7: several articles on one page ----------------------------------------------


def test_three_articles_on_one_page_share_no_id(index):
    body = [("heading", {"text": "Springs", "level": "h2"}), ("paragraph", cited())]
    articles = [
        cast.make_article(
            index, title=f"Article {n}", body=body, references=[{"key": "core", "title": "Core"}]
        )
        for n in range(3)
    ]

    page = lxml_html.fromstring(
        "".join(
            render_to_string("articles/includes/text.html", {"text": a.text(), "heading_level": 2})
            for a in articles
        )
    )

    assert markers(page) == ["(1)"] * 3
    assert_every_anchor_has_one_target(page)
