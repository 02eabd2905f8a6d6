"""The library in a browser: by key, on a telephone, by night, with axe (W9, W10)."""

import pytest
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import expect

from articles.models import Source
from articles.tests.works import BOOK, CHAPTER, KER, WEB, make
from studio.tests import cast
from studio.tests.accessibility import on_both_screens, violations

TEXT = """@article{ker, doi={10.1038/325147a0}, title={Springs}, publisher={Someone}}
@book{new, title={A new book}, author={Nib, Nina}, year=2001}
@book{broken, title={Never closed
"""


@pytest.fixture
def sources(live_site):
    ContentType.objects.clear_cache()
    return [make(**facts) for facts in (KER, BOOK, CHAPTER, WEB)]


def wide(page):
    """How far the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def look_at_a_file(page, live_site):
    page.goto(f"{live_site}/admin/sources/import/")
    page.get_by_label("Paste it here").fill(TEXT)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="1 is new")).to_be_visible()


@on_both_screens
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    signed_in, live_site, sources, width, height, scheme
):
    signed_in.set_viewport_size({"width": width, "height": height})
    signed_in.emulate_media(color_scheme=scheme)
    marked = "&".join(f"id={source.pk}" for source in sources[:3])
    found = {}
    for address in (
        "sources/",
        "sources/?q=zebra",
        f"sources/inspect/{sources[0].pk}/",
        "sources/import/",
        f"bulk/articles/source/merge/?{marked}",
        f"bulk/articles/source/download/?{marked}",
    ):
        signed_in.goto(f"{live_site}/admin/{address}")
        found[address] = (violations(signed_in), wide(signed_in))
    look_at_a_file(signed_in, live_site)
    found["plan"] = (violations(signed_in), wide(signed_in))

    assert found == dict.fromkeys(found, ([], 0))


def test_a_file_is_imported_by_key_alone(signed_in, live_site, sources):
    look_at_a_file(signed_in, live_site)
    fill = signed_in.get_by_role("checkbox", name="Fill in there what it lacks")
    fill.focus()
    signed_in.keyboard.press("Space")
    expect(fill).to_be_checked()
    signed_in.keyboard.press("Tab")
    expect(signed_in.get_by_role("button", name="Import 1 source")).to_be_focused()
    signed_in.keyboard.press("Enter")

    expect(signed_in.get_by_text("1 source was imported.")).to_be_visible()
    assert Source.objects.filter(title="A new book").count() == 1
    assert Source.objects.get(pk=sources[0].pk).publisher == "Someone"


def test_two_sources_are_marked_in_the_list_and_merged(signed_in, live_site, sources):
    twin = make(title="The spring in the arch", authors="Ker")
    signed_in.goto(f"{live_site}/admin/sources/?q=spring arch")
    for source in (sources[0], twin):
        signed_in.locator(f"input[data-object-id='{source.pk}']").check()
    signed_in.get_by_role("link", name="Merge the chosen sources").click()
    signed_in.get_by_role("radio", name="The spring in the arch of the human foot").check()
    signed_in.get_by_role("button", name="Merge them").click()

    expect(signed_in.get_by_text("2 sources are one now")).to_be_visible()
    assert list(Source.objects.filter(title__contains="spring")) == [sources[0]]


def test_a_reader_takes_the_references_along(page, live_site, home_page):
    index = cast.make_index(home_page)
    article = cast.make_article(index, references=[{"key": "k", **KER}])
    page.goto(live_site + article.url)

    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()

    assert download.value.suggested_filename == "training-the-trunk-references.bib"
