"""What rules would change, shown before they are saved."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from comments.models import Comment, CommentRules, Status
from comments.services.trying import MOST_LISTED
from comments.tests.cast import approve, rule, said, say
from comments.tests.trial import fields, listed, sum_of, try_out, words
from studio.tests.cast import make_article

pytestmark = [pytest.mark.django_db]

#: What a trial asks the database, session and menu included.
QUERIES = 22


@pytest.fixture
def article(index):
    return make_article(index)


@pytest.fixture
def url(home_page):
    return reverse("reader_comments_rules", args=[Site.objects.get().pk])


def test_a_watched_word_shows_the_comments_that_hold_it_as_a_word_and_then_holds_the_next(
    admin_client, url, article
):
    rule(moderation="none")
    with_word = ["My ARCH hurts.", "An Árch, then?", "**arch**ed is none, but *arch* is"]
    inside = ["I search for it.", "Archery is fun.", "A monarch’s foot", "arch\u00adery, folded"]
    for text in with_word + inside:
        say(article, text)
    assert {comment.status for comment in Comment.objects.all()} == {Status.APPROVED}

    page = try_out(admin_client, url, watched="arch")

    assert sum_of(page) == [("Approved → becomes Waiting", "3", "0", "0")]
    assert listed(page) == ["arched is none, but arch is", "An Árch, then?", "My ARCH hurts."]
    assert "Contains a watched word: “arch”." in words(page)
    assert CommentRules.for_site(Site.objects.get()).watched == ""
    assert {comment.status for comment in Comment.objects.all()} == {Status.APPROVED}

    answer = admin_client.post(url, fields(watched="arch"))

    assert answer.status_code == 302
    assert say(article, "And my arch, too.").status == Status.WAITING
    assert say(article, "And my monarch, too.").status == Status.APPROVED
    assert Comment.objects.waiting().count() == 1


def test_a_rule_that_goes_lets_in_what_it_held(admin_client, url, article):
    rule(moderation="none", watched="arch", disallowed="casino", max_links=0)
    say(article, "An arch.")
    say(article, "A casino at https://elsewhere.example/")

    page = try_out(admin_client, url, watched="", disallowed="")

    assert sum_of(page) == [
        ("Waiting → becomes Approved", "1", "0", "0"),
        ("Spam → becomes Waiting", "1", "0", "0"),
    ]
    assert listed(page, "waiting-approved-undecided") == ["An arch."]
    assert listed(page, "spam-waiting-undecided") == ["A casino at https://elsewhere.example/"]
    signs = page.cssselect("#changes-spam-waiting-undecided .comment-changes__reasons li")
    assert ["No longer:" in sign.text_content() for sign in signs] == [True]


def test_what_a_person_decided_otherwise_is_told_apart(admin_client, url, article):
    rule(moderation="first")
    approve(say(article, "Our arch", name="Ada Reader"))
    for status in (Status.REJECTED, Status.SPAM, Status.TRASHED):
        say(article, f"A poor word ({status})", name=f"{status} Reader", status=status)
    say(article, "Another arch", name="Bo Reader")

    held = try_out(admin_client, url, watched="", moderation="none")

    assert sum_of(held) == [("Waiting → becomes Approved", "1", "4", "3")]
    told = words(held)
    for sentence in (
        "Tried on 5 comments",
        "5 verdicts would be other ones.",
        "About 3 comments these rules would say the opposite of what a moderator decided.",
        "A moderator rejected it; these rules would publish it.",
        "A moderator marked it as spam; these rules would publish it.",
        "A moderator threw it away; these rules would publish it.",
    ):
        assert sentence in told

    rule(moderation="none")
    page = try_out(admin_client, url, watched="arch", disallowed="poor")
    assert sum_of(page) == [
        ("Approved → becomes Waiting", "1", "1", "1"),
        ("Approved → becomes Spam", "0", "3", "0"),
    ]
    assert "A moderator approved it; these rules would let it wait." in words(page)


def test_rules_that_change_nothing_say_so(admin_client, url, article):
    assert "There is no comment to try the rules on." in words(try_out(admin_client, url))
    say(article)
    page = try_out(admin_client, url)
    assert "No verdict would be another one. Nothing is saved yet." in words(page)
    assert sum_of(page) == []


def test_what_is_erased_or_said_by_the_studio_is_not_tried(admin_client, admin_user, url, article):
    rule(moderation="none")
    say(article, "My arch", status=Status.ERASED)
    say(article, "Our arch", user=admin_user)
    assert "There is no comment to try" in words(try_out(admin_client, url, watched="arch"))


@pytest.mark.parametrize(
    ("sample", "tried"), [("latest-100", 100), ("latest-1000", 103), ("days-30", 102)]
)
def test_the_latest_or_those_of_a_period_are_tried(admin_client, url, article, sample, tried):
    rule(moderation="none")
    comment = say(article, "My arch", posted_at=timezone.now() - timedelta(days=31))
    comments = []
    for number in range(102):
        comment.pk, comment.dedupe_key = None, f"copy {number}"
        comment.posted_at = timezone.now()
        comments.append(
            Comment(**{f.attname: getattr(comment, f.attname) for f in Comment._meta.fields})
        )
    Comment.objects.bulk_create(comments)

    page = try_out(admin_client, url, watched="arch", sample=sample)

    assert f"Tried on {tried} comments" in words(page)
    assert sum_of(page) == [("Approved → becomes Waiting", str(tried), "0", "0")]


def test_of_very_many_the_newest_are_listed_and_all_are_counted(admin_client, url, article):
    rule(moderation="none")
    comment = say(article, "My arch")
    stored = {f.attname: getattr(comment, f.attname) for f in Comment._meta.fields}
    Comment.objects.bulk_create(
        Comment(**{**stored, "id": None, "dedupe_key": None}) for _copy in range(MOST_LISTED + 6)
    )
    page = try_out(admin_client, url, watched="arch")
    assert sum_of(page)[0][1] == str(MOST_LISTED + 7)
    assert len(listed(page)) == MOST_LISTED
    assert "And 7 older comments." in words(page)


def test_trying_asks_as_many_queries_for_many_comments_as_for_one(
    admin_client, url, article, django_assert_num_queries
):
    rule(moderation="none")
    say(article, "My arch")
    admin_client.post(url, {"try": "1", **fields(watched="arch")})
    for more in (0, 30):
        for number in range(more):
            said(article)
            say(article, "My arch", name=f"Reader{number} Number")
        with django_assert_num_queries(QUERIES):
            admin_client.post(url, {"try": "1", **fields(watched="arch")})


def test_a_list_of_fifty_thousand_lines_is_tried_and_saved(admin_client, url, article):
    rule(moderation="none")
    say(article, "The very last: слово-49999 ends it.")
    say(article, "Not the last: слово-50000 is no term.")
    pasted = "\r\n".join(f"слово-{number}" for number in range(50_000))
    assert len(pasted.encode()) > 700_000

    page = try_out(admin_client, url, watched=pasted)
    assert listed(page) == ["The very last: слово-49999 ends it."]
    assert page.cssselect("textarea[name=watched]")[0].value.split() == pasted.split()
    assert admin_client.post(url, fields(watched=pasted)).status_code == 302

    assert CommentRules.objects.get().watched.split() == pasted.split()
    assert say(article, "слово-49999, again").status == Status.WAITING
