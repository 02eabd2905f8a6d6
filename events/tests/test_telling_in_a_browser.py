"""Moving and cancelling by hand: the editor is asked first, then all that is told agrees (E11)."""

import json
from datetime import timedelta

import icalendar
import pytest
from playwright.sync_api import expect

from events.tests import browsing, cast, editing
from studio.models import Letter
from studio.tests.accessibility import SIZES, is_wide, violations


@pytest.fixture
def course(live_site, home_page):
    event = cast.make_event(
        home_page,
        "Feet in six weeks",
        event_kind="course",
        starts_in=[timedelta(days=5), timedelta(days=12)],
        zone="Europe/Berlin",
    )
    for name in ("Ada Example", "Ben Example"):
        cast.register(event, name, email=f"{name.split()[0].lower()}@reader.example")
    return event


def markup(page):
    """What the page tells search engines of the event."""
    texts = page.locator("script[type='application/ld+json']").all_text_contents()
    return next(one for one in map(json.loads, texts) if "subEvent" in one)


def feed(page, live_site):
    """The dates in the feed of the site: start → status."""
    calendar = icalendar.Calendar.from_ical(page.request.get(f"{live_site}/events.ics").text())
    return {
        one["DTSTART"].dt: str(one.get("STATUS", "CONFIRMED")) for one in calendar.walk("VEVENT")
    }


def letters(kind):
    return Letter.objects.filter(kind=f"registration: {kind}").order_by("to")


def starts(event):
    return [one.starts_at for one in cast.pool_of(event).occurrences.all()]


def test_who_moves_a_date_is_asked_and_then_all_that_is_told_agrees(signed_in, live_site, course):
    page = browsing.open_editor(signed_in, live_site + editing.edit_url(course))
    before = starts(course)
    moved = before[0].astimezone(course.time_zone) + timedelta(days=1)
    with page.expect_response(browsing.is_autosave):
        page.locator("#id_dates-0-day").fill(f"{moved:%Y-%m-%d}")
        page.locator("#id_dates-0-note").click()
    browsing.publish(page)

    expect(page.get_by_role("heading", name="People will be told")).to_be_visible()
    expect(page.get_by_text("2 people will be told by e-mail.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="New time: ")).to_have_count(1)
    assert (starts(course), letters("changed").count()) == (before, 0)
    page.get_by_role("link", name="Back to the draft").click()
    expect(page.locator("#id_dates-0-day")).to_have_value(f"{moved:%Y-%m-%d}")

    browsing.publish(page)
    page.get_by_role("button", name="Publish and tell them").click()
    expect(page.get_by_text("has been published. 2 people are told by e-mail.")).to_be_visible()
    after = [before[0] + timedelta(days=1), before[1]]
    assert starts(course) == after
    told = f"{moved.day} {moved:%B %Y}"
    assert [one.to for one in letters("changed")] == ["ada@reader.example", "ben@reader.example"]
    assert all(told in one.text for one in letters("changed"))
    assert list(feed(page, live_site)) == after
    page.goto(live_site + course.url)
    expect(page.get_by_text(told).first).to_be_visible()
    dates = [one["startDate"] for one in markup(page)["subEvent"]]
    assert dates == [one.astimezone(course.time_zone).isoformat() for one in after]


def test_a_date_and_then_the_event_is_cancelled_from_the_editor(signed_in, live_site, course):
    page = browsing.open_editor(signed_in, live_site + editing.edit_url(course))
    page.get_by_role("tab", name="Registration").click()
    expect(page.get_by_text("2 of 12")).to_be_visible()
    page.get_by_role("link", name="Cancel it, or change a date").click()
    page.get_by_role("link", name="Cancel this date").first.click()
    page.get_by_label("Reason").fill("The floor is wet.")
    page.get_by_role("button", name="and tell 2 people").click()
    expect(page.get_by_text("is cancelled. 2 people are told by e-mail.")).to_be_visible()
    first, second = starts(course)
    assert feed(page, live_site) == {first: "CANCELLED", second: "CONFIRMED"}
    assert all("The floor is wet." in one.text for one in letters("changed"))
    page.goto(live_site + course.url)
    states = [one["eventStatus"].rpartition("/")[2] for one in markup(page)["subEvent"]]
    assert states == ["EventCancelled", "EventScheduled"]

    page.goto(f"{live_site}/admin/events/{course.pk}/changes/")
    page.get_by_role("link", name="Cancel the whole event").click()
    page.get_by_label("Reason").fill("Our teacher is ill.")
    page.get_by_role("button", name="and tell 2 people").click()
    expect(page.get_by_text("“Feet in six weeks” is cancelled.")).to_be_visible()
    expect(page.get_by_text("copy its page. 2 people are told by e-mail.")).to_be_visible()
    assert feed(page, live_site) == {first: "CANCELLED", second: "CANCELLED"}
    assert all("Our teacher is ill." in one.text for one in letters("event_cancelled"))
    assert letters("event_cancelled").count() == 2
    page.goto(live_site + course.url)
    expect(page.get_by_text("Our teacher is ill.").first).to_be_visible()
    assert markup(page)["eventStatus"].endswith("/EventCancelled")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_views_are_accessible_and_fit_any_screen(signed_in, live_site, course, client, scheme):
    signed_in.emulate_media(color_scheme=scheme)
    form = editing.form_of(client, course)
    form["place"] = ""
    told = editing.post(client, course, form, action="publish").url
    date = cast.pool_of(course).occurrences.first()
    found = {}
    for width, height in SIZES:
        signed_in.set_viewport_size({"width": width, "height": height})
        for path in (
            told,
            f"/admin/events/{course.pk}/changes/",
            f"/admin/events/{course.pk}/cancel/",
            f"/admin/events/dates/{date.pk}/postponed/",
        ):
            signed_in.goto(live_site + path)
            found[path, width] = (violations(signed_in), is_wide(signed_in))
    assert found == dict.fromkeys(found, ([], False))


def test_our_panels_are_accessible(signed_in, live_site, course):
    page = browsing.open_editor(signed_in, live_site + editing.edit_url(course))
    found = {}
    for tab, panel in (("Registration", "Who is coming"), ("Letters", "In your own words")):
        page.get_by_role("tab", name=tab).click()
        section = page.locator("section.w-panel").filter(
            has=page.get_by_role("heading", name=panel)
        )
        found[tab] = violations(page, context=f"#{section.first.get_attribute('id')}")
    assert found == {"Registration": [], "Letters": []}
