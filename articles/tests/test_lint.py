"""What editors are told about the references of an article (W4)."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from articles import lint
from articles.models import ArticlePage
from studio.tests import cast

CORE = {"key": "core", "title": "Core Stability", "authors": "Jae Gruenke"}
LOST = "has lost its reference, which was deleted. Choose another one, or remove the marker."


def article_of(index, body, references, **fields):
    return cast.make_article(
        index, body=[("paragraph", body)], references=references, publish=False, **fields
    )


def warnings(article):
    return lint.warnings(article.text())


def test_an_article_in_order_has_no_warnings(index):
    article = cast.make_trunk_article(index)

    assert warnings(article) == []
    assert lint.lost_markers(article.text()) == []


def test_a_reference_nobody_cites_is_a_warning(index):
    article = article_of(index, "<p>A claim.</p>", [CORE])

    assert warnings(article) == [
        "No marker leads to “Core Stability – by Jae Gruenke”. Readers see it at the end of the list."
    ]


def test_an_empty_reference_is_a_warning_cited_or_not(index):
    article = article_of(index, f"<p>A claim{cast.cite('a')}.</p>", [{"key": "a"}, {"key": "b"}])

    assert warnings(article) == ["2 references are empty."]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "Core Stability"}, {"title": "core  stability!"}),
        (
            {"doi": "10.1038/325147a0", "title": "The spring"},
            {"doi": "10.1038/325147a0", "title": "Spring in the arch"},
        ),
        ({"note": "See above."}, {"note": "see above"}),
    ],
)
def test_one_source_that_stands_twice_is_a_warning(index, one, other):
    body = f"<p>One{cast.cite('a')} two{cast.cite('b')}.</p>"
    article = article_of(index, body, [{"key": "a", **one}, {"key": "b", **other}])

    (sentence,) = warnings(article)
    assert sentence.endswith(
        "stands in the references more than once; cite one of them again instead."
    )


def test_a_long_note_is_quoted_in_part(index):
    article = article_of(index, "<p>A claim.</p>", [{"key": "a", "note": "word " * 2_000}])

    (sentence,) = warnings(article)
    assert len(sentence) < 200


def test_a_lost_marker_is_told_by_the_words_before_it():
    source = f"<p>First part</p><p>The arch &amp; foot <b>give back</b>{cast.cite('gone')}.</p>"

    assert lint.dangling_markers(source, {"core"}) == [
        f"The footnote after “& foot give back” {LOST}"
    ]


def test_a_lost_marker_before_any_word_is_told_too():
    assert lint.dangling_markers(f"<p>{cast.cite('gone')}Word</p>", set()) == [
        f"A footnote here {LOST}"
    ]


def test_a_lost_marker_far_into_a_long_text_is_told_by_its_words():
    source = f"<p>{'<b>some</b> words ' * 500}at last{cast.cite('gone')}</p>"

    assert lint.dangling_markers(source, set()) == [
        f"The footnote after “some words at last” {LOST}"
    ]


def test_a_lost_marker_is_found_in_the_closing_note(index):
    article = article_of(index, "<p>A claim.</p>", [], postscript=f"<p>Thanks{cast.cite('x')}</p>")

    assert lint.lost_markers(article.text()) == [f"The footnote after “Thanks” {LOST}"]


def panel_of(admin_client, article):
    page = admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    soup = BeautifulSoup(page.content, "html.parser")
    tab = soup.find(id="tab-references")
    return [item.text for block in tab.select(".help-warning") for item in block.select("li")]


def test_the_references_tab_lists_what_is_loose(admin_client, index):
    article = article_of(index, f"<p>Word{cast.cite('gone')}</p>", [CORE])

    assert panel_of(admin_client, article) == [
        f"The footnote after “Word” {LOST}",
        "No marker leads to “Core Stability – by Jae Gruenke”. Readers see it at the end of the list.",
    ]


def test_the_references_tab_is_silent_where_all_is_well(admin_client, index):
    assert panel_of(admin_client, cast.make_trunk_article(index)) == []


def test_words_of_a_reference_are_escaped_on_the_tab(admin_client, index):
    article = article_of(index, "<p>A claim.</p>", [{"key": "a", "note": "<script>x</script>"}])

    page = admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))

    assert b"<script>x</script>" not in page.content
    assert ArticlePage.objects.get(pk=article.pk).references.get().note == "<script>x</script>"
