"""The same post twice is one comment, and only its writer is led to it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from comments import tokens
from comments.models import Comment
from comments.tests import cast
from comments.tests.letterbox import (
    asked,
    followed,
    notice,
    only_comment,
    texts,
    write,
)
from studio.models import Tally
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

BROWSER = {"User-Agent": "Rosa's browser"}


def test_the_same_post_again_leads_its_writer_to_what_is_there(client, article):
    first = write(client, article, headers=BROWSER)
    again = write(client, article, headers=BROWSER)

    assert Comment.objects.count() == 1
    _path, query, fragment = asked(again)
    assert tokens.read_writer(query.pop("mine")) == only_comment().pk
    assert (query, fragment) == ({"done": "said"}, asked(first)[2])
    page = followed(client, again)
    assert notice(page) == "You have already said this, so it was not posted again."
    assert texts(page) == ["My feet thank you."]


def test_who_copies_a_comment_and_guesses_the_address_learns_nothing(client, article):
    rosas = asked(write(client, article, headers=BROWSER))
    mallory = Client(headers={"User-Agent": "Mallory's"})

    right = write(mallory, article)
    wrong = write(mallory, article, email="rosi@reader.example")

    for answer in (right, wrong):
        path, query, fragment = asked(answer)
        number = tokens.read_writer(query.pop("mine"))
        assert (path, query, fragment) == (article.url, {"done": "posted"}, f"comment-{number}")
        assert fragment != rosas[2]
        page = followed(mallory, answer)
        assert texts(page) == ["My feet thank you."]
        assert notice(page) == notice(followed(mallory, right))
    assert Comment.objects.count() == 3


def test_after_a_minute_the_same_words_are_another_comment_that_waits(client, article):
    write(client, article, headers=BROWSER)
    Tally.objects.update(ends_at=timezone.now())

    again = asked(write(client, article, headers=BROWSER))

    assert again[1]["done"] == "posted"
    second = Comment.objects.latest("pk")
    assert again[2] == second.anchor
    assert "same_text" in {reason.rule for reason in second.why}


def test_who_is_signed_in_is_led_to_her_own_words_at_any_time(client, article):
    client.force_login(studio_cast.make_staff("ida"))
    write(client, article)
    Tally.objects.all().delete()

    assert "mine" in asked(write(client, article))[1]


def test_the_same_words_of_another_or_elsewhere_are_another_comment(client, article):
    parent = cast.said(article)
    for changes in ({}, {"email": "mara@reader.example"}, {"parent": parent.pk}, {"text": "No."}):
        assert "mine" in asked(write(client, article, **changes))[1]

    assert Comment.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_the_same_post_twice_at_once_is_one_comment_and_both_browsers_see_it(live_site, home_page):
    article = studio_cast.make_article(studio_cast.make_index(home_page))
    cast.arrange()
    cast.rule()
    barrier = Barrier(4)

    def post():
        client = Client(headers=BROWSER)
        barrier.wait()
        try:
            return asked(write(client, article))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = [future.result() for future in [pool.submit(post) for _ in range(4)]]

    comment = only_comment()
    assert {fragment for _path, _query, fragment in answers} == {comment.anchor}
    assert {tokens.read_writer(query["mine"]) for _path, query, _fragment in answers} == {
        comment.pk
    }
    assert sorted(query["done"] for _path, query, _fragment in answers) == [
        "posted",
        "said",
        "said",
        "said",
    ]
