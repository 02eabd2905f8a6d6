"""One style for every kind of source (W8)."""

import datetime

import pytest

from articles import sources
from articles.models import Reference

SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


def line(**fields):
    return Reference(**fields).text


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


def test_a_chapter_says_in_which_book_it_stands():
    assert (
        line(
            kind="chapter",
            title="Elastic energy",
            authors="Nina Nib",
            container="Springs of all kinds",
            pages="1–20",
            publisher="Press & Sons",
            year=1999,
            isbn="080442957X",
        )
        == "Elastic energy – by Nina Nib. In: Springs of all kinds 1–20, Press & Sons, 1999. "
        "ISBN 080442957X"
    )


def test_a_thesis_says_that_it_is_one_and_where():
    assert (
        line(kind="thesis", title="On feet", authors="Nina Nib", publisher="ETH Zürich", year=2004)
        == "On feet – by Nina Nib. Thesis, ETH Zürich, 2004"
    )
    assert line(kind="thesis", title="On feet") == "On feet. Thesis"


def test_a_report_names_its_number_and_who_published_it():
    assert (
        line(
            kind="report",
            title="Falls",
            authors="A Ministry",
            volume="12",
            publisher="It",
            year=2011,
        )
        == "Falls – by A Ministry. 12, It, 2011"
    )


def test_a_page_says_when_it_was_looked_at_and_where_a_copy_is_kept():
    page = {
        "kind": "web",
        "title": "Core Stability",
        "container": "Balanced Runner",
        "url": "https://example.org/core",
    }
    seen = {"accessed_on": datetime.date(2026, 5, 3)}
    kept = {"archive_url": "https://archive.example/core"}

    assert line(**page) == "Core Stability. Balanced Runner. https://example.org/core"
    assert line(**page, **seen).endswith("example.org/core (looked at on 3 May 2026)")
    assert line(**page, **kept).endswith("(archived copy: https://archive.example/core)")
    assert line(**page, **seen, **kept).endswith(
        "(looked at on 3 May 2026, archived copy: https://archive.example/core)"
    )
    assert line(title="Gone", **kept) == "Gone. https://archive.example/core"


def test_a_recording_names_where_it_was_shown():
    assert (
        line(
            kind="recording",
            title="A talk",
            authors="Ida Italic",
            container="A channel",
            year=2020,
            url="https://example.org/films/7",
        )
        == "A talk – by Ida Italic. A channel, 2020. https://example.org/films/7"
    )


def test_something_else_says_what_there_is():
    assert line(kind="other", title="A letter", year=1900) == "A letter. 1900"
    assert line(authors="N. N.") == "N. N."
    assert line() == ""


def test_an_isbn_stands_between_the_year_and_the_address():
    assert (
        line(kind="book", title="A", year=1972, isbn="9780062503220", url="https://example.org")
        == "A. 1972. ISBN 9780062503220. https://example.org"
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("978-0-06-250322-0", "9780062503220"),
        ("ISBN 978 0 06 250322 0", "9780062503220"),
        ("ISBN: 0-8044-2957-x", "080442957X"),
        ("9780062503221", ""),
        ("0804429570", ""),
        ("0028-0836", ""),
        ("", ""),
    ],
)
def test_an_isbn_is_found_in_any_spelling_where_its_check_digit_is_right(typed, found):
    assert sources.find_isbn(typed) == found


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
