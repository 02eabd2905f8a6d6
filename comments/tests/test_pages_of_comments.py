"""Pages of comments, and the links that lead to one comment on whichever it stands."""

from urllib.parse import urlsplit

import pytest

from articles.tests.sent import visible
from comments.models import Status
from comments.models.settings import Order
from comments.tests import cast
from comments.tests.letterbox import (
    answers_to,
    asked,
    followed,
    names,
    notice,
    numbers,
    places,
    section,
    texts,
    write,
)
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(article):
    """Twelve comments on three pages of five; the last of all answers the first."""
    cast.arrange(per_page=5)
    comments = [cast.said(article, name="First")]
    comments += [cast.said(article) for _number in range(10)]
    return [*comments, cast.said(article, name="Last", parent=comments[0])]


def test_pages_of_comments_hold_each_once_in_order(client, article, many):
    found = [places(client.get(article.url, {"comments": number})) for number in (1, 2, 3)]

    assert [len(page) for page in found] == [5, 5, 2]
    assert [pk for page in found for pk in page] == numbers([many[0], many[11], *many[1:11]])
    assert places(client.get(article.url)) == found[0]


def test_the_last_page_may_open_by_itself(client, article, many):
    cast.arrange(opens_at_last_page=True)

    assert places(client.get(article.url)) == numbers(many[9:11])


def test_a_permanent_link_leads_to_the_page_on_which_the_comment_stands_by_now(
    client, article, many
):
    def leads_to(comment):
        answer = client.get(article.url, {"comment": comment.pk})
        assert answer.status_code == 302
        parts = urlsplit(answer["Location"])
        assert (parts.path, parts.fragment) == (article.url, comment.anchor)
        assert comment.pk in places(client.get(answer["Location"].partition("#")[0]))
        return parts.query

    assert leads_to(many[0]) == leads_to(many[11]) == ""
    assert leads_to(many[5]) == leads_to(many[8]) == "comments=2"
    assert leads_to(many[10]) == "comments=3"
    cast.arrange(order=Order.NEWEST_FIRST)
    assert leads_to(many[10]) == ""
    assert leads_to(many[0]) == leads_to(many[11]) == "comments=3"
    cast.arrange(order=Order.OLDEST_FIRST, opens_at_last_page=True)
    assert leads_to(many[10]) == ""
    assert leads_to(many[0]) == "comments=1"
    cast.arrange(per_page=50)
    assert leads_to(many[10]) == ""


def test_beyond_the_last_page_of_comments_is_the_last(client, article, many):
    def leads_to(**query):
        answer = client.get(article.url, query)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, article.url)
        return answer["Location"].partition("?")[2]

    assert leads_to(comments=4) == leads_to(comments=99) == "comments=3"
    assert leads_to(comments=99, reply=many[0].pk) == f"reply={many[0].pk}&comments=3"
    cast.arrange(opens_at_last_page=True)
    assert leads_to(comments=99) == ""
    cast.arrange(opens_at_last_page=False, per_page=50)
    assert leads_to(comments=2) == ""


def continued(response):
    """The line above a page of comments that begins within a thread, and where it leads."""
    lines = section(response).cssselect(".conversation__continued")
    return [(visible(line), [a.get("href") for a in line.cssselect("a")]) for line in lines]


def test_a_page_that_begins_within_a_thread_tells_what_stands_above(client, article):
    cast.arrange(per_page=5)
    first = cast.said(article, "*Two* words. " + "And more of them " * 10, name="Anton Asterisk")
    for _number in range(5):
        cast.said(article, parent=first)
    cast.said(article)

    assert continued(client.get(article.url, {"comments": 2})) == [
        (
            "Continues from page 1: Anton Asterisk wrote: Two words. "
            "And more of them And more of them And more of them And more …",
            ["?comments=1#comments", f"?comment={first.pk}#{first.anchor}"],
        )
    ]
    assert continued(client.get(article.url)) == []


def test_a_page_that_begins_with_a_thread_tells_nothing(client, article, many):
    for number in (1, 2, 3):
        assert continued(client.get(article.url, {"comments": number})) == []


def test_a_page_that_begins_below_what_is_gone_gives_nothing_away(client, article):
    cast.arrange(per_page=5)
    first = cast.said(article, "Private words.", name="Mara")
    for _number in range(7):
        cast.said(article, parent=first)
    cast._move(first, Status.REJECTED)

    page = client.get(article.url, {"comments": 2})

    assert continued(page) == []
    assert names(page)[0] == ("A comment that is not shown", 1)
    assert "Private words" not in page.content.decode()


def test_each_comment_carries_its_permanent_link(client, article, many):
    page = client.get(article.url, {"comments": 2})

    links = section(page).cssselect(".comment__when a[id$=-date]")
    assert [link.get("href") for link in links] == [
        f"?comment={pk}#comment-{pk}" for pk in places(page)
    ]


GONE = "?done=gone#comment-notice"


@pytest.mark.parametrize("status", [Status.REJECTED, Status.WAITING, Status.ERASED])
def test_a_link_to_what_is_hidden_says_so_at_the_conversation(client, article, many, status):
    cast._move(many[8], status)

    answer = client.get(article.url, {"comment": many[8].pk})

    assert (answer.status_code, answer["Location"]) == (302, article.url + GONE)
    page = followed(client, answer)
    assert notice(page) == "This comment is no longer shown."
    assert section(page).cssselect("#comment-notice[tabindex='-1']")
    assert page["X-Robots-Tag"] == "noindex"


def test_a_link_to_what_was_hidden_leads_to_the_place_it_keeps(client, article, many):
    cast.said(article, parent=cast.say(article, parent=many[10], status=Status.APPROVED))
    cast._move(many[10], Status.REJECTED)

    answer = client.get(article.url, {"comment": many[10].pk})

    assert answer["Location"] == f"{article.url}?comments=3#{many[10].anchor}"
    assert many[10].pk in places(followed(client, answer))


def test_who_hid_it_is_led_to_where_it_stood(client, article, many):
    cast._move(many[8], Status.REJECTED)
    client.force_login(cast.make_moderator())

    answer = client.get(article.url, {"comment": many[8].pk})

    assert answer["Location"] == f"{article.url}?comments=2#{many[8].anchor}"


def test_a_link_to_a_comment_that_never_was_says_what_one_to_a_hidden_one_says(
    client, index, article
):
    elsewhere = cast.said(studio_cast.make_article(index, title="Elsewhere"))

    for number in (elsewhere.pk, 999_999):
        assert client.get(article.url, {"comment": number})["Location"] == article.url + GONE


def test_a_link_to_a_comment_leads_nowhere_where_comments_are_off(client, article):
    article.comments_mode = "off"
    article.save_revision().publish()
    assert client.get(article.url, {"comment": cast.said(article).pk}).status_code == 404


def test_what_is_answered_on_another_page_is_linked_there(client, article):
    cast.arrange(per_page=5)
    first = cast.said(article, name="First")
    for _number in range(6):
        cast.said(article, name="Answer", parent=first)

    page = client.get(article.url, {"comments": 2})

    assert answers_to(page) == [("in reply to First", f"?comment={first.pk}#{first.anchor}")] * 2


def test_who_posts_is_led_to_the_page_on_which_it_stands(client, article, many):
    _path, query, _fragment = asked(write(client, article, text="At the end."))
    assert (query["comments"], texts(client.get(article.url, query))[-1]) == ("3", "At the end.")

    parent = many[0]
    _path, query, _fragment = asked(write(client, article, parent=parent.pk, text="Answered."))
    assert "comments" not in query
    assert "Answered." in texts(client.get(article.url, query))

    for _number in range(3):
        cast.said(article)
    _path, query, _fragment = asked(write(client, article, text="On a page of its own."))
    page = client.get(article.url, query)
    assert (query["comments"], texts(page)[-1]) == ("3", "On a page of its own.")
