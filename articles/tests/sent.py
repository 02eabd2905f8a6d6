"""What a reader is sent, taken apart."""

from lxml import html as lxml_html

from studio.tests import cast

JOINER = "\u2060"
IN_MARGIN = "ancestor::span[starts-with(@class, 'sidenote')]"


def tree(response):
    return lxml_html.fromstring(response.content.decode())


def visible(element):
    """The words of an element as a reader meets them, without those in the margin."""
    words = element.xpath(f".//text()[not({IN_MARGIN})]")
    return " ".join("".join(words).replace(JOINER, "").split())


def markers(page):
    return [visible(a) for a in page.cssselect('a[role="doc-noteref"]')]


def reference_lines(page):
    return [visible(li) for li in page.cssselect('[role="doc-endnotes"] ol > li')]


def assert_every_anchor_has_one_target(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)), "an id stands twice"
    anchors = [href[1:] for href in page.xpath("//@href") if href.startswith("#") and len(href) > 1]
    assert {a: ids.count(a) for a in anchors} == dict.fromkeys(anchors, 1)


def cited(words="A claim"):
    return f"<p>{words}{cast.cite('core')}.</p>"
