"""A reference that was typed in an article is put into the library: what the server answers."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html as lxml_html
from wagtail.models import ModelLogEntry, Page

from articles.models import Finding, Source
from articles.tests import editing
from articles.tests.works import BOOK, CHAPTER, EVERY_KIND, KER, WEB, facts_of, make
from studio.furnishing.roles import ROLES, make_roles
from studio.tests import cast

pytestmark = pytest.mark.django_db
KEEP = "/admin/articles/library/keep/"
#: How the editor asks; a person would be led to the dashboard.
SCRIPT = {"x-requested-with": "XMLHttpRequest"}
MADE = "It is in the library now, for all articles."
KNOWN = "The library had this work already; this reference leads to it now."


def send(client, **facts):
    posted = {name: "" if value is None else value for name, value in facts.items()}
    return client.post(KEEP, posted, headers=SCRIPT)


def kept(client, **facts):
    answer = send(client, **facts)
    assert answer.status_code == 200
    return answer.json()


def refusal(client, **facts):
    answer = send(client, **facts)
    assert answer.status_code == 422
    assert not Source.objects.exists()
    return answer.json()["refusal"]


# --- what is made ---------------------------------------------------------------------


@pytest.mark.parametrize("work", EVERY_KIND, ids=lambda work: work["kind"])
def test_a_work_of_any_kind_becomes_a_source_with_all_that_is_known_of_it(admin_client, work):
    answer = kept(admin_client, **work)

    source = Source.objects.get()
    assert {name: getattr(source, name) for name in work} == work
    assert (answer["source"]["id"], answer["said"]) == (source.pk, MADE)
    assert answer["source"]["facts"] == {
        name: "" if value is None else str(value) for name, value in facts_of(source).items()
    }


def test_it_is_spelt_as_the_library_spells(admin_client):
    answer = kept(
        admin_client,
        kind="article",
        title="  The spring\tin the   arch ",
        pages="147-149",
        url="https://doi.org/10.1038/325147A0",
    )

    facts = answer["source"]["facts"]
    assert [facts[name] for name in ("title", "pages", "doi", "url")] == [
        "The spring in the arch",
        "147–149",
        "10.1038/325147a0",
        "",
    ]


def test_its_history_says_who_put_it_there_and_the_report_looks_at_it(
    admin_client, admin_user, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        kept(admin_client, kind="article", title="Alone")

    source, entry = Source.objects.get(), ModelLogEntry.objects.get()
    assert (entry.action, entry.object_id, entry.user) == (
        "wagtail.create",
        str(source.pk),
        admin_user,
    )
    found = Finding.objects.filter(source=source).values_list("kind", flat=True)
    assert set(found) == {Finding.Kind.UNUSED, Finding.Kind.FACTS}


def test_a_note_and_whatever_else_is_sent_is_not_kept(admin_client):
    kept(admin_client, kind="book", title="On feet", note="Mine.", id="7", pk="7", words="forged")

    source = Source.objects.get()
    assert (source.note, source.words) == ("", "on feet")


# --- what is there already ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("shelved", "typed"),
    [
        (KER, {"title": "Springs", "doi": "https://doi.org/10.1038/325147A0."}),
        (BOOK, {"kind": "book", "title": "Awareness", "isbn": "978-0-06-250322-0"}),
        (WEB, {"kind": "web", "title": WEB["title"].upper(), "authors": "J. Gruenke"}),
        (KER | {"doi": ""}, KER | {"doi": "10.1038/other"}),
    ],
    ids=["doi", "isbn", "words", "words and a doi"],
)
def test_a_work_that_is_there_already_is_given_and_not_made_again(admin_client, shelved, typed):
    source = make(**shelved)

    answer = kept(admin_client, **{"kind": "article"} | typed)

    assert Source.objects.get() == source
    assert facts_of(Source.objects.get()) == facts_of(source)
    assert answer["source"]["id"] == source.pk
    assert answer["said"].startswith(KNOWN)
    assert not ModelLogEntry.objects.exists()


def test_the_doi_has_the_last_word_on_which_work_it_is(admin_client):
    make(**KER | {"doi": ""})
    by_doi = make(**KER | {"title": "Another title"})

    assert kept(admin_client, **KER)["source"]["id"] == by_doi.pk


def test_two_dois_two_chapters_and_two_years_are_two_works(admin_client):
    make(**KER)
    make(**CHAPTER)
    make(kind="book", title="On feet", year=2001)

    answers = [
        kept(admin_client, **KER | {"doi": "10.1038/other"}),
        kept(admin_client, **CHAPTER | {"title": "Inelastic energy"}),
        kept(admin_client, kind="book", title="On feet", year=2002),
    ]

    assert [answer["said"] for answer in answers] == [MADE] * 3


def test_what_the_library_says_otherwise_is_named(admin_client):
    make(**KER | {"year": None})

    same = kept(admin_client, **KER | {"year": None, "kind": "other"})
    other = kept(admin_client, **KER | {"title": "Springs", "pages": ""})

    assert same["said"] == KNOWN
    assert other["said"] == (
        f"{KNOWN} It says something else there: Title, Year. "
        "To have back what you typed, take it out of the library’s care."
    )


# --- refusals ---------------------------------------------------------------------------------

NEEDED = "Title: A source needs a title, or at least an address."


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Kind: This field is required."),
        ({"kind": "other"}, NEEDED),
        ({"kind": "book", "title": " \t ", "year": 1999}, NEEDED),
        ({"kind": "patent", "title": "T"}, "Kind: Select a valid choice. patent is not one of"),
        ({"kind": "book", "title": "T", "year": "last"}, "Year: Enter a whole number."),
        ({"kind": "book", "title": "T", "year": "999"}, "Year: Ensure this value is greater"),
        ({"kind": "web", "title": "T", "url": "javascript:alert(1)"}, "Web address: Enter a valid"),
        ({"kind": "web", "title": "T", "accessed_on": "2026-02-30"}, "Date looked at: Enter a"),
        ({"kind": "book", "title": "T", "isbn": "123"}, "ISBN: An ISBN has 10 or 13 digits"),
        ({"kind": "book", "title": "T", "doi": "none"}, "DOI: A DOI looks like 10.1038/325147a0."),
        ({"kind": "book", "title": "T\x00"}, "Title: Null characters are not allowed."),
        ({"kind": "book", "title": "T" * 501}, "Title: Ensure this value has at most 500"),
        ({"kind": "book", "title": "T" * 2_000_000}, "Title: Ensure this value has at most 500"),
    ],
)
def test_what_is_no_fact_is_refused_by_the_name_of_its_field(admin_client, facts, said):
    assert refusal(admin_client, **facts).startswith(said)


def test_of_several_fields_each_is_named_once(admin_client):
    assert refusal(admin_client, kind="book", title="T\x00", year="x") == (
        "Title: Null characters are not allowed. Year: Enter a whole number."
    )


def test_more_than_a_form_can_hold_is_not_read(admin_client):
    answer = send(admin_client, kind="book", title="T" * 3_000_000)

    assert answer.status_code == 400
    assert not Source.objects.exists()


def test_what_is_hostile_stays_words(admin_client):
    hostile = "<img src=x onerror=\"alert('pwned')\"> ‮ 🏃 {{ x }} %s"

    answer = kept(admin_client, kind="book", title=hostile)

    assert answer["source"]["facts"]["title"] == hostile
    assert Source.objects.get().title == hostile


# --- who may ----------------------------------------------------------------------------------


def signed_in(*permissions, role=None):
    user = cast.make_staff("member", *permissions)
    if role:
        make_roles(dict.fromkeys(("Editors", "Authors"), Page.objects.get(depth=1)))
        user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", ROLES)
def test_those_who_write_may_and_other_roles_may_not(home_page, role):
    may = role in {"Editors", "Authors"}

    assert send(signed_in(role=role), **BOOK).status_code == (200 if may else 403)
    assert Source.objects.count() == may


@pytest.mark.parametrize(
    ("permissions", "status"),
    [(["add_source"], 200), (["view_source", "change_source", "delete_source"], 403)],
)
def test_it_takes_the_right_to_add_sources(home_page, permissions, status):
    assert send(signed_in(*permissions), **BOOK).status_code == status


def test_a_visitor_is_asked_to_sign_in(client, home_page):
    answer = client.post(KEEP, BOOK)

    assert (answer.status_code, answer.url) == (302, f"/admin/login/?next={KEEP}")
    assert not Source.objects.exists()


def test_without_the_token_of_a_form_nothing_is_kept(admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)

    assert send(client, **BOOK).status_code == 403
    assert not Source.objects.exists()


def test_asking_for_it_changes_nothing(admin_client, home_page):
    assert admin_client.get(KEEP, BOOK).status_code == 405
    assert not Source.objects.exists()


@pytest.mark.parametrize("may_add", [True, False])
def test_the_editor_offers_it_to_whoever_may_add_sources(index, may_add):
    article = cast.make_article(index, references=[{"key": "a", "title": "On feet"}])
    client = signed_in(role="Authors")
    if not may_add:
        Permission.objects.get(codename="add_source").group_set.clear()
    page = client.get(editing.edit_url(article)).content.decode()

    panel = lxml_html.fromstring(page).cssselect("[data-references]")[0]
    assert json.loads(panel.get("data-references"))["keep"] == (KEEP if may_add else "")


# --- what it costs --------------------------------------------------------------------------

#: Session, user, user's settings in the CMS; begin, lock, look, end.
LOOKING = 7
#: The source; its articles, which are none, in a transaction of their own; its history.
MAKING = 7


@pytest.mark.parametrize("sources", [1, 1_000])
def test_it_asks_as_often_however_big_the_library(admin_client, home_page, sources):
    Source.objects.bulk_create(
        Source(kind="book", title=f"Part {number}", identity=f"{number}")
        for number in range(sources)
    )
    make(**KER)
    kept(admin_client, **WEB)  # Django remembers its content types
    counts = []
    for work in (BOOK, KER):
        with CaptureQueriesContext(connection) as queries:
            kept(admin_client, **work)
        counts.append(len(queries))

    assert counts == [LOOKING + MAKING, LOOKING]
