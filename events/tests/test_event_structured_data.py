"""What machines read of an event: schema.org's names, all that Google asks for, and nothing untrue."""

import json
from datetime import timedelta

import pytest
from lxml import html as lxml_html
from wagtail.models import PageViewRestriction

from events import services
from events.choices import DateStatus
from events.content import Place
from events.tests import cast
from events.tests.schema_org import faults
from studio.models import SiteSettings
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SCHEMA = "https://schema.org/"


@pytest.fixture
def data_of(client):
    """The event data that the page of an event carries, or None."""

    def read(page):
        response = client.get(page.url)
        assert response.status_code == 200
        scripts = lxml_html.fromstring(response.content).xpath(
            '//script[@type="application/ld+json"]/text()'
        )
        found = [data for data in map(json.loads, scripts) if "startDate" in data]
        return found[0] if found else None

    return read


@pytest.fixture
def workshop(home_page):
    return cast.make_event(
        home_page,
        "Trunk training",
        introduction="Quieter feet.",
        teachers=[studio_cast.make_person()],
        hero_image=studio_cast.make_image(),
        price=60,
        capacity=12,
    )


def test_a_workshop_says_all_that_is_known_of_it(data_of, workshop):
    pool = cast.pool_of(workshop)
    begins, ends = pool.occurrences.get().local(pool.time_zone)
    image = workshop.hero_image.get_rendition("fill-1200x630|format-jpeg").full_url
    cast.register(workshop)

    data = data_of(workshop)

    assert data == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{workshop.full_url}#event",
        "name": "Trunk training",
        "description": "Quieter feet.",
        "url": workshop.full_url,
        "inLanguage": "en-gb",
        "image": image,
        "startDate": begins.isoformat(),
        "endDate": ends.isoformat(),
        "eventStatus": f"{SCHEMA}EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "The long room",
            "address": "1 Elm Lane, Elsewhere",
        },
        "organizer": {
            "@type": "Organization",
            "name": "Studio Elsewhere",
            "url": "http://testserver/",
        },
        "performer": [{"@type": "Person", "name": "Juno Fable"}],
        "isAccessibleForFree": False,
        "maximumAttendeeCapacity": 12,
        "remainingAttendeeCapacity": 11,
        "offers": {
            "@type": "Offer",
            "url": f"{workshop.full_url}#register",
            "availability": f"{SCHEMA}InStock",
            "validFrom": pool.created_at.astimezone(pool.time_zone).isoformat(timespec="seconds"),
            "validThrough": begins.isoformat(),
            "priceCurrency": "EUR",
            "price": "60.00",
        },
    }
    assert faults(data) == []


@pytest.mark.parametrize(
    ("fields", "guests", "availability", "left"),
    [
        ({"capacity": 5}, 1, "InStock", 4),
        ({"capacity": None}, 1, "InStock", None),
        ({"capacity": 2}, 1, "LimitedAvailability", 1),
        ({"capacity": 1}, 1, "SoldOut", 0),
        ({"capacity": 1}, 2, "SoldOut", 0),
        ({"capacity": 1, "waiting": "none"}, 1, "SoldOut", 0),
        ({"capacity": 5, "opens_hours_before": 24}, 0, "PreOrder", 5),
        ({"capacity": 5, "closes_hours_before": 24 * 30}, 0, "OutOfStock", 5),
        (
            {"registering": "elsewhere", "registration_url": "https://e.example/"},
            0,
            "InStock",
            None,
        ),
    ],
    ids=[
        "open",
        "uncounted",
        "few",
        "full, list open",
        "people wait",
        "full",
        "not open yet",
        "closed",
        "elsewhere",
    ],
)
def test_availability_is_what_the_page_says(home_page, data_of, fields, guests, availability, left):
    page = cast.make_event(
        home_page, price=0, hero_image=studio_cast.make_image(), introduction="Feet.", **fields
    )
    for _guest in range(guests):
        cast.register(page)

    data = data_of(page)

    assert data["offers"]["availability"] == SCHEMA + availability
    assert data.get("remainingAttendeeCapacity") == left
    assert faults(data) == []


def test_an_offer_is_valid_from_when_registration_opens(home_page, data_of):
    page = cast.make_event(home_page, price=0, opens_hours_before=24)
    pool = cast.pool_of(page)

    offer = data_of(page)["offers"]

    assert offer["validFrom"] == pool.opens_at.astimezone(pool.time_zone).isoformat()


def test_an_offer_elsewhere_has_the_address_elsewhere(home_page, data_of):
    page = cast.make_event(
        home_page, price=10, registering="elsewhere", registration_url="https://e.example/t"
    )

    data = data_of(page)

    assert data["offers"]["url"] == "https://e.example/t"
    # the places of the form that is not used are nobody's
    assert "maximumAttendeeCapacity" not in data


def test_where_people_just_come_nothing_is_offered(home_page, data_of):
    data = data_of(cast.make_event(home_page, registering="none"))

    assert "offers" not in data


def test_a_cancelled_event_keeps_its_dates_and_says_so(data_of, workshop):
    before = data_of(workshop)
    services.cancel_event(cast.pool_of(workshop), by=None, reason="A storm.")

    after = data_of(workshop)

    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {"eventStatus", "offers", "remainingAttendeeCapacity"}
    assert after["eventStatus"] == f"{SCHEMA}EventCancelled"
    assert after["offers"]["availability"] == f"{SCHEMA}OutOfStock"
    assert faults(after) == []


@pytest.mark.parametrize(
    ("status", "said", "mode"),
    [
        (DateStatus.CANCELLED, "EventCancelled", "Offline"),
        (DateStatus.POSTPONED, "EventPostponed", "Offline"),
        (DateStatus.ONLINE, "EventMovedOnline", "Online"),
    ],
)
def test_the_fate_of_the_only_date_is_that_of_the_event(data_of, workshop, status, said, mode):
    services.change_date(cast.pool_of(workshop).occurrences.get(), status=status, by=None)

    data = data_of(workshop)

    assert data["eventStatus"] == SCHEMA + said
    assert data["eventAttendanceMode"] == f"{SCHEMA}{mode}EventAttendanceMode"
    assert faults(data) == []


def test_where_an_online_event_meets_is_told_in_letters_alone(home_page, data_of, client):
    page = cast.make_event(home_page, place="A room in the air", introduction="Feet.", price=0)
    Place.objects.update(is_online=True, address="https://meet.example/secret")
    page.save_revision().publish()

    data = data_of(page)

    assert data["eventAttendanceMode"] == f"{SCHEMA}OnlineEventAttendanceMode"
    assert data["location"] == {"@type": "VirtualLocation", "url": page.full_url}
    assert b"meet.example" not in client.get(page.url).content


def test_a_course_is_one_event_with_its_dates(home_page, data_of):
    page = cast.make_event(
        home_page,
        "Six evenings",
        introduction="Feet.",
        event_kind="course",
        starts_in=[7 * DAY, 14 * DAY, 21 * DAY],
        teachers=[studio_cast.make_person()],
        hero_image=studio_cast.make_image(),
        price=120,
    )
    pool = cast.pool_of(page)
    days = list(pool.occurrences.all())
    services.change_date(days[0], status=DateStatus.CANCELLED, by=None)
    services.change_date(days[1], status=DateStatus.ONLINE, by=None)
    spans = [[moment.isoformat() for moment in one.local(pool.time_zone)] for one in days]

    data = data_of(page)

    assert faults(data) == []
    assert data["@type"] == ["Event", "CourseInstance"]
    assert data["courseMode"] == "blended"
    assert data["instructor"] == [{"@type": "Person", "name": "Juno Fable"}]
    # from the first date that goes on to the last
    assert [data["startDate"], data["endDate"]] == [spans[1][0], spans[2][1]]
    assert data["eventStatus"] == f"{SCHEMA}EventScheduled"
    assert data["eventAttendanceMode"] == f"{SCHEMA}MixedEventAttendanceMode"
    parts = data["subEvent"]
    assert [[one["startDate"], one["endDate"]] for one in parts] == spans
    assert [one["eventStatus"] for one in parts] == [
        f"{SCHEMA}{said}" for said in ("EventCancelled", "EventMovedOnline", "EventScheduled")
    ]
    assert [one["url"] for one in parts] == [f"{page.full_url}#date-{one.key}" for one in days]


def test_the_address_of_each_date_of_a_course_leads_to_it(home_page, data_of, client):
    page = cast.make_event(home_page, event_kind="course", starts_in=[7 * DAY, 14 * DAY])
    tree = lxml_html.fromstring(client.get(page.url).content)

    anchors = [one["url"].partition("#")[2] for one in data_of(page)["subEvent"]]

    assert [len(tree.xpath(f'//*[@id="{anchor}"]')) for anchor in anchors] == [1, 1]


def test_an_event_of_whom_little_is_known_still_lacks_nothing_required(home_page, data_of):
    page = cast.make_event(home_page, place="")
    page.place = None
    page.save_revision().publish()
    SiteSettings.objects.update(address="12 Example Lane\r\n00000 Elsewhere")

    data = data_of(page)

    assert data["location"] == {
        "@type": "Place",
        "name": "Studio Elsewhere",
        "address": "12 Example Lane, 00000 Elsewhere",
    }
    assert data["performer"] == [{"@type": "Organization", "name": "Studio Elsewhere"}]
    # no picture, no number for the price: what nobody knows is not made up
    assert faults(data, may_lack={"image", "price"}) == []


def test_an_event_without_a_date_says_nothing_to_machines(home_page, data_of):
    assert data_of(cast.make_event(home_page, starts_in=[])) is None


def test_a_draft_changes_nothing_of_it(data_of, workshop):
    before = data_of(workshop)
    workshop.title, workshop.price = "Core training", 99
    workshop.save_revision()

    assert data_of(workshop) == before


def test_a_private_page_says_nothing_to_machines_and_links_to_no_feed(
    admin_client, workshop, data_of
):
    PageViewRestriction.objects.create(page=workshop, restriction_type="login")

    assert data_of(workshop) is None
    assert b"/calendar/" not in admin_client.get(workshop.url).content


def test_page_feed_and_data_agree(client, data_of, home_page):
    page = cast.make_event(home_page, event_kind="course", starts_in=[7 * DAY, 14 * DAY, 21 * DAY])
    days = list(cast.pool_of(page).occurrences.all())
    services.change_date(days[1], status=DateStatus.CANCELLED, by=None)

    feed = client.get(f"/calendar/{page.pk}.ics").content.decode()
    data = data_of(page)
    tree = lxml_html.fromstring(client.get(page.url).content)

    cancelled = [one["eventStatus"].endswith("EventCancelled") for one in data["subEvent"]]
    assert cancelled == [False, True, False]
    events = feed.split("BEGIN:VEVENT")[1:]
    assert ["STATUS:CANCELLED" in one for one in events] == cancelled
    rows = tree.cssselect(".event-dates__one")
    assert [bool(row.cssselect("s")) for row in rows] == cancelled
    assert [one.get("datetime") for one in tree.cssselect(".event-dates time")] == [
        one["startDate"] for one in data["subEvent"]
    ]


def test_the_check_finds_what_is_wrong():
    found = faults({"@type": "Event", "name": "", "begin": "x", "startDate": "2027-05-08"})

    assert found == [
        "event.name: ",
        "event: no property begin",
        "event.startDate is written otherwise: 2027-05-08",
        *(
            f"event lacks {name}"
            for name in (
                "description",
                "endDate",
                "eventStatus",
                "image",
                "location",
                "offers",
                "organizer",
                "performer",
            )
        ),
    ]
