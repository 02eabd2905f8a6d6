"""Numbering, calculated from stored content alone (R1, R2)."""

import pytest

from articles.citations import Citation, number
from studio.models import CitationNumbering

pytestmark = pytest.mark.django_db(databases=[])


def labels(numbering):
    return {key: marker.label for key, marker in numbering.markers.items()}


def lines(numbering):
    return [(e.reference_key, e.label, [b.label for b in e.back_links]) for e in numbering.entries]


TRUNK = [Citation("a", "core"), Citation("b", "core")]


def test_by_citation_both_markers_share_one_line():
    numbering = number(TRUNK, ["core"], style=CitationNumbering.BY_CITATION, scope=7)

    assert labels(numbering) == {"a": "(1)", "b": "(2)"}
    assert lines(numbering) == [("core", "", ["(1)", "(2)"])]


def test_by_reference_both_markers_show_the_number_of_the_line():
    numbering = number(TRUNK, ["core"], style=CitationNumbering.BY_REFERENCE, scope=7)

    assert labels(numbering) == {"a": "(1)", "b": "(1)"}
    assert lines(numbering) == [("core", "(1)", ["1a", "1b"])]


def test_by_reference_a_line_cited_once_needs_no_letter():
    numbering = number([Citation("a", "core")], ["core"], style=CitationNumbering.BY_REFERENCE)

    assert lines(numbering) == [("core", "", ["(1)"])]


def test_references_stand_in_the_order_in_which_they_are_first_cited():
    cited = [Citation("a", "feet"), Citation("b", "core"), Citation("c", "feet")]

    numbering = number(cited, ["core", "feet", "unused"], scope=7)

    assert lines(numbering) == [
        ("feet", "", ["(1)", "(3)"]),
        ("core", "", ["(2)"]),
        ("unused", "", []),
    ]
    assert numbering.uncited == ("unused",)


def test_a_citation_that_leads_nowhere_takes_no_number():
    numbering = number([Citation("x", "gone"), Citation("a", "core")], ["core"])

    assert labels(numbering) == {"a": "(1)"}
    assert numbering.dangling == (Citation("x", "gone"),)


def test_back_links_after_z_go_on_with_two_letters():
    cited = [Citation(str(i), "core") for i in range(28)]

    numbering = number(cited, ["core"], style=CitationNumbering.BY_REFERENCE)

    shown = [b.label for b in numbering.entries[0].back_links]
    assert (shown[0], shown[25], shown[26], shown[27]) == ("1a", "1z", "1aa", "1ab")


def test_every_target_is_the_anchor_of_exactly_one_line_and_back():
    cited = [Citation("a", "feet"), Citation("b", "core"), Citation("c", "feet")]

    numbering = number(cited, ["core", "feet"], scope=7)

    assert {m.target for m in numbering.markers.values()} == {e.anchor for e in numbering.entries}
    assert {b.target for e in numbering.entries for b in e.back_links} == {
        m.anchor for m in numbering.markers.values()
    }
