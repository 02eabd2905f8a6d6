"""The page of an event: when, where, with whom, for how much, and whether there is room."""

from datetime import date, time, timedelta

import pytest
from lxml import html as lxml_html

from events import services
from events.choices import DateStatus
from events.content import EventDate, Place
from events.ledger import Occurrence, SeatPool
from events.tests import cast
from studio.models import Person
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def look(client):
    """The page of an event as it is served."""

    def open_page(page, query=""):
        response = client.get(page.url + query)
        assert response.status_code == 200
        return lxml_html.fromstring(response.content)

    return open_page


def said(element):
    """Its words, as one reads them: broken lines are lines."""
    return " ".join(" ".join(element.itertext()).split()).replace(" ,", ",").replace(" .", ".")


def facts(tree):
    """What stands beside the text: label → words."""
    return {
        said(row.cssselect("dt")[0]): said(row.cssselect("dd")[0])
        for row in tree.cssselect(".event-summary__facts > div")
    }


def registration(tree):
    return tree.get_element_by_id("register")


def set_dates(page, *days):
    """Let the page have these dates, as (day, from, until) in ISO 8601, and publish it."""
    page.dates = [
        EventDate(
            day=date.fromisoformat(day),
            starts=time.fromisoformat(begins),
            ends=time.fromisoformat(ends),
        )
        for day, begins, ends in days
    ]
    page.save_revision().publish()


def test_place_and_teachers_lead_to_what_is_said_of_them(home_page, look):
    page = cast.make_event(home_page, teachers=[studio_cast.make_person("Mina Figment")])
    tree = look(page)
    links = {said(a): a.get("href") for a in tree.cssselect(".event-summary__facts dd a")}
    assert links == {"The long room": "#place", "Mina Figment": "#teachers"}
    headings = {part: said(tree.get_element_by_id(part)) for part in ("place", "teachers")}
    assert headings == {"place": "Where", "teachers": "Who teaches"}


def test_the_facts_stand_beside_the_text(home_page, look):
    teachers = [
        studio_cast.make_person(),
        studio_cast.make_person("Emil Stanza", "emil-stanza"),
    ]
    page = cast.make_event(
        home_page,
        "Trunk training",
        introduction="Quieter feet.",
        teachers=teachers,
        level="beginners",
        price=60,
        price_text="60 euros, 45 for members",
    )
    set_dates(page, ("2037-05-09", "10:00", "13:00"))

    tree = look(page)

    assert said(tree.cssselect("h1")[0]) == "Trunk training"
    assert facts(tree) == {
        "When": "Saturday, 9 May 2037, 10:00 to 13:00",
        "Where": "The long room",
        "With": "Juno Fable, Emil Stanza",
        "For": "Beginners",
        "Price": "60 euros, 45 for members",
        "Places": "12 of 12 places left",
    }
    times = tree.xpath('//*[contains(@class, "event-summary")]//time/@datetime')
    assert times == ["2037-05-09T10:00:00+02:00"]
    assert tree.xpath('//a[text()="Add to your calendar"]/@href') == [f"/calendar/{page.pk}.ics"]
    (feed,) = tree.xpath('//link[@type="text/calendar"]/@href')
    assert feed == f"/calendar/{page.pk}.ics"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"price": 0}, "Free of charge"),
        ({"price": 60}, "60 EUR"),
        ({"price": "12.50"}, "12.50 EUR"),
        ({"price": 60, "registering": "none"}, "60 EUR"),
        ({"price_text": "What you can give"}, "What you can give"),
        ({}, None),
    ],
    ids=["nothing", "sixty", "and cents", "no registration", "in words", "unknown"],
)
def test_the_price_stands_beside_the_text(home_page, look, fields, words):
    assert facts(look(cast.make_event(home_page, **fields))).get("Price") == words


def test_times_are_told_in_the_zone_of_the_event_which_is_named_where_it_is_not_ours(
    home_page, look
):
    page = cast.make_event(home_page, zone="America/New_York")
    set_dates(page, ("2037-05-09", "10:00", "13:00"))

    tree = look(page)

    assert facts(tree)["When"] == "Saturday, 9 May 2037, 10:00 to 13:00 New York time"
    assert "2037-05-09T10:00:00-04:00" in tree.xpath("//time/@datetime")


def test_two_dates_are_said_as_two(home_page, look):
    page = cast.make_event(home_page, event_kind="course", zone="America/New_York")
    set_dates(page, ("2037-05-09", "10:00", "13:00"), ("2037-05-16", "10:00", "13:00"))

    tree = look(page)

    assert facts(tree)["When"] == "9 May 2037 and 16 May 2037 All dates"
    assert said(tree.cssselect("section[aria-labelledby=dates]")[0]) == (
        "Dates New York time Saturday, 9 May 2037, 10:00 to 13:00 "
        "Saturday, 16 May 2037, 10:00 to 13:00"
    )


def test_a_course_lists_its_dates_and_what_became_of_each_in_words(home_page, look):
    page = cast.make_event(home_page, event_kind="course")
    days = ("2020-05-02", "2037-05-09", "2037-05-16", "2037-05-23", "2037-05-30")
    set_dates(page, *((day, "18:00", "20:00") for day in days))
    dates = list(cast.pool_of(page).occurrences.all())
    services.change_date(dates[1], status=DateStatus.CANCELLED, by=None)
    services.change_date(dates[2], status=DateStatus.POSTPONED, by=None)
    services.change_date(dates[3], status=DateStatus.ONLINE, by=None)
    Occurrence.objects.filter(pk=dates[4].pk).update(note="We run outside.")

    tree = look(page)

    rows = tree.cssselect(".event-dates__one")
    assert [said(row) for row in rows] == [
        "Saturday, 2 May 2020, 18:00 to 20:00 Over",
        "Saturday, 9 May 2037, 18:00 to 20:00 Cancelled",
        "Saturday, 16 May 2037, 18:00 to 20:00 Postponed: a new date will follow",
        "Saturday, 23 May 2037, 18:00 to 20:00 Moved online",
        "Saturday, 30 May 2037, 18:00 to 20:00 We run outside.",
    ]
    assert [len(row.cssselect("s")) for row in rows] == [0, 1, 1, 0, 0]
    assert [len(row.cssselect(".event-date--over")) for row in rows] == [1, 0, 0, 0, 0]
    assert facts(tree)["When"] == "5 dates, from 2 May 2020 to 30 May 2037 All dates"


def test_a_date_that_was_taken_off_the_page_is_gone_from_it(home_page, look):
    page = cast.make_event(home_page, event_kind="course", starts_in=[7 * DAY, 14 * DAY])
    cast.register(page)
    page.dates = list(page.dates.all())[:1]
    page.save_revision().publish()

    assert len(look(page).cssselect(".event-dates__one")) == 1
    assert cast.pool_of(page).occurrences.count() == 2


def test_teachers_show_their_faces_and_what_they_do(home_page, look):
    juno = studio_cast.make_person()
    Person.objects.filter(pk=juno.pk).update(
        role="Teaches running", bio="Runs far.", photo=studio_cast.make_image("Juno", (600, 800))
    )
    page = cast.make_event(home_page, teachers=[juno])

    (teacher,) = look(page).cssselect(".event-teacher")

    assert said(teacher) == "Juno Fable Teaches running Runs far."
    assert teacher.xpath(".//img/@alt") == ["Drawing: arcs"]


def test_the_way_there(home_page, look):
    page = cast.make_event(home_page)
    Place.objects.update(
        directions="Ring twice.\nBicycles in the yard.", map_url="https://map.example/"
    )

    tree = look(page)

    place = tree.get_element_by_id("place").getparent()
    assert said(place) == (
        "Where The long room 1 Elm Lane Elsewhere Ring twice. Bicycles in the yard. Show on a map"
    )
    assert place.xpath(".//a/@href") == ["https://map.example/"]


def test_a_cancelled_event_says_so_first(home_page, look):
    page = cast.make_event(home_page, "Night walk", starts_in=5 * DAY)
    services.cancel_event(cast.pool_of(page), by=None, reason="A storm.\n\nWe are sorry.")

    tree = look(page)

    banner, heading = tree.cssselect(".called-off, h1")
    assert said(banner) == "This event is cancelled A storm. We are sorry."
    assert said(heading) == "Night walk"
    assert facts(tree)["When"].endswith("Cancelled")
    assert registration(tree).cssselect("form") == []
    assert tree.xpath('//a[text()="Add to your calendar"]') == []


@pytest.mark.parametrize(
    ("fields", "guests", "sentence"),
    [
        (
            {"capacity": 1, "waiting": "none"},
            1,
            "All places are taken, and there is no waiting list.",
        ),
        ({"registering": "none"}, 0, "Nobody needs to register: just come."),
        ({"starts_in": -2 * DAY}, 0, "This event is over."),
    ],
    ids=["full", "none", "past"],
)
def test_where_nobody_can_register_a_sentence_says_why(home_page, look, fields, guests, sentence):
    page = cast.make_event(home_page, **fields)
    for _guest in range(guests):
        cast.register(page)

    section = registration(look(page))

    assert said(section) == f"Registration {sentence}"
    assert section.cssselect("form") == []


def test_before_and_after_registration_the_moment_is_told(home_page, look):
    page = cast.make_event(home_page, opens_hours_before=24)
    set_dates(page, ("2037-05-09", "10:00", "13:00"))
    assert said(registration(look(page))) == (
        "Registration Registration opens on Friday, 8 May 2037, 10:00 (Berlin time)."
    )

    SeatPool.objects.update(opens_at=None, closes_at="2020-05-08T08:00:00Z")
    assert said(registration(look(page))) == (
        "Registration Registration closed on Friday, 8 May 2020, 10:00 (Berlin time)."
    )


def test_registration_elsewhere_is_a_button(home_page, look):
    page = cast.make_event(
        home_page, registering="elsewhere", registration_url="https://e.example/tickets"
    )

    (button,) = registration(look(page)).cssselect("a.button")

    assert (said(button), button.get("href")) == (
        "Go to the registration",
        "https://e.example/tickets",
    )


@pytest.mark.parametrize(
    ("fields", "guests", "heading", "button", "note"),
    [
        ({}, 0, "Registration", "Register", "Registration closes on"),
        ({"sign_up": "email"}, 0, "Registration", "Register", "We send you an e-mail with a link"),
        ({"sign_up": "approval"}, 0, "Registration", "Ask for a place", "We look at every request"),
        (
            {"capacity": 1},
            1,
            "Join the waiting list",
            "Join the waiting list",
            "No place is free at the moment.",
        ),
        ({"price": 60}, 0, "Registration", "Register", "60 EUR a place, pay at the desk."),
        (
            {"price": 60, "price_text": "60 euros, 45 reduced"},
            0,
            "Registration",
            "Register",
            "Price of a place: 60 euros, 45 reduced; pay at the desk.",
        ),
    ],
    ids=["instant", "email", "approval", "waiting", "price", "price in words"],
)
def test_the_form_says_what_will_come_of_it(home_page, look, fields, guests, heading, button, note):
    page = cast.make_event(home_page, **fields)
    for _guest in range(guests):
        cast.register(page)

    section = registration(look(page))

    assert said(section.cssselect("h2")[0]) == heading
    assert said(section.cssselect("button")[0]) == button
    assert said(section.cssselect(".registration__notes")[0]).startswith(note)


def test_a_question_with_a_condition_says_so_in_words_and_to_the_script(home_page, look):
    page = cast.make_event(
        home_page,
        questions=[
            {"label": "Run before?", "field_type": "radio", "choices": "Yes\nNo"},
            {
                "label": "How far?",
                "field_type": "number",
                "depends_label": "Run before?",
                "depends_value": "Yes",
            },
        ],
    )
    first, second = page.questions

    (question,) = look(page).cssselect("[data-asked-if]")

    assert said(question) == "Only if you answer “Run before?” with “Yes” How far? (optional)"
    assert question.get("data-asked-if") == first.name
    assert question.get("data-asked-value") == "Yes"
    (condition,) = question.cssselect("[data-condition]")
    (control,) = question.cssselect("input")
    assert control.get("aria-describedby") == condition.get("id")
    assert question.xpath(".//input/@name") == [second.name]
    assert question.get("hidden") is None


def test_a_group_of_choices_is_a_group_and_has_a_name(home_page, look):
    page = cast.make_event(
        home_page,
        questions=[{"label": "Feet?", "field_type": "checkboxes", "choices": "Left\nRight"}],
    )

    (group,) = look(page).cssselect("fieldset.field--choice")

    assert said(group.cssselect("legend")[0]) == "Feet? (optional)"
    assert [said(label) for label in group.cssselect("label")] == ["Left", "Right"]


def test_an_alias_shows_and_fills_the_places_of_its_source(home_page, look):
    page = cast.make_event(home_page, capacity=12)
    alias = page.create_alias(update_slug="alias")
    cast.register(page)

    tree = look(alias)

    assert facts(tree)["Places"] == "11 of 12 places left"
    assert tree.xpath('//link[@rel="canonical"]/@href') == [page.full_url]
