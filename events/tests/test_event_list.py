"""The list of events: what stands on it, month by month, and at which price."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html as lxml_html
from wagtail.models import PageViewRestriction

from events import services
from events.choices import DateStatus
from events.listing import PER_PAGE
from events.tests import cast
from studio.tests import cast as studio_cast

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]

DAY = timedelta(days=1)


@pytest.fixture
def look(client, home_page):
    """The list as it is served, for what is asked; ``look.tree`` and its titles."""

    def open_list(query=""):
        response = client.get(f"{cast.make_index(home_page).url}{query}")
        assert response.status_code == 200
        return lxml_html.fromstring(response.content)

    return open_list


def titles(tree):
    return [link.text_content() for link in tree.cssselect(".event-entry__title a")]


def months(tree):
    return [one.text_content() for one in tree.cssselect(".event-month__name")]


def entry(tree, title):
    (found,) = [
        one
        for one in tree.cssselect(".event-entry")
        if one.cssselect(".event-entry__title")[0].text_content() == title
    ]
    return found


def said(element):
    return " ".join(element.text_content().split())


def filters(tree):
    """Label → choices, as (words, address); the chosen one in words alone."""
    return {
        nav.get("aria-label"): [
            (said(link), None if link.get("aria-current") else link.get("href"))
            for link in nav.cssselect("a")
        ]
        for nav in tree.cssselect(".event-filter")
    }


def test_events_stand_in_the_order_of_their_next_dates_under_their_months(home_page, look):
    first = timezone.localtime().date().replace(day=1)
    starts = [(first + timedelta(days=32 * number)).replace(day=10) for number in (3, 1, 2)]
    for number, day in enumerate(starts):
        ahead = timedelta(days=(day - timezone.localtime().date()).days)
        cast.make_event(home_page, f"Event {number}", starts_in=ahead)

    tree = look()

    assert titles(tree) == ["Event 1", "Event 2", "Event 0"]
    assert months(tree) == [f"{day:%B %Y}" for day in sorted(starts)]


def test_a_row_tells_when_where_with_whom_for_whom_and_for_how_much(home_page, look):
    juno = studio_cast.make_person()
    page = cast.make_event(
        home_page, "Trunk training", teachers=[juno], level="beginners", price=60, capacity=2
    )
    cast.register(page)
    (day,) = cast.pool_of(page).occurrences.all()
    begins, ends = day.local(page.time_zone)

    row = entry(look(), "Trunk training")

    assert said(row) == (
        f"{begins:%a} {begins.day} {begins:%b} Beginners Trunk training "
        f"{begins:%H:%M}–{ends:%H:%M} with Juno Fable The long room 60 EUR 1 of 2 places left"
    )
    assert row.xpath(".//time/@datetime") == [begins.isoformat()]


def test_a_course_stands_under_its_next_date_that_goes_on_and_tells_the_others(home_page, look):
    page = cast.make_event(
        home_page,
        "Six evenings",
        event_kind="course",
        starts_in=[-7 * DAY, 7 * DAY, 14 * DAY, 21 * DAY],
    )
    days = list(cast.pool_of(page).occurrences.all())
    services.change_date(days[1], status=DateStatus.CANCELLED, by=None)
    begins = days[2].local(page.time_zone)[0]
    last = days[3].local(page.time_zone)[0]

    row = entry(look(), "Six evenings")

    assert said(row.cssselect(".event-entry__day")[0]) == (f"{begins:%a} {begins.day} {begins:%b}")
    assert f"3 dates, until {last.day} {last:%B}" in said(row)
    assert said(row).startswith(f"{begins:%a} {begins.day} {begins:%b} Course, all levels")


@pytest.mark.parametrize(
    ("fields", "guests", "words"),
    [
        ({"capacity": 5}, 1, "4 of 5 places left"),
        ({"capacity": 2}, 1, "1 of 2 places left"),
        ({"capacity": None}, 1, "Places are free"),
        ({"capacity": 1}, 3, "Full: 2 people wait"),
        ({"capacity": 1, "waiting": "none"}, 1, "Full"),
        ({"closes_hours_before": 24 * 30}, 0, "Registration is closed"),
        (
            {"registering": "elsewhere", "registration_url": "https://e.example"},
            0,
            "Registration elsewhere",
        ),
    ],
    ids=["open", "few", "uncounted", "waiting", "full", "closed", "elsewhere"],
)
def test_places_are_live_and_said_in_words(home_page, look, fields, guests, words):
    page = cast.make_event(home_page, "Trunk training", **fields)
    for _guest in range(guests):
        cast.register(page)

    seats = said(entry(look(), "Trunk training").cssselect(".event-entry__seats")[0])

    assert seats == words


def test_what_is_cancelled_or_postponed_stays_and_is_marked(home_page, look):
    off = cast.make_event(home_page, "Night walk", starts_in=5 * DAY)
    later = cast.make_event(home_page, "Day walk", starts_in=6 * DAY)
    services.cancel_event(cast.pool_of(off), by=None)
    services.change_date(
        cast.pool_of(later).occurrences.get(), status=DateStatus.POSTPONED, by=None
    )

    tree = look()

    assert titles(tree) == ["Night walk", "Day walk"]
    assert said(entry(tree, "Night walk")).endswith("Cancelled")
    assert said(entry(tree, "Day walk")).endswith("Postponed")


def test_drafts_private_pages_aliases_and_what_was_taken_down_are_not_listed(home_page, look):
    cast.make_event(home_page, "Shown")
    cast.make_event(home_page, "Draft", publish=False)
    private = cast.make_event(home_page, "Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    cast.make_event(home_page, "Taken down").unpublish()
    source = cast.make_event(home_page, "Source")
    source.create_alias(update_slug="alias")

    assert sorted(titles(look())) == ["Shown", "Source"]


def test_a_draft_changes_nothing_on_the_list(home_page, look):
    page = cast.make_event(home_page, "Trunk training", price=60, capacity=5)
    page.title, page.price, page.capacity = "Core training", 99, 1
    page.save_revision()

    row = said(entry(look(), "Trunk training"))

    assert "60 EUR" in row
    assert "5 of 5 places left" in row


def test_what_is_over_has_a_list_of_its_own_newest_first(home_page, look):
    cast.make_event(home_page, "Long ago", starts_in=-40 * DAY)
    cast.make_event(home_page, "Lately", starts_in=-3 * DAY)
    cast.make_event(home_page, "Course", event_kind="course", starts_in=[-3 * DAY, 3 * DAY])
    cast.make_event(home_page, "Soon")

    assert titles(look()) == ["Course", "Soon"]
    past = look("?past=1")
    assert titles(past) == ["Lately", "Long ago"]
    assert past.cssselect(".event-entry__seats") == []


def test_an_event_without_a_date_stands_last(home_page, look):
    cast.make_event(home_page, "Some day", starts_in=[])
    cast.make_event(home_page, "Soon")

    tree = look()

    assert titles(tree) == ["Soon", "Some day"]
    assert months(tree)[-1] == "Without a date yet"


# --- filters ------------------------------------------------------------------


@pytest.fixture
def programme(home_page):
    """Two teachers, two kinds, three levels."""
    juno, emil = studio_cast.make_person(), studio_cast.make_person("Emil Stanza", "emil-stanza")
    cast.make_event(home_page, "A", teachers=[juno], level="beginners")
    cast.make_event(home_page, "B", teachers=[juno, emil], level="advanced")
    cast.make_event(
        home_page, "C", teachers=[emil], event_kind="course", starts_in=[11 * DAY, 18 * DAY]
    )
    return cast.make_index(home_page).url


def test_filters_are_links_that_tell_how_much_is_behind_them(programme, look):
    assert filters(look()) == {
        "Kind": [
            ("Any 3", None),
            ("Single events 2", f"{programme}?kind=one_off"),
            ("Courses 1", f"{programme}?kind=course"),
        ],
        "Level": [
            ("Any 3", None),
            ("All levels 1", f"{programme}?level=all"),
            ("Beginners 2", f"{programme}?level=beginners"),
            ("Advanced 2", f"{programme}?level=advanced"),
        ],
        "With": [
            ("Any 3", None),
            ("Emil Stanza 2", f"{programme}?teacher=emil-stanza"),
            ("Juno Fable 2", f"{programme}?teacher=juno-fable"),
        ],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=course", ["C"]),
        ("?level=beginners", ["A", "C"]),
        ("?teacher=emil-stanza", ["B", "C"]),
        ("?teacher=juno-fable&level=advanced", ["B"]),
        ("?kind=one_off&teacher=emil-stanza", ["B"]),
    ],
)
def test_a_filter_leaves_what_fits(programme, look, query, found):
    assert titles(look(query)) == found


def test_no_filter_leads_to_an_empty_list_and_each_keeps_the_others(programme, look):
    chosen = filters(look("?teacher=emil-stanza"))

    assert chosen["Level"] == [
        ("Any 2", None),
        ("All levels 1", f"{programme}?teacher=emil-stanza&level=all"),
        ("Beginners 1", f"{programme}?teacher=emil-stanza&level=beginners"),
        ("Advanced 2", f"{programme}?teacher=emil-stanza&level=advanced"),
    ]
    for choices in chosen.values():
        for words, address in choices:
            if address:
                listed = titles(look(address.removeprefix(programme)))
                assert len(listed) == int(words.rpartition(" ")[2]) > 0


def test_where_there_is_nothing_to_choose_from_no_filter_stands(home_page, look):
    cast.make_event(home_page, "A")
    cast.make_event(home_page, "B")

    assert filters(look()) == {}


def test_a_filter_that_leaves_nothing_helps_on(home_page, look):
    studio_cast.make_person()
    cast.make_event(home_page, "A")

    words = look("?teacher=juno-fable").cssselect(".event-nothing")[0]

    assert said(words) == "There is no such event at the moment. Show all events"
    assert words.xpath(".//a/@href") == [cast.make_index(home_page).url]


@pytest.mark.parametrize("query", ["?page=0", "?page=9"])
def test_a_page_that_is_none_is_not_found(client, programme, query):
    assert client.get(programme + query).status_code == 404


@pytest.mark.parametrize(
    "query", ["?kind=ball", "?level=0", "?teacher=nobody", "?teacher=%00", "?past=2", "?x=1"]
)
def test_what_is_no_filter_of_ours_is_passed_over(programme, look, query):
    page = look(query)

    assert titles(page) == ["A", "B", "C"]
    assert page.cssselect("details.event-filters")[0].get("open") is None


def test_filters_stand_open_where_one_is_chosen(programme, look):
    (filters,) = look("?kind=course").cssselect("details.event-filters")

    assert filters.get("open") is not None


def test_a_filtered_list_goes_by_the_address_of_the_whole_one(programme, look):
    canonical = '//link[@rel="canonical"]/@href'
    assert look("?kind=course").xpath(canonical) == [f"http://testserver{programme}"]
    assert look("?past=1").xpath(canonical) == [f"http://testserver{programme}?past=1"]


# --- the rest of the page -------------------------------------------------------


def test_where_nothing_is_planned_one_learns_what_else_there_is(home_page, look):
    tree = look()

    words = tree.cssselect(".event-nothing")[0]
    assert said(words).startswith("Nothing is planned at the moment.")
    assert words.xpath(".//a/@href") == [
        "webcal://testserver/events.ics",
        f"{cast.make_index(home_page).url}?past=1",
    ]


def test_the_list_can_be_subscribed_to(home_page, look):
    tree = look()

    (feed,) = tree.xpath('//link[@rel="alternate"][@type="text/calendar"]')
    assert feed.get("href") == "/events.ics"
    links = tree.xpath('//a[starts-with(@href, "webcal:")]/@href')
    assert "webcal://testserver/events.ics" in links


def test_a_long_list_has_pages_and_they_keep_what_was_chosen(home_page, look):
    for number in range(PER_PAGE + 1):
        cast.make_event(home_page, f"Event {number:02}", starts_in=(number + 1) * DAY)
    cast.make_event(home_page, "Course", event_kind="course", starts_in=[DAY, 2 * DAY])

    first, second = look("?kind=one_off"), look("?kind=one_off&page=2")

    assert titles(first) == [f"Event {number:02}" for number in range(PER_PAGE)]
    assert titles(second) == [f"Event {PER_PAGE:02}"]
    assert first.xpath('//a[@rel="next"]/@href') == ["?kind=one_off&page=2"]


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_for_one_event_and_for_thirty(
    client, home_page, django_assert_num_queries, number
):
    juno = studio_cast.make_person()
    url = cast.make_index(home_page).url
    for one in range(number):
        page = cast.make_event(home_page, f"Event {one}", teachers=[juno], capacity=1)
        cast.register(page)
        cast.register(page)
    client.get(url)

    with django_assert_num_queries(14):
        client.get(url)


def test_months_are_those_of_the_events_own_zone(home_page, look):
    page = cast.make_event(home_page, "New month", zone="Pacific/Auckland")
    year = timezone.now().year + 1
    moment = datetime(year, 2, 1, 0, 30, tzinfo=page.time_zone)  # in Berlin, January
    pool = cast.pool_of(page)
    pool.occurrences.update(starts_at=moment, ends_at=moment + timedelta(hours=1))

    assert months(look()) == [f"{date(year, 2, 1):%B %Y}"]
