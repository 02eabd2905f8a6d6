"""A reference that leads to the library says what the library says, always."""

import json

import pytest
from django.urls import reverse
from lxml import html as lxml_html
from wagtail.models import Page

from articles.models import ArticlePage, Reference, Source
from articles.tests import editing
from articles.tests.sent import reference_lines, tree
from articles.tests.works import BOOK, KER, facts_of, make
from studio.tests import cast

pytestmark = pytest.mark.django_db

BODY = [("paragraph", f"<p>One{cast.cite('k')}.</p>")]


@pytest.fixture
def ker():
    return make(**KER)


@pytest.fixture
def article(index, ker):
    reference = {"key": "k", "source": ker, **KER, "note": "Mine."}
    return cast.make_article(index, title="Springs", body=BODY, references=[reference])


def again(article):
    return ArticlePage.objects.get(pk=article.pk)


def change(source, **facts):
    for name, value in facts.items():
        setattr(source, name, value)
    source.save()


def rewritten(article, **fields):
    """A new version of ``article`` without references, published."""
    page = article.get_latest_revision_as_object()
    page.references = []
    page.body = [("paragraph", "<p>Nothing.</p>")]
    page.save_revision().publish()


# --- its facts are the library's, whatever was posted -----------------------------------


@pytest.mark.parametrize("action", [None, "publish"])
def test_the_form_stores_what_the_library_says_whatever_was_posted(
    admin_client, article, ker, action
):
    row = {
        "id": str(article.references.get().pk),
        "key": "k",
        "source": str(ker.pk),
        "title": "Forged",
        "authors": "Nobody",
        "kind": "book",
        "year": "2000",
        "doi": "10.1000/forged",
        "note": "My own words.",
    }
    body = [("paragraph", editing.words(f"<p>One{cast.cite('k')}.</p>"))]

    response = editing.post(admin_client, article, body=body, references=[row], action=action)

    assert response.status_code == 302
    draft = again(article).get_latest_revision_as_object().references.get()
    assert (facts_of(draft), draft.note) == (facts_of(ker), "My own words.")
    if action:
        stored = again(article).references.get()
        assert (facts_of(stored), stored.note, stored.source) == (
            facts_of(ker),
            "My own words.",
            ker,
        )


def test_the_form_opens_with_what_the_library_says_now(admin_client, article, ker):
    change(ker, title="A better title")

    page = lxml_html.fromstring(admin_client.get(editing.edit_url(article)).content.decode())

    assert page.cssselect("[name=references-0-title]")[0].get("value") == "A better title"


# --- one change changes every article -----------------------------------------------------


def test_a_change_in_the_library_changes_every_article_that_cites_it(
    client, admin_client, index, article, ker
):
    other = cast.make_article(
        index, title="Other", body=BODY, references=[{"key": "k", "source": ker}]
    )
    facts = {name: str(value or "") for name, value in facts_of(ker).items()}
    posted = {**facts, "title": "Springs of bone", "note": ""}

    admin_client.post(reverse("sources:edit", args=[ker.pk]), posted)

    for page, note in ((article, " Mine."), (other, "")):
        response = tree(client.get(page.url))
        line = reference_lines(response)[0]
        assert line.startswith("(1) Springs of bone – by R. F. Ker")
        assert line.endswith(f"https://doi.org/10.1038/325147a0{note}")
        data = [
            json.loads(one)
            for one in response.xpath('//script[@type="application/ld+json"]/text()')
        ]
        cited = next(one["citation"] for one in data if one["@type"] == "Article")
        assert [one["name"] for one in cited] == ["Springs of bone"]
    assert client.get(f"{index.url}feed/").content.decode().count("Springs of bone") == 2


@pytest.mark.django_db(transaction=True)
def test_a_change_in_the_library_is_found_by_search(home_page):
    ker = make(**KER)
    index = cast.make_index(home_page)
    article = cast.make_article(index, body=BODY, references=[{"key": "k", "source": ker}])

    change(ker, title="Xylophone")

    assert [page.pk for page in Page.objects.live().search("xylophone")] == [article.pk]


def test_a_change_in_the_library_takes_the_same_queries_for_1_and_for_30_references(
    index, ker, article, django_assert_num_queries
):
    with django_assert_num_queries(4):
        change(ker, title="One")
    references = [{"key": f"k{number}", "source": ker} for number in range(30)]
    cast.make_article(index, title="Many", references=references)

    with django_assert_num_queries(4):
        change(ker, title="Thirty")

    assert set(Reference.objects.values_list("title", flat=True)) == {"Thirty"}


# --- versions ---------------------------------------------------------------------------


def test_an_old_version_that_goes_live_says_what_the_library_says_now(client, article, ker):
    old = article.latest_revision
    rewritten(article)
    change(ker, title="What is known today")

    old.refresh_from_db()
    old.publish()

    assert reference_lines(tree(client.get(article.url)))[0].startswith("(1) What is known today")
    assert again(article).references.get().title == "What is known today"


def test_a_source_that_is_deleted_leaves_whole_references_behind(
    client, admin_client, article, ker
):
    line = f"(1) {ker.text} Mine."
    draft = article.get_latest_revision_as_object()
    draft.title = "A later draft"
    draft.save_revision()

    ker.delete()

    assert reference_lines(tree(client.get(article.url))) == [line]
    stored = again(article).get_latest_revision_as_object().references.get()
    assert (stored.source, stored.title, stored.note) == (None, KER["title"], "Mine.")
    page = admin_client.get(editing.edit_url(article))
    assert page.status_code == 200
    assert KER["title"] in page.content.decode()


def test_an_old_version_whose_source_was_deleted_goes_live_whole(client, article, ker):
    old, line = article.latest_revision, f"(1) {ker.text} Mine."
    rewritten(article)
    ker.delete()

    old.refresh_from_db()
    old.publish()

    assert reference_lines(tree(client.get(article.url))) == [line]
    assert again(article).references.get().source is None


# --- copies, previews, aliases --------------------------------------------------------------


@pytest.mark.parametrize("alias", [False, True])
def test_a_copy_and_an_alias_cite_the_same_source(article, ker, alias):
    fields = {"slug": "copy", "title": "Copy"}
    copy = article.copy(update_attrs=fields) if not alias else None
    made = copy or article.create_alias(update_slug="copy")

    reference = again(made).references.get()
    assert (reference.source, facts_of(reference)) == (ker, facts_of(ker))
    change(ker, title="A better title")
    assert again(made).references.get().title == "A better title"
    assert Source.objects.with_uses().get().uses == 2


def test_a_preview_shows_the_line_of_the_source(article, ker):
    response = article.make_preview_request()

    assert reference_lines(tree(response)) == [f"(1) {ker.text} Mine."]


# --- what means the same work ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "same"),
    [
        ({"title": "Anything", "doi": KER["doi"]}, True),
        (KER | {"doi": "10.1000/other"}, False),
        (KER | {"doi": ""}, True),
        ({"title": KER["title"].upper(), "authors": "Robert Ker", "year": 1987}, True),
        ({"title": KER["title"], "authors": "Robert Ker"}, False),
        ({"title": ""}, False),
    ],
)
def test_a_work_is_the_same_by_doi_else_by_title_author_and_year(ker, facts, same):
    record = Source(**facts)

    assert Source.objects.same_as(record).exists() is same
    assert ker.means(record) is record.means(ker) is same


def test_a_book_is_known_by_its_isbn_and_its_chapters_are_not():
    book = make(**BOOK)

    assert Source.objects.same_as(Source(title="Reprint", isbn=BOOK["isbn"])).get() == book
    chapter = Source(kind="chapter", title="One", isbn=BOOK["isbn"])
    assert not Source.objects.same_as(chapter).exists()
    assert not Source.objects.same_as(
        Source(title="A", isbn=BOOK["isbn"], doi="10.1000/a")
    ).exclude(pk=book.pk)


def test_a_source_has_one_spelling():
    source = make(
        kind="article",
        title="  Two   words\x00and\na line ",
        authors=" A. One ;; B.  Two;",
        pages="147 - 149",
        url="https://doi.org/10.1038/325147A0",
        archive_url="https://example.org/a{b}",
        isbn="978-0-06-250322-0",
    )

    assert source.title == "Two words and a line"
    assert (source.authors, source.pages) == ("A. One; B. Two", "147–149")
    assert (source.doi, source.url) == ("10.1038/325147a0", "")
    assert (source.archive_url, source.isbn) == ("https://example.org/a%7Bb%7D", "9780062503220")
