"""What a reader is sent: one labelled list, markers that lead to it, nothing else (R1 to R4, R7)."""

import html
import json
import re

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from lxml import html as lxml_html
from wagtail import blocks
from wagtail.rich_text import RichText

from articles.citations import citations_in, number, rich_texts
from articles.markers import numbered
from articles.models import ArticlePage, Reference
from articles.text import Text
from studio.models import CitationNumbering, SiteSettings
from studio.tests import cast

pytestmark = pytest.mark.django_db

SHARED_LINE = "Core Stability is Like Orthotics for your Torso – by Jae Gruenke"
JOINER = "\u2060"


def tree(response):
    return lxml_html.fromstring(response.content.decode())


def visible(element):
    """The words of an element as a reader sees them."""
    return " ".join(element.text_content().replace(JOINER, "").split())


def markers(page):
    return [visible(a) for a in page.cssselect('a[role="doc-noteref"]')]


def reference_lines(page):
    return [visible(li) for li in page.cssselect('[role="doc-endnotes"] ol > li')]


def assert_every_anchor_has_one_target(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)), "an id stands twice"
    anchors = [href[1:] for href in page.xpath("//@href") if href.startswith("#") and len(href) > 1]
    assert {a: ids.count(a) for a in anchors} == dict.fromkeys(anchors, 1)


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


# --- R3 and R4: wherever an editor can type --------------------------------------


def cited(words="A claim"):
    return f"<p>{words}{cast.cite('core')}.</p>"


def everywhere():
    """Every place of an article in which an editor can cite, with the block that holds it."""
    return {
        "paragraph": ("paragraph", cited()),
        "list": ("paragraph", f"<ul><li>A claim{cast.cite('core')}.</li></ul>"),
        "quote": ("quote", {"text": cited(), "attribution": ""}),
        "table cell": (
            "table",
            {
                "caption": "What was compared",
                "table": {
                    "columns": [{"type": "text", "heading": "A"}],
                    "rows": [{"values": [cited()]}],
                    "caption": "",
                },
            },
        ),
        "image caption": (
            "figure",
            {"image": {"decorative": True}, "caption": cited(), "width": "text"},
        ),
        "gallery caption": ("gallery", {"images": [{}, {}], "caption": cited()}),
        "list block": ("steps", {"title": "", "steps": [cited()]}),
        "struct block": ("callout", {"title": "Try it", "text": cited()}),
    }


@pytest.mark.parametrize("place", [*everywhere(), "closing note"])
def test_a_marker_works_and_never_leaks_wherever_it_is_typed(client, index, home_page, place):
    references = [{"key": "core", "title": "Core"}]
    if place == "closing note":
        article = cast.make_article(
            index, body=[], postscript=cited(), references=references, standfirst="Short."
        )
    else:
        kind, value = everywhere()[place]
        if kind in ("figure", "gallery"):
            picture = {"image": cast.make_image().pk, "alt_text": "", "decorative": True}
            value = value | ({"image": picture} if kind == "figure" else {"images": [picture] * 2})
        article = cast.make_article(
            index, body=[], references=references, standfirst="Short.", publish=False
        )
        article.body = [{"type": kind, "value": value}]
        article.save_revision().publish()

    response = client.get(article.url)
    page = tree(response)

    assert markers(page) == ["(1)"]
    assert reference_lines(page) == ["(1) Core"]
    assert_every_anchor_has_one_target(page)
    assert (
        visible(page.cssselect('a[role="doc-noteref"]')[0].getparent().getparent()) == "A claim(1)."
    )
    for address in (article.url, index.url, home_page.url, index.url + "feed/", "/search/?q=claim"):
        body = client.get(address).content.decode()
        assert "<embed" not in body
        assert "&lt;embed" not in body
        assert 'reference="core"' not in body
        assert not re.search(r"[\"'=]c\d+[\"']", body), "a citation's key reached the reader"


class DeepBlock(blocks.StructBlock):
    """A StreamBlock in a ListBlock in a StructBlock."""

    parts = blocks.ListBlock(blocks.StreamBlock([("words", blocks.RichTextBlock())]))


def test_a_marker_works_in_blocks_nested_to_any_depth():
    block = DeepBlock()
    value = block.to_python({"parts": [[{"type": "words", "value": cited()}]] * 2})
    found = [c for _path, rich in rich_texts(block, value) for c in citations_in(rich.source)]
    assert [path for path, _rich in rich_texts(block, value)] == [("parts", 0, 0), ("parts", 1, 0)]

    template = Template(
        "{% load wagtailcore_tags %}{% for part in parts %}{% include_block part %}{% endfor %}"
    )

    with numbered(number(found, ["core"])):
        rendered = template.render(Context({"parts": value["parts"]}))

    # one stored citation, shown twice: two markers, one anchor
    assert markers(lxml_html.fromstring(rendered)) == ["(1)", "(1)"]
    assert len(lxml_html.fromstring(rendered).xpath("//a[@id]")) == 1


def test_a_plain_rich_text_field_shows_markers_inside_the_tag_and_none_outside():
    source = cited("One")
    nothing = ArticlePage._meta.get_field("body").to_python([])
    text = Text(nothing, source, [Reference(key="core")], CitationNumbering.BY_CITATION, scope=7)
    template = Template(
        "{% load wagtailcore_tags articles_tags %}{{ v|richtext }}|"
        "{% citations text %}{{ v|richtext }}{% endcitations %}|{{ v|richtext }}"
    )

    outside, inside, after = template.render(Context({"v": source, "text": text})).split("|")

    assert outside == after == "<p>One.</p>"
    assert markers(lxml_html.fromstring(inside)) == ["(1)"]


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
