"""What a feed reader gets: the newest comments that everybody may read, and nothing private."""

import uuid
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from wagtail.models import PageViewRestriction

from articles.tests.sent import tree
from comments.models import Comment, Status
from comments.tests import cast
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

SITE = "/comments/feed/"
ATOM = {"a": "http://www.w3.org/2005/Atom", "t": "http://purl.org/syndication/thread/1.0"}


def address(page):
    return reverse("comments:page_feed", args=[page.pk])


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def words(parsed):
    return [entry.content[0].value for entry in parsed.entries]


def test_a_comment_is_an_entry_with_all_its_words(client, article):
    moment = datetime(2026, 5, 3, 12, 30, tzinfo=UTC)
    comment = cast.said(article, "**Thank** you & <all>.", website="https://rosa.example")
    Comment.objects.update(posted_at=moment, edited_at=moment + timedelta(minutes=5))

    parsed = read(client, address(article))

    (entry,) = parsed.entries
    assert parsed.feed.title == "Comments: Training the trunk – Studio Elsewhere"
    assert parsed.feed.link == f"http://testserver{article.url}"
    assert entry.title == "Rosa Reader on “Training the trunk”"
    assert entry.link == f"http://testserver{article.url}?comment={comment.pk}#{comment.anchor}"
    assert entry.content[0].value == "<p><strong>Thank</strong> you &amp; &lt;all&gt;.</p>"
    assert (entry.published, entry.updated) == (
        "2026-05-03T12:30:00+00:00",
        "2026-05-03T12:35:00+00:00",
    )
    assert entry.author == "Rosa Reader"


def test_nothing_private_is_in_a_feed(client, article):
    cast.said(article, email="secret@reader.example", network="203.0.113.0/24", note="A note.")
    for status in (Status.WAITING, Status.SPAM, Status.REJECTED, Status.TRASHED, Status.ERASED):
        cast.say(article, f"Hidden {status} words.", name=f"Hidden {status}", status=status)

    for url in (SITE, address(article)):
        text = client.get(url).content.decode()
        for private in ("secret", "203.0.113", "A note", "Hidden", "mine="):
            assert private not in text
        assert len(feedparser.parse(text).entries) == 1


def test_the_newest_twenty_stand_first(client, article):
    now = timezone.now()
    comments = [cast.said(article, posted_at=now - timedelta(hours=n)) for n in range(22)]

    expected = [f"<p>{comment.text}</p>" for comment in comments[:20]]

    assert [text.strip() for text in words(read(client, address(article)))] == expected
    assert [text.strip() for text in words(read(client, SITE))] == expected


def test_ids_outlive_every_address(client, article):
    comment = cast.said(article)
    cast.said(article, parent=comment)

    def ids():
        return [
            parsed.feed.id if index < 0 else parsed.entries[index].id
            for parsed in (read(client, SITE), read(client, address(article)))
            for index in (-1, 0, 1)
        ]

    before = ids()
    article.slug = "elsewhere"
    article.save_revision().publish()

    assert ids() == before
    assert len(set(before)) == 4  # two feeds, and two entries that are the same in both
    assert [uuid.UUID(name).urn for name in before] == before


def test_an_answer_names_what_it_answers(client, article):
    parent = cast.said(article, posted_at=timezone.now() - timedelta(hours=1))
    cast.said(article, parent=parent)

    feed = etree.fromstring(client.get(address(article)).content)

    (ref,) = feed.xpath("a:entry[1]/t:in-reply-to/@ref", namespaces=ATOM)
    assert [ref] == feed.xpath("a:entry[2]/a:id/text()", namespaces=ATOM)
    assert feed.xpath("a:entry[2]/t:in-reply-to", namespaces=ATOM) == []


@pytest.mark.parametrize(
    "how", ["draft", "private", "closed to all but members", "off", "site off"]
)
def test_what_not_everybody_may_read_is_in_no_feed(client, index, article, how):
    cast.said(article, "Everybody's.")
    hidden = studio_cast.make_article(index, title="Hidden", slug="hidden")
    cast.said(hidden, "Not everybody's.")
    if how == "draft":
        hidden.unpublish()
    elif how == "private":
        PageViewRestriction.objects.create(
            page=hidden, restriction_type="password", password="feet"
        )
    elif how == "closed to all but members":
        PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    elif how == "off":
        hidden.comments_mode = "off"
        hidden.save_revision().publish()
    else:
        cast.arrange(is_on=False)
        article.comments_mode = "closed"
        article.save_revision().publish()

    assert client.get(address(hidden)).status_code == 404
    assert words(read(client, SITE)) == ["<p>Everybody's.</p>"]


def test_pages_without_a_conversation_have_no_feed(client, home_page, index):
    for page in (home_page, index):
        assert client.get(address(page)).status_code == 404
    assert client.get(reverse("comments:page_feed", args=[999_999])).status_code == 404
    assert client.get("/comments/feed/99999999999999999999999/").status_code == 404


def test_feeds_before_the_first_word_are_valid(client, article):
    assert read(client, SITE).entries == read(client, address(article)).entries == []


def test_characters_that_xml_forbids_do_no_harm(client, article):
    cast.said(article, "Feet.", name="Ro]]>sa")
    Comment.objects.update(name="Ro\x0bsa \ufffe", html="<p>a\x01b ]]></p>")

    (entry,) = read(client, address(article)).entries

    assert entry.author == "Rosa"


def test_readers_find_the_feed(client, article):
    head = tree(client.get(article.url)).xpath("//head/link[@rel='alternate']")

    assert (
        "application/atom+xml",
        "Comments: Training the trunk",
        address(article),
    ) in [(link.get("type"), link.get("title"), link.get("href")) for link in head]
    article.comments_mode = "off"
    article.save_revision().publish()
    assert address(article) not in client.get(article.url).content.decode()


def test_a_private_page_offers_no_feed_to_those_it_is_for(client, article):
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    client.force_login(studio_cast.make_staff("ida"))

    assert address(article) not in client.get(article.url).content.decode()


#: Of the site: restrictions 3, its settings and name 2, the comments 1. Of a page: that page as
#: well, first as any page and then as an article.
FEED_QUERIES = {"site": 6, "page": 8}


@pytest.mark.parametrize("kind", ["site", "page"])
def test_a_feed_takes_the_same_queries_for_1_and_for_3_comments(client, index, article, kind):
    url = address(article) if kind == "page" else SITE

    def queries():
        client.get(url)  # site and roots are remembered
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    cast.said(article)
    one = queries()
    cast.said(article, parent=cast.said(article))
    cast.said(studio_cast.make_article(index, title="Elsewhere"))

    assert (one, queries()) == (FEED_QUERIES[kind], FEED_QUERIES[kind])


def test_a_feed_sets_no_cookie_and_is_everybodys(client, article):
    for url in (SITE, address(article)):
        response = client.get(url)
        assert response.cookies == {}
        assert "Cookie" not in response.get("Vary", "")
