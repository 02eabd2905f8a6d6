"""One style for every kind of source (first half of W8)."""

import pytest

from articles import sources
from articles.models import Reference


def line(**fields):
    return sources.as_text(Reference(**fields))


def test_title_and_author_are_the_whole_line_where_nothing_else_is_known():
    assert (
        line(title="Core Stability is Like Orthotics for your Torso", authors="Jae Gruenke")
        == "Core Stability is Like Orthotics for your Torso – by Jae Gruenke"
    )


def test_an_article_names_its_journal_its_place_in_it_and_its_doi():
    assert line(
        title="The spring in the arch of the human foot",
        authors="R. F. Ker; M. B. Bennett",
        container="Nature",
        volume="325",
        issue="6100",
        pages="147–149",
        year=1987,
        doi="10.1038/325147a0",
    ) == (
        "The spring in the arch of the human foot – by R. F. Ker, M. B. Bennett. "
        "Nature 325(6100), 147–149, 1987. https://doi.org/10.1038/325147a0"
    )


def test_a_book_names_its_publisher():
    assert (
        line(
            title="Awareness Through Movement",
            authors="M. Feldenkrais",
            publisher="Harper & Row",
            year=1972,
        )
        == "Awareness Through Movement – by M. Feldenkrais. Harper & Row, 1972"
    )


def test_a_question_needs_no_full_stop_behind_it():
    assert line(title="Does it work?", container="A Journal") == "Does it work? A Journal"


def test_a_note_may_stand_alone_or_behind_a_source():
    assert line(note="The author's own count.") == "The author's own count."
    assert line(title="A book", note="See chapter 3.") == "A book. See chapter 3."


def test_a_doi_wins_over_an_address():
    assert line(title="A", doi="10.1/x", url="https://example.org") == "A. https://doi.org/10.1/x"
    assert line(title="A", url="https://example.org/a") == "A. https://example.org/a"


def test_html_sets_the_container_in_italics_links_the_address_and_escapes_the_rest():
    html = sources.as_html(
        Reference(title="<b>Arches & bows</b>", container="Nature", doi='10.1/x"onclick=')
    )

    assert html == (
        "&lt;b&gt;Arches &amp; bows&lt;/b&gt;. <cite>Nature</cite>. "
        '<a href="https://doi.org/10.1/x&quot;onclick=">https://doi.org/10.1/x&quot;onclick=</a>'
    )


@pytest.mark.parametrize(
    "typed",
    [
        "10.1038/325147a0",
        "doi:10.1038/325147A0",
        "https://doi.org/10.1038/325147a0",
        "http://dx.doi.org/10.1038/325147a0.",
        " DOI 10.1038/325147a0, ",
    ],
)
def test_a_doi_is_found_in_any_spelling(typed):
    assert sources.find_doi(typed) == "10.1038/325147a0"


@pytest.mark.parametrize("typed", ["", "nothing", "10.1038", "11.1038/x", "doi.org"])
def test_what_is_no_doi_is_not_taken_for_one(typed):
    assert sources.find_doi(typed) == ""
