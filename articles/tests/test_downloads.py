"""Readers take the references of an article along, as files (W10)."""

import json

import pytest
from lxml import html as lxml_html
from wagtail.models import PageViewRestriction

from articles import importing, interchange
from articles.tests.sent import tree
from articles.tests.works import BOOK, KER, facts_of
from studio.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(index):
    return cast.make_article(
        index,
        title="Springs",
        body=[("paragraph", f"<p>One{cast.cite('book')}, two{cast.cite('ker')}.</p>")],
        references=[
            {"key": "ker", **KER},
            {"key": "book", **BOOK, "note": "See page 3."},
            {"key": "note", "note": "A note alone."},
        ],
    )


def test_the_article_leads_to_its_references_as_files(client, article):
    page = tree(client.get(article.url))

    links = page.cssselect(".references__files a")
    assert [(link.text, link.get("href")) for link in links] == [
        ("BibTeX", f"{article.url}references/bibtex/"),
        ("RIS", f"{article.url}references/ris/"),
        ("CSL-JSON", f"{article.url}references/csl-json/"),
    ]
    assert [client.get(link.get("href")).status_code for link in links] == [200, 200, 200]


@pytest.mark.parametrize(
    ("name", "content_type", "extension"),
    [
        ("bibtex", "application/x-bibtex; charset=utf-8", "bib"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "ris"),
        ("csl-json", "application/vnd.citationstyles.csl+json", "json"),
    ],
)
def test_a_file_holds_what_the_page_lists_in_its_order(
    client, article, name, content_type, extension
):
    response = client.get(f"{article.url}references/{name}/")

    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == (
        f'attachment; filename="springs-references.{extension}"'
    )
    assert response["X-Robots-Tag"] == "noindex"
    plan = importing.plan(response.content.decode())
    lines = [line.reference for line in article.text().lines]
    assert [facts_of(one.source) for one in plan.new] == [facts_of(one) for one in lines[:2]]
    assert [one.source.note for one in plan.new] == ["See page 3.", ""]


def test_a_plain_note_is_no_item_of_a_file(client, article):
    for name in interchange.FORMATS:
        assert "A note alone." not in client.get(f"{article.url}references/{name}/").text


def test_an_article_of_nothing_but_notes_has_no_files_to_offer(client, index):
    body = [("paragraph", f"<p>One{cast.cite('note')}.</p>")]
    article = cast.make_article(index, body=body, references=[{"key": "note", "note": "A note."}])
    page = tree(client.get(article.url))

    assert page.cssselect(".endnotes")
    assert not page.cssselect(".references__files")
    assert client.get(f"{article.url}references/ris/").text == ""


@pytest.mark.parametrize(
    "fact", [{"title": "A"}, {"authors": "A"}, {"doi": "10.1000/a"}, {"url": "https://example.org"}]
)
def test_whatever_can_be_looked_up_is_an_item(client, index, fact):
    article = cast.make_article(index, references=[{"key": "a", **fact}])

    assert tree(client.get(article.url)).cssselect(".references__files")
    assert len(client.get(f"{article.url}references/csl-json/").json()) == 1


def test_an_article_without_references_has_no_files_to_offer(client, index):
    article = cast.make_article(index)

    assert not tree(client.get(article.url)).cssselect(".references__files")
    assert json.loads(client.get(f"{article.url}references/csl-json/").content) == []


@pytest.mark.parametrize("path", ["references/", "references/word/", "references/bibtex/more/"])
def test_other_addresses_below_an_article_are_none(client, article, path):
    assert client.get(article.url + path).status_code == 404


def test_drafts_and_private_articles_keep_their_references_to_themselves(client, index, article):
    PageViewRestriction.objects.create(
        page=article, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    draft = cast.make_article(index, title="Draft", references=[{"key": "a", **KER}], publish=False)

    for name in interchange.FORMATS:
        response = client.get(f"{article.url}references/{name}/")
        assert "10.1038" not in response.content.decode()
        assert "Content-Disposition" not in response.headers
        assert client.get(f"/articles/{draft.slug}/references/{name}/").status_code == 404


def test_nothing_is_posted_to_a_file(client, article):
    assert client.post(f"{article.url}references/ris/").status_code == 405


def test_the_name_of_a_file_breaks_no_header(client, index):
    article = cast.make_article(index, title="Füße", slug="füße", references=[{"key": "a", **KER}])

    response = client.get(f"{article.url}references/ris/")

    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''f%C3%BC%C3%9Fe-references.ris"
    )


def test_feed_and_preview_offer_no_files(client, admin_client, index, article):
    feed = client.get(f"{index.url}feed/").content.decode()
    request = article.make_preview_request()

    assert "references/bibtex" not in feed
    page = lxml_html.fromstring(request.content.decode())
    assert page.cssselect(".endnotes")
    assert not page.cssselect(".references__files")


def test_the_files_of_an_article_are_purged_with_it(article):
    assert {f"/references/{name}/" for name in interchange.FORMATS} <= set(
        article.get_cached_paths()
    )
