"""On a fresh site every list of ours says what belongs there, and leads to what comes first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.models import Topic
from studio.furnishing.beginning import begin
from studio.models import Letter
from studio.tests import cast

pytestmark = pytest.mark.django_db

#: Address → (first words, labels and addresses of the ways).
LESSONS = {
    "/admin/snippets/studio/person/": (
        "Here stand the people whose names are on the site",
        [("Add the first one", "/admin/snippets/studio/person/add/")],
    ),
    "/admin/snippets/articles/topic/": (
        "Topics say what articles are about",
        [("Add the first one", "/admin/snippets/articles/topic/add/")],
    ),
    "/admin/sources/": (
        "The library holds the works that articles cite",
        [("Add the first one", "/admin/sources/add/"), ("Import a file", "/admin/sources/import/")],
    ),
    "/admin/places/": (
        "Where events happen",
        [("Add the first one", "/admin/places/new/")],
    ),
    "/admin/consents/": (
        "What people agree to when they register",
        [("Add the first one", "/admin/consents/new/")],
    ),
    "/admin/letters/": (
        "Every letter of the site comes here",
        [("Write yourself a letter", "/admin/first-steps/letter/")],
    ),
    "/admin/messages/": ("What visitors write on the contact page comes here", []),
    "/admin/registrations/": (
        "Nobody has registered yet",
        [("See the events", "/admin/events/")],
    ),
    "/admin/reports/yours/": (
        "You have left nothing half-way",
        [("See the pages", "/admin/pages/")],
    ),
    "/admin/reader-comments/": (
        "Nobody has commented yet",
        [("Read the rules", "/admin/reader-comments/rules/")],
    ),
}


@pytest.fixture
def fresh(db):
    """A site that has just begun."""
    begin("A new studio")


def lesson(client, address):
    (told,) = html.fromstring(client.get(address).content).cssselect(".lesson, .queue-empty")
    return told


def ways(told):
    return [(link.text_content().strip(), link.get("href")) for link in told.cssselect("a")]


@pytest.mark.parametrize("address", LESSONS)
def test_an_empty_list_says_what_belongs_there_and_what_to_do_first(admin_client, fresh, address):
    words, leads = LESSONS[address]

    told = lesson(admin_client, address)

    assert " ".join(told.text_content().split()).startswith(words)
    assert ways(told) == leads
    for _label, first in leads:
        assert admin_client.get(first, follow=True).status_code == 200


def test_the_list_of_events_leads_to_the_first_one(admin_client, fresh):
    told = lesson(admin_client, "/admin/events/")

    ((label, address),) = ways(told)
    assert label == "Announce an event"
    assert "Here stand the events that are still to come" in told.text_content()
    page = html.fromstring(admin_client.get(address).content)
    assert "Event" in page.cssselect("title")[0].text


def test_nobody_is_led_to_what_they_may_not_do(client, fresh):
    client.force_login(cast.make_staff("ida", "view_letter", "view_topic", "moderate_comment"))

    for address in (
        "/admin/letters/",
        "/admin/snippets/articles/topic/",
        "/admin/reader-comments/",
    ):
        assert ways(lesson(client, address)) == []


def test_whoever_looks_for_something_is_told_that_there_is_none(admin_client, fresh):
    page = html.fromstring(admin_client.get("/admin/letters/", {"q": "juniper"}).content)

    assert page.cssselect(".lesson") == []
    assert "No letters match your query." in page.text_content()


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_a_list_that_is_not_empty_asks_nothing_for_the_lesson(admin_client, fresh):
    Topic.objects.create(name="Running", slug="running")
    address = "/admin/snippets/articles/topic/"
    queries(admin_client, address)
    one = queries(admin_client, address)
    Topic.objects.bulk_create(Topic(name=f"Topic {n}", slug=f"topic-{n}") for n in range(5))

    assert queries(admin_client, address) == one
    assert (
        "lesson" not in html.tostring(html.fromstring(admin_client.get(address).content)).decode()
    )
    assert not Letter.objects.exists()
