"""One style for every kind of source (first half of W8)."""

import pytest

from articles import sources
from articles.models import Reference

SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


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
        '<a href="https://doi.org/10.1/x%22onclick=">https://doi.org/10.1/x%22onclick=</a>'
    )


def test_an_address_holds_no_character_that_an_address_cannot_hold():
    assert sources.link(Reference(doi=SICI)) == (
        "https://doi.org/10.1002/(sici)1097-0258(19980815/30)17:15/16%3C1661::aid-sim968%3E3.0.co;2-2"
    )
    assert sources.link(Reference(doi="10.1/a?b#c%41")) == "https://doi.org/10.1/a%3Fb%23c%2541"
    assert sources.link(Reference(url='https://example.org/a"<b>?c=%20&d#e')) == (
        "https://example.org/a%22%3Cb%3E?c=%20&d#e"
    )


def test_a_doi_made_of_a_sici_is_found_whole_however_it_is_written():
    typed = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
    assert sources.find_doi(typed) == SICI
    assert sources.find_doi(f"(doi:{typed})") == SICI
    assert sources.find_doi(f"https://doi.org/{typed}.") == SICI
    assert sources.find_doi(sources.link(Reference(doi=SICI))) == SICI


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("(10.1016/S0140-6736(05)67843-5)", "10.1016/s0140-6736(05)67843-5"),
        ("[10.1038/325147a0].", "10.1038/325147a0"),
        ("<10.1038/325147a0>", "10.1038/325147a0"),
        ('<a href="https://doi.org/10.1038/325147a0">', "10.1038/325147a0"),
        ("<b>10.1038/325147a0</b>", "10.1038/325147a0"),
        ("https://doi.org/10.1038/325147a0%00", "10.1038/325147a0"),
        ("10.1038/" + "(" * 9_000, "10.1038/" + "(" * 9_000),
        ("10.1038/" + ")" * 9_000, ""),
        ("(10.1038/)", ""),
    ],
)
def test_what_stands_around_a_doi_is_no_part_of_it(typed, found):
    assert sources.find_doi(typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        "10.1038/325147a0",
        "doi:10.1038/325147A0",
        "https://doi.org/10.1038/325147a0",
        "http://dx.doi.org/10.1038/325147a0.",
        " DOI 10.1038/325147a0, ",
        "(doi:10.1038/325147a0)",
    ],
)
def test_a_doi_is_found_in_any_spelling(typed):
    assert sources.find_doi(typed) == "10.1038/325147a0"


@pytest.mark.parametrize("typed", ["", "nothing", "10.1038", "11.1038/x", "doi.org"])
def test_what_is_no_doi_is_not_taken_for_one(typed):
    assert sources.find_doi(typed) == ""
