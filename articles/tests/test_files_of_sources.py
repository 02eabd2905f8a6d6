"""What is written reads back the same, in each format (W10)."""

import json
import random

import pytest

from articles import importing, interchange
from articles.interchange.labels import labels
from articles.models import Record, Source
from articles.tests.works import EVERY_KIND, KER, facts_of

pytestmark = pytest.mark.django_db
FORMATS = pytest.mark.parametrize("name", interchange.FORMATS)

AWKWARD = [
    "{", "}", "{}", "{{a}}", "\\", "\\\\", "\\textbf{a}", "%", "50 % of it", "\\%", "&", "&amp;",
    "&lt;", "<", "<b>bold</b>", "<i>Homo</i>", "<script>alert(1)</script>", "~", "^", "$", "$x^2$",
    "#", "a # b", "_", '"', '"quoted"', "''", "``", "'", "-", "--", "---", "–", "—", "“a”",
    "@", "@book{a, title={b}}", "=", ",", ",,", "a, b", "and", "a and b", "others", "et al.",
    "é", "e\u0301", "ß", "ﬁ", "Ω", "漢字", "עברית", "\u200f", "🦶", "a\u00a0b", "TY  - JOUR",
    "ER  - ", "null", "[1]", '\\"u', "\\'e", "a\nb", "a\r\nb", "a\tb", "-{}-",
]  # fmt: skip


def as_stored(**facts):
    """A source as its form stores it; of what the form refuses, nothing."""
    source = Source(**facts)
    source.full_clean()
    return source


def read_back(name, sources):
    """What a file of ``sources`` says of each, once it was read."""
    text = interchange.FORMATS[name].write(sources)
    result = importing.plan(text)
    assert (result.faults, result.known, result.repeated) == ([], [], [])
    return result.new


@FORMATS
def test_every_kind_of_source_reads_back_as_it_was_written(name):
    written = [as_stored(**facts) for facts in EVERY_KIND]

    read = read_back(name, written)

    assert [facts_of(one.source) for one in read] == [facts_of(one) for one in written]
    assert [one.entry.remarks for one in read] == [[]] * len(written)


@FORMATS
@pytest.mark.parametrize("kind", Record.Kind.values)
def test_whatever_somebody_types_reads_back_as_it_was_stored(name, kind):
    draw = random.Random(f"{name} {kind}")
    words = ["Feet", "of", "the", "Arch", "J.", "van", "Jr.", "a;b"]
    written = []
    for number in range(60):

        def typed(longest=60):
            pieces = draw.choices(AWKWARD + words, k=draw.randint(1, 5))
            return draw.choice(["", " "]).join(pieces)[:longest]

        facts = {
            "kind": kind,
            "title": f"{typed(400)} {number}",
            "authors": "; ".join(typed() for _ in range(draw.randint(0, 4))),
            "container": typed(200),
            "volume": typed(20),
            "issue": typed(20),
            "pages": typed(40),
            "publisher": typed(100),
            "year": draw.choice([None, 1000, 1987, 2100]),
            "doi": f"10.1000/{number}{draw.choice(['', '_a', '(b)', '--c', '%d', '&e', '{f}'])}",
            "url": draw.choice(["", "https://example.org/a_b~c?d=%20&e={f}#g"]),
        }
        written.append(as_stored(**facts))

    read = read_back(name, written)

    assert [facts_of(one.source) for one in read] == [facts_of(one) for one in written]


@FORMATS
def test_a_note_keeps_its_lines(name):
    written = as_stored(**KER, note="First, 50 %.\nSecond {line}\n\n@article{x,\nTY  - JOUR")

    assert read_back(name, [written])[0].source.note == written.note


@FORMATS
def test_what_stands_in_a_value_is_never_taken_for_a_part_of_the_file(name):
    hostile = Source(
        title='A\n@book{evil, title={Evil}}\nTY  - BOOK\nTI  - Evil\nER  - \n{"id": 1}',
        note="}\n}\n@book{evil, title={Evil}}\nER  - \nTY  - BOOK\nTI  - Evil",
    )

    assert len(read_back(name, [hostile])) == 1


def test_labels_are_made_of_author_year_and_word_and_stand_once():
    works = [
        *(Source(**facts) for facts in EVERY_KIND[:2]),
        Source(**EVERY_KIND[0] | {"doi": ""}),
        Source(title="Ça ira", authors="Zoë Müller", year=2001),
        Source(title="漢字"),
    ]

    found = list(labels(works))

    assert found == [
        "ker1987spring",
        "feldenkrais1972awareness",
        "ker1987spring-2",
        "muller2001ca",
        "source",
    ]


def test_bibtex_is_what_reference_managers_write():
    assert interchange.bibtex.write([as_stored(**KER)]) == (
        "@article{ker1987spring,\n"
        "  title = {{The spring in the arch of the human foot}},\n"
        "  author = {Ker, R. F. and Bennett, M. B.},\n"
        "  journal = {Nature},\n"
        "  volume = {325},\n"
        "  number = {6100},\n"
        "  pages = {147--149},\n"
        "  year = {1987},\n"
        "  doi = {10.1038/325147a0}\n"
        "}\n"
    )


def test_ris_is_what_reference_managers_write():
    assert interchange.ris.write([as_stored(**KER)]) == (
        "TY  - JOUR\n"
        "TI  - The spring in the arch of the human foot\n"
        "AU  - Ker, R. F.\n"
        "AU  - Bennett, M. B.\n"
        "T2  - Nature\n"
        "VL  - 325\n"
        "IS  - 6100\n"
        "SP  - 147\n"
        "EP  - 149\n"
        "PY  - 1987\n"
        "DO  - 10.1038/325147a0\n"
        "ER  - \n"
    )


def test_csl_is_what_citation_processors_take():
    written = interchange.csl.write([as_stored(**KER | {"authors": "R. F. Ker; Team Foot"})])

    assert json.loads(written) == [
        {
            "id": "ker1987spring",
            "type": "article-journal",
            "title": "The spring in the arch of the human foot",
            "author": [{"family": "Ker", "given": "R. F."}, {"literal": "Team Foot"}],
            "container-title": "Nature",
            "volume": "325",
            "issue": "6100",
            "page": "147–149",
            "issued": {"date-parts": [[1987]]},
            "DOI": "10.1038/325147a0",
        }
    ]


def test_those_who_are_not_named_are_no_author_for_a_reference_manager():
    source = as_stored(**KER | {"authors": "R. F. Ker; et al."})

    assert "author = {Ker, R. F. and others}" in interchange.bibtex.write([source])
    ris = interchange.ris.write([source])
    assert [line for line in ris.splitlines() if "al." in line or line.startswith("AU")] == [
        "AU  - Ker, R. F.",
        "U5  - et al.",
    ]
    item = json.loads(interchange.csl.write([source]))[0]
    assert item["author"] == [{"family": "Ker", "given": "R. F."}]
    assert item["custom"] == {"et-al": True}


@pytest.mark.parametrize(
    "typed",
    ["Ker et al.", "Ker, et al", "Ker; and others", "Ker and others", "Ker u. a.", "Ker  u.a."],
)
def test_others_are_nobodys_family_name_however_they_were_typed(typed):
    source = as_stored(**KER | {"authors": typed})

    assert source.authors == "Ker; et al."
    assert str(source).partition(". Nature")[0].endswith(" – by Ker et al")
    assert "author = {{Ker} and others}" in interchange.bibtex.write([source])
    assert "AU  - Ker\n" in interchange.ris.write([source])
    assert json.loads(interchange.csl.write([source]))[0]["author"] == [{"literal": "Ker"}]


@pytest.mark.parametrize("name", ["Petal", "Nina et Al-Farabi", "R. Alii", "Ker et al. (eds)"])
def test_a_name_that_only_looks_like_others_is_a_name(name):
    assert as_stored(**KER | {"authors": name}).authors == name


@FORMATS
@pytest.mark.parametrize(
    "authors", ["et al.", "A. B; et al.", "et al.; A. B", "A. B; et al.; et al."]
)
def test_those_who_are_not_named_come_back(name, authors):
    source = as_stored(**KER | {"authors": authors})

    assert read_back(name, [source])[0].source.authors == authors


@pytest.mark.parametrize(
    "custom", ["[]", '"et-al"', '{"et-al": "yes"}', '{"others": true}', "null"]
)
def test_what_other_programs_keep_under_custom_is_left_alone(custom):
    text = f'[{{"type": "book", "title": "A", "author": ["B"], "custom": {custom}}}]'

    assert importing.plan(text).new[0].source.authors == "B"


def test_what_other_programs_keep_in_a_free_line_of_ris_is_left_alone():
    text = "TY  - BOOK\nTI  - A\nAU  - B\nU5  - My shelf\nU5  - Two\nER  - \n"

    assert importing.plan(text).new[0].source.authors == "B"
