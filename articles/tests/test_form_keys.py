"""Rows and markers keep the keys they are known by, whatever the form is sent (W4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.citations import citations_in, embed
from articles.models import ArticlePage, Source
from articles.tests import editing
from articles.tests.editing import words
from studio.tests import cast

CORE = {"key": "core", "title": "Core Stability"}
#: Of the edit page, most of them Wagtail's.
EDITOR_QUERIES = 47


@pytest.fixture
def article(index):
    return cast.make_article(index, references=[CORE], publish=False)


def draft(article):
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()


def references(article):
    return [(reference.key, reference.text) for reference in draft(article).references.all()]


def citations(article):
    return [
        citation
        for text in draft(article).text().rich_texts()
        for citation in citations_in(text.source)
    ]


def test_rows_of_one_key_are_told_apart(admin_client, article):
    pk = str(article.references.get().pk)
    rows = [
        {"id": pk, "key": "core", "title": "Core Stability"},
        {"key": "core", "title": "Feet"},
        {"key": "", "title": "Nameless"},
    ]

    editing.post(admin_client, article, body=[], references=rows)

    keys = dict(references(article))
    assert keys["core"] == "Core Stability"
    assert list(keys.values()) == ["Core Stability", "Feet", "Nameless"]


def test_a_row_that_autosave_has_stored_meanwhile_is_not_stored_twice(admin_client, article):
    row = {"key": "feet", "title": "Feet"}
    known = {"id": str(article.references.get().pk), "key": "core", "title": "Core Stability"}
    first = editing.filled(admin_client, article, body=[], references=[known, row])
    second = editing.filled(
        admin_client, article, body=[], references=[known, row | {"title": "Feet first"}]
    )

    assert admin_client.post(editing.edit_url(article), first).status_code == 302
    assert admin_client.post(editing.edit_url(article), second).status_code == 302

    assert references(article) == [("core", "Core Stability"), ("feet", "Feet first")]


def test_autosave_hands_back_the_keys_it_changed(admin_client, article):
    rows = [
        {"id": str(article.references.get().pk), "key": "core", "title": "Core Stability"},
        {"key": "core", "title": "Feet"},
    ]

    answer = editing.autosave(admin_client, article, body=[], references=rows).json()

    assert answer["success"]
    (_core, feet) = draft(article).references.all()
    assert answer["field_updates"]["references-1-key"] == feet.key != "core"
    assert answer["field_updates"]["references-1-id"] == str(feet.pk)


def test_an_empty_reference_of_a_published_article_survives_the_next_draft(admin_client, index):
    article = cast.make_article(index)
    body = [("paragraph", words(f"<p>A claim{embed('c1', 'note')}</p>"))]
    editing.post(admin_client, article, body=body, references=[{"key": "note"}])

    editing.post(admin_client, article, body=body)

    assert references(article) == [("note", "")]


def test_copied_markers_become_markers_of_their_own(admin_client, article):
    twice = f"<p>One{embed('c1', 'core')} two{embed('c1', 'core')}</p>"

    editing.post(
        admin_client,
        article,
        body=[("paragraph", words(twice)), ("quote", {"text": words(twice), "attribution": ""})],
        postscript=words(twice),
    )

    found = citations(article)
    assert len({citation.key for citation in found}) == 6
    assert {citation.reference_key for citation in found} == {"core"}
    assert len(draft(article).text().numbering.markers) == 6


def test_a_row_deleted_saved_and_brought_back_is_kept_with_its_key(admin_client, article):
    pk = str(article.references.get().pk)
    row = {"id": pk, "key": "core", "title": "Core Stability"}
    brought_back = editing.filled(admin_client, article, body=[], references=[row])
    deleted = editing.filled(admin_client, article, body=[], references=[row | {"DELETE": "1"}])

    assert admin_client.post(editing.edit_url(article), deleted).status_code == 302
    assert references(article) == []
    assert admin_client.post(editing.edit_url(article), brought_back).status_code == 302
    assert references(article) == [("core", "Core Stability")]


def test_a_live_row_deleted_saved_and_brought_back_is_published_once(admin_client, index):
    article = cast.make_article(index, references=[CORE])
    row = {"id": str(article.references.get().pk), "key": "core", "title": "Core Stability"}
    body = [("paragraph", words("<p>A claim.</p>"))]
    brought_back = editing.filled(
        admin_client, article, body=body, references=[row], action="publish"
    )
    deleted = editing.filled(admin_client, article, body=body, references=[row | {"DELETE": "1"}])

    assert admin_client.post(editing.edit_url(article), deleted).status_code == 302
    assert admin_client.post(editing.edit_url(article), brought_back).status_code == 302
    stored = ArticlePage.objects.get(pk=article.pk).references.all()
    assert [(reference.key, reference.text) for reference in stored] == [("core", "Core Stability")]


@pytest.mark.parametrize("live", [False, True])
def test_what_another_tab_has_stored_is_kept(admin_client, index, live):
    article = cast.make_article(index, references=[CORE], publish=live)
    row = {"id": str(article.references.get().pk), "key": "core", "title": "Core Stability"}
    feet, hands = {"key": "feet", "title": "Feet"}, {"key": "hands", "title": "Hands"}
    first = editing.filled(admin_client, article, body=[], references=[row, feet])
    second = editing.filled(admin_client, article, body=[], references=[row, hands])

    assert admin_client.post(editing.edit_url(article), first).status_code == 302
    assert admin_client.post(editing.edit_url(article), second).status_code == 302
    assert sorted(references(article)) == [
        ("core", "Core Stability"),
        ("feet", "Feet"),
        ("hands", "Hands"),
    ]


def test_a_reference_of_a_draft_alone_can_be_deleted(admin_client, index):
    article = cast.make_article(index, references=[CORE])
    row = {"id": str(article.references.get().pk), "key": "core", "title": "Core Stability"}
    feet = {"key": "feet", "title": "Feet"}
    editing.post(admin_client, article, body=[], references=[row, feet])
    assert references(article) == [("core", "Core Stability"), ("feet", "Feet")]

    editing.post(admin_client, article, body=[], references=[row, feet | {"DELETE": "1"}])

    assert references(article) == [("core", "Core Stability")]


@pytest.mark.parametrize("source", ["deleted", "0", "-1", "x", "1 or 1=1", "9" * 30, "\x00"])
def test_a_source_that_is_not_there_leaves_the_row_its_words(admin_client, article, source):
    if source == "deleted":
        gone = Source.objects.create(title="Core Stability")
        source = str(gone.pk)
        gone.delete()
    row = {"key": "feet", "title": "Feet", "source": source}
    known = {"id": str(article.references.get().pk), "key": "core", "title": "Core Stability"}

    answer = editing.autosave(admin_client, article, body=[], references=[known, row])

    assert answer.status_code == 200
    assert references(article) == [("core", "Core Stability"), ("feet", "Feet")]


def test_the_editor_page_asks_as_often_for_sixty_references_as_for_two(admin_client, index):
    def asked(count):
        sources = [Source.objects.create(title=f"Source {number}") for number in range(count)]
        rows = [{"key": f"k{s.pk}", "title": s.title, "source": s} for s in sources]
        article = cast.make_article(index, title=f"Of {count}", references=rows)
        admin_client.get(editing.edit_url(article))
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(editing.edit_url(article)).status_code == 200
        return len(queries)

    assert [asked(2), asked(60)] == [EDITOR_QUERIES, EDITOR_QUERIES]
