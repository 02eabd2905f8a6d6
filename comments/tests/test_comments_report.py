"""The report of load and reaction time."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from comments import services
from comments.models import Comment, ModerationArea, Status
from comments.services import history
from comments.tests.cast import rule, said, say
from studio.tests.cast import make_article, make_staff

pytestmark = [pytest.mark.django_db]

REPORT = reverse("reader_comments_report")
DASHBOARD = reverse("wagtailadmin_home")
#: What the page asks, session and menu included.
QUERIES = 13


@pytest.fixture
def article(index):
    return make_article(index)


@pytest.fixture
def mara(db):
    """A moderator with a full name."""
    user = make_staff("mara", "moderate_comment")
    user.first_name, user.last_name = "Mara", "Fable"
    user.save()
    return user


def happen(page, moment, *, verdict="waiting", decisions=()):
    """A comment came at ``moment``; ``decisions`` are (minutes later, status, by)."""
    comment = say(page, posted_at=moment)
    entries = ModelLogEntry.objects.filter(object_id=str(comment.pk))
    entry = entries.get(action=history.POSTED)
    entry.data["status"] = verdict
    entry.timestamp = moment
    entry.save()
    known = set(entries.values_list("pk", flat=True))
    for minutes, status, by in decisions:
        services.decide([comment], status=status, by=by)
        entries.exclude(pk__in=known).update(timestamp=moment + timedelta(minutes=minutes))
        known = set(entries.values_list("pk", flat=True))
    return comment


def at(day, hour=12):
    """A moment in May 2026, by the studio's clock."""
    return timezone.make_aware(datetime(2026, 5, day, hour))


def rows(client, number=0, **query):
    """The cells of a table of the report, the header left out."""
    page = html.fromstring(client.get(REPORT, {"period_to": "2026-05-17", **query}).text)
    table = page.cssselect("table.listing")[number]
    return [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in table.cssselect("tbody tr")
    ]


@pytest.fixture
def busy_weeks(article, mara, admin_user):
    """Two weeks in May 2026 (the 4th and the 11th are Mondays)."""
    happen(article, at(4), verdict="approved")
    happen(article, at(5), decisions=[(10, Status.APPROVED, mara)])
    happen(article, at(6), decisions=[(20, Status.REJECTED, mara)])
    happen(article, at(7), decisions=[(90, Status.SPAM, mara), (95, Status.TRASHED, admin_user)])
    happen(article, at(10, 23), verdict="spam")
    happen(article, at(11, 0), decisions=[(1440, Status.APPROVED, admin_user)])
    happen(article, at(12))


def test_a_row_tells_what_came_what_became_of_it_and_how_long_it_took(client, mara, busy_weeks):
    client.force_login(mara)
    assert rows(client, period_from="2026-05-04") == [
        ["11/05/2026", "2", "0", "2", "0", "1", "0", "0", "0", "24 h 0 min", "24 h 0 min"],
        [
            *("04/05/2026", "5", "1", "3", "1", "1", "1", "1", "1"),
            *("20 min", "1 h 30 min"),
        ],
    ]


def test_the_numbers_are_those_of_the_database(client, mara, article):
    rule(moderation="none", watched="arch")
    for text in ("One", "Two", "An arch"):
        say(article, text, name=f"{text} Reader")
    say(article, status=Status.REJECTED)
    client.force_login(mara)
    page = html.fromstring(client.get(REPORT).text)
    sums = [
        sum(
            int(row[column].text_content())
            for row in page.cssselect("table.listing")[0].cssselect("tbody tr")
        )
        for column in range(1, 9)
    ]
    assert sums == [Comment.objects.count(), 3, 1, 0, 0, 1, 0, 0]


def test_a_row_may_be_a_day(client, mara, busy_weeks):
    client.force_login(mara)
    days = rows(client, period_from="2026-05-09", period_to="2026-05-12", per="day")
    assert [[day[0], day[1], day[5]] for day in days] == [
        ["12/05/2026", "1", "1"],
        ["11/05/2026", "1", "0"],
        ["10/05/2026", "1", "0"],
        ["09/05/2026", "0", "0"],
    ]


def test_who_decided_how_many_stands_below_and_can_be_a_row(client, mara, busy_weeks):
    client.force_login(mara)
    people = [
        ["Mara Fable", "3", "1", "1", "1", "0", "20 min", "1 h 30 min"],
        ["admin", "2", "1", "0", "0", "1", "24 h 0 min", "24 h 0 min"],
    ]
    assert rows(client, 1, period_from="2026-05-04") == people
    assert rows(client, period_from="2026-05-04", per="person") == people


def test_a_period_counts_what_happened_in_it(client, mara, article):
    happen(article, at(1), decisions=[(60 * 24 * 4, Status.APPROVED, mara)])
    happen(article, at(14), decisions=[(60 * 24 * 9, Status.REJECTED, mara)])
    client.force_login(mara)
    # decided on the 5th, though posted before; posted on the 14th, though decided later
    assert rows(client, period_from="2026-05-04") == [
        [
            "11/05/2026",
            "1",
            "0",
            "1",
            "0",
            "0",
            "0",
            "0",
            "0",
            "9 d 0 h",
            "9 d 0 h",
        ],
        ["04/05/2026", "0", "0", "0", "0", "1", "0", "0", "0", "–", "–"],
    ]


def test_a_week_that_a_period_cuts_begins_with_the_period(client, mara, article):
    client.force_login(mara)
    spans = [row[0] for row in rows(client, period_from="2026-05-08", period_to="2026-05-12")]
    assert spans == ["11/05/2026", "08/05/2026"]


def test_without_a_period_the_last_twelve_weeks_are_shown(client, mara, article):
    client.force_login(mara)
    page = html.fromstring(client.get(REPORT).text)
    first = date.today() - timedelta(days=83)
    assert first.strftime("From %d/%m/%Y to") in page.text_content()


@pytest.mark.parametrize(
    "query",
    [
        {"period_from": "yesterday"},
        {"period_from": "2026-05-17", "period_to": "2026-05-04"},
        {"period_from": "0001-01-01", "period_to": "9999-12-31"},
        {"period_to": "0001-01-01"},
        {"period_from": "9999-12-31"},
        {"per": "hour"},
        {"per": ["day", "week"]},
        {"p": "99"},
    ],
)
def test_a_question_that_makes_no_sense_gets_a_page(client, mara, busy_weeks, query):
    client.force_login(mara)
    assert client.get(REPORT, query).status_code == 200
    assert client.get(REPORT, {**query, "export": "csv"}).status_code == 200


def test_the_same_as_a_spreadsheet(client, mara, busy_weeks):
    client.force_login(mara)
    period = {"period_from": "2026-05-04", "period_to": "2026-05-17"}
    answer = client.get(REPORT, {**period, "export": "csv"})
    assert answer["Content-Disposition"] == (
        'attachment; filename="comments-2026-05-04-2026-05-17.csv"'
    )
    table = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert table[0][:4] == ["First day", "Last day", "Posted", "Let in"]
    assert table[0][-1] == "Minutes to the first decision, 90th percentile"
    assert table[1:] == [
        ["2026-05-11", "2026-05-17", "2", "0", "2", "0", "1", "0", "0", "0", "1440", "1440"],
        ["2026-05-04", "2026-05-10", "5", "1", "3", "1", "1", "1", "1", "1", "20", "90"],
    ]
    answer = client.get(REPORT, {**period, "export": "xlsx", "per": "person"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ["Mara Fable", 1, 1, 1, 0, 3, 20, 90],
        ["admin", 1, 0, 0, 1, 2, 1440, 1440],
    ]


def test_purged_comments_still_count(client, mara, busy_weeks):
    client.force_login(mara)
    before = rows(client, period_from="2026-05-04")
    Comment.objects.all().delete()
    assert rows(client, period_from="2026-05-04") == before


def test_everybody_sees_the_numbers_of_what_they_may_decide_about(client, index, article, mara):
    author, section = make_staff("ida", "moderate_own_comment"), make_staff("otis")
    own = make_article(index, title="Her own", owner=author)
    group = Group.objects.create(name="Section")
    section.groups.add(group)
    ModerationArea.objects.create(group=group, page=article.page_ptr)
    for page, number in ((own, 1), (article, 2)):
        for _more in range(number):
            happen(page, at(12))
    posted = []
    for user in (author, section, mara):
        client.force_login(user)
        posted.append(rows(client)[0][1])
    assert posted == ["1", "2", "3"]


def test_whoever_decides_about_nothing_sees_no_report(client, article):
    client.force_login(make_staff("paul", "change_commentrules"))
    for url in (REPORT, reverse("reader_comments_report_results"), f"{REPORT}?export=csv"):
        answer = client.get(url)
        assert (answer.status_code, answer.url) == (302, DASHBOARD)
    assert REPORT not in client.get(DASHBOARD).text
    client.force_login(make_staff("ida", "moderate_own_comment"))
    assert REPORT in client.get(DASHBOARD).text


def test_the_report_asks_the_same_of_many_comments_as_of_few(
    client, mara, article, django_assert_num_queries
):
    client.force_login(mara)
    client.get(REPORT)
    for number in (1, 15):
        for _more in range(number):
            said(article)
        with django_assert_num_queries(QUERIES):
            client.get(REPORT)
