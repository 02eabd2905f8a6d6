"""What machines read of conversations keeps to the letter of its rules: RFC 4287, schema.org."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from articles.tests.sent import tree
from comments.models import Comment
from comments.tests import cast
from studio.tests import atom, schema_org

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(article):
    """Threads with every kind of comment that a feed can hold."""
    first = cast.said(article, "**Thank** you & <all> ]]> 🙂", name="R&D <b>", is_proved=True)
    cast.said(article, "We too.", parent=first, user=cast.make_moderator())
    cast.said(article, "> Quote\n\n- list\n- https://core.example/?a=1&b=2", name="روزا")
    cast.arrange(needs_name_and_email=False)
    Comment.objects.filter(pk=first.pk).update(edited_at=timezone.now() + timedelta(minutes=1))
    gone = cast.said(article, "Gone.")
    cast.said(article, "Below what is gone.", parent=gone)
    cast._move(gone, "spam")
    return article


@pytest.mark.parametrize("kind", ["site", "page", "empty"])
def test_a_feed_has_no_fault_that_a_validator_finds(client, talk, kind):
    if kind == "empty":
        Comment.objects.all().delete()
    url = reverse("comments:feed")
    if kind == "page":
        url = reverse("comments:page_feed", args=[talk.pk])

    feed = etree.fromstring(client.get(url).content)

    assert feed.tag == f"{atom.ATOM}feed"
    assert atom.faults(feed) == []
    assert len(feed.findall(f"{atom.ATOM}entry")) == (0 if kind == "empty" else 4)
    (self_link,) = (link for link in feed.findall(f"{atom.ATOM}link") if link.get("rel") == "self")
    assert self_link.get("href") == f"http://testserver{url}"


def test_the_check_finds_what_is_wrong():
    feed = etree.fromstring(
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><updated>yesterday</updated>'
        '<entry><id>x</id><title>A</title><title>B</title><link href="/a"/></entry></feed>'
    )

    assert sorted(atom.faults(feed)) == sorted(
        [
            "feed lacks title",
            "entry lacks updated",
            "entry has title twice",
            "entry lacks author",
            "no absolute IRI: x",
            "no absolute IRI: x",
            "no RFC 3339: yesterday",
            "no absolute address: /a",
            f"{atom.ATOM}feed has not one alternate",
            "feed has no self",
            "twice: x",
        ]
    )


def test_the_data_of_a_page_use_the_names_of_schema_org(client, talk):
    scripts = tree(client.get(talk.url)).xpath('//script[@type="application/ld+json"]/text()')
    (article,) = [data for data in map(json.loads, scripts) if data["@type"] == "Article"]

    assert article["@context"] == "https://schema.org"
    assert article["commentCount"] == len(article["comment"]) == 4
    assert schema_org.faults(article) == []
    ids = [data["@id"] for data in article["comment"]]
    assert len(set(ids)) == len(ids)
    answers = [data["parentItem"]["@id"] for data in article["comment"] if "parentItem" in data]
    assert answers == ids[:1]
    assert sum("dateModified" in data for data in article["comment"]) == 1
