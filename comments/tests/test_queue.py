"""The queue: who sees which comments where, and what it costs (M1, M6)."""

import json
import re
from datetime import datetime, timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from comments import services
from comments.models import Address, Comment, ModerationArea, Status
from comments.tests import cast
from studio.tests.cast import make_article, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]

QUEUE = reverse("reader_comments:list")


@pytest.fixture
def other_article(index):
    return make_article(index, title="Quieter feet")


def names(answer):
    return [comment.name for comment in answer.context["object_list"]]


def counts(answer):
    return {tab["name"]: tab["count"] for tab in answer.context["tabs"]}


def report(comment, *readers):
    for reader in readers:
        services.report(comment, reason="insulting", reporter=reader)


def one_in_each_state(page):
    cast.say(page, name="Wanda Waits")
    cast.said(page, name="Anna Approved")
    report(cast.said(page, name="Rita Reported"), "one")
    cast.say(page, name="Sam Spam", status=Status.SPAM)
    cast.say(page, name="Rex Rejected", status=Status.REJECTED)
    cast.say(page, name="Tina Trash", status=Status.TRASHED)
    cast.say(page, name="Ella Erased", status=Status.ERASED)


def test_each_tab_shows_its_comments_and_says_how_many_all_have(admin_client, article):
    one_in_each_state(article)
    expected = {
        "waiting": ["Wanda Waits"],
        "reported": ["Rita Reported"],
        "spam": ["Sam Spam"],
        "rejected": ["Rex Rejected"],
        "trash": ["Tina Trash"],
        "approved": ["Rita Reported", "Anna Approved"],
        "all": [
            *("Tina Trash", "Rex Rejected", "Sam Spam"),
            *("Rita Reported", "Anna Approved", "Wanda Waits"),
        ],
    }
    shown = {tab: admin_client.get(f"{QUEUE}?tab={tab}") for tab in expected}
    assert {tab: names(answer) for tab, answer in shown.items()} == expected
    for answer in shown.values():
        assert counts(answer) == {tab: len(found) for tab, found in expected.items()}
    for address in (QUEUE, f"{QUEUE}?tab=nonsense"):
        assert names(admin_client.get(address)) == ["Wanda Waits"]


def test_who_waited_longest_stands_first_and_the_order_can_be_turned(admin_client, article):
    now = timezone.now()
    for hours in (2, 3, 1):
        cast.say(article, name=f"{hours} hours", posted_at=now - timedelta(hours=hours))
    assert names(admin_client.get(QUEUE)) == ["3 hours", "2 hours", "1 hours"]
    turned = admin_client.get(f"{QUEUE}?ordering=-posted_at")
    assert names(turned) == ["1 hours", "2 hours", "3 hours"]
    assert names(admin_client.get(f"{QUEUE}?tab=all")) == ["1 hours", "2 hours", "3 hours"]
    assert names(admin_client.get(f"{QUEUE}?ordering=text")) == ["3 hours", "2 hours", "1 hours"]


def test_a_row_tells_who_says_what_where_and_why(admin_client, article):
    first = cast.said(article, name="Paul Parent")
    text = "See https://a.example https://b.example https://c.example now, " + "word " * 200
    comment = cast.say(article, text, name="Wanda Waits", parent=first)
    page = admin_client.get(QUEUE).text
    for words in (
        "Wanda Waits",
        "New here",
        "in reply to Paul Parent",
        "See https://a.example",
        "Too many links <b>5</b>",
        "Not known yet <b>5</b>",
        "Contains 3 links; up to 2 are let through.",
        f'href="{article.url}{comment.address_on_page}"',
        f'href="{QUEUE}inspect/{comment.pk}/?next={quote(QUEUE, safe="")}"',
    ):
        assert words in page
    assert page.count("word") < 130  # its first words, not the whole


def test_what_a_reader_typed_is_never_markup_in_the_queue(admin_client, article):
    evil = "<script>alert(1)</script>"
    comment = cast.say(article, f"{evil} {evil}", name='<img src=x onerror="alert(1)">')
    for address in (QUEUE, f"{QUEUE}inspect/{comment.pk}/", f"{QUEUE}decide/{comment.pk}/"):
        page = admin_client.get(address).text
        assert evil not in page
        assert "<img src=x" not in page


def narrowed(client, **query):
    query = {"tab": "all", **query}
    return set(names(client.get(QUEUE, query)))


def test_the_list_is_narrowed_to_a_page_or_a_section(
    admin_client, article, other_article, index, home_page
):
    cast.say(article, name="Here")
    cast.say(other_article, name="There")
    assert narrowed(admin_client, page=article.pk) == {"Here"}
    assert narrowed(admin_client, section=index.pk) == {"Here", "There"}
    assert narrowed(admin_client, section=home_page.pk) == {"Here", "There"}


def test_the_list_is_narrowed_to_an_author(admin_client, article):
    cast.say(article, name="Ida Index", email="ida@reader.example")
    cast.say(article, "Again.", name="Somebody else", email="ida@reader.example")
    cast.say(article, name="Nora Novella", email="nora@reader.example", network="192.0.2.0/24")
    both = {"Ida Index", "Somebody else"}
    assert narrowed(admin_client, author="ida ind") == {"Ida Index"}
    assert narrowed(admin_client, author="Ida@Reader.example") == both
    assert narrowed(admin_client, author=str(Address.objects.known_as("ida@reader.example").get()))
    assert narrowed(admin_client, author="192.0.2.0/24") == {"Nora Novella"}
    Comment.objects.update(email="")  # as the retention does
    assert narrowed(admin_client, author="ida@reader.example") == both


def test_the_list_is_narrowed_to_a_reason(admin_client, article):
    cast.rule(watched="cure")
    cast.say(article, "A miracle cure.", name="Watched")
    cast.say(article, 'I say "rule": "watched" aloud.', name='"rule": "watched"')
    assert narrowed(admin_client, reason="watched") == {"Watched"}
    assert narrowed(admin_client, reason="first") == {"Watched", '"rule": "watched"'}
    assert narrowed(admin_client, reason="disallowed") == set()


def test_the_list_is_narrowed_to_days(admin_client, article):
    for day in (9, 10, 11):
        moment = timezone.make_aware(datetime(2026, 5, day, 23, 30))
        cast.say(article, name=f"May {day}", posted_at=moment)
    days = {"posted_at_from": "2026-05-10", "posted_at_to": "2026-05-10"}
    assert narrowed(admin_client, **days) == {"May 10"}
    assert narrowed(admin_client, posted_at_from="2026-05-10") == {"May 10", "May 11"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ARCH", {"Ida"}),
        ("nora@", {"Nora"}),
        ("Nora", {"Nora"}),
        ("100%", set()),
        ('"', set()),
        ("\0", {"Ida", "Nora"}),
    ],
)
def test_a_search_looks_at_text_name_and_address(admin_client, article, typed, found):
    cast.say(article, "The arch gives back.", name="Ida", email="ida@reader.example")
    cast.say(article, "The foot takes.", name="Nora", email="nora@reader.example")
    assert narrowed(admin_client, q=typed) == found


def test_filters_search_and_tab_stay_together_in_the_address(admin_client, article):
    cast.say(article, "The arch.", name="Ida")
    query = {"tab": "waiting", "q": "arch", "author": "Ida", "p": "1"}
    answer = admin_client.get(QUEUE, query)
    spam = next(tab for tab in answer.context["tabs"] if tab["name"] == "spam")
    kept = {"tab": ["spam"], "q": ["arch"], "author": ["Ida"]}
    assert parse_qs(urlsplit(spam["url"]).query) == kept
    assert '<input type="hidden" name="tab" value="waiting">' in answer.text
    fragment = admin_client.get(reverse("reader_comments:list_results"), query)
    assert names(fragment) == ["Ida"]
    assert "<html" not in fragment.text


@pytest.mark.parametrize(
    ("query", "queries"), [({}, 16), ({"q": "thought"}, 16), ({"section": "index"}, 17)]
)
def test_the_queries_of_the_list_do_not_grow_with_the_comments(
    admin_client, article, index, django_assert_num_queries, query, queries
):
    """Of 16, eight are of this list: number waiting, tabs (three), numbers, rows, reports, who looked."""
    query = {name: index.pk if value == "index" else value for name, value in query.items()}
    parent = cast.said(article)
    cast.say(article, parent=parent)
    admin_client.get(QUEUE)  # from here on the site's address is remembered
    with django_assert_num_queries(queries):
        assert len(names(admin_client.get(QUEUE, query))) == 1
    for number in range(29):
        comment = cast.said(article, parent=parent)
        report(comment, "one")
        Comment.objects.filter(pk=comment.pk).update(status=Status.WAITING, name=f"Ida {number}")
    with django_assert_num_queries(queries):
        assert len(names(admin_client.get(QUEUE, query))) == 30


def menu_entry(client):
    """The attributes of the menu's entry; None where there is none."""
    page = client.get(reverse("wagtailadmin_home")).text
    props = re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    found = [each for each in entries(json.loads(props[1])) if each["name"] == "reader-comments"]
    return found[0]["attrs"] if found else None


def entries(data):
    if isinstance(data, dict):
        if "name" in data and "url" in data:
            yield data
        data = data.values()
    if not isinstance(data, str) and hasattr(data, "__iter__"):
        for each in data:
            yield from entries(each)


def test_the_menu_says_how_many_wait(admin_client, article):
    assert menu_entry(admin_client) == {}
    for _ in range(3):
        cast.say(article)
    cast.said(article)
    assert menu_entry(admin_client) == {
        "data-waiting": 3,
        "aria-label": "Reader comments, waiting: 3",
    }


def section_moderator(page, name="mara"):
    group = Group.objects.create(name=f"Moderators of {page.title}")
    ModerationArea.objects.create(group=group, page=page)
    user = make_staff(name)
    user.groups.add(group)
    return user


def test_a_moderator_of_a_section_sees_it_alone(client, article, other_article):
    mine, other = cast.say(article, name="Mine"), cast.say(other_article, name="Other")
    client.force_login(section_moderator(article))
    answer = client.get(f"{QUEUE}?tab=all")
    assert names(answer) == ["Mine"]
    assert counts(answer)["all"] == 1
    assert menu_entry(client)["data-waiting"] == 1
    assert names(client.get(f"{QUEUE}?tab=all&q=thought")) == ["Mine"]
    assert names(client.get(f"{QUEUE}?tab=all&page={other_article.pk}")) == []
    for view in ("inspect", "case", "edit", "answer", "decide"):
        assert client.get(reverse(f"reader_comments:{view}", args=[mine.pk])).status_code == 200
        refused = client.get(reverse(f"reader_comments:{view}", args=[other.pk]))
        assert (refused.status_code, refused.url) == (302, reverse("wagtailadmin_home"))


def test_the_list_is_read_page_by_page(admin_client, article):
    for number in range(32):
        cast.say(article, name=f"Reader {number:02}")
    assert names(admin_client.get(QUEUE))[-1] == "Reader 29"
    for query in ({"p": 2}, {"p": 99}, {"p": 2, "q": "reader"}):
        answer = admin_client.get(QUEUE, query)
        assert names(answer) == ["Reader 30", "Reader 31"]
        assert "32 reader comments" in answer.text


def test_whoever_moderates_nothing_finds_no_queue(client, article):
    comment = cast.say(article)
    client.force_login(make_staff("mara", "change_person"))
    assert menu_entry(client) is None
    for view in ("list", "list_results"):
        assert client.get(reverse(f"reader_comments:{view}")).status_code == 302
    for view in ("inspect", "case", "edit", "answer", "decide"):
        assert client.get(reverse(f"reader_comments:{view}", args=[comment.pk])).status_code == 302
    client.logout()
    answer = client.get(QUEUE)
    assert answer.url.startswith(reverse("wagtailadmin_login"))


def test_comments_cannot_be_added_copied_deleted_or_chosen_in_the_cms(admin_client, article):
    comment = cast.say(article)
    for address in ("add/", f"copy/{comment.pk}/", f"delete/{comment.pk}/", f"usage/{comment.pk}/"):
        assert admin_client.get(QUEUE + address).status_code == 404
    assert admin_client.get("/admin/snippets/choose/comments/comment/").status_code == 404
    assert "add/" not in admin_client.get(QUEUE).text


@pytest.mark.parametrize("asked", ["x", "9" * 30, "-1", "a\0b", "١"])
def test_a_page_that_cannot_be_narrows_nothing_down(admin_client, article, asked):
    cast.say(article, name="Ida")

    assert admin_client.get(QUEUE, {"page": asked}).status_code == 200
