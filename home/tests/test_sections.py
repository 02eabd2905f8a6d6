"""Pages composed of sections: in the editor's order, each with what it needs."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Topic
from articles.tests.sent import tree
from events.tests import cast as events_cast
from home.models import HomePage, PlainPage
from studio.models import SiteSettings
from studio.tests import cast

pytestmark = pytest.mark.django_db


def compose(page, *sections):
    page.body = list(sections)
    page.full_clean()
    page.save_revision().publish()
    return page


@pytest.fixture
def prices_page(home_page):
    return home_page.add_child(instance=PlainPage(title="Prices", slug="prices"))


def read(client, page):
    return tree(client.get(page.url))


def words(element):
    return " ".join(element.text_content().split())


def headings(page):
    return [words(heading) for heading in page.cssselect("main h2")]


def test_a_new_front_door_shows_what_is_on_what_was_written_and_where(client, home_page):
    settings = SiteSettings.for_site(home_page.get_site())
    settings.hours = "Monday, 8–9"
    settings.save()
    events_cast.make_event(home_page, "Feet")
    cast.make_trunk_article(cast.make_index(home_page))
    assert headings(read(client, home_page)) == [
        "Next at the studio",
        "Lately written",
        "Come and try",
    ]


def test_sections_stand_in_the_editors_order_under_the_editors_headings(client, home_page):
    events_cast.make_event(home_page, "Feet")
    button = {"text": "Write to us", "page": None, "url": "https://studio.example/"}
    compose(
        home_page,
        ("call_to_action", {"heading": "Come", "text": "", "button": button}),
        ("voice", {"text": "Quiet.", "name": "", "about": "never shown alone"}),
        ("next_events", {"heading": "Soon", "number": 1}),
    )
    page = read(client, home_page)
    sections = [element.get("class") for element in page.cssselect("main > .section")]
    assert sections == ["section call", "section voice", "section coming"]
    assert headings(page) == ["Come", "Soon"]
    assert page.cssselect(".call a.button")[0].get("href") == "https://studio.example/"
    assert page.cssselect(".voice figcaption") == []


def test_each_stylesheet_is_linked_once_and_only_where_it_is_needed(client, home_page):
    price = {"what": "One hour", "detail": "", "price": Decimal(18), "words": ""}
    prices = {"heading": "", "currency": "EUR", "prices": [price], "note": ""}

    def styles():
        links = read(client, home_page).cssselect("link[rel=stylesheet]")
        return [one.get("href").rpartition("/")[2].partition(".")[0] for one in links]

    compose(home_page)
    assert {"prices", "sections", "card"}.isdisjoint(styles())
    compose(home_page, ("prices", prices), ("prices", prices))
    assert [styles().count(name) for name in ("prices", "sections", "card")] == [1, 1, 0]


def test_the_articles_of_one_topic_may_stand_alone(client, home_page):
    index = cast.make_index(home_page)
    feet = Topic.objects.create(slug="feet", name="Feet")
    about_feet = cast.make_article(index, title="Feet first", slug="feet-first")
    about_feet.topics.add(feet)
    about_feet.save()
    cast.make_article(index, title="Anything", slug="anything")
    compose(home_page, ("latest_articles", {"heading": "", "number": 5, "topic": feet}))
    cards = read(client, home_page).cssselect(".latest .card__title")
    assert [words(card) for card in cards] == ["Feet first"]


def test_a_list_of_prices_says_what_costs_how_much(client, prices_page):
    lines = [
        {"what": "One hour", "detail": "any class", "price": Decimal(18), "words": ""},
        {"what": "A month", "detail": "", "price": Decimal("84.50"), "words": "each"},
        {"what": "First hour", "detail": "", "price": Decimal(0), "words": ""},
        {"what": "Teams", "detail": "", "price": None, "words": "on request"},
    ]
    value = {"heading": "Classes", "currency": "CHF", "prices": lines, "note": "Half for some."}
    compose(prices_page, ("prices", value))
    page = read(client, prices_page)
    assert [
        (words(line.cssselect("dt")[0]), words(line.cssselect("dd")[0]))
        for line in page.cssselect(".prices__line")
    ] == [
        ("One hour any class", "18 CHF"),
        ("A month", "84.50 CHF each"),
        ("First hour", "free of charge"),
        ("Teams", "on request"),
    ]
    assert words(page.cssselect(".prices__note")[0]) == "Half for some."


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "€", "EU\n"])
def test_a_currency_is_three_capital_letters(currency):
    price = {"what": "One hour", "detail": "", "price": Decimal(1), "words": ""}
    value = {"heading": "", "currency": currency, "prices": [price], "note": ""}
    body = PlainPage._meta.get_field("body").stream_block
    with pytest.raises(ValidationError):
        body.clean(body.normalize([("prices", value)]))


def test_questions_open_without_scripts_and_machines_read_them(client, prices_page):
    hostile = "<p>Clothes.</p><p>No </script> shoes &amp; rings.</p>"
    asked = [{"question": "What <b>now</b>?", "answer": hostile}]
    compose(prices_page, ("questions", {"heading": "Before", "questions": asked}))
    page = read(client, prices_page)
    (question,) = page.cssselect("details.question")
    assert words(question.cssselect("summary")[0]) == "What <b>now</b>?"
    assert question.cssselect("script") == []
    texts = page.xpath("//script[@type='application/ld+json']/text()")
    data = next(one for one in map(json.loads, texts) if one["@type"] == "FAQPage")
    (told,) = data["mainEntity"]
    assert told["name"] == "What <b>now</b>?"
    assert told["acceptedAnswer"]["text"].startswith("Clothes. No")


def test_a_newsletter_kept_elsewhere_is_a_link_that_says_where_it_leads(client, prices_page):
    url = "https://www.letters.example/sign-up?studio=1"
    value = {"heading": "A letter", "text": "Rarely.", "url": url, "button": ""}
    compose(prices_page, ("newsletter", value))
    page = read(client, prices_page)
    (link,) = page.cssselect(".call a")
    assert (link.get("href"), words(link)) == (url, "Sign up by e-mail")
    assert words(page.cssselect(".call__note")[0]) == "On letters.example, not here."
    assert page.cssselect(".call form, .call iframe, .call img") == []


def test_no_button_leads_to_a_page_that_is_not_published(client, home_page, prices_page):
    button = {"text": "What it costs", "page": prices_page, "url": ""}
    call = ("call_to_action", {"heading": "Come", "text": "", "button": button})
    compose(home_page, call)
    assert len(read(client, home_page).cssselect(".call a.button")) == 1
    prices_page.unpublish()
    assert read(client, home_page).cssselect(".call a.button") == []


def test_a_page_of_all_sections_asks_the_same_for_one_and_for_thirty(client, home_page):
    index = cast.make_index(home_page)
    blocks = HomePage._meta.get_field("body").stream_block.child_blocks
    compose(home_page, *[(name, block.get_preview_value()) for name, block in blocks.items()])
    asked = []
    for number in (1, 30):
        for day in range(number):
            events_cast.make_event(home_page, "Feet", starts_in=timedelta(days=day + 1))
            cast.make_article(index, title=f"{number}-{day}", slug=f"{number}-{day}")
        client.get(home_page.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(home_page.url)
        asked.append(len(queries))
    assert asked == [19, 19]
