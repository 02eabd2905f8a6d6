"""Calendars to subscribe to: everybody's dates with nothing personal, and somebody's own (E7)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events import feeds, services
from events.content import Place
from events.ledger import Occurrence
from events.tests import cast, told
from events.tests.ical import check, values
from events.tests.letters import FIRST, SECOND, calendars_in, delivered, make_event
from studio.models import SiteSettings
from studio.tests.cast import make_admin, make_person

pytestmark = pytest.mark.django_db

SITE = "/events.ics"


@pytest.fixture
def staff(db):
    return make_admin("mara")


def address(page):
    return reverse("events:page_feed", args=[page.pk])


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return check(response.content.decode())


def titles(client, url=SITE):
    return [date.title for date in read(client, url)]


def begin(page, span):
    """Let the dates of ``page`` begin so long from now."""
    start = timezone.now() + span
    Occurrence.objects.filter(pool__page=page).update(
        starts_at=start, ends_at=start + timedelta(hours=2)
    )


def hide(page, how):
    if how == "draft":
        page.unpublish()
    elif how == "deleted":
        page.delete()
    elif how == "password":
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="feet")
    elif how == "below a login":
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="login")


HOW = pytest.mark.parametrize("how", ["draft", "deleted", "password", "login", "below a login"])


def test_a_date_says_all_that_its_page_says(client, home_page):
    SiteSettings.objects.update(email="hello@studio.example")
    page = make_event(home_page, price_text="60 euros", teachers=[make_person()])
    for url in (SITE, address(page)):
        (date,) = read(client, url)
        one = Occurrence.objects.get()
        assert (date.method, date.uid, date.sequence) == ("PUBLISH", one.uid, one.sequence)
        assert (date.starts_at, date.ends_at) == (one.starts_at, one.ends_at)
        assert (date.title, date.status) == ("Trunk training", "CONFIRMED")
        assert date.place == "The long room, 1 Elm Lane, Elsewhere"
        assert date.description == "With Juno Fable\n60 euros"
        assert date.url == f"http://testserver{page.url}"
        assert date.organizer == "mailto:hello@studio.example"
        assert date.attendee == ""


def test_feeds_have_names(client, home_page):
    page = make_event(home_page)
    site, one = (client.get(url).content.decode() for url in (SITE, address(page)))
    assert values(site, "X-WR-CALNAME") == ["X-WR-CALNAME:Events – Studio Elsewhere"]
    assert values(one, "X-WR-CALNAME") == ["X-WR-CALNAME:Trunk training – Studio Elsewhere"]
    assert values(site, "REFRESH-INTERVAL") == ["REFRESH-INTERVAL;VALUE=DURATION:PT1H"]


def test_the_site_shows_what_is_to_come_and_the_last_thirty_days(client, home_page):
    spans = {"Later": 40, "Soon": 1, "Lately": -29, "Long ago": -31}
    for title, days in spans.items():
        begin(make_event(home_page, title=title), timedelta(days=days))
    assert titles(client) == ["Lately", "Soon", "Later"]


def test_of_very_many_dates_the_site_shows_those_that_come_first(client, home_page, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_DATES", 2)
    for days in (30, 10, 20):
        cast.make_event(home_page, f"Evening {days}", starts_in=timedelta(days=days))

    said = client.get("/events.ics").content.decode()

    assert [day for day in (10, 20, 30) if f"Evening {day}" in said] == [10, 20]


def test_one_event_shows_all_its_dates(client, home_page):
    page = make_event(home_page, FIRST, SECOND)
    Occurrence.objects.filter(pk=Occurrence.objects.first().pk).update(
        starts_at=timezone.now() - timedelta(days=99), ends_at=timezone.now() - timedelta(days=98)
    )
    make_event(home_page, title="Another")
    assert titles(client, address(page)) == ["Trunk training"] * 2


@HOW
def test_what_not_everybody_may_read_is_in_no_feed(client, home_page, how):
    page = make_event(home_page, title="Hidden")
    hide(page, how)
    assert client.get(address(page)).status_code == 404
    assert b"Hidden" not in client.get(SITE).content


@pytest.mark.parametrize("url", ["/calendar/999999.ics", f"/calendar/{'9' * 30}.ics"])
def test_an_event_that_is_none_has_no_feed(client, home_page, url):
    assert client.get(url).status_code == 404


def test_neither_has_a_page_of_another_kind_or_an_event_that_was_never_published(client, home_page):
    draft = cast.make_event(home_page, publish=False)
    draft.unpublish()
    assert client.get(address(home_page)).status_code == 404
    assert client.get(address(draft)).status_code == 404


def test_before_the_first_event_the_feed_is_empty(client, home_page):
    response = client.get(SITE)
    assert response.status_code == 200
    assert b"BEGIN:VEVENT" not in response.content


def test_a_draft_changes_nothing(client, home_page):
    page = make_event(home_page)
    before = read(client, SITE)
    page.title, page.live = "Changed", True
    page.save_revision()
    assert read(client, SITE) == before


def test_nothing_personal_is_in_a_feed(client, home_page):
    page = make_event(home_page, capacity=1)
    people = [cast.register(page, "Ada Colophon"), cast.register(page, "Bo Serif")]
    for url in (SITE, address(page)):
        text = client.get(url).content.decode().replace("\r\n ", "")
        for private in ("Ada", "Bo Serif", "reader.example", "ATTENDEE", "/registration/"):
            assert private not in text
        assert [one.reference for one in people if one.reference in text] == []


def test_the_way_to_an_online_place_is_in_letters_to_who_has_a_place(
    client, home_page, post_office
):
    link = "https://meet.example/room-7"
    Place.objects.create(name="Our room online", is_online=True, address=link)
    page = make_event(home_page, place="Our room online")
    cast.register(page)
    (date,) = read(client, SITE)
    assert date.place == "Our room online"
    (letter,) = delivered(post_office)
    ((_name, _method, (invited,)),) = calendars_in(letter)
    assert invited.place == f"Our room online, {link}"


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_a_date_that_does_not_take_place_stays_struck_out(client, home_page, staff, status):
    page = make_event(home_page, FIRST, SECOND)
    before = read(client, SITE)
    services.change_date(Occurrence.objects.first(), status=status, by=staff)
    after = read(client, SITE)
    assert [date.uid for date in after] == [date.uid for date in before]
    assert [date.status for date in after] == ["CANCELLED", "CONFIRMED"]
    assert after[0].sequence > before[0].sequence
    assert after[1].sequence == before[1].sequence
    assert read(client, address(page)) == after


def test_a_date_that_was_taken_off_a_page_with_people_stays_struck_out(client, home_page):
    page = make_event(home_page, FIRST, SECOND)
    cast.register(page)
    page.dates = [page.dates.first()]
    page.save_revision().publish()
    assert [date.status for date in read(client, SITE)] == ["CONFIRMED", "CANCELLED"]


def test_a_cancelled_event_stays_with_its_reason(client, home_page, staff):
    page = make_event(home_page)
    services.cancel_event(cast.pool_of(page), by=staff, reason="Our teacher is ill.")
    (date,) = read(client, SITE)
    assert (date.status, date.description) == ("CANCELLED", "Our teacher is ill.")


def test_what_has_taken_place_is_not_cancelled_with_the_rest(client, home_page, staff):
    page = make_event(home_page, FIRST, SECOND)
    ago = timezone.now() - timedelta(days=2)
    first = Occurrence.objects.first()
    Occurrence.objects.filter(pk=first.pk).update(starts_at=ago, ends_at=ago + timedelta(hours=2))
    services.cancel_event(cast.pool_of(page), by=staff, reason="Snow.")
    found = [(date.status, date.description) for date in read(client, SITE)]
    assert found == [("CONFIRMED", ""), ("CANCELLED", "Snow.")]


def test_an_alias_shows_the_dates_of_its_source(client, home_page):
    page = make_event(home_page)
    alias = page.create_alias(parent=page.get_parent(), update_slug="elsewhere")
    (date,) = read(client, address(alias))
    assert (date.uid, date.url) == (Occurrence.objects.get().uid, alias.full_url)
    assert titles(client) == ["Trunk training"]  # once, for the source


def test_letters_feed_and_page_name_the_same_dates(client, home_page, post_office):
    """The file in the letter and the feed: one UID, the same moments, and no older SEQUENCE."""
    page = make_event(home_page)
    cast.register(page)
    told.move_by_a_week(page)
    ((_name, _method, (mailed,)),) = calendars_in(delivered(post_office)[-1])
    (fed,) = read(client, SITE)
    assert (fed.uid, fed.starts_at, fed.ends_at) == (mailed.uid, mailed.starts_at, mailed.ends_at)
    assert fed.sequence == mailed.sequence


#: Of the site: itself, restrictions, the dates with their pages, its settings, the last entry of the
#: log. Of one event: its page as well.
QUERIES = {"site": 5, "page": 6}


@pytest.mark.parametrize("kind", ["site", "page"])
def test_a_feed_takes_the_same_queries_for_1_and_for_30_dates(client, home_page, kind):
    page = make_event(home_page)
    url = address(page) if kind == "page" else SITE

    def queries():
        client.get(url)  # site and roots are remembered
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    one = queries()
    pool = cast.pool_of(page)
    start = Occurrence.objects.get().starts_at
    for week in range(1, 30):
        begins = start + timedelta(weeks=week)
        pool.occurrences.create(
            key=f"week-{week}", starts_at=begins, ends_at=begins + timedelta(hours=1)
        )
    for title in ("Another", "A third"):
        make_event(home_page, title=title, place=title)
    assert (one, queries()) == (QUERIES[kind], QUERIES[kind])
