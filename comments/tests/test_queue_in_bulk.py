"""Many decisions at once: as many queries for 200 comments as for one (M2)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from comments.admin.forms import MOST_AT_ONCE
from comments.models import Comment, Rejection, Report, Status, Subscription
from comments.tests import cast
from comments.tests.desk import QUEUE, UNDO, bulk_url, seen
from studio.models import Letter
from studio.tests.cast import make_article, make_staff

pytestmark = [pytest.mark.django_db]

STATES = {
    "approve": Status.APPROVED,
    "reject": Status.REJECTED,
    "spam": Status.SPAM,
    "delete": Status.TRASHED,
}


def states():
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def confirm(client, url, **options):
    """Say yes to what the page asks: about the comments that it lists, as it lists them."""
    turns = client.get(url).context["turns"]
    return client.post(url, {"turns": turns}, **options)


def many(page, number, parent=None):
    """Comments that wait, copied from one that was posted; answers to ``parent`` if there is one."""
    first = cast.say(page, name="Reader 0", parent=parent)
    fields = {
        field.attname: getattr(first, field.attname)
        for field in Comment._meta.concrete_fields
        if field.name not in ("id", "dedupe_key", "name")
    }
    rest = [Comment(**fields, name=f"Reader {each}") for each in range(1, number)]
    Comment.objects.bulk_create(rest)
    return list(Comment.objects.waiting().order_by("pk"))


@pytest.mark.parametrize("action", STATES)
def test_many_are_decided_about_and_taken_back_at_once(admin_client, article, action):
    comments = many(article, 3)
    asked = admin_client.get(bulk_url(action, comments))
    assert "This is about 3 comments." in asked.text
    assert states() == ["waiting"] * 3

    fields = {"rejection": "off_topic", "note": "Elsewhere."} if action == "reject" else {}
    fields["turns"] = seen(*comments)
    answer = admin_client.post(bulk_url(action, comments), fields, follow=True)
    assert answer.redirect_chain == [(QUEUE, 302)]
    assert states() == [STATES[action]] * 3
    entries = ModelLogEntry.objects.filter(action="comments.decide")
    assert {(entry.data["via"], entry.data["before"]) for entry in entries} == {("bulk", "waiting")}
    if action == "reject":
        said = Comment.objects.values_list("rejection", "note").distinct().get()
        assert said == (Rejection.OFF_TOPIC, "Elsewhere.")

    (message,) = map(str, answer.context["messages"])
    undo = message.partition('name="comments" value="')[2].partition('"')[0]
    answer = admin_client.post(UNDO, {"comments": undo}, follow=True)
    assert "3 decisions are taken back." in answer.text
    assert states() == ["waiting"] * 3


def inside(client, action, comments):
    """The queries of a bulk action, from its first look at the comments to its last word.

    Not among them: what every page of the CMS asks before (who is there), and the
    statements that begin and end transactions.
    """
    fields = {"rejection": "other"} if action == "reject" else {}
    fields["turns"] = seen(*comments)
    with CaptureQueriesContext(connection) as taken:
        assert client.post(bulk_url(action, comments), fields).status_code == 302
    others = (
        *("django_session", '"studio_user"."id" = ', "wagtailusers_userprofile"),
        *("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"),
    )
    asked = [query["sql"] for query in taken]
    return [sql for sql in asked if not any(other in sql for other in others)]


#: The comments, again with a lock, reports and their end, the decision, and the history,
#: of which SQLite takes 99 entries at a time (999 values, ten a row).
QUERIES_OF_200 = {"sqlite": 8, "postgresql": 6}


@pytest.mark.parametrize("action", STATES)
def test_two_hundred_take_at_most_ten_queries(admin_client, article, action):
    comments = many(article, 200)
    Report.objects.create(comment=comments[1], reason="spam", reporter="one")
    assert len(inside(admin_client, action, comments)) == QUERIES_OF_200[connection.vendor]
    assert states() == [STATES[action]] * 200


def test_letters_about_two_hundred_answers_add_four_statements_and_their_own_rows(
    admin_client, article
):
    """SQLite takes 52 letters at a time (999 values, 19 a row), PostgreSQL all."""
    first = cast.said(article, wants_letters=True)
    Subscription.objects.update(status=Subscription.Status.CONFIRMED)
    answers = many(article, 200, parent=first)
    expected = {"sqlite": 15, "postgresql": 10}[connection.vendor]
    assert len(inside(admin_client, "approve", answers)) == expected
    assert (
        Letter.objects.filter(to=first.email, dedupe_key__startswith="comments.reply-").count()
        == 200
    )


@pytest.mark.parametrize("action", STATES)
def test_a_rejection_of_many_is_asked_for_its_reason_alone(admin_client, article, action):
    comments = many(article, 2)
    asked = admin_client.get(bulk_url(action, comments))
    assert ("Unfounded health claim" in asked.text) is (action == "reject")
    fields = {"rejection": "", "turns": seen(*comments)}
    answer = admin_client.post(bulk_url(action, comments), fields)
    assert (answer.status_code == 422) is (action == "reject")
    assert states() == ["waiting" if action == "reject" else STATES[action]] * 2


def test_the_address_alone_says_what_is_decided(admin_client, article):
    comments = many(article, 1)
    fields = {"status": "approved", "turns": seen(*comments)}
    admin_client.post(bulk_url("spam", comments), fields)
    assert states() == ["spam"]


def test_all_of_a_list_are_those_that_its_filters_show(admin_client, article):
    for number in range(3):
        cast.say(article, name=f"Reader {number}")
    cast.said(article, name="Reader 9")
    query = {"tab": "waiting", "q": "reader", "author": "Reader 1"}
    confirm(admin_client, bulk_url("spam", ["all"], **query))
    assert states() == ["waiting", "spam", "waiting", "approved"]
    confirm(admin_client, bulk_url("delete", ["all"], tab="waiting"))
    assert states() == ["trashed", "spam", "trashed", "approved"]


def test_no_more_than_can_be_taken_back_are_decided_about_at_once(admin_client, article):
    many(article, MOST_AT_ONCE + 1)
    asked = admin_client.get(bulk_url("spam", ["all"]))
    assert "No more than 1000 are decided about at once" in asked.text
    answer = confirm(admin_client, bulk_url("spam", ["all"]), follow=True)
    assert "1000 comments are marked as spam." in answer.text
    assert Comment.objects.filter(status="spam").count() == MOST_AT_ONCE


def test_what_is_not_for_the_user_or_gone_is_left_out(client, article, index):
    mine = make_article(index, title="Mine", owner=make_staff("mara", "moderate_own_comment"))
    own, other = cast.say(mine), cast.say(article)
    gone = cast.say(mine, status=Status.ERASED)
    client.force_login(mine.owner)
    asked = client.get(bulk_url("approve", [own, other, gone, 999]))
    assert "This is about 1 comment." in asked.text
    assert "3 comments are left out" in asked.text
    fields = {"turns": seen(own, other, gone, 999)}
    client.post(bulk_url("approve", [own, other, gone, 999]), fields)
    assert states() == ["approved", "waiting", "erased"]
    confirm(client, bulk_url("spam", ["all"], tab="all"))
    assert states() == ["spam", "waiting", "erased"]


@pytest.mark.parametrize("action", STATES)
def test_whoever_moderates_nothing_decides_nothing_in_bulk(client, article, action):
    comments = many(article, 1)
    client.force_login(make_staff("mara", "change_person"))
    for ask in (client.get, client.post):
        answer = ask(bulk_url(action, comments), {"turns": seen(*comments)})
        assert answer.url == reverse("wagtailadmin_home")
    assert states() == ["waiting"]


def test_bulk_decisions_need_our_own_form_and_sensible_numbers(admin_client, admin_user, article):
    comments = many(article, 1)
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    fields = {"turns": seen(*comments)}
    assert client.post(bulk_url("spam", comments), fields).status_code == 403
    for nonsense in ([], ["x"], ["1" * 40]):
        assert admin_client.post(bulk_url("spam", nonsense)).status_code == 404
    assert states() == ["waiting"]


def test_nothing_is_deleted_in_bulk(admin_client, article):
    comments = many(article, 2)
    page = admin_client.get(QUEUE).text
    assert page.count("data-bulk-action-button") == 4
    assert "Delete" not in page
    admin_client.post(bulk_url("delete", comments), {"turns": seen(*comments)})
    assert states() == ["trashed"] * 2
