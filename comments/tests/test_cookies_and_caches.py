"""A page with comments is everybody's: it may lie in a shared cache for a week."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.tests.sent import tree
from comments.models import Comment
from comments.tests import cast
from comments.tests.letterbox import asked, only_comment, texts, typed
from studio.models import Tally
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query", ["", "?comments=1", "?reply=1", "?report=1", "?done=reported", "?done=posted", "?x=1"]
)
def test_a_page_sets_no_cookie_and_does_not_vary_by_one(client, article, query):
    cast.said(article)

    response = client.get(article.url + query)

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
    shared = "public, max-age=0, s-maxage=60, stale-while-revalidate=600"
    assert response.get("Cache-Control") == (shared if query in ("", "?comments=1") else None)
    assert b"csrfmiddlewaretoken" not in response.content


def test_the_page_is_the_same_to_the_letter_for_everybody(article):
    cast.said(article)
    remembered = Client()
    remembered.cookies["reader"] = "anything"
    pages = [
        Client().get(article.url).content,
        Client(REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Another").get(article.url).content,
        remembered.get(article.url).content,
    ]

    assert pages[0] == pages[1] == pages[2]


def test_a_redirect_to_a_comment_is_everybodys_too(client, article):
    response = client.get(article.url, {"comment": cast.said(article).pk})

    assert response.status_code == 302
    assert (response.cookies, "Vary" in response) == ({}, False)


def test_with_a_session_the_page_is_private_to_it(client, article):
    client.force_login(studio_cast.make_staff("ida"))

    response = client.get(article.url)

    assert "Cookie" in response["Vary"]
    assert response["Cache-Control"] == "private"
    assert b"csrfmiddlewaretoken" in response.content


def test_what_a_moderator_sees_of_a_page_is_private(client, article):
    cast.say(article, "Nobody else reads this.")
    client.force_login(cast.make_moderator())

    response = client.get(article.url)

    assert texts(response) == ["Nobody else reads this."]
    assert response["Cache-Control"] == "private"


def test_a_page_from_the_cache_of_last_week_still_takes_a_post(client, article, monkeypatch):
    """The form of a stored copy, filled in by a browser that has no cookies at all."""
    stored = client.get(article.url)
    form = {name: value for name, value in typed(stored).items() if value is not False}
    week = timedelta(days=8)
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + week)
    article.title = "Another title by now"
    article.save_revision().publish()
    Tally.objects.all().delete()

    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(
        tree(stored).cssselect("#comment-form form")[0].get("action"),
        {**form, "name": "Rosa", "email": "rosa@reader.example", "text": "A week later."},
        headers={"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
    )

    path, query, _fragment = asked(answer)
    assert (answer.cookies, browser.cookies) == ({}, {})
    assert only_comment().text == "A week later."
    assert texts(browser.get(path, query)) == ["A week later."]


def test_without_the_tick_a_whole_visit_leaves_no_cookie(article):
    browser = Client(enforce_csrf_checks=True)
    form = {name: value for name, value in typed(browser.get(article.url)).items() if value}

    answer = browser.post(
        article.url, {**form, "name": "Rosa", "email": "rosa@reader.example", "text": "Hello."}
    )
    path, query, _fragment = asked(answer)
    mine = query["mine"]
    browser.get(path, query)
    browser.post(article.url, {"action": "edit", "mine": mine, "text": "Hello, all."})
    cast.approve(only_comment())
    other = Client()
    comment = only_comment()
    other.post(
        article.url,
        {"action": "report", "key": form["key"], "comment": comment.pk, "reason": "spam"},
    )
    browser.post(article.url, {"action": "delete", "mine": mine})

    assert Comment.objects.get().status == "erased"
    assert (browser.cookies, other.cookies) == ({}, {})
