"""What outside judges ask of a page, asked of a page of every kind that the furnished site has.

Those that need Node sit in ``bench/judges`` (``make judges``); these need none.
"""

import pytest
from django.db import transaction
from lxml import html as lxml_html
from wagtail.models import Site

from events.availability import State
from studio.tests import documents, schema_org
from studio.tests.furnished import furnish_quietly
from studio.tests.in_two_languages import german_too
from studio.tests.judged import pages

pytestmark = [pytest.mark.django_db, pytest.mark.own_database]  # the pages are the same

ROOT = "http://testserver"


@pytest.fixture(scope="module")
def _furnished_once(django_db_setup, django_db_blocker):
    """Furnishing takes seconds: once for all tests here, each of which is undone by itself."""
    with django_db_blocker.unblock(), german_too(), transaction.atomic():
        with transaction.atomic():
            furnish_quietly()
            Site.objects.update(hostname="testserver", port=80)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def judged(_furnished_once, db):
    return pages()


@pytest.fixture
def answers(judged, client):
    return {page: client.get(page.path) for page in judged}


def test_every_state_in_which_the_furnished_events_are_is_judged(judged):
    names = {page.name for page in judged}

    states = {state.name.lower().replace("_", " ") for state in State}
    assert {name for name in states if f"event, {name}" in names} == {
        "open",
        "few",
        "waiting list",
        "elsewhere",
        "past",
    }
    assert {"event, course", "event, approval", "plain page", "registration"} <= names


def test_every_page_answers_as_it_should_and_no_visitor_gets_a_cookie(answers):
    for page, response in answers.items():
        assert response.status_code == page.status, page
        # whoever signs in needs a token to do it
        assert list(response.cookies) == (["csrftoken"] if page.name == "sign-in" else []), page


def test_the_data_of_every_page_use_the_names_of_schema_org(answers):
    found, scripts_of = {}, {}
    for page, response in answers.items():
        scripts = lxml_html.fromstring(response.content).xpath(
            '//script[@type="application/ld+json"]/text()'
        )
        scripts_of[page.name] = len(scripts)
        found[page.name] = schema_org.faults_of_page(scripts)

    assert {name: faults for name, faults in found.items() if faults} == {}
    assert all(count for name, count in scripts_of.items() if name.startswith(("article", "event")))


def test_whatever_machines_read_keeps_to_the_letter_of_its_rules(judged, client):
    found = {}
    for path, kind in documents.documents().items():
        response = client.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
        found[path] = documents.faults(kind, response["Content-Type"], response.content, ROOT)

    assert {path: faults for path, faults in found.items() if faults} == {}
    assert sorted(found)[-2:] == ["/robots.txt", "/sitemap.xml"]


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("atom", b"<feed", "no XML"),
        ("atom", b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed lacks"),
        ("calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a calendar program complains"),
        ("sitemap", b"<urlset/>", "no sitemap"),
        (
            "sitemap",
            b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
            b"<loc>https://evil.example/</loc><lastmod>2027-05-08</lastmod></url></urlset>",
            "elsewhere: https://evil.example/",
        ),
        (
            "sitemap",
            b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
            b"<loc>http://testserver/</loc><lastmod>May</lastmod></url></urlset>",
            "no lastmod: http://testserver/",
        ),
        ("robots", b"Disallow: /admin/", "a rule for nobody"),
        ("robots", b"User-agent: *\nDisallow: admin", "no path"),
        ("robots", b"User-agent: *\nSitemap: /sitemap.xml", "no address of this site"),
        ("robots", b"User-agent: *\nNo entry", "no rule"),
    ],
)
def test_the_checks_find_what_is_wrong(kind, content, said):
    found = documents.faults(kind, documents.TYPES[kind], content, ROOT)

    assert any(text.startswith(said) for text in found), found
    assert documents.faults(kind, "text/html", content, ROOT)[0] == "is sent as text/html"
