"""The report of references for everybody: axe, narrow screens, the keyboard alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import checking, inspecting
from articles.models import Finding, LinkCheck, Source
from articles.tests.test_findings import article_with
from studio.tests import cast
from studio.tests.accessibility import on_both_screens, violations

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture
def report(signed_in, live_site):
    return f"{live_site}/admin/reports/references/"


@pytest.fixture
def faults(settings, home_page, outside):
    """One of each kind, with long words and addresses."""
    settings.CHECK_LINKS = True
    outside.put("/new")
    gone = outside.url("/gone/" + "stability/" * 15)
    article = article_with(
        cast.make_index(home_page),
        {"key": "dead", "title": f"{LONG} {LONG}", "url": gone},
        {"key": "moved", "title": "Moved", "url": outside.put("/old", 301, location="/new")},
        {"key": "home", "title": "שלום", "url": "http://10.0.0.1/notes"},
        {"key": "empty"},
        {"key": "twin", "title": "Twin", "kind": "article"},
        {"key": "brother", "title": "twin"},
        cited=["dead", "moved", "home", "empty", "twin"],
        title=f"On {LONG}",
    )
    source = Source.objects.create(title="Nobody's", kind="book")
    inspecting.inspect_articles([article.pk])
    inspecting.inspect_sources([source.pk])
    checking.check_due()
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(hours=1))
    return Finding.objects.values_list("kind", flat=True)


@on_both_screens
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    signed_in, report, faults, width, height, scheme
):
    assert set(faults) == set(Finding.Kind.values)
    signed_in.set_viewport_size({"width": width, "height": height})
    signed_in.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found, wider = {}, []
    for name, query in (("full", ""), ("filtered", "?kind=dead"), ("empty", "?kind=dead&q=zebra")):
        signed_in.goto(report + query)
        expect(signed_in.locator("#check-again")).to_be_attached()
        found[name] = violations(signed_in)
        if signed_in.evaluate("document.documentElement.scrollWidth") > width:
            wider.append(name)
    Finding.objects.all().delete()
    signed_in.goto(report)
    expect(signed_in.get_by_text("Nothing is wrong with the references")).to_be_visible()
    found["nothing"] = violations(signed_in)

    assert {name: said for name, said in found.items() if said} == {}
    assert wider == []


def test_a_link_is_looked_at_again_with_the_keyboard_alone(signed_in, report, faults, outside):
    signed_in.goto(f"{report}?kind=moved")
    outside.put("/old")
    button = signed_in.get_by_role("button", name=f"Look again at {outside.url('/old')}")
    button.focus()
    with signed_in.expect_navigation():
        signed_in.keyboard.press("Enter")

    expect(signed_in.get_by_text("The link is looked at within a minute")).to_be_visible()
    assert signed_in.url == f"{report}?kind=moved"
    expect(signed_in.get_by_text("Nothing like that was found.")).to_be_visible()


def test_the_list_is_narrowed_down_while_one_looks(signed_in, report, faults):
    signed_in.goto(report)
    rows = signed_in.locator("table.listing tbody tr")
    expect(rows).to_have_count(len(faults))

    signed_in.get_by_role("textbox", name="Search term").fill("nobody's")

    expect(rows).to_have_count(2)
    expect(signed_in.locator("#check-again input[name=csrfmiddlewaretoken]")).to_be_attached()


def test_a_fault_leads_to_the_tab_where_it_is_mended(signed_in, report, faults):
    signed_in.goto(f"{report}?kind=empty")

    signed_in.get_by_role("link", name=f"On {LONG}").click()

    expect(signed_in.get_by_role("tab", name="References")).to_have_attribute(
        "aria-selected", "true"
    )


def test_a_row_opens_the_article_at_the_very_reference(signed_in, report, home_page):
    whole = [{"key": f"k{n}", "title": f"Whole {n}"} for n in range(8)]
    lacking = {"key": "l", "title": "Lacking", "kind": "article", "year": 1987}
    cited = [*(each["key"] for each in whole), "l"]
    article = article_with(cast.make_index(home_page), *whole, lacking, cited=cited)
    inspecting.inspect_articles([article.pk])
    signed_in.goto(report)

    signed_in.locator("td.finding").get_by_role("link", name=article.title).click()

    tab = signed_in.get_by_role("tab", name="References")
    expect(tab).to_have_attribute("aria-selected", "true")
    row = signed_in.locator("#inline_child_references-8")
    expect(row.get_by_role("heading").first).to_be_in_viewport()
    expect(signed_in.locator("#inline_child_references-0")).not_to_be_in_viewport()
