"""Which pages take posts, and how much of one; reading costs nothing more."""

import html5lib
import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from lxml import html as lxml_html
from wagtail import views as wagtail_views
from wagtail.models import Page, PageViewRestriction

from articles.models import ArticleIndexPage
from home.models import PlainPage
from studio import doors
from studio.models import BasePage

READING = "GET, HEAD, OPTIONS"


def heading(response):
    return lxml_html.fromstring(response.content.decode()).xpath("string(//h1)")


# --- which pages -----------------------------------------------------------------


def test_a_page_takes_no_posts_unless_its_type_says_so(client, admin_user, index):
    for address in ("/", index.url, f"{index.url}feed/"):
        answer = client.post(address, {"text": "Hello"})
        assert (answer.status_code, answer["Allow"]) == (405, READING), address

    client.force_login(admin_user)
    assert client.post("/").status_code == 405


def test_a_page_that_is_not_ours_never_gets_a_post(client, home_page):
    home_page.add_child(instance=Page(title="Bare", slug="bare"))

    assert client.post("/bare/").status_code == 405


@pytest.mark.parametrize("takes_posts", [False, True])
def test_other_methods_are_refused_by_every_page(client, letterbox, monkeypatch, takes_posts):
    monkeypatch.setattr(PlainPage, "takes_posts", takes_posts)
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "BREW"):
        assert client.generic(method, letterbox.url).status_code == 405, method
        assert client.generic(method, "/nowhere/").status_code == 405, method


def test_a_page_tells_the_methods_it_knows(client, letterbox):
    assert client.options("/")["Allow"] == READING
    assert client.options(letterbox.url)["Allow"] == f"{READING}, POST"


def test_pages_take_no_posts_from_the_beginning():
    assert BasePage.takes_posts is ArticleIndexPage.takes_posts is False


def test_a_post_to_no_page_is_404(client, letterbox):
    assert client.post("/nowhere/").status_code == 404


def test_a_draft_takes_no_post(client, letterbox):
    letterbox.unpublish()

    assert client.post(letterbox.url).status_code == 404


@pytest.mark.parametrize(("kind", "status"), [("password", 200), ("login", 302), ("groups", 302)])
def test_a_private_page_takes_no_post_of_a_stranger(client, letterbox, kind, status):
    PageViewRestriction.objects.create(page=letterbox, restriction_type=kind, password="juniper")

    answer = client.post(letterbox.url, {"text": "Hello"})

    assert answer.status_code == status
    if kind == "password":
        assert heading(answer) == "A page with a password"
    else:
        assert answer.url == f"/_util/login/?next={letterbox.url}"


# --- too much ------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "status"), [(256 * 1024, 200), (256 * 1024 + 1, 413)])
def test_a_post_has_256_kilobytes_at_most(client, letterbox, size, status):
    body = b"text=" + b"x" * (size - 5)

    answer = client.post(letterbox.url, body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == status


def test_too_much_is_refused_before_anything_is_read(
    client, admin_user, letterbox, django_assert_num_queries
):
    client.force_login(admin_user)
    address = letterbox.url

    with django_assert_num_queries(0):
        answer = client.post(address, {"text": "x" * 300_000})

    assert heading(answer) == "That was too much at once"


@pytest.mark.parametrize("length", ["", "many", "-1", "²"])
def test_a_length_that_is_none_is_a_post_without_content(client, letterbox, length):
    answer = client.post(letterbox.url, {"text": "Hello"}, CONTENT_LENGTH=length)

    assert answer.status_code == 200


def test_what_is_refused_is_told_on_a_sound_page(client, letterbox):
    for answer in (
        client.post(letterbox.url, {"text": "x" * 300_000}),
        client.post(letterbox.url, headers={"Origin": "https://evil.example"}),
    ):
        parser = html5lib.HTMLParser()
        parser.parse(answer.content.decode())
        assert parser.errors == []
        assert "Back button" in answer.content.decode()


# --- reading ---------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_asks_the_database_nothing_more_than_wagtail_does(letterbox, method):
    counts = []
    for view in (wagtail_views.serve, wagtail_views.serve, doors.serve):
        request = RequestFactory().generic(method, letterbox.url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            view(request, "letterbox/").render()
        counts.append(len(asked))

    assert counts[1] == counts[2] > 0
