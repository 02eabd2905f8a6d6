"""What search engines read of a conversation: schema.org's comments inside the article."""

import json

import pytest

from articles.tests.sent import tree
from comments import tokens
from comments.models import Status
from comments.tests import cast

pytestmark = pytest.mark.django_db


def data_of(response):
    scripts = tree(response).xpath('//script[@type="application/ld+json"]/text()')
    (article,) = [data for data in map(json.loads, scripts) if data["@type"] == "Article"]
    return article


def test_comments_are_told_as_they_stand_on_the_page(client, article):
    first = cast.said(article, "**Thank** you </script><b>.", name="Mara")
    answer = cast.said(article, "Gladly.", name="Rosa", parent=first)

    data = data_of(client.get(article.url))

    url = f"http://testserver{article.url}"
    assert data["commentCount"] == 2
    assert data["comment"] == [
        {
            "@type": "Comment",
            "@id": f"{url}?comment={first.pk}#{first.anchor}",
            "url": f"{url}?comment={first.pk}#{first.anchor}",
            "dateCreated": first.posted_at.isoformat(),
            "author": {"@type": "Person", "name": "Mara"},
            "text": "Thank you </script><b>.",
        },
        {
            "@type": "Comment",
            "@id": f"{url}?comment={answer.pk}#{answer.anchor}",
            "url": f"{url}?comment={answer.pk}#{answer.anchor}",
            "dateCreated": answer.posted_at.isoformat(),
            "author": {"@type": "Person", "name": "Rosa"},
            "text": "Gladly.",
            "parentItem": {"@type": "Comment", "@id": f"{url}?comment={first.pk}#{first.anchor}"},
        },
    ]


def test_an_article_nobody_has_spoken_about_says_so(client, article):
    data = data_of(client.get(article.url))

    assert (data["commentCount"], data["comment"]) == (0, [])


def test_twenty_are_told_and_all_are_counted(client, article):
    for _number in range(23):
        cast.said(article)

    data = data_of(client.get(article.url))

    assert (data["commentCount"], len(data["comment"])) == (23, 20)


def test_another_page_of_comments_tells_its_own(client, article):
    cast.arrange(per_page=5)
    comments = [cast.said(article) for _number in range(7)]

    data = data_of(client.get(article.url, {"comments": 2}))

    assert data["commentCount"] == 7
    assert [comment["text"] for comment in data["comment"]] == [c.text for c in comments[5:]]


def test_what_not_everybody_sees_is_not_told(client, article):
    gone = cast.said(article, "Hidden.", name="Hidden")
    answer = cast.said(article, parent=gone)
    cast._move(gone, Status.REJECTED)
    own = cast.say(article, "Waiting.")

    data = data_of(client.get(article.url, {"mine": tokens.of_writer(own.pk)}))

    assert [comment["text"] for comment in data["comment"]] == [answer.text]
    assert "parentItem" not in data["comment"][0]
    assert "Hidden" not in json.dumps(data)


def test_neither_a_moderator_nor_a_page_without_comments_is_told_any(client, article):
    cast.said(article)
    article.comments_mode = "off"
    article.save_revision().publish()
    assert {"comment", "commentCount"} & set(data_of(client.get(article.url))) == set()

    article.comments_mode = "site"
    article.save_revision().publish()
    client.force_login(cast.make_moderator())
    assert {"comment", "commentCount"} & set(data_of(client.get(article.url))) == set()
