"""Which answer a visitor gets: pages, refusals, health, robots, site map."""

import pytest
from django.db import connection
from django.test import Client, override_settings
from lxml import html
from wagtail.models import PageViewRestriction, Site

from home.models import PlainPage
from studio.tests import cast

pytestmark = pytest.mark.django_db

NOWHERE = [
    "/nowhere/",
    "/articles/nowhere/",
    "/%00/",
    "/" + "x" * 5_000 + "/",
    "/%F0%9F%8F%83/",
    "/%FF/",
]


@pytest.mark.parametrize("address", NOWHERE)
def test_a_page_that_is_not_there_is_404_with_a_way_on(client, index, address):
    response = client.get(address)

    assert response.status_code == 404
    page = html.fromstring(response.content.decode())
    assert page.xpath("//h1")
    assert page.xpath('//main//input[@name="q"]')


def test_a_draft_is_404(client, index):
    draft = cast.make_article(index, publish=False)

    assert client.get(draft.url).status_code == 404


def test_a_private_page_asks_for_its_password_and_shows_nothing(client, index):
    article = cast.make_article(index, body=[("paragraph", "<p>A secret.</p>")])
    PageViewRestriction.objects.create(
        page=article, restriction_type=PageViewRestriction.PASSWORD, password="sesame"
    )

    response = client.get(article.url)

    assert response.status_code == 200
    assert "A secret." not in response.content.decode()
    assert 'type="password"' in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "?page=0",
        "?page=2",
        "?page=x",
        "?page=01",
        "?page=+1",
        "?page=1%0A",
        "?page=%00",
        "topic/nowhere/",
        "topic/%00/",
        "topic/" + "x" * 3_000 + "/",
        "topic/%22%3E%3Cscript%3E/",
        "author/nobody/",
        "author/%20/",
        "topic/nowhere/feed/",
        "author/nobody/feed/",
    ],
)
def test_nonsense_in_the_list_of_articles_is_404(client, index, path):
    assert client.get(index.url + path).status_code == 404


@pytest.mark.parametrize(
    "path", ["?page=1", "?page=1&page=1", "?q=x", "?utm_source=%00", "?" + "a=b&" * 900]
)
def test_parameters_nobody_knows_change_nothing(client, index, path):
    assert client.get(index.url + path).status_code == 200


def test_a_topic_and_an_author_have_lists_of_their_own(client, index):
    feet = cast.make_topic("Feet", "feet")
    cast.make_article(index, title="On feet", topics=[feet])
    cast.make_article(index, title="On breath", authors=[cast.make_person("Pia Lore", "pia-lore")])
    titles = lambda path: [  # noqa: E731
        " ".join(a.text_content().split())
        for a in html.fromstring(client.get(index.url + path).content.decode()).cssselect(
            ".card h2 a, .card h3 a"
        )
    ]

    assert titles("") == ["On breath", "On feet"]
    assert titles("topic/feet/") == ["On feet"]
    assert titles("author/pia-lore/") == ["On breath"]


def test_a_forged_host_is_refused_with_a_page(client, home_page):
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "<h1" in response.content.decode()
    assert "evil.example" not in response.content.decode()


def test_a_failure_is_a_page_that_needs_no_database(client):
    client.raise_request_exception = False

    with (
        override_settings(ROOT_URLCONF="studio.tests.broken_urls"),
        connection.execute_wrapper(_no_database),
    ):
        response = client.get("/broken/")

    assert response.status_code == 500
    assert "<h1" in response.content.decode()


def _no_database(execute, sql, params, many, context):
    raise AssertionError(f"the error page asked the database: {sql}")


def test_health_answers_without_a_host_name_over_plain_http(client):
    with override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["studio.example"]):
        live = client.get("/health/live/", headers={"host": "10.0.0.7"})
        ready = client.get("/health/ready/", headers={"host": "10.0.0.7"})

    assert (live.status_code, live.json()) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ok", "database": True})
    assert ready["Cache-Control"] == "no-store"


def test_robots_may_read_the_site_but_not_its_admin(client, home_page):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /search/\nSitemap: http://testserver/sitemap.xml\n"
    )


def test_the_site_map_lists_published_pages_with_their_dates_and_no_private_one(
    client, home_page, index
):
    article = cast.make_article(index)
    private = home_page.add_child(instance=PlainPage(title="Secret"))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    body = client.get("/sitemap.xml").content.decode()

    assert f"<loc>{article.full_url}</loc><lastmod>" in body
    assert "secret" not in body


def test_without_a_site_there_is_no_site_map(client, home_page):
    Site.objects.all().delete()

    assert client.get("/sitemap.xml").status_code == 404


@pytest.mark.parametrize("address", ["/search/", "/robots.txt", "/sitemap.xml"])
def test_what_can_only_be_read_refuses_every_other_wish(client, home_page, address):
    assert client.get(address).status_code == client.head(address).status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        response = client.generic(method, address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD"), method


def test_nobody_else_may_show_what_we_answer(client, home_page):
    for address in ("/", "/search/", "/robots.txt", "/nowhere/", "/static/studio/favicon.svg"):
        response = client.get(address)
        assert response["Cross-Origin-Resource-Policy"] == "same-origin", address


def test_a_form_without_its_token_is_refused_with_a_page_of_the_site(home_page):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})

    assert response.status_code == 403
    assert "Studio Elsewhere" in response.content.decode()


def test_a_host_that_no_site_answers_to_is_404(client, home_page):
    Site.objects.update(is_default_site=False)

    response = client.get("/", headers={"host": "localhost"})

    assert response.status_code == 404
