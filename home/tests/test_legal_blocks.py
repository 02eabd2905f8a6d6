"""Legal pages are made of what the site knows: a changed setting is a changed page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StreamValue

from articles.tests.sent import tree
from comments.tests.cast import arrange
from events.tests import cast as events_cast
from home.models import HomePage, PlainPage
from studio.models import SiteSettings

pytestmark = pytest.mark.django_db

#: What the block asks: the settings of comments, the days of events and of messages.
QUERIES = 3


def plain(home_page, *body, slug="privacy"):
    page = PlainPage(title="Privacy", slug=slug)
    blocks = PlainPage.body.field.stream_block
    page.body = StreamValue(blocks, [{"type": kind, "value": value} for kind, value in body], True)
    home_page.add_child(instance=page)
    return page


@pytest.fixture
def privacy(home_page):
    return plain(home_page, ("stored_data", None))


def words(element):
    return " ".join(element.text_content().split())


def told(client, page):
    """Occasion → what is kept → (why, how long, who, where, on what ground)."""
    found = {}
    for part in tree(client.get(page.url)).cssselect(".stored__part"):
        rows = found[words(part.cssselect("h2")[0])] = {}
        for one in part.cssselect(".stored__one"):
            told_of_it = [one.cssselect("p")[0], *one.cssselect("dd")]
            rows[words(one.cssselect("h3")[0])] = tuple(map(words, told_of_it))
    return found


def test_what_is_stored_stands_under_the_occasion_on_which_it_is_left(client, privacy):
    occasions = told(client, privacy)

    assert list(occasions) == [
        "When you read",
        "When you comment",
        "When you register for an event",
        "When you write to us, and we to you",
        "When you work here",
    ]
    assert list(occasions["When you read"]) == [
        "Your internet address, when you asked for which page, and the kind of browser",
        "Your internet address, told to YouTube or Vimeo",
        "What your browser refused to do on a page, since the site forbids it, and on which page;"
        " it is only counted. Not who",
        "That you opened a page that has a password",
        "Your internet address, told to OpenStreetMap",
        "Words that you searched for in vain, once three people have searched for the same;"
        " before that a pseudonym of them. Not who searched",
    ]
    assert occasions["When you comment"]["The first part of your IP address"] == (
        "To hold back floods of spam. It points to a neighbourhood, not a household; the whole"
        " address is never stored.",
        "30 days.",
        "Moderators.",
        "On our server.",
        "Our legitimate interest in a site that works and is kept civil (Art. 6(1)(f) GDPR).",
    )
    assert occasions["When you work here"]["That you are signed in"] == (
        "To ask for your password once.",
        "Until you sign out, 7 days at most.",
        "Whoever runs the server.",
        "In a cookie of your browser: sessionid.",
        "What we agreed on with you (Art. 6(1)(b) GDPR).",
    )


def test_a_list_at_its_top_leads_to_every_occasion(client, privacy):
    page = tree(client.get(privacy.url))
    links = {words(a): a.get("href") for a in page.cssselect(".stored__parts a")}
    led = {words(page.cssselect(f"{href} h2")[0]): href for href in links.values()}

    assert links == led
    assert len(links) == len(page.cssselect(".stored__part"))
    assert "When you comment" in links


def test_the_days_are_those_of_the_settings(client, privacy, settings):
    arrange(network_days=17, email_days=0, unwanted_days=1)
    settings.ACCESS_LOG_DAYS, settings.SESSION_COOKIE_AGE = 3, 24 * 3600
    settings.SIGNED_IN_AT_MOST = 24 * 3600

    occasions = told(client, privacy)

    comments = occasions["When you comment"]
    assert comments["The first part of your IP address"][1] == "17 days."
    assert comments["Your e-mail address"][1] == (
        "As long as the comment; where you want letters, until you end them."
    )
    assert comments["Comments marked as spam, rejected or in the bin"][1] == (
        "1 day after the decision."
    )
    (log, _film, _refused, opened, _map, _vain) = occasions["When you read"].values()
    assert (log[1], opened[1]) == ("3 days.", "1 day.")
    signed_in = occasions["When you work here"]["That you are signed in"]
    assert signed_in[1] == "Until you sign out, 1 day at most."


def test_what_is_switched_off_is_not_told(client, privacy, settings):
    arrange(offers_remembering=False)
    settings.ACCESS_LOG_DAYS = 0

    occasions = told(client, privacy)

    assert len(occasions["When you read"]) == 5
    assert "In a cookie of your browser: reader." not in [
        row[3] for row in occasions["When you comment"].values()
    ]


def days_of_registrations(client, page):
    what = "Your name and e-mail address, and the names of those you bring"
    return told(client, page)["When you register for an event"][what][1]


def test_the_days_of_registrations_are_those_of_the_events(client, home_page, privacy):
    assert days_of_registrations(client, privacy) == "90 days after the event."

    events_cast.make_event(home_page, title="One", retention_days=30)
    assert days_of_registrations(client, privacy) == "30 days after the event."

    events_cast.make_event(home_page, title="Two", retention_days=120)
    assert days_of_registrations(client, privacy) == (
        "30 to 120 days after the event, as long as each event needs."
    )


def test_an_event_that_is_over_counts_while_somebody_is_remembered(client, home_page, privacy):
    page = events_cast.make_event(home_page, title="One", retention_days=30)
    registration = events_cast.register(page)
    events_cast.starts_in(page, timedelta(days=-10))
    assert days_of_registrations(client, privacy) == "30 days after the event."

    registration.anonymised_at = registration.created_at
    registration.save()
    assert days_of_registrations(client, privacy) == "90 days after the event."


def queries(client, page):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(page.url)
    return len(asked)


def test_the_list_costs_the_same_queries_whatever_is_stored(client, home_page, privacy):
    bare = plain(home_page, ("paragraph", "<p>Nothing.</p>"), slug="bare")
    told(client, privacy)  # the settings are written down when they are first asked for

    assert queries(client, privacy) - queries(client, bare) == QUERIES
    for number in range(3):
        page = events_cast.make_event(home_page, title=f"Event {number}")
        events_cast.register(page)
    assert queries(client, privacy) - queries(client, bare) == QUERIES


# --- who is responsible ------------------------------------------------------------------


def lines(client, page):
    (imprint,) = tree(client.get(page.url)).cssselect("dl.imprint")
    return [(words(row[0]), words(row[1])) for row in imprint.cssselect("div")]


def test_the_imprint_tells_what_the_settings_know(client, home_page):
    SiteSettings.objects.update(
        address="12 Example Lane\n00000 Elsewhere", email="hello@studio.example", phone="+49 30 23"
    )
    page = plain(home_page, ("imprint", {}))

    assert lines(client, page) == [
        ("Who", "Studio Elsewhere12 Example Lane00000 Elsewhere"),
        ("E-mail", "hello@studio.example"),
        ("Telephone", "+49 30 23"),
    ]


def test_a_name_that_stands_above_the_address_is_not_told_twice(client, home_page):
    SiteSettings.objects.update(address="Studio Elsewhere\n12 Example Lane")
    page = plain(home_page, ("imprint", {}))

    assert lines(client, page) == [("Who", "Studio Elsewhere12 Example Lane")]


def test_what_only_the_law_asks_for_is_typed_in_the_block(client, home_page):
    typed = {
        "legal_name": "Elsewhere Ltd",
        "represented_by": "Olga Folio",
        "register": "Elsewhere, number 0",
        "vat_id": "XX000000000",
        "responsible": "Olga Folio\n12 Example Lane",
    }
    page = plain(home_page, ("imprint", typed))

    assert lines(client, page) == [
        ("Who", "Elsewhere Ltd"),
        ("Represented by", "Olga Folio"),
        ("Entry in a register", "Elsewhere, number 0"),
        ("VAT identification number", "XX000000000"),
        ("Responsible for what is written here", "Olga Folio12 Example Lane"),
    ]


def test_legal_blocks_are_offered_on_plain_pages_and_not_at_the_front_door():
    def offered(model):
        blocks = model._meta.get_field("body").stream_block.child_blocks
        return {"stored_data", "imprint"} & set(blocks)

    assert offered(PlainPage) == {"stored_data", "imprint"}
    assert offered(HomePage) == set()
