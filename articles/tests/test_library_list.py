"""The library in the CMS: list, search, filters, one source, chooser, rights (W9)."""

import html

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html
from wagtail.models import ModelLogEntry, ReferenceIndex

from articles.models import Source
from articles.tests.sent import visible
from articles.tests.works import BOOK, KER, WEB, make
from studio.tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]
LIST = "/admin/sources/"


def rows(response):
    """Title, authors, year, kind, uses of each line of the list."""
    page = lxml_html.fromstring(response.content.decode())
    found = []
    for row in page.cssselect("table.listing tbody tr"):
        title = visible(row.cssselect(".title-wrapper")[0])
        found.append((title, *(visible(cell) for cell in row.cssselect("td")[2:])))
    return found


def titles(client, asked=""):
    return [row[0] for row in rows(client.get(LIST + asked))]


@pytest.fixture
def ker():
    return make(**KER)


def cite(index, *sources, title="Springs", **fields):
    references = [{"key": f"s{one.pk}", "source": one, "kind": one.kind} for one in sources]
    return cast.make_article(index, title=title, references=references, **fields)


def test_the_list_tells_who_wrote_what_when_and_how_often_it_is_cited(admin_client, index, ker):
    make(**BOOK)
    cite(index, ker, title="One")
    cite(index, ker, title="Two")

    assert rows(admin_client.get(LIST)) == [
        ("Awareness Through Movement", "M. Feldenkrais", "1972", "Book", "not cited"),
        (
            "The spring in the arch of the human foot",
            "R. F. Ker, M. B. Bennett",
            "1987",
            "Article in a journal",
            "used in 2 articles",
        ),
    ]


@pytest.mark.parametrize("address", [LIST, f"{LIST}results/"])
@pytest.mark.parametrize("right", ["view_source", "change_source"])
def test_the_count_leads_to_the_articles_and_none_leads_nowhere(client, index, ker, address, right):
    make(**BOOK)
    article = cite(index, ker)
    client.force_login(cast.make_staff("somebody", right))

    page = lxml_html.fromstring(client.get(address).text)

    cells = [row.cssselect("td")[-1] for row in page.cssselect("table.listing tbody tr")]
    links = [[(visible(a), a.get("href")) for a in cell.cssselect("a")] for cell in cells]
    inspect = reverse("sources:inspect", args=[ker.pk])
    assert links == [[], [("used in 1 article", f"{inspect}#cited")]]
    cited = lxml_html.fromstring(client.get(inspect).text)
    assert cited.cssselect("#cited")
    assert visible(cited.cssselect(".source-articles li")[0]) == article.title


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("FOOT spring", ["The spring in the arch of the human foot"]),
        ("1987 bennett", ["The spring in the arch of the human foot"]),
        ("https://doi.org/10.1038/325147A0.", ["The spring in the arch of the human foot"]),
        ("10.1038/325147A0", ["The spring in the arch of the human foot"]),
        ("feldenkraïs", ["Awareness Through Movement"]),
        ("foot awareness", []),
        ("", ["Awareness Through Movement", "The spring in the arch of the human foot"]),
        ("%", ["Awareness Through Movement", "The spring in the arch of the human foot"]),
        ("'; --", ["Awareness Through Movement", "The spring in the arch of the human foot"]),
        ("a" * 5_000, []),
    ],
)
def test_a_search_asks_for_all_words_whatever_their_case_and_accents(
    admin_client, ker, typed, found
):
    make(**BOOK)

    response = admin_client.get(LIST, {"q": typed})

    assert [row[0] for row in rows(response)] == found
    assert [row[0] for row in rows(admin_client.get(f"{LIST}results/", {"q": typed}))] == found


def test_a_nul_in_a_search_is_no_reason_to_fail(admin_client, ker):
    assert admin_client.get(LIST, {"q": "foot\x00"}).status_code == 200


def test_the_list_is_narrowed_down_by_kind_use_gaps_and_day(admin_client, index, ker):
    make(**BOOK)
    make(**WEB)
    cite(index, ker)
    book, spring, core = (
        "Awareness Through Movement",
        "The spring in the arch of the human foot",
        "Core Stability is Like Orthotics for your Torso",
    )
    today = timezone.localdate().isoformat()

    assert titles(admin_client, "?kind=book") == [book]
    assert titles(admin_client, "?use=used") == [spring]
    assert titles(admin_client, "?use=unused") == [book, core]
    assert titles(admin_client, "?lacks=doi") == [book, core]
    assert titles(admin_client, "?lacks=address") == [book]
    assert titles(admin_client, "?use=unused&kind=web&q=torso") == [core]
    assert titles(admin_client, f"?created_at_from={today}") == [book, core, spring]
    assert titles(admin_client, "?created_at_to=2026-01-01") == []
    assert titles(admin_client, "?kind=nonsense&use=x&lacks=y") == [book, core, spring]


def own_queries(client, address):
    """What the library itself asks of the database."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return [
        query["sql"]
        for query in queries
        if '"articles_source"' in query["sql"] or '"articles_reference"' in query["sql"]
    ], len(queries)


@pytest.mark.parametrize(
    "address", [LIST, f"{LIST}?q=source", f"{LIST}results/?q=sour", "/admin/sources/choose/?q=sou"]
)
def test_the_list_asks_two_questions_for_1_and_for_30_sources(admin_client, index, ker, address):
    Source.objects.filter(pk=ker.pk).update(words="source 0 a")
    cite(index, ker)
    one = own_queries(admin_client, address)
    cite(index, *(make(title=f"Source {number}") for number in range(30)), title="Many")

    assert (len(one[0]), len(own_queries(admin_client, address)[0])) == (2, 2)
    assert own_queries(admin_client, address)[1] == one[1]


def test_one_source_shows_its_line_and_the_articles_that_cite_it(admin_client, index, ker):
    article = cite(index, ker)

    response = admin_client.get(reverse("sources:inspect", args=[ker.pk]))
    page = lxml_html.fromstring(response.content.decode())

    assert visible(page.cssselect(".source-line")[0]) == ker.text
    links = page.cssselect(".source-articles a")
    assert [(visible(link), link.get("href")) for link in links] == [
        ("Springs", reverse("wagtailadmin_pages:edit", args=[article.pk]))
    ]


def test_one_source_is_shown_in_the_same_queries_for_1_and_for_30_articles(
    admin_client, index, ker
):
    address = reverse("sources:inspect", args=[ker.pk])
    cite(index, ker)
    one = own_queries(admin_client, address)[1]
    for number in range(30):
        cite(index, ker, title=f"Article {number}")

    assert own_queries(admin_client, address)[1] == one


def indexed(source):
    """The articles that Wagtail's reference index knows to use a source."""
    found = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Source), to_object_id=str(source.pk)
    )
    return sorted({int(number) for number in found.values_list("object_id", flat=True)})


def test_the_count_equals_the_reference_index(admin_client, index, ker):
    articles = [cite(index, ker, title=f"Article {n}") for n in range(3)]
    articles[0].references.all().delete()
    articles[0].save()

    assert indexed(ker) == [article.pk for article in articles[1:]]
    assert Source.objects.with_uses().get(pk=ker.pk).uses == 2
    usage = admin_client.get(reverse("sources:usage", args=[ker.pk])).content.decode()
    assert [f"Article {n}" in usage for n in range(3)] == [False, True, True]


def test_a_source_that_is_there_already_is_warned_of_and_stored(admin_client, ker):
    posted = {**KER, "title": "THE SPRING in the arch of the human foot!", "doi": "", "note": ""}
    posted |= {"isbn": "", "publisher": "", "url": "", "accessed_on": "", "archive_url": ""}

    response = admin_client.post(reverse("sources:add"), posted, follow=True)

    assert Source.objects.count() == 2
    page = html.unescape(response.content.decode())
    assert "The library has this work already." in page
    assert reverse("sources:inspect", args=[ker.pk]) in page


def test_a_source_of_its_own_is_not_warned_of(admin_client, ker):
    posted = dict.fromkeys(["authors", "container", "volume", "issue", "pages", "publisher"], "")
    posted |= dict.fromkeys(["year", "doi", "isbn", "url", "accessed_on", "archive_url"], "")
    posted |= {"kind": "other", "title": "Another", "note": ""}

    response = admin_client.post(reverse("sources:add"), posted, follow=True)

    assert Source.objects.filter(title="Another").exists()
    assert "The library has this work already" not in response.content.decode()


def test_deleting_says_how_many_articles_keep_a_copy(admin_client, index, ker):
    cite(index, ker)
    address = reverse("sources:delete", args=[ker.pk])

    kept = "1 article cites it and keeps a copy of what is known of it."
    assert kept in admin_client.get(address).content.decode()
    several = f"/admin/bulk/articles/source/delete/?id={ker.pk}"
    assert kept in admin_client.get(several).content.decode()

    admin_client.post(several)

    assert not Source.objects.exists()
    reference = index.get_children().get().specific.references.get()
    assert (reference.source, reference.title) == (None, ker.title)


# --- the dialog that chooses one ------------------------------------------------------


def test_a_source_is_chosen_by_words_whatever_their_case_and_accents(admin_client, ker):
    make(**BOOK)

    response = admin_client.get("/admin/sources/choose/results/", {"q": "FÉET"})
    assert "No sources" in response.content.decode() or "no snippets" in response.content.decode()
    response = admin_client.get("/admin/sources/choose/results/", {"q": "ARCH spríng"})

    page = lxml_html.fromstring(response.content.decode())
    assert [visible(link) for link in page.cssselect("a[data-chooser-modal-choice]")] == [ker.text]


# --- rights -----------------------------------------------------------------------------


def addresses(source):
    return {
        "list": LIST,
        "results": f"{LIST}results/",
        "inspect": reverse("sources:inspect", args=[source.pk]),
        "choose": "/admin/sources/choose/",
        "chosen": f"/admin/sources/choose/chosen/{source.pk}/",
        "add": reverse("sources:add"),
        "import": reverse("sources:import"),
        "edit": reverse("sources:edit", args=[source.pk]),
        "usage": reverse("sources:usage", args=[source.pk]),
        "export": f"{LIST}?export=bibtex",
        "download": f"/admin/bulk/articles/source/download/?id={source.pk}",
        "delete": reverse("sources:delete", args=[source.pk]),
        "delete several": f"/admin/bulk/articles/source/delete/?id={source.pk}",
        "merge": f"/admin/bulk/articles/source/merge/?id={source.pk}",
    }


AUTHOR = {"list", "results", "inspect", "choose", "chosen", "add", "import", "edit", "usage"} | {
    "export",
    "download",
}
EDITOR = AUTHOR | {"delete", "delete several", "merge"}


@pytest.mark.parametrize(
    ("rights", "opens"),
    [
        (["add_source", "change_source", "delete_source"], EDITOR),
        (["add_source", "change_source"], AUTHOR),
        (["delete_source"], {"list", "results", "inspect", "choose", "chosen", "export"} | {"download", "delete", "delete several"}),
        (["view_source"], {"list", "results", "inspect", "choose", "chosen", "export", "download"}),
        ([], set()),
        (["change_topic", "moderate_comment"], set()),
    ],
)  # fmt: skip
def test_what_somebody_may_do_in_the_library_is_what_was_given(client, ker, rights, opens):
    client.force_login(cast.make_staff("somebody", *rights))

    answers = {name: client.get(at).status_code for name, at in addresses(ker).items()}

    assert {name for name, status in answers.items() if status == 200} == opens
    assert {status for name, status in answers.items() if name not in opens} <= {302, 403}
    for at in addresses(ker).values():
        if at not in {addresses(ker)[name] for name in opens}:
            client.post(at, {"keep": ker.pk, "text": "@book{a, title={A}}", "import": "1"})
    assert list(Source.objects.all()) == [ker]


def test_the_library_asks_strangers_to_sign_in(client, ker):
    for at in addresses(ker).values():
        assert client.get(at).headers["Location"].startswith("/admin/login/"), at


def test_forged_numbers_lead_nowhere(admin_client, ker):
    for name in ("inspect", "edit", "delete", "usage"):
        for number in ("0", "999999", "x"):
            assert admin_client.get(f"{LIST}{name}/{number}/").status_code == 404, (name, number)
    for number in ("0", "999999", "x", "-1", "9" * 30):
        for action in ("merge", "download", "delete"):
            address = f"/admin/bulk/articles/source/{action}/?id={number}"
            assert admin_client.get(address).status_code == 200, address
            assert admin_client.post(address, {"keep": number}).status_code in {200, 302, 409, 422}
    assert Source.objects.count() == 1
    assert not ModelLogEntry.objects.exists()
