"""Rows and markers keep the keys they are known by, whatever the form is sent (W4)."""

import pytest

from articles.citations import citations_in, embed
from articles.models import ArticlePage
from articles.tests import editing
from articles.tests.editing import words
from studio.tests import cast

CORE = {"key": "core", "title": "Core Stability"}


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
