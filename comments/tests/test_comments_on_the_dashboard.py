"""The first page of the CMS tells what waits, to whom it concerns."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from comments import services
from comments.models import Comment, ModerationArea, Report, ReportReason, Status
from comments.tests.cast import said, say
from studio.tests.cast import make_article, make_staff

pytestmark = [pytest.mark.django_db]

DASHBOARD = reverse("wagtailadmin_home")
#: What the panel asks of whoever moderates everything: what waits, what is reported.
QUERIES = 2


@pytest.fixture
def article(index):
    return make_article(index)


def panel(client):
    """The lines about comments."""
    return [
        line
        for line in html.fromstring(client.get(DASHBOARD).text).cssselect(".today__line")
        if reverse("reader_comments:list") in line.cssselect("a")[0].get("href")
    ]


def words(found):
    return " ".join(" ".join(line.text_content() for line in found).split())


def links(found):
    return [line.cssselect("a")[0].get("href") for line in found]


def report(comment, reporter="somebody"):
    return services.report(comment, reason=ReportReason.OTHER, reporter=reporter)


def test_the_numbers_are_those_of_the_database_and_lead_to_the_comments(admin_client, article):
    for day in (3, 2, 4):
        say(article, posted_at=datetime(2026, 5, day, 12, tzinfo=UTC))
    report(said(article))
    reported_twice = said(article)
    report(reported_twice)
    report(reported_twice, "somebody else")
    said(article)
    for status in (Status.SPAM, Status.REJECTED, Status.TRASHED, Status.ERASED):
        say(article, status=status)

    found = panel(admin_client)

    assert words(found) == (
        "3 comments wait the oldest since 2 May 2026, 14:00 "
        "2 comments are reported by readers, and nobody has decided yet"
    )
    assert Comment.objects.waiting().count() == 3
    assert Comment.objects.reported().count() == 2
    for url, number in zip(links(found), (3, 2), strict=True):
        rows = html.fromstring(admin_client.get(url).text).cssselect("table.listing tbody tr")
        assert len(rows) == number


def test_one_is_told_as_one(admin_client, article):
    say(article)
    report(said(article))
    told = words(panel(admin_client))
    assert "1 comment waits the oldest since" in told
    assert "1 comment is reported by readers" in told


def test_a_reported_comment_that_waits_counts_as_both(admin_client, article):
    comment = said(article)
    for number in range(3):
        report(comment, f"reader {number}")
    told = words(panel(admin_client))
    assert Comment.objects.get().status == Status.WAITING
    assert "1 comment waits" in told
    assert "1 comment is reported" in told


def test_where_nothing_waits_no_line_is_about_comments(admin_client, article):
    said(article)
    assert panel(admin_client) == []


def test_what_is_decided_waits_no_longer(admin_client, admin_user, article):
    waiting, reported = say(article), said(article)
    report(reported)
    services.decide([waiting, reported], status=Status.APPROVED, by=admin_user)
    assert panel(admin_client) == []
    assert not Report.objects.open().exists()


def test_whoever_may_decide_nothing_reads_nothing_of_comments(client, article):
    say(article)
    client.force_login(make_staff("mara", "change_person"))
    assert panel(client) == []


def test_the_panel_counts_what_its_reader_may_decide_about(client, index, article):
    author, section = make_staff("ida", "moderate_own_comment"), make_staff("otis")
    own = make_article(index, title="Her own", owner=author)
    group = Group.objects.create(name="Section")
    section.groups.add(group)
    ModerationArea.objects.create(group=group, page=article.page_ptr)
    for page, number in ((own, 1), (article, 2)):
        for _more in range(number):
            say(page)
        report(said(page))
    everything = make_staff("mara", "moderate_comment")

    told = []
    for user in (author, section, everything):
        client.force_login(user)
        told.append(
            [int(line.cssselect("a")[0].text_content().split()[0]) for line in panel(client)]
        )

    assert told == [[1, 1], [2, 1], [3, 2]]


def test_the_panel_asks_the_same_of_many_comments_as_of_few(admin_client, article):
    counts = []
    for number in (1, 20):
        for _more in range(number):
            say(article)
            report(said(article))
        admin_client.get(DASHBOARD)
        with CaptureQueriesContext(connection) as asked:
            admin_client.get(DASHBOARD)
        of_comments = [
            query["sql"]
            for query in asked
            if 'MIN("comments_comment"."posted_at")' in query["sql"] or "report" in query["sql"]
        ]
        counts.append(len(of_comments))
    assert counts == [QUERIES, QUERIES]
