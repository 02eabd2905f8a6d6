"""Saving and publishing an article from its form (W4), and what nonsense does to it."""

import html

import pytest

from articles.citations import citations_in, embed
from articles.models import ArticlePage
from articles.tests import editing
from articles.tests.editing import listed, tabled, words
from studio.tests import cast

CORE = {"key": "core", "title": "Core Stability"}
LOST = "has lost its reference"


@pytest.fixture
def article(index):
    return cast.make_article(index, references=[CORE], publish=False)


def stored(article):
    return ArticlePage.objects.get(pk=article.pk)


def draft(article):
    return stored(article).get_latest_revision_as_object()


def references(article):
    return [(reference.key, reference.text) for reference in draft(article).references.all()]


def citations(article):
    return [
        citation
        for text in draft(article).text().rich_texts()
        for citation in citations_in(text.source)
    ]


def plain(answer):
    """The page without escapes; a body's errors travel as JSON in an attribute."""
    text = html.unescape(answer.content.decode())
    return text.replace("\\u201c", "“").replace("\\u201d", "”")


def places(marker):
    """A marker at every place of a body where an editor can type."""
    text = words(f"<p>A claim{marker}</p>")
    image = cast.make_image()
    picture = {"image": str(image.pk), "alt_text": "Arcs", "decorative": ""}
    return {
        "paragraph": text,
        "quote": {"text": text, "attribution": ""},
        "steps": {"title": "", "steps": listed([words("<p>One</p>"), text])},
        "callout": {"title": "", "text": text},
        "table": {"caption": "A table", "table": tabled([[words("<p>a</p>"), text]])},
        "figure": {"image": picture, "caption": text, "width": "text"},
        "gallery": {"images": listed([picture, picture]), "caption": text},
    }


PLACES = ["paragraph", "quote", "steps", "callout", "table", "figure", "gallery"]


@pytest.mark.parametrize("place", PLACES)
def test_a_lost_reference_stops_publishing_and_is_told_at_its_place(admin_client, article, place):
    body = [(place, places(embed("c1", "gone"))[place])]

    answer = editing.post(admin_client, article, body=body, action="publish")

    assert answer.status_code == 200
    assert f"The footnote after “A claim” {LOST}" in plain(answer)
    assert not stored(article).live


@pytest.mark.parametrize("place", PLACES)
def test_a_lost_reference_does_not_stop_saving_a_draft(admin_client, article, place):
    body = [(place, places(embed("c1", "gone"))[place])]

    answer = editing.post(admin_client, article, body=body)

    assert answer.status_code == 302
    assert [(c.key, c.reference_key) for c in citations(article)] == [("c1", "gone")]


@pytest.mark.parametrize("place", PLACES)
def test_a_cited_reference_lets_an_article_be_published(admin_client, article, place):
    body = [(place, places(embed("c1", "core"))[place])]

    answer = editing.post(admin_client, article, body=body, action="publish")

    assert answer.status_code == 302
    assert stored(article).live
    assert [marker.label for marker in stored(article).text().numbering.markers.values()] == ["(1)"]


def test_a_lost_reference_in_the_closing_note_stops_publishing(admin_client, article):
    answer = editing.post(
        admin_client,
        article,
        body=[("paragraph", words("<p>A claim.</p>"))],
        postscript=words(f"<p>Thanks{embed('c1', 'gone')}</p>"),
        action="publish",
    )

    assert answer.context["form"].errors == {
        "postscript": [f"The footnote after “Thanks” {LOST}. Remove it or cite again."]
    }
    assert not stored(article).live


def test_deleting_a_cited_reference_stops_publishing(admin_client, index):
    article = cast.make_trunk_article(index)
    row = {"id": str(article.references.get().pk), "key": "core", "DELETE": "1"}

    answer = editing.post(
        admin_client,
        article,
        body=[("paragraph", words(f"<p>A claim{embed('c1', 'core')}</p>"))],
        references=[row],
        action="publish",
    )

    assert answer.status_code == 200
    assert stored(article).references.count() == 1


def test_publishing_tells_of_references_nobody_cites(admin_client, article):
    body = [("paragraph", words("<p>A claim.</p>"))]

    editing.post(admin_client, article, body=body, action="publish")
    page = admin_client.get("/admin/")

    assert "Published, with one thing to look at: No marker leads to “Core Stability”." in (
        html.unescape(page.content.decode())
    )


# --- keys --------------------------------------------------------------------


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


# --- bad input ---------------------------------------------------------------

HOSTILE = '"><script>alert(1)</script>'


def test_hostile_keys_harm_nobody(admin_client, article):
    row = {"key": HOSTILE[:40], "title": "Core"}
    body = [("paragraph", words(f"<p>A claim{embed(HOSTILE, HOSTILE[:40])}</p>"))]

    answer = editing.post(admin_client, article, body=body, references=[row], action="publish")

    assert answer.status_code == 302
    page = admin_client.get(editing.edit_url(article))
    assert b"<script>alert(1)" not in page.content
    assert list(stored(article).text().numbering.dangling) == []


def test_a_key_that_is_too_long_is_refused(admin_client, article):
    row = {"key": "k" * 41, "title": "Core"}

    answer = editing.post(admin_client, article, body=[], references=[row])

    assert answer.status_code == 200
    assert "at most 40 characters" in answer.content.decode()


def test_three_hundred_markers_are_published(admin_client, article):
    markers = "".join(f"word{embed(f'c{n}', 'core')} " for n in range(300))

    answer = editing.post(
        admin_client, article, body=[("paragraph", words(f"<p>{markers}</p>"))], action="publish"
    )

    assert answer.status_code == 302
    labels = [marker.label for marker in stored(article).text().numbering.markers.values()]
    assert labels == [f"({n})" for n in range(1, 301)]


def test_a_note_of_ten_thousand_characters_is_kept_whole(admin_client, article):
    note = "noted " * 1_666 + "end."

    editing.post(admin_client, article, body=[], references=[{"key": "long", "note": note}])

    assert draft(article).references.get(key="long").note == note


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("note", "a\x00b", "Null characters are not allowed."),
        ("key", "a\x00b", "Null characters are not allowed."),
        ("year", "999", "Ensure this value is greater than or equal to 1000."),
        ("year", "99999", "Ensure this value is less than or equal to 2100."),
        ("year", "soon", "Enter a whole number."),
        ("year", "-1", "Ensure this value is greater than or equal to"),
        ("doi", "not a doi", "A DOI looks like 10.1038/325147a0."),
        ("url", "javascript:alert(1)", "Enter a valid URL."),
        ("kind", "poem", "Select a valid choice."),
        ("title", "t" * 501, "at most 500 characters"),
    ],
)
def test_nonsense_in_a_reference_is_told_at_the_field(
    admin_client, article, field, value, complaint
):
    row = {"key": "odd", "title": "Odd", field: value}

    answer = editing.post(admin_client, article, body=[], references=[row])

    assert answer.status_code == 200
    (errors,) = answer.context["form"].formsets["references"].errors
    assert list(errors) == [field]
    assert complaint in errors[field][0]


@pytest.mark.parametrize(
    "spelling",
    [
        "10.1038/325147a0",
        "https://doi.org/10.1038/325147A0",
        "http://dx.doi.org/10.1038/325147a0",
        "doi:10.1038/325147a0.",
        " DOI 10.1038/325147a0 ",
    ],
)
def test_a_doi_is_understood_in_every_spelling(admin_client, article, spelling):
    editing.post(admin_client, article, body=[], references=[{"key": "k", "doi": spelling}])

    assert draft(article).references.get(key="k").doi == "10.1038/325147a0"


@pytest.mark.parametrize("total", ["", "x", "99999999999", "²"])
def test_a_nonsensical_count_of_rows_is_refused(admin_client, article, total):
    data = editing.filled(admin_client, article, body=[], references=[])
    data["references-TOTAL_FORMS"] = total

    answer = admin_client.post(editing.edit_url(article), data)

    assert answer.status_code == 200
    assert not answer.context["form"].formsets["references"].is_valid()
