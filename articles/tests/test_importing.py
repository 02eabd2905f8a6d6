"""A file comes into the library: first what would happen, then the doing (W10)."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html as lxml_html
from wagtail.models import ModelLogEntry

from articles import importing, interchange
from articles.models import Finding, Source
from articles.tests.sent import visible
from articles.tests.works import BOOK, EVERY_KIND, KER, facts_of, make
from studio.tests import cast

pytestmark = pytest.mark.django_db
IMPORT = "/admin/sources/import/"
TEXT = """@article{ker, title={The spring in the arch of the human foot}, author={Ker, R. F.},
  year=1987, journal={Nature}, doi={https://doi.org/10.1038/325147A0.}}
@book{new, title={A new book}, author={Nib, Nina}, year=2001}
@book{again, title={A NEW Book!}, author={N. Nib}, year=2001}
@book{broken, title={Never closed
@book{nothing, year=1999}
"""


def look(client, text=TEXT, **posted):
    return client.post(IMPORT, {"text": text, **posted})


def outcome(response):
    """The headings of what would happen, each with its lines."""
    page = lxml_html.fromstring(response.content.decode())
    return [
        (visible(heading), [visible(li) for li in heading.getnext().cssselect("li")])
        for heading in page.cssselect("form h2")
        if heading.getnext().tag == "ul"
    ]


def test_nothing_is_written_before_it_was_looked_at(admin_client):
    ker = make(**KER | {"container": "", "volume": ""})

    response = look(admin_client)

    assert response.status_code == 200
    assert outcome(response) == [
        ("1 is new", ["A new book – by Nina Nib. 2001"]),
        (
            "1 is in the library already",
            [
                "The spring in the arch of the human foot – by R. F. Ker. Nature, 1987. "
                "https://doi.org/10.1038/325147a0 The source of the library "
                "Fill in there what it lacks: appeared in: Nature"
            ],
        ),
        (
            "1 stands in this text more than once",
            ["A NEW Book! – by N. Nib. 2001 Line 4, as in line 3."],
        ),
        (
            "2 cannot be read and are left out",
            [
                "Line 5, broken: A brace or a quotation mark is opened and never closed.",
                "Line 6, nothing: A source needs a title, or at least an address.",
            ],
        ),
    ]
    assert list(Source.objects.all()) == [ker]
    assert not ModelLogEntry.objects.exists()


def test_what_is_new_is_imported_once_however_often_it_is_sent(admin_client):
    make(**KER)

    first = look(admin_client, **{"import": "1"})
    again = admin_client.post(IMPORT, {"text": TEXT, "import": "1"}, follow=True)

    assert first.headers["Location"] == "/admin/sources/"
    assert Source.objects.count() == 2
    assert "Nothing was new, so nothing was imported." in again.content.decode()
    made = Source.objects.get(title="A new book")
    assert (made.kind, made.authors, made.year) == ("book", "Nina Nib", 2001)
    assert list(Source.objects.matching("nib 2001 book")) == [made]
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.object_id) == ("wagtail.create", str(made.pk))


def test_what_was_imported_is_told_of_in_the_report(
    admin_client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        look(admin_client, "@article{alone, title={Alone}}", **{"import": "1"})

    alone = Source.objects.get()
    found = Finding.objects.filter(source=alone).values_list("kind", flat=True)
    assert set(found) == {Finding.Kind.UNUSED, Finding.Kind.FACTS}


def test_what_the_library_lacks_is_filled_in_where_that_was_wanted(admin_client, index):
    ker = make(**KER | {"container": "", "title": "Another title"})
    article = cast.make_article(index, references=[{"key": "k", "source": ker}])

    look(admin_client, **{"import": "1"})
    assert Source.objects.get(pk=ker.pk).container == ""

    response = admin_client.post(IMPORT, {"text": TEXT, "import": "1", "fill": ["0"]}, follow=True)

    ker.refresh_from_db()
    assert (ker.container, ker.title) == ("Nature", "Another title")
    assert article.references.get().container == "Nature"
    assert "1 source of the library was filled in." in response.content.decode()


@pytest.mark.parametrize(
    ("stored", "entry"),
    [
        (KER, "doi={10.1038/325147A0}, title={X}"),
        (KER, "doi={doi:10.1038/325147a0.}, title={X}"),
        (KER, "url={https://dx.doi.org/10.1038/325147a0}, title={X}"),
        (KER, "title={THE SPRING in the Arch of the human foot.}, author={Ker, R.}, year=1987"),
        (
            KER | {"doi": ""},
            "title={The spring in the arch of the human foot}, author={R. Ker}, year=1987, "
            "doi={10.1038/325147a0}",
        ),
        (BOOK, "title={Another}, isbn={978-0-06-250322-0}"),
    ],
)
def test_a_work_is_known_in_any_spelling_with_and_without_doi(stored, entry):
    ker = make(**stored)

    plan = importing.plan(f"@book{{a, {entry}}}")

    assert ([one.twin for one in plan.known], plan.new, plan.faults) == ([ker], [], [])


@pytest.mark.parametrize(
    "entry",
    [
        "doi={10.1038/other}, title={The spring in the arch of the human foot}, author={Ker}, year=1987",
        "title={The spring in the arch of the human foot}, author={Ker}, year=1988",
        "title={The spring in the arch of the human foot}, author={Bennett}, year=1987",
    ],
)
def test_another_work_is_new(entry):
    make(**KER)

    plan = importing.plan(f"@article{{a, {entry}}}")

    assert (len(plan.new), plan.known) == (1, [])


def test_what_is_no_fact_is_left_out_and_told_of(admin_client):
    names = " and ".join(f"Author{n}, Some" for n in range(60))
    text = (
        f"@book{{a, title={{A}}, author={{{names}}}, isbn={{123}}, doi={{none}}, url={{nowhere}},"
        f" year=999, volume={{{'v' * 30}}}}}\n@book{{b, title={{{'t' * 501}}}}}"
    )

    plan = importing.plan(text)

    source = plan.new[0].source
    assert (source.isbn, source.doi, source.url, source.year, source.volume) == (
        "",
        "",
        "",
        None,
        "",
    )
    assert len(source.authors) <= 500
    assert source.authors.endswith("; Some Author32; et al.") or source.authors.endswith("; et al.")
    assert sorted(plan.new[0].entry.remarks) == sorted(
        [
            "“999” is no year and was left out.",
            f"Its authors are too many: the first {len(source.author_names) - 1} were taken.",
            f"“{'v' * 30}” cannot be its volume and was left out.",
            "“none” cannot be its DOI and was left out.",
            "“123” cannot be its ISBN and was left out.",
            "“nowhere” cannot be its web address and was left out.",
        ]
    )
    assert [(fault.line, fault.label) for fault in plan.faults] == [(2, "b")]


def test_a_file_does_as_well_in_any_encoding(admin_client):
    data = "@book{a, title={Über Füße}}".encode("latin-1")

    response = admin_client.post(IMPORT, {"file": SimpleUploadedFile("a.bib", data)})

    assert outcome(response) == [("1 is new", ["Über Füße"])]
    page = lxml_html.fromstring(response.content.decode())
    text = page.cssselect("textarea[name=text]")[0].text
    admin_client.post(IMPORT, {"text": text, "import": "1"})
    assert Source.objects.get().title == "Über Füße"


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "There is nothing here to read."),
        ({"text": "Ker, R.: The spring"}, "This looks like neither BibTeX"),
        ({"text": "é" * 600_000}, "This is longer than 1 MB."),
        ({"file": SimpleUploadedFile("a.bib", b"")}, "There is nothing here to read."),
        ({"file": SimpleUploadedFile("a.bib", b"\x89PNG\r\n\x1a\n\x00")}, "looks like neither"),
        ({"file": SimpleUploadedFile("a.bib", b"a" * 1_000_001)}, "This is longer than 1 MB."),
        ({"text": "@a{b, c={d}}\n" * 2_001}, "This holds more than 2000 entries."),
    ],
    ids=range(7),
)
def test_what_cannot_be_read_is_refused_with_a_sentence(admin_client, posted, sentence):
    for step in ({}, {"import": "1"}):
        for value in posted.values():
            if hasattr(value, "seek"):
                value.seek(0)
        response = admin_client.post(IMPORT, posted | step)
        assert response.status_code == 422
        assert sentence in html.unescape(response.content.decode())
    assert not Source.objects.exists()


def test_what_was_typed_is_shown_and_never_run(admin_client):
    text = "@book{<b>x, title={<script>alert(1)</script>}}\n@book{<i>y, title={</textarea><img>"

    page = look(admin_client, text).content.decode()

    assert "<script>alert" not in page
    assert "<img>" not in page
    assert "<b>x" not in page
    admin_client.post(IMPORT, {"text": text, "import": "1"})
    assert Source.objects.get().title == "<script>alert(1)</script>"
    assert "<script>alert" not in admin_client.get("/admin/sources/").content.decode()


@pytest.mark.parametrize("fill", ["x", "-1", "999999999999999999", "٣", "1; drop"])
def test_a_forged_choice_of_what_to_fill_in_is_none(admin_client, fill):
    response = admin_client.post(IMPORT, {"text": TEXT, "import": "1", "fill": [fill]})

    assert response.status_code == 302
    assert Source.objects.count() == 2


def test_whoever_may_add_but_not_change_imports_and_fills_nothing_in(client):
    ker = make(**KER | {"container": ""})
    client.force_login(cast.make_staff("adder", "add_source"))

    assert "Fill in there" not in look(client).content.decode()
    look(client, **{"import": "1", "fill": ["0"]})

    ker.refresh_from_db()
    assert (ker.container, Source.objects.count()) == ("", 2)


@pytest.mark.parametrize("name", interchange.FORMATS)
def test_a_library_that_was_exported_is_known_where_it_came_from(admin_client, name):
    stored = [make(**facts) for facts in EVERY_KIND]
    text = admin_client.get("/admin/sources/", {"export": name}).content.decode()

    plan = importing.plan(text)

    assert (plan.new, plan.faults, len(plan.known)) == ([], [], len(stored))
    assert not plan.has_gaps
    before = sorted((facts_of(one) for one in stored), key=lambda facts: facts["title"])
    Source.objects.all().delete()
    look(admin_client, text, **{"import": "1"})
    assert sorted(map(facts_of, Source.objects.all()), key=lambda f: f["title"]) == before


def test_importing_asks_the_same_number_of_questions_for_1_and_for_300(admin_client):
    by = cast.make_admin("importer")

    def queries(first, last):
        text = "\n".join(f"@book{{k{n}, title={{Book {n}}}}}" for n in range(first, last))
        with CaptureQueriesContext(connection) as found:
            importing.carry_out(text=text, fill=set(), by=by)
        return len(found)

    queries(0, 1)
    one = queries(1, 2)

    assert queries(2, 32) == one
    assert Source.objects.count() == 32


# --- the library as a file --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content_type", "file_name"),
    [
        ("bibtex", "application/x-bibtex; charset=utf-8", "sources.bib"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "sources.ris"),
        ("csl-json", "application/vnd.citationstyles.csl+json", "sources.json"),
    ],
)
def test_the_list_is_downloaded_as_it_was_narrowed_down(
    admin_client, name, content_type, file_name
):
    ker, book = make(**KER), make(**BOOK)

    response = admin_client.get("/admin/sources/", {"export": name, "kind": "book"})

    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert [one.twin for one in importing.plan(response.content.decode()).known] == [book]
    searched = admin_client.get("/admin/sources/", {"export": name, "q": "arch SPRING"})
    assert [one.twin for one in importing.plan(searched.content.decode()).known] == [ker]


def test_the_marked_sources_are_downloaded(admin_client):
    ker, book, _other = make(**KER), make(**BOOK), make(title="Other")
    address = f"/admin/bulk/articles/source/download/?id={ker.pk}&id={book.pk}"

    assert "This is about 2 sources." in admin_client.get(address).content.decode()
    response = admin_client.post(address, {"format": "ris"})

    assert response["Content-Disposition"] == 'attachment; filename="sources.ris"'
    known = importing.plan(response.content.decode()).known
    assert {one.twin for one in known} == {ker, book}
    assert admin_client.post(address, {"format": "exe"}).status_code == 422
