"""Files as people bring them: what can be read is read, of the rest is told where and why (W10)."""

import json

import pytest

from articles import interchange
from studio.tests.costs import run_within_plenty


def read(text):
    return interchange.read(text)


def facts(text, *names):
    """Some facts of each entry."""
    return [tuple(entry.facts[name] for name in names) for entry in read(text).entries]


def faults(text):
    return [(fault.line, fault.label, fault.why) for fault in read(text).faults]


def remarks(text):
    return [entry.remarks for entry in read(text).entries]


NEVER_CLOSED = "A brace or a quotation mark is opened and never closed."


# --- BibTeX -------------------------------------------------------------------------


def test_an_unclosed_brace_costs_its_own_entry_alone():
    text = """@book{first, title = {One}}

@book{broken,
  title = {Two,
  year = 1999
}
@book{third, title = {Three}}
"""
    assert facts(text, "title") == [("One",), ("Three",)]
    assert faults(text) == [(3, "broken", NEVER_CLOSED)]


def test_an_unclosed_quotation_mark_costs_its_own_entry_alone():
    text = '@book{broken,\n title = "Two,\n year = 1999\n}\n@book{b, title = {Three}}'

    assert facts(text, "title") == [("Three",)]
    assert faults(text) == [(1, "broken", NEVER_CLOSED)]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("@book{a, title={One} year={1999}}", "A comma is missing behind “title”."),
        ('@book{a, title="One" year={1999}}', "A comma is missing behind “title”."),
        ("@book{a title={One}}", "A comma is missing behind the key of the entry."),
        ("@book{a, title={One}, year}", "A field has no “=” behind its name."),
        ("book{a,\n title={One}}", "The @ before the entry is missing."),
    ],
)
def test_it_is_told_which_entry_is_broken_where_and_why(entry, why):
    text = f"@book{{before, title={{Before}}}}\n\n{entry}\n@book{{behind, title={{Behind}}}}\n"

    assert facts(text, "title") == [("Before",), ("Behind",)]
    assert faults(text) == [(3, "a", why)]


def test_of_a_field_that_stands_twice_the_first_counts():
    text = "@book{a, title={One}, year=1999, title={Two}}"

    assert facts(text, "title") == [("One",)]
    assert remarks(text) == [["Twice in this entry, the first was taken: title."]]


def test_entries_with_one_key_are_two_entries():
    text = "@book{a, title={One}}\n@book{a, title={Two}}"

    assert facts(text, "title") == [("One",), ("Two",)]
    assert remarks(text) == [[], ["Another entry before it has the same key."]]


def test_a_kind_that_nobody_knows_is_something_else():
    text = "@hologram{a, title={One}}"

    assert facts(text, "kind", "title") == [("other", "One")]
    assert remarks(text) == [
        ["“@hologram” is no kind that is known here; it was taken as “something else”."]
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"{\"u}ber", "über"),
        (r"\"{u}ber", "über"),
        (r"caf\'e", "café"),
        (r"Ga\'{\i}a", "Gaía"),
        (r"Erd\H{o}s", "Erdős"),
        (r"\v{C}apek", "Čapek"),
        (r"gar\c{c}on", "garçon"),
        (r"S{\o}ren \& Stra{\ss}e", "Søren & Straße"),
        (r"50\% of \emph{it}", "50% of it"),
        (r"100% of it", "100% of it"),
        (r"{NASA} on {Mars}", "NASA on Mars"),
        (r"``quoted'' words", "“quoted” words"),
        (r"1990--1999 --- a decade", "1990–1999 — a decade"),
        (r"the $\alpha$ and H$_2$O", "the α and H_2O"),
        ("several\n    lines", "several lines"),
        ("hard~space", "hard space"),
        (r"an \unknowncommand here", r"an \unknowncommand here"),
    ],
)
def test_latex_becomes_plain_characters(written, read_as):
    assert facts(f"@book{{a, title = {{{written}}}}}", "title") == [(read_as,)]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ker, R. F. and Bennett, M. B.", "R. F. Ker; M. B. Bennett"),
        ("R. F. Ker and M. B. Bennett", "R. F. Ker; M. B. Bennett"),
        ("Ker, R. F. and others", "R. F. Ker; et al."),
        ("{World Health Organization} and Ker, R.", "World Health Organization; R. Ker"),
        ("{Barnes and Noble, Inc.}", "Barnes and Noble, Inc."),
        ("van Beethoven, Ludwig", "Ludwig van Beethoven"),
        ("King, Jr., Martin Luther", "Martin Luther King Jr."),
        (r"M{\"u}ller, J{\"o}rg AND Ker, R.", "Jörg Müller; R. Ker"),
        ("Anderson, Andy\n  and Sand, Rolf", "Andy Anderson; Rolf Sand"),
        ("{Foot; and more}", "Foot, and more"),
    ],
)
def test_authors_are_kept_as_they_are_printed(written, names):
    assert facts(f"@book{{a, title={{A}}, author = {{{written}}}}}", "authors") == [(names,)]


def test_abbreviations_and_months_are_spelt_out():
    text = """@string{nat = "Nature"}
@STRING(foot = {Foot})
@comment{ignored, title = {x}}
@preamble{"\\newcommand{\\x}{}"}
% a line of words
@article{a, title = foot # " and " # {Ankle}, journal = NAT, month = jan, year = 1987}
"""
    assert facts(text, "title", "container", "year") == [("Foot and Ankle", "Nature", 1987)]
    assert faults(text) == []


def test_a_chapter_takes_from_its_book_what_it_does_not_say():
    text = """@incollection{part, title = {Part}, crossref = {Whole}}
@incollection{lost, title = {Lost}, crossref = {nowhere}}
@book{whole, title = {The whole}, publisher = {Press}, year = 2001, isbn = {0-8044-2957-X}}
"""
    assert facts(text, "title", "container", "publisher", "year", "isbn") == [
        ("Part", "The whole", "Press", 2001, "080442957X"),
        ("Lost", "", "", None, ""),
        ("The whole", "", "Press", 2001, "080442957X"),
    ]
    assert remarks(text)[1] == ["It refers to “nowhere”, which is not in this text."]


def test_a_year_that_is_none_is_told_of():
    text = "@book{a, title={A}, year={in press}}\n@book{b, title={B}, date={2004-05-06}}"

    assert facts(text, "year") == [(None,), (2004,)]
    assert remarks(text) == [["“in press” is no year and was left out."], []]


# --- RIS ----------------------------------------------------------------------------


def test_ris_without_its_end_is_read_and_told_of():
    text = "TY  - JOUR\nTI  - One\nAU  - Ker, R.\nTY  - BOOK\nTI  - Two\nAU  - Nib, N.\nER  - \n"

    assert facts(text, "kind", "title", "authors") == [
        ("article", "One", "R. Ker"),
        ("book", "Two", "N. Nib"),
    ]
    assert remarks(text) == [["Its end, a line “ER”, is missing."], []]


def test_ris_without_its_beginning_is_told_of():
    text = "TI  - One\nAU  - Ker, R.\nER  - \nTY  - BOOK\nTI  - Two\nER  - \n"

    assert facts(text, "title") == [("Two",)]
    assert faults(text) == [(1, "", "An entry begins with a line “TY”, and here is none.")]


def test_ris_has_its_dates_pages_and_numbers_in_many_places():
    text = (
        "TY  - EJOUR\nT1  - One\nA1  - Ker, R. F., Jr.\nJO  - Nature\nY1  - 1987/01/08/\n"
        "SP  - 147\nEP  - 149\nSN  - 0028-0836\nUR  - https://example.org/a;b\n"
        "Y2  - 2026/05/03/\nN1  - a note\nXX  - nothing\nER  - \n"
    )
    assert facts(text, "title", "authors", "container", "year", "pages", "isbn", "url") == [
        ("One", "R. F. Ker Jr.", "Nature", 1987, "147–149", "", "https://example.org/a;b")
    ]
    assert facts(text, "accessed_on")[0][0].isoformat() == "2026-05-03"


# --- CSL-JSON -------------------------------------------------------------------------


def test_csl_takes_numbers_for_words_and_words_for_numbers():
    item = {
        "id": 7,
        "type": "article-journal",
        "title": ["The <i>spring</i> in the arch"],
        "author": [
            {"family": "Ker", "given": "R. F."},
            {"literal": "Team Foot"},
            {"family": "Beethoven", "non-dropping-particle": "van", "given": "Ludwig"},
            "Nina Nib",
        ],
        "container-title": "Nature",
        "volume": 325,
        "page": "147-149",
        "issued": {"date-parts": [["1987", 1]]},
        "accessed": {"date-parts": [[2026, "5", 3]]},
        "DOI": "https://doi.org/10.1038/325147A0.",
        "ISBN": ["0-8044-2957-X", "1"],
    }
    text = json.dumps([item, {"type": "book", "title": "B", "issued": {"raw": "c. 1900"}}])

    assert facts(text, "title", "authors", "volume", "year", "isbn") == [
        (
            "The spring in the arch",
            "R. F. Ker; Team Foot; Ludwig van Beethoven; Nina Nib",
            "325",
            1987,
            "080442957X",
        ),
        ("B", "", "", 1900, ""),
    ]
    assert facts(text, "accessed_on")[0][0].isoformat() == "2026-05-03"
    assert [entry.label for entry in read(text).entries] == ["7", ""]


def test_one_broken_item_costs_itself_alone():
    text = '[\n{"type": "book", "title": "One"},\n{"type": "book" "title": "Two"},\n'
    text += '{"type": "book", "title": "Three"},\n7\n]'

    assert facts(text, "title") == [("One",), ("Three",)]
    assert [(fault.line, fault.why[:30]) for fault in read(text).faults] == [
        (3, "What follows is no JSON any mo"),
        (5, "This is no item with names and"),
    ]


@pytest.mark.parametrize(
    "text",
    ['{"items": [{"type": "book", "title": "One"}]}', '{"type": "book", "title": "One"}'],
)
def test_a_list_may_be_wrapped_or_missing(text):
    assert facts(text, "title") == [("One",)]


@pytest.mark.parametrize(
    "strange",
    [
        '[{"title": {"a": 1}, "author": 3, "issued": [1], "volume": true}]',
        '[{"author": [null, [], {"family": null}], "issued": {"date-parts": "x"}}]',
        '[{"issued": {"date-parts": [[]]}, "accessed": {"date-parts": [[1, 99, 99]]}}]',
        '[{"issued": {"date-parts": [{"a": {}}]}, "DOI": [], "ISBN": {}}]',
    ],
)
def test_values_of_the_wrong_kind_are_no_values(strange):
    assert facts(strange, "title", "authors", "year", "accessed_on") == [("", "", None, None)]


# --- whatever the format ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ("@book{a, title={Über}}".encode(), "Über"),
        ("\ufeff@book{a, title={Über}}".encode(), "Über"),
        ("@book{a, title={Über}}".encode("latin-1"), "Über"),
        ("@book{a, title={“Über”}}".encode("cp1252"), "“Über”"),
        ("@book{a, title={Über}}".encode("utf-16"), "Über"),
        (b"\xef\xbb\xbfTY  - BOOK\r\nTI  - A\r\nER  - \r\n", "A"),
        (b"TY  - BOOK\rTI  - A\rER  - \r", "A"),
        (b'\xef\xbb\xbf\r\n[{"title": "A"}]', "A"),
        (b"@book{a, title={A\x00B}}", "AB"),
    ],
)
def test_a_file_is_read_whatever_its_encoding_and_its_ends_of_lines(data, title):
    assert facts(interchange.text_of(data), "title") == [(title,)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "There is nothing here to read."),
        (" \r\n\x00\ufeff ", "There is nothing here to read."),
        (
            "Ker, R.: The spring in the arch",
            "This looks like neither BibTeX (@article{…}) nor RIS (TY  - JOUR) nor CSL-JSON ([{…}]).",
        ),
        ("@book{a, title={A}}\n" * 2_001, "more than 2000 entries"),
        ("TY  - BOOK\nER  - \n" * 2_001, "more than 2000 entries"),
        ("[" + "{}," * 2_001 + "]", "more than 2000 entries"),
        ('{"items": [' + "{}," * 2_001 + "{}]}", "more than 2000 entries"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("é" * 600_000, "longer than 1 MB"),
        ("@book{a, " * 60_000, "more than 2000 entries"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused_with_a_sentence(text, why):
    with pytest.raises(interchange.Unreadable) as refusal:
        read(text)
    assert why in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "@book{a, title={" + "{" * 300_000,
        "@book{a, title={" + "{" * 300_000 + "}" * 300_000 + "}}",
        "@book{a, author={" + "and " * 200_000 + "}}",
        "@book{a, author={" + "{" * 300_000,
        "@book{a, title={" + "\\" * 900_000 + "}}",
        "@book{a, title=" + "a # " * 200_000 + "b}",
        "@" * 900_000 + "\n@book{a, title={A}}",
        "@book{a, title={" + "\\'" * 400_000 + "}}",
        "@book{a, title={A}}" + "\n" * 900_000,
        "TY  - BOOK\n" + "AU  - " + "," * 900_000,
        "TY  - BOOK\nTI  - A" + "\nKW  - a" * 100_000,
        "[" + " " * 900_000,
        '[{"a" 1}\n' + "\n" * 900_000 + "]",
        '["' + "\\u0041" * 150_000 + '"]',
    ],
    ids=range(14),
)
def test_hostile_text_is_read_or_refused_and_never_fails(text):
    try:
        reading = read(text)
    except interchange.Unreadable:
        return
    assert len(reading.entries) + len(reading.faults) <= 4


#: Reads a file, and looks in values for each thing, that are one piece again and again.
EACH = """
import sys
from django.conf import settings
settings.configure(USE_I18N=False)
from articles import interchange, sources
from articles.interchange import bibtex, entries
text = sys.argv[1] * (200_000 // len(sys.argv[1]))
for begin, end in (("", ""), ("a", "x"), ("10.1000/", "")):
    value = begin + text + end
    sources.find_doi(value), sources.author_names(value), sources.tidied_pages(value)
    entries.find_isbn(value)
    bibtex.is_written_in(value)
    bibtex._END_OF_LINE.sub(" ", value)
    interchange.read("@book{a, title = {%s}}" % value[:20_000])
"""


@pytest.mark.parametrize("piece", [" ", "\u3000", "\n", "\n ", ",", ", ", ")", "(", "a"])
def test_no_file_costs_the_square_of_its_length(piece):
    assert run_within_plenty(EACH, piece) == ""
