"""Where nothing may be said, a post says so and writes nothing."""

import pytest
from wagtail.models import PageViewRestriction

from articles.tests.sent import visible
from comments.models import Comment, CommentsMode
from comments.tests import cast
from comments.tests.letterbox import (
    section,
    texts,
    write,
)
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://shoes.example"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 303),
        ({}, 303),
    ],
)
def test_a_form_that_stands_on_another_site_is_refused(client, article, headers, status):
    answer = write(client, article, headers=headers)

    assert (answer.status_code, Comment.objects.count()) == (status, int(status == 303))


@pytest.mark.parametrize("mode", [CommentsMode.CLOSED, CommentsMode.OFF])
def test_words_for_a_closed_page_are_shown_to_be_copied(client, article, mode):
    article.comments_mode = mode
    article.save_revision().publish()
    before = cast.say(article)

    page = write(client, article, text="Too\nlate <b>.")

    assert page.status_code == 403
    assert list(Comment.objects.all()) == [before]
    (kept,) = section(page).cssselect("textarea")
    assert kept.text.removeprefix("\n") == "Too\nlate <b>."
    assert "readonly" in kept.attrib
    sentences = {
        CommentsMode.CLOSED: "This conversation is closed.",
        CommentsMode.OFF: "Comments are no longer shown on this page.",
    }
    assert visible(section(page).cssselect(".errors__heading")[0]) == sentences[mode]
    assert texts(page) == []


def test_a_draft_is_no_page(client, index):
    draft = studio_cast.make_article(index, publish=False)

    assert write(client, draft).status_code == 404
    assert not Comment.objects.exists()


def test_a_private_page_asks_for_its_password_and_writes_nothing(client, article):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="feet")

    answer = write(client, article)

    assert b"password" in answer.content
    assert not Comment.objects.exists()


def test_a_page_for_members_leads_to_the_sign_in(client, article):
    PageViewRestriction.objects.create(page=article, restriction_type="login")

    answer = write(client, article)

    assert (answer.status_code, Comment.objects.count()) == (302, 0)


def test_nonsense_for_a_number_is_404(client, article):
    for number in ("0", "-1", "x", "", "01", "9" * 30, "\x00"):
        assert client.get(article.url, {"comments": number}).status_code == 404, number
    for number in ("0", "x", "", "9" * 30, "\x00"):
        assert client.get(article.url, {"comment": number}).status_code == 404, number
