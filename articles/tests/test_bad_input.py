"""What nonsense in an article's form does: a clear error at most."""

import pytest

from articles.citations import embed
from articles.models import ArticlePage
from articles.tests import editing
from articles.tests.editing import words
from studio.tests import cast

pytestmark = pytest.mark.every_value

CORE = {"key": "core", "title": "Core Stability"}
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def article(index):
    return cast.make_article(index, references=[CORE], publish=False)


def stored(article):
    return ArticlePage.objects.get(pk=article.pk)


def draft(article):
    return stored(article).get_latest_revision_as_object()


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


def test_a_marker_to_nothing_is_told_beside_a_row_without_a_sound_key(admin_client, article):
    row = {"key": "k" * 41, "title": "Core"}
    body = [("paragraph", words(f"<p>A claim{embed('c1', '')}</p>"))]

    answer = editing.post(admin_client, article, body=body, references=[row], action="publish")

    form = answer.context["form"]
    assert list(form.errors) == ["body", "__all__"]
    assert list(form.formsets["references"].errors[0]) == ["key"]


@pytest.mark.parametrize(
    ("value", "button_refused"),
    [
        ({"page": "", "url": ""}, True),
        ({"page": "", "url": "https://studio.example/"}, False),
        ({"page": "INDEX", "url": ""}, False),
    ],
)
def test_a_button_that_leads_nowhere_is_kept_in_a_draft_and_not_published(
    admin_client, article, index, value, button_refused
):
    button = {"text": "Come along", **value}
    button["page"] = str(index.pk) if button["page"] else ""
    form = {"body": [("button", button)], "references": [CORE]}

    saved = editing.post(admin_client, article, **form)
    answer = editing.post(admin_client, article, **form, action="publish")

    assert saved.status_code == 302
    assert draft(article).body[0].value["text"] == "Come along"
    assert stored(article).live is not button_refused
    told = (
        "Choose a page or type an address." in answer.content.decode() if button_refused else False
    )
    assert told is button_refused


@pytest.mark.parametrize("number", ["9" * 23, "-1"])
def test_a_link_to_an_id_that_cannot_be_can_still_be_edited(admin_client, index, number):
    source = f'<p>Read <a linktype="page" id="{number}">this</a>.</p>'
    article = cast.make_article(index, body=[("paragraph", source)], publish=False)

    assert admin_client.get(editing.edit_url(article)).status_code == 200


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


@pytest.mark.parametrize("total", ["", "x", "²"])
def test_a_nonsensical_count_of_rows_is_refused(admin_client, article, total):
    data = editing.filled(admin_client, article, body=[], references=[])
    data["references-TOTAL_FORMS"] = total

    answer = admin_client.post(editing.edit_url(article), data)

    assert answer.status_code == 200
    assert not answer.context["form"].formsets["references"].is_valid()


@pytest.mark.parametrize("total", ["1001", "99999999999", "9" * 5000])
def test_more_rows_than_were_sent_are_not_laid_out(admin_client, article, total):
    data = editing.filled(admin_client, article, body=[], references=[])
    data["references-TOTAL_FORMS"] = total
    before = article.revisions.count()

    answer = admin_client.post(editing.edit_url(article), data)

    assert answer.status_code == 400
    assert "We could not read that" in answer.text
    assert article.revisions.count() == before
