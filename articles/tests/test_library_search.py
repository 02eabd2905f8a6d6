"""The library answers the dialog in which an editor cites (W2)."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission

from articles.models import Source
from events.models import EventIndexPage
from studio.tests import cast

pytestmark = pytest.mark.every_value

SEARCH = "/admin/articles/library/"
#: How the dialog asks; a person would be led to the dashboard.
SCRIPT = {"x-requested-with": "XMLHttpRequest"}


def ask(client, **question):
    answer = client.get(SEARCH, question)
    assert answer.status_code == 200
    return answer.json()


def titles(client, question):
    return [result["title"] for result in ask(client, q=question)["results"]]


@pytest.fixture
def spring(home_page):
    return Source.objects.create(
        kind="article",
        title="The spring in the arch of the human foot",
        authors="R. F. Ker; M. B. Bennett",
        container="Nature",
        volume="325",
        year=1987,
        doi="10.1038/325147a0",
        accessed_on=datetime.date(2026, 5, 3),
    )


def test_an_answer_tells_everything_the_form_of_a_reference_asks(admin_client, spring):
    assert ask(admin_client, q="spring KER 1987") == {
        "results": [
            {
                "id": spring.pk,
                "title": "The spring in the arch of the human foot",
                "authors": "R. F. Ker; M. B. Bennett",
                "year": 1987,
                "line": (
                    "The spring in the arch of the human foot – by R. F. Ker, M. B. Bennett."
                    " Nature 325, 1987. https://doi.org/10.1038/325147a0 (looked at on 3 May 2026)"
                ),
                "facts": {
                    "kind": "article",
                    "title": "The spring in the arch of the human foot",
                    "authors": "R. F. Ker; M. B. Bennett",
                    "container": "Nature",
                    "volume": "325",
                    "issue": "",
                    "pages": "",
                    "publisher": "",
                    "year": "1987",
                    "doi": "10.1038/325147a0",
                    "isbn": "",
                    "url": "",
                    "accessed_on": "2026-05-03",
                    "archive_url": "",
                },
            }
        ],
        "more": 0,
    }


@pytest.mark.parametrize(
    "question",
    [
        "10.1038/325147A0",
        "https://doi.org/10.1038/325147a0",
        "doi:10.1038/325147a0.",
        "http://dx.doi.org/10.1038%2F325147a0",
    ],
)
def test_a_doi_is_found_in_any_spelling(admin_client, spring, question):
    assert titles(admin_client, question) == [spring.title]


@pytest.mark.parametrize(
    "question", ["https://example.org/run", "http://www.example.org/run/", "example.org/run"]
)
def test_an_address_is_found_in_any_spelling(admin_client, spring, question):
    Source.objects.create(title="On running", url="https://example.org/run")

    assert titles(admin_client, question) == ["On running"]


@pytest.mark.parametrize("question", ["", "   ", "\x00", "%%%", "—", "nobody wrote this"])
def test_a_question_without_words_or_hits_finds_nothing(admin_client, spring, question):
    assert ask(admin_client, q=question) == {"results": [], "more": 0}


@pytest.mark.parametrize("question", ["spring\x00arch", "SPRING <b>arch</b>' \"", "spring\r\narch"])
def test_marks_between_words_do_not_matter(admin_client, spring, question):
    found = titles(admin_client, question.replace("<b>", "").replace("</b>", ""))

    assert found == [spring.title]


def test_only_the_beginning_of_a_huge_question_is_read(admin_client, spring):
    assert titles(admin_client, "spring " + " " * 500 + "nonsense") == [spring.title]


def test_a_source_is_told_by_its_id(admin_client, spring):
    assert [result["id"] for result in ask(admin_client, id=spring.pk)["results"]] == [spring.pk]


@pytest.mark.parametrize("forged", ["0", "-1", "x", "1 or 1=1", "9" * 40, "٣"])
def test_a_forged_id_finds_nothing(admin_client, spring, forged):
    assert ask(admin_client, id=forged) == {"results": [], "more": 0}


def shelve(count):
    Source.objects.bulk_create(
        Source(title=f"Running, part {number:05}", words=f"running part {number:05}")
        for number in range(count)
    )


@pytest.mark.parametrize(("sources", "more"), [(1, 0), (10, 0), (11, 1), (30, 20)])
def test_ten_are_told_and_how_many_more_there_are(admin_client, home_page, sources, more):
    shelve(sources)

    answer = ask(admin_client, q="running")

    assert [result["title"] for result in answer["results"]] == [
        f"Running, part {number:05}" for number in range(min(sources, 10))
    ]
    assert answer["more"] == more


@pytest.fixture
def group(home_page):
    group = Group.objects.create(name="Somebody")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


@pytest.fixture
def member(group, client):
    user = cast.make_staff("member")
    user.groups.add(group)
    client.force_login(user)
    return client


def may(group, page, codename):
    permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=page, permission=permission)


#: Session, user, user's settings in the CMS; for members also what they may do in it, and to pages.
OWNER_SIGNED_IN, MEMBER_SIGNED_IN = 3, 6


@pytest.mark.parametrize("sources", [11, 10_000])
def test_the_owner_waits_for_two_queries_however_big_the_library(admin_client, home_page, sources):
    shelve(sources)
    ask(admin_client)  # Django remembers its content types
    with CaptureQueriesContext(connection) as queries:
        ask(admin_client, q="running")

    assert len(queries) == OWNER_SIGNED_IN + 2


@pytest.mark.parametrize("sources", [11, 10_000])
def test_a_writer_waits_for_three(member, group, index, sources):
    may(group, index, "add_page")
    shelve(sources)
    ask(member)  # Django remembers its content types
    with CaptureQueriesContext(connection) as queries:
        ask(member, q="running")

    assert len(queries) == MEMBER_SIGNED_IN + 3


@pytest.mark.parametrize("codename", ["add_page", "change_page"])
def test_whoever_may_write_articles_may_ask(member, group, index, spring, codename):
    may(group, index, codename)

    assert titles(member, "spring") == [spring.title]


def test_whoever_may_change_everything_may_ask(member, group, home_page, index, spring):
    may(group, home_page, "change_page")

    assert titles(member, "spring") == [spring.title]


def test_whoever_writes_no_articles_may_not_ask(member, group, home_page, index, spring):
    events = home_page.add_child(instance=EventIndexPage(title="Events", slug="events"))
    may(group, events, "add_page")

    assert member.get(SEARCH, {"q": "spring"}, headers=SCRIPT).status_code == 403


def test_staff_without_pages_may_not_ask(member, index, spring):
    assert member.get(SEARCH, {"q": "spring"}, headers=SCRIPT).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, home_page):
    answer = client.get(SEARCH, {"q": "spring"})

    assert answer.status_code == 302
    assert answer.url.startswith("/admin/login/")


def test_nothing_is_posted_there(admin_client, home_page):
    assert admin_client.post(SEARCH, {"q": "spring"}).status_code == 405
