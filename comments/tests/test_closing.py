"""Whether a page takes comments: the site, the page, its age and its reader decide."""

import datetime
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.models.settings import Speakers
from comments.tests import cast
from comments.tests.letterbox import section, texts, typed, write
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

CLOSED = "This conversation is closed."
MEMBERS = "Only people who are signed in can comment here."
OPEN, SHOWN, HIDDEN = "open", "shown", "hidden"

#: Site on, days until closing, age of the page, its own say → what a visitor finds.
MATRIX = [
    (True, 0, 9999, "site", OPEN),
    (True, 14, 13, "site", OPEN),
    (True, 14, 14, "site", SHOWN),
    (True, 14, 9999, "site", SHOWN),
    (True, 1, 0, "site", OPEN),
    (True, 1, 1, "site", SHOWN),
    (True, 14, -3, "site", OPEN),
    (True, 14, 9999, "open", OPEN),
    (True, 14, 0, "closed", SHOWN),
    (True, 0, 0, "closed", SHOWN),
    (True, 0, 0, "off", HIDDEN),
    (False, 0, 0, "site", HIDDEN),
    (False, 14, 9999, "open", OPEN),
    (False, 14, 0, "closed", SHOWN),
    (False, 0, 0, "off", HIDDEN),
]


def make_article(index, age, mode):
    day = timezone.localdate() - timedelta(days=age)
    return studio_cast.make_article(index, published_on=day, comments_mode=mode)


@pytest.mark.parametrize("speakers", list(Speakers))
@pytest.mark.parametrize("who", ["visitor", "member"])
@pytest.mark.parametrize(("is_on", "days", "age", "mode", "found"), MATRIX)
def test_who_finds_what(client, index, is_on, days, age, mode, found, who, speakers):
    cast.arrange(is_on=is_on, close_after_days=days, speakers=speakers)
    article = make_article(index, age, mode)
    cast.said(article, "Said before.")
    if who == "member":
        client.force_login(studio_cast.make_staff("ida"))
    elif speakers == Speakers.SIGNED_IN and found == OPEN:
        found = SHOWN

    page = client.get(article.url)
    answer = write(client, article, text="Said now.")

    if found == HIDDEN:
        assert section(page) is None
        assert "Said before." not in page.content.decode()
    else:
        assert texts(page) == ["Said before."]
        assert (typed(page) != {}) is (found == OPEN)
    assert answer.status_code == (303 if found == OPEN else 403)
    assert Comment.objects.filter(text="Said now.").exists() is (found == OPEN)
    if found != OPEN:
        assert section(answer).cssselect("textarea")[0].text.removeprefix("\n") == "Said now."


def reason(client, article):
    return " ".join(
        section(client.get(article.url))
        .cssselect(".conversation__closed")[0]
        .text_content()
        .split()
    )


def test_a_closed_page_says_why(client, index):
    cast.arrange(close_after_days=10)
    old = studio_cast.make_article(
        index, title="Old", published_on=datetime.date(2026, 3, 1), comments_mode="site"
    )
    closed = make_article(index, 0, "closed")
    new = make_article(index, 0, "site")

    assert reason(client, old) == "This conversation closed on 11 March 2026."
    assert reason(client, closed) == CLOSED
    assert write(client, old).status_code == 403

    cast.arrange(speakers=Speakers.SIGNED_IN)
    assert reason(client, new) == MEMBERS


def test_an_open_page_says_until_when(client, index):
    cast.arrange(close_after_days=10)
    article = make_article(index, 0, "site")
    last = timezone.localdate() + timedelta(days=10)

    words = " ".join(section(client.get(article.url)).text_content().split())

    assert f"This conversation closes on {last.day} {last:%B %Y}." in words


def test_closing_is_counted_from_the_printed_day(client, index):
    cast.arrange(close_after_days=10)
    article = make_article(index, 5, "site")
    assert typed(client.get(article.url))

    article.published_on -= timedelta(days=5)
    article.save_revision().publish()

    assert typed(client.get(article.url)) == {}


def test_an_old_draft_that_is_published_brings_no_comment_back(client, index):
    article = make_article(index, 0, "site")
    draft = article.save_revision()
    kept = cast.said(article, "Kept.")
    Comment.objects.filter(pk=cast.said(article, "Removed.").pk).delete()

    draft.publish()

    assert texts(client.get(article.url)) == ["Kept."]
    assert list(Comment.objects.all()) == [kept]
