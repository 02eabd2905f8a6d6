"""A marker works wherever an editor can type it, to any depth (R3 and R4)."""

import re

import pytest
from django.template import Context, Template
from lxml import html as lxml_html
from wagtail import blocks

from articles.citations import citations_in, number, rich_texts
from articles.markers import numbered
from articles.models import ArticlePage, Reference
from articles.tests.sent import (
    assert_every_anchor_has_one_target,
    cited,
    markers,
    reference_lines,
    tree,
    visible,
)
from articles.text import Text
from studio.models import CitationNumbering
from studio.tests import cast

pytestmark = pytest.mark.django_db


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
