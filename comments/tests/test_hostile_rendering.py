"""What hostile strings become, in the eyes of a real browser: words, and links to elsewhere."""

from urllib.parse import urlsplit

import pytest

from comments import rendering
from comments.addresses import address
from comments.tests import hostile

SITE = "http://comments.invalid/"
#: A vector that runs shows itself within this many milliseconds; frames and timers included.
PATIENCE = 500

ALLOWED = ["A", "BLOCKQUOTE", "BR", "CODE", "EM", "LI", "OL", "P", "PRE", "STRONG", "UL"]

# Each text in a place of its own; whoever breaks out of it is seen by who stands around it.
_PAGE = """<!doctype html><meta charset="utf-8"><title>Comments</title>
<link rel="icon" href="data:,">
<script>window.hits = 0; window.hit = () => {{ window.hits += 1 }}</script>
{samples}
<script>window.isWhole = true</script>"""

_FINDINGS = """() => {
    const samples = [...document.querySelectorAll('body > section.sample')]
    const inside = samples.flatMap((sample) => [...sample.querySelectorAll('*')])
    const links = inside.filter((element) => element.matches('a'))
    return {
        samples: samples.length,
        others: [...document.body.children].filter(
            (child) => !child.matches('section.sample, script:last-child')
        ).map((child) => child.outerHTML),
        elements: [...new Set(inside.map((element) => element.nodeName))].sort(),
        namespaces: [...new Set(inside.map((element) => element.namespaceURI))],
        attributes: [...new Set(inside.flatMap((element) =>
            [...element.attributes].map((attribute) => `${element.nodeName} ${attribute.name}`)
        ))].sort(),
        comments: document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT).nextNode(),
        rels: [...new Set(links.map((link) => link.getAttribute('rel')))],
        schemes: [...new Set(links.map((link) => {
            const written = link.getAttribute('href')
            return URL.canParse(written) ? new URL(written).protocol : `no address: ${written}`
        }))].sort(),
        hostless: links.map((link) => new URL(link.href))
            .filter((url) => url.protocol !== 'mailto:' && !url.host).map(String),
        links: links.length,
        hits: window.hits,
        isWhole: window.isWhole === true,
    }
}"""


@pytest.fixture
def events(page):
    """All that a page without scripts of its own would never do, as it happens."""
    seen = []
    page.on("dialog", lambda dialog: (seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: seen.append(f"console {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error {error}"))
    page.on("popup", lambda popup: seen.append(f"popup {popup.url}"))
    page.on("download", lambda download: seen.append(f"download {download.url}"))
    page.on("frameattached", lambda frame: seen.append(f"frame {frame.url}"))
    page.on("request", lambda request: seen.append(f"request {request.url[:200]}"))
    return seen


def show(page, fragments):
    samples = "\n".join(f'<section class="sample">{each}</section>' for each in fragments)

    def answer(route):
        if route.request.url == SITE:
            body = _PAGE.format(samples=samples)
            route.fulfill(body=body, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto(SITE)
    page.mouse.move(200, 200)
    page.keyboard.press("Tab")
    page.wait_for_timeout(PATIENCE)


def test_a_browser_finds_nothing_but_words_and_links(page, events):
    show(page, map(rendering.render, hostile.STRINGS))
    found = page.evaluate(_FINDINGS)
    assert found == {
        "samples": len(hostile.STRINGS),
        "others": [],
        "elements": ALLOWED,
        "namespaces": ["http://www.w3.org/1999/xhtml"],
        "attributes": ["A href", "A rel"],
        "comments": None,
        "rels": ["nofollow ugc noopener"],
        "schemes": ["http:", "https:", "mailto:"],
        "hostless": [],
        "links": sum(len(rendering.links(each)) for each in hostile.STRINGS),
        "hits": 0,
        "isWhole": True,
    }
    assert events == [f"request {SITE}"]


def test_a_browser_reads_the_host_that_we_read(page, events):
    addresses = [found for each in hostile.ADDRESSES if (found := address(each))]
    show(page, [])
    read = page.evaluate("written => written.map((each) => new URL(each).host)", addresses)
    assert read == [urlsplit(each).netloc.removesuffix(":80") for each in addresses]


def test_the_test_would_notice(page, events):
    show(page, ["<img src=x onerror=hit()>", "</section><b onclick=hit()>out</b>"])
    found = page.evaluate(_FINDINGS)
    assert (found["hits"], found["elements"]) == (1, ["IMG"])
    assert found["others"] == ['<b onclick="hit()">out</b>']
    assert f"request {SITE}x" in events


@pytest.mark.parametrize("how", [rendering.plain, rendering.clean, rendering.links])
def test_no_string_is_too_strange(how):
    for text in hostile.STRINGS:
        assert "\ud800" not in "".join(how(text))


def test_what_is_cleaned_is_clean():
    for text in hostile.STRINGS:
        once = rendering.clean(text)
        assert rendering.clean(once) == once


def test_links_are_those_that_are_shown():
    for text in hostile.STRINGS:
        assert rendering.render(text).count("<a ") == len(rendering.links(text))
