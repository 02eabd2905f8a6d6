"""The panel “Today”: numbers that equal the database, each for whoever may act on it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from lxml import html
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, WorkflowState

from articles.models import ArticleIndexPage, ArticlePage
from articles.publishing import SCHEDULE_REFUSED
from comments import services as comment_services
from comments.models import ReportReason
from comments.tests.cast import said as say_approved
from comments.tests.cast import say
from events.tests import cast as events_cast
from home.models import HomePage
from studio import first_steps, reviews
from studio.furnishing.beginning import begin
from studio.models import Letter
from studio.tests import cast
from studio.tests.first_page import HOME, make_member, panel, rows, said, today

pytestmark = pytest.mark.django_db

#: What the first page of the owner asks, with the first steps and when they are hidden.
QUERIES, QUERIES_LATER = 50, 39
#: What the list of unpublished changes asks of the owner.
UNFINISHED_QUERIES = 12
#: The tasks 2; what waits, what came back, what went live, and the pages of the first two 5.
REVIEW_QUERIES = 7


@pytest.fixture
def site(db):
    """What ``begin`` leaves: pages, roles, a workflow."""
    begin("Studio North")
    return HomePage.objects.get()


@pytest.fixture
def index(site):
    return ArticleIndexPage.objects.get()


@pytest.fixture
def author(site):
    return make_member("ida", "Authors")


@pytest.fixture
def editor(site):
    return make_member("edda", "Editors")


def submitted(index, author, title="Submitted"):
    article = cast.make_article(index, title=title, publish=False, owner=author)
    article.save_revision(user=author)
    article.get_workflow().start(article, author)
    return article


def sent_back(index, author, editor, title="Sent back"):
    article = submitted(index, author, title)
    state = article.current_workflow_task_state
    state.task.specific.on_action(state, editor, "reject", comment="Who says so?")
    return article


def left(index, user, title="Left"):
    article = cast.make_article(index, title=title, publish=False, owner=user)
    article.save_revision(user=user)
    return article


def refused(index, user, title="Not on its date"):
    article = left(index, user, title)
    log(instance=article, action=SCHEDULE_REFUSED, data={"reasons": ["A footnote is lost."]})
    return article


def nearly_full(site, title="Nearly full"):
    page = events_cast.make_event(site, title, capacity=2)
    events_cast.register(page)
    return page


def waited_for(site, title="Waited for"):
    page = events_cast.make_event(site, title, capacity=1)
    events_cast.register(page)
    events_cast.register(page)
    return page


def make_everything_wait(site, index, author, editor):
    """One of each kind of work."""
    submitted(index, author)
    sent_back(index, author, editor)
    left(index, author)
    refused(index, author)
    article = cast.make_article(index, title="Read", owner=editor)
    say(article)
    comment_services.report(say_approved(article), reason=ReportReason.OTHER, reporter="somebody")
    cast.make_failed_letter()
    late = cast.write_letter()
    then = timezone.now() - timedelta(minutes=11)
    Letter.objects.filter(pk=late.pk).update(waiting_since=then)
    Letter.objects.exclude(kind=late.kind).update(status=Letter.Status.SENT)
    nearly_full(site)
    waited_for(site)
    events_cast.register(events_cast.make_event(site, "To approve", sign_up="approval"))


def kinds(client):
    """Each line without what is not its kind."""
    return [line.split(" the oldest since")[0] for line in today(client)]


LETTERS = [
    "1 letter does not leave",
    "1 letter could not be sent Last answer: 451 Mailbox busy",
]
REFUSED = "“Not on its date” was not published on its date mend it and set another date"
REVIEW = "“Submitted” waits for your review submitted by ida"
COMMENTS = [
    "1 comment waits",
    "1 comment is reported by readers, and nobody has decided yet",
]
PEOPLE = "1 registration waits for approval"
PLACES = [
    "1 event has people waiting within the next two weeks",
    "1 event is nearly full within the next two weeks",
]
OWN = [
    "“Sent back” came back edda: “Who says so?”",
    "2 pages have changes of yours that nobody sees yet neither published nor submitted",
]

#: Who reads what, when one of each kind waits.
ROLES = {
    "the owner": [*LETTERS, REFUSED, REVIEW, *COMMENTS, PEOPLE, *PLACES],
    "Editors": [REFUSED, REVIEW, *COMMENTS, *PLACES],
    "Authors": [],
    "Moderators": COMMENTS,
    "Event staff": [*LETTERS, PEOPLE, *PLACES],
    "Registrars": [*LETTERS, PEOPLE, *PLACES],
    "Privacy officers": [PEOPLE, *PLACES],
    "Teachers": [],
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_what_it_may_act_on_and_nothing_else(
    role, client, site, index, author, editor, no_worker
):
    make_everything_wait(site, index, author, editor)
    user = cast.make_admin() if role == "the owner" else make_member("somebody", role)
    client.force_login(user)

    assert kinds(client) == ROLES[role]


@pytest.mark.parametrize("role", ROLES)
def test_the_first_page_bears_the_name_of_the_studio_for_every_role(role, client, site):
    user = cast.make_admin() if role == "the owner" else make_member("somebody", role)
    client.force_login(user)
    heading = html.fromstring(client.get(HOME).text).cssselect("main h1")[0]
    assert said(heading) == "Studio North"


def test_authors_read_of_their_own_drafts_and_comments(client, site, index, author, editor):
    make_everything_wait(site, index, author, editor)
    say(cast.make_article(index, title="Her own", owner=author))
    client.force_login(author)

    assert kinds(client) == [REFUSED, *OWN, "1 comment waits"]


def test_every_line_leads_to_a_list_as_long_as_its_number(
    client, site, index, author, editor, no_worker
):
    for _twice in range(2):
        make_everything_wait(site, index, author, editor)
    left(index, editor, "The editor’s")
    for user in (cast.make_admin(), author, editor):
        client.force_login(user)
        counted = {line: url for line, url in today(client).items() if line[0].isdigit()}
        assert counted
        numbers = {line: rows(client, url) for line, url in counted.items()}
        assert numbers == {line: int(line.split()[0]) for line in counted}


def test_where_nothing_waits_the_panel_says_so_kindly(client, site, editor):
    client.force_login(editor)
    assert said(panel(client, "today").cssselect(".w-panel__content")[0]) == "Nothing waits."


def test_what_is_broken_stands_first(client, site, index, author, editor, no_worker):
    make_everything_wait(site, index, author, editor)
    client.force_login(cast.make_admin())
    lines = panel(client, "today").cssselect(".today__line")
    urgent = ["today__line--urgent" in line.get("class") for line in lines]
    assert urgent == sorted(urgent, reverse=True)
    assert sum(urgent) == 3


def test_what_is_published_submitted_or_scheduled_is_not_left_half_way(client, index, editor):
    article = left(index, editor)
    client.force_login(editor)
    assert [line.split()[0] for line in today(client)] == ["1"]

    article.save_revision(
        user=editor, approved_go_live_at=timezone.now() + timedelta(days=1)
    ).publish(user=editor)
    assert today(client) == {}

    article.save_revision(user=editor).publish(user=editor)
    assert today(client) == {}


def test_somebody_elses_change_is_theirs(client, index, author, editor):
    article = left(index, author)
    article.save_revision(user=editor)
    client.force_login(author)
    assert today(client) == {}


def test_a_refused_date_is_told_until_it_is_mended(client, index, editor):
    article = refused(index, editor)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    client.force_login(editor)
    assert today(client)[REFUSED] == edit

    article.save_revision(
        user=editor, approved_go_live_at=timezone.now() + timedelta(days=1)
    ).publish(user=editor)
    assert REFUSED not in today(client)

    article.save_revision(user=editor).publish(user=editor)
    article.save_revision(user=editor)
    assert REFUSED not in today(client)


def test_events_are_told_only_when_they_need_a_look_soon(client, site, editor):
    for title, days, capacity in (
        ("Far", 20, 2),
        ("Over", -3, 2),
        ("Roomy", 5, 10),
        ("Soon", 13, 2),
    ):
        page = events_cast.make_event(
            site, title, starts_in=timedelta(days=days), capacity=capacity
        )
        if days > 0:
            events_cast.register(page)
    events_cast.make_event(site, "Nobody yet", capacity=1)
    client.force_login(editor)

    (line,) = [line for line in today(client) if "full" in line]
    assert line == PLACES[1]
    listed = client.get(today(client)[line]).context["object_list"]
    assert [pool.title for pool in listed] == ["Soon"]


def test_the_list_of_unpublished_changes_is_for_whoever_edits(client, site):
    url = reverse("studio_unfinished")
    client.force_login(make_member("mo", "Moderators"))
    assert client.get(url).status_code == 302
    client.logout()
    assert client.get(url).url.startswith(reverse("wagtailadmin_login"))


def test_the_list_of_unpublished_changes_asks_the_same_for_1_and_for_30(
    client, index, django_assert_num_queries
):
    owner = cast.make_admin()
    client.force_login(owner)
    url = reverse("studio_unfinished")
    for more, all_of_them in ((1, 1), (29, 30)):
        for _page in range(more):
            left(index, owner)
        client.get(url)
        with django_assert_num_queries(UNFINISHED_QUERIES):
            listed = client.get(url)
        assert len(listed.context["object_list"]) == all_of_them


@pytest.mark.parametrize(("hidden", "expected"), [(False, QUERIES), (True, QUERIES_LATER)])
def test_the_first_page_asks_the_same_of_much_work_as_of_little(
    hidden, expected, client, site, index, author, editor, no_worker
):
    asked = []
    owner = cast.make_admin()
    first_steps.hide(owner, hidden=hidden)
    client.force_login(owner)
    for number in (1, 5):
        for _more in range(number):
            nearly_full(site)
            waited_for(site)
            article = cast.make_article(index)
            say(article)
            left(index, author)
            refused(index, author)
            cast.make_failed_letter()
        client.get(HOME)
        with CaptureQueriesContext(connection) as queries:
            client.get(HOME)
        asked.append(len(queries))
    assert asked == [expected, expected]


# --- between authors and editors ---------------------------------------------------------


def publish_for(article, user, days_ago=0):
    """As an approval does; then time is turned back."""
    state = article.current_workflow_task_state
    state.task.specific.on_action(state, user, "approve")
    then = timezone.now() - timedelta(days=days_ago)
    PageLogEntry.objects.filter(page=article.pk).update(timestamp=then)
    WorkflowState.objects.update(created_at=then - timedelta(days=1))


def test_up_to_five_drafts_are_named_and_lead_to_their_forms(client, index, author, editor):
    articles = [submitted(index, author, f"No. {number}") for number in range(5)]
    client.force_login(editor)
    assert today(client) == {
        f"“No. {number}” waits for your review submitted by ida": reverse(
            "wagtailadmin_pages:edit", args=[article.pk]
        )
        for number, article in enumerate(articles)
    }


def test_more_than_five_drafts_are_counted_below_those_that_waited_longest(
    client, index, author, editor
):
    for number in range(7):
        submitted(index, author, f"No. {number}")
    client.force_login(editor)
    *named, (last, url) = today(client).items()
    assert [line.split("”")[0] for line, _url in named] == [f"“No. {n}" for n in range(5)]
    assert last == "And 2 more wait for your review"
    assert rows(client, url) == 7


def test_more_than_five_that_came_back_are_counted(client, index, author, editor):
    for number in range(6):
        sent_back(index, author, editor, f"No. {number}")
    client.force_login(author)
    told = [(line, url) for line, url in today(client).items() if "came back" in line]
    assert [line.split("”")[0] for line, _url in told[:-1]] == [
        f"“No. {n}" for n in (5, 4, 3, 2, 1)
    ]
    assert told[-1][0] == "And 1 more of yours came back"
    assert rows(client, told[-1][1]) == 6


def test_what_was_sent_back_without_a_word_is_told_with_who_asked(client, index, author, editor):
    article = submitted(index, author)
    state = article.current_workflow_task_state
    state.task.specific.on_action(state, editor, "reject")
    client.force_login(author)
    assert "“Submitted” came back edda asks for changes" in today(client)


def test_an_author_reads_for_two_weeks_that_an_article_went_live(client, index, author, editor):
    article = submitted(index, author)
    publish_for(article, editor, days_ago=13)
    on = date_format(timezone.localtime() - timedelta(days=13), "DATE_FORMAT")
    client.force_login(author)
    assert today(client) == {f"“Submitted” is published by edda, {on}": article.url}

    publish_for(submitted(index, author, "Older"), editor, days_ago=15)
    assert list(today(client)) == [f"“Submitted” is published by edda, {on}"]


@pytest.mark.parametrize("number", [1, 7])
def test_lines_of_reviews_ask_the_same_of_many_as_of_one(
    number, rf, index, editor, django_assert_num_queries
):
    otto = make_member("otto", "Editors")
    for count in range(number):
        submitted(index, editor, f"Waits {count}")
        sent_back(index, editor, editor, f"Came back {count}")
        article = submitted(index, editor, f"Live {count}")
        article.current_workflow_task_state.task.specific.on_action(
            article.current_workflow_task_state, otto, "approve"
        )
    request = rf.get(HOME)
    request.user = editor
    list(reviews.lines(request))  # what Wagtail and Django remember
    with django_assert_num_queries(REVIEW_QUERIES):
        list(reviews.lines(request))


def test_only_who_submitted_it_reads_that_it_went_live(client, index, author, editor):
    publish_for(submitted(index, author), editor)
    for user in (editor, make_member("other", "Authors")):
        client.force_login(user)
        assert today(client) == {}


def test_what_is_off_the_site_again_is_not_told_as_published(client, index, author, editor):
    article = submitted(index, author)
    publish_for(article, editor)
    ArticlePage.objects.get(pk=article.pk).unpublish()
    client.force_login(author)
    assert not any("is published" in line for line in today(client))
