"""The “why” page: each rule's reason, who wrote it, and what happened (M4)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, strip_tags

from comments import rules, services
from comments.admin.highlights import mark
from comments.facts import Policy
from comments.models import Address, Status
from comments.rules import Reason
from comments.services import Circumstances
from comments.tests import cast
from comments.words import WordList
from studio.tests.cast import make_article, make_staff

pytestmark = [pytest.mark.django_db]


def why(client, comment, view="inspect"):
    answer = client.get(reverse(f"reader_comments:{view}", args=[comment.pk]))
    assert answer.status_code == 200
    return answer.text


def words_of(page):
    """What is read on the page, blanks as one."""
    return " ".join(strip_tags(page).split())


LINKS = "https://a.example https://b.example https://c.example https://d.example"

#: Rule → how somebody makes it speak (the site's rules, what is posted, how), and its sentence.
SPOKEN = {
    "all": ({"moderation": "all"}, {}, {}, "Every comment waits for a moderator. 5"),
    "first": ({}, {}, {}, "We do not know this writer yet"),
    "links": ({}, {"text": LINKS}, {}, "Contains 4 links; up to 2 are let through. 6"),
    "watched": (
        {"watched": "miracle cure"},
        {"text": "A Miracle  Cure!"},
        {},
        "Contains a watched word: “miracle cure”. 5",
    ),
    "disallowed": (
        {"disallowed": "casino"},
        {"text": "A casino."},
        {},
        "Contains a disallowed word: “casino”. 10",
    ),
    "domain": (
        {"blocked_domains": "shoes.example"},
        {"website": "https://www.shoes.example/"},
        {},
        "Leads to a blocked domain: “shoes.example”. 10",
    ),
    "name": (
        {"reserved_names": "The Studio"},
        {"name": "the studio"},
        {},
        "The name “the studio” is reserved. 5",
    ),
    "honeypot": ({}, {}, {"honeypot": True}, "A field that people do not see was filled in. 4"),
    "hasty": (
        {},
        {},
        {"seconds": 1},
        "Sent 1 second after the page was opened; people take at least 3. 3",
    ),
    "same_text": ({}, {"text": "Again."}, {}, "The same text was posted 1 more time lately. 4"),
    "busy_address": (
        {"busy_address": 1},
        {},
        {},
        "This e-mail address posted 2 comments within an hour. 3",
    ),
    "busy_network": (
        {"busy_network": 1},
        {},
        {"network": "192.0.2.0/24"},
        "This network posted 2 comments within an hour. 3",
    ),
    "rejected_before": ({}, {}, {}, "A moderator rejected 1 earlier comment of this writer. 2"),
    "spam_before": ({}, {}, {}, "1 earlier comment of this writer was spam. 3"),
}


def before(rule, article):
    """What has to have happened for a rule to speak."""
    same = {"email": "ida@reader.example", "network": "192.0.2.0/24"}
    if rule == "same_text":
        cast.say(article, "Again.", name="Nora Novella")
    elif rule in ("busy_address", "busy_network"):
        cast.say(article, **same)
        cast.say(article, **same)
    elif rule == "rejected_before":
        cast.say(article, status=Status.REJECTED, email=same["email"])
    elif rule == "spam_before":
        cast.say(article, status=Status.SPAM, email=same["email"])


@pytest.mark.parametrize("rule", SPOKEN)
def test_each_rule_gives_its_reason_in_words(admin_client, article, rule):
    settings, said, circumstances, sentence = SPOKEN[rule]
    cast.rule(**settings)
    before(rule, article)
    posted = {"name": "Ida Index", "text": "A thought.", "email": "ida@reader.example"} | said
    comment = services.post(page=article, circumstances=Circumstances(**circumstances), **posted)
    for view in ("inspect", "case"):
        assert sentence in words_of(why(admin_client, comment, view))


def test_the_reasons_that_take_a_history_are_told_too(admin_client, article):
    learnt = Reason("bayes", 3, ["87", "soles", "cheap"])
    comment = cast.say(article, reasons=[learnt.as_dict()], facts={"telling": ["soles"]})
    said = words_of(why(admin_client, comment))
    assert "Resembles what was marked as spam here (87 %), above all by: soles, cheap. 3" in said
    cast.rule(reports_to_hold=1)
    reported = cast.said(article)
    services.report(reported, reason="private", reporter="one", note="That is <b>my</b> aunt.")
    page = why(admin_client, reported)
    assert "1 reader reported it. 5" in words_of(page)
    assert "It tells private things" in page
    assert "That is &lt;b&gt;my&lt;/b&gt; aunt." in page


def test_every_rule_there_is_has_its_test():
    assert {*SPOKEN, "bayes", "reports"} == set(rules.RULE_NAMES)


def test_the_points_are_added_up_and_the_bounds_named(admin_client, article):
    comment = cast.say(article, LINKS)
    said = words_of(why(admin_client, comment))
    assert (
        "Together. From 5 a comment waits; it is spam from 10, if at least 7 come from signs of"
        " spam (here 6) 11"
    ) in said


def test_where_the_sum_is_small_its_parts_are_not_told(admin_client, article):
    said = words_of(why(admin_client, cast.say(article)))
    assert "if at least 7 come from signs of spam 5" in said


def test_what_was_let_through_says_so(admin_client, article, admin_user):
    cast.rule(moderation="none")
    assert "No rule had anything against it." in why(admin_client, cast.say(article))
    ours = cast.say(article, user=admin_user)
    assert "Written by one of us" in why(admin_client, ours)


# --- what is highlighted ----------------------------------------------------


def test_links_and_words_are_marked_where_they_stand_and_all_is_escaped():
    policy = Policy(
        watched=WordList.parse("miracle cure\nb"), disallowed=WordList.parse("casino.example")
    )
    text = 'A <b>Miracle\ncure</b> at https://casino.example/?a="1" for you'
    marked = mark(text, policy, ["you", "host:casino.example"])
    found = re.findall(
        r'<mark class="queue-mark queue-mark--(\w+)" title="[^"]+">(.*?)</mark>', marked, re.DOTALL
    )
    assert found == [
        ("watched", "b"),
        ("watched", "Miracle\ncure"),
        ("watched", "b"),
        ("link", "https://"),
        ("disallowed", "casino.example"),
        ("link", "/?a="),
        ("telling", "you"),
    ]
    assert re.sub("</?mark[^>]*>", "", marked) == escape(text)


def test_the_words_of_today_are_marked_in_the_comments_of_yesterday(admin_client, article):
    comment = cast.say(article, "Buy cheap soles.", name="Cheap", website="https://cheap.example")
    cast.rule(watched="cheap")
    page = why(admin_client, comment)
    assert page.count('<mark class="queue-mark queue-mark--watched"') == 4


# --- the writer -------------------------------------------------------------


def test_the_history_of_the_writer_is_told(admin_client, article):
    now = timezone.now()
    for number in range(7):
        cast.said(
            article,
            f"Thought {number}.",
            email="ida@reader.example",
            name="Ida I." if number else "Ada",
            posted_at=now - timedelta(days=10 - number),
        )
    cast.say(article, "Soles!", email="ida@reader.example", status=Status.SPAM)
    cast.say(article, "Not hers.", email="nora@reader.example", name="Nora")
    Address.objects.update(proved_at=now)
    comment = cast.say(article, "Hm.", email="IDA@reader.example", name="Ida Index")
    said = words_of(why(admin_client, comment))
    assert "Approved 7 Waiting 1 Spam 1" in said
    assert "Other names used: Ada, Ida I., Rosa Reader" in said
    assert "proved on" in said
    assert "Soles!" in said
    for number in range(7):
        assert (f"Thought {number}." in said) is (number >= 3)
    assert "Not hers." not in said


def test_a_writer_without_an_address_has_no_history(admin_client, article):
    for text in ("One.", "Two."):
        comment = services.post(page=article, text=text, name="Nobody")
    said = words_of(why(admin_client, comment))
    assert "Without an e-mail address nothing tells" in said
    assert "One." not in said


def test_a_moderator_of_some_pages_sees_the_writers_comments_there_alone(client, article, index):
    mine = make_article(index, title="Mine", owner=make_staff("mara", "moderate_own_comment"))
    cast.say(article, "Elsewhere.", email="ida@reader.example", name="Other Name")
    cast.say(mine, "Here.", email="ida@reader.example")
    comment = cast.say(mine, "Hm.", email="ida@reader.example")
    client.force_login(mine.owner)
    said = words_of(why(client, comment))
    assert "Here." in said
    assert "Elsewhere." not in said
    assert "Other Name" not in said
    assert "Waiting 2" in said


def test_the_writers_other_comments_are_told_in_plain_words(admin_client, article):
    cast.say(article, "I *do* [agree](https://x.example).", email="ida@reader.example")
    page = why(admin_client, cast.say(article, "Hm.", email="ida@reader.example"))
    assert ">I do agree.</a>" in page


def test_times_are_told_with_24_hours_and_the_month_as_a_word(admin_client, article):
    moment = datetime(2026, 5, 2, 12, 5, tzinfo=UTC)
    comment = cast.say(article, posted_at=moment)
    page = why(admin_client, comment)
    assert "2 May 2026, 14:05" in page
    assert not re.search(r"\d\d/\d\d/\d{4}|[ap]\.m\.", words_of(page))


# --- the rest ---------------------------------------------------------------


def test_the_comment_is_shown_as_readers_see_it_and_as_it_was_typed(admin_client, article):
    parent = cast.said(article, "What do you *think*?", name="Paul Parent")
    comment = cast.say(article, "I think **so** [x](https://x.example).", parent=parent)
    page = why(admin_client, comment)
    assert "I think <strong>so</strong>" in page
    assert 'rel="nofollow ugc noopener"' in page
    assert "I think **so** [x](" in page
    assert "In reply to Paul Parent" in page
    assert "What do you think?" in page


def test_what_happened_is_told_from_the_last_to_the_first(admin_client, admin_user, article):
    comment = cast.say(article)
    services.decide(
        [comment], status=Status.REJECTED, by=admin_user, rejection="insulting", note="Twice now."
    )
    services.undo([comment], by=admin_user)
    said = words_of(why(admin_client, comment))
    told = said[said.index("What happened") :]
    places = [told.index(words) for words in ("Rejected → Waiting", "Waiting → Rejected", "Posted")]
    assert places == sorted(places)
    assert "Twice now." in told
    assert "Insulting" in told


def test_of_a_deleted_comment_only_its_history_is_left(admin_client, article):
    gone = cast.say(article, "Never mind.", status=Status.ERASED)
    page = why(admin_client, gone)
    assert "Its writer has deleted this comment." in page
    assert "Never mind." not in page
    assert "formaction" not in page


def test_the_queries_of_the_page_do_not_grow(admin_client, article, django_assert_num_queries):
    def write(number):
        for _ in range(number):
            cast.said(article, email="ida@reader.example")

    cast.rule(reports_to_hold=100)
    write(1)
    comment = cast.said(article, email="ida@reader.example", parent=cast.said(article))
    why(admin_client, comment)
    with django_assert_num_queries(16):
        why(admin_client, comment, "case")
    write(8)
    for reader in range(8):
        services.report(comment, reason="spam", reporter=str(reader))
    for _ in range(5):
        services.decide([comment], status=Status.SPAM, by=cast.make_moderator())
        services.undo([comment], by=cast.make_moderator())
    with django_assert_num_queries(16):
        why(admin_client, comment, "case")
