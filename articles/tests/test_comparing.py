"""Two versions side by side tell in words what became of text, markers and references."""

import pytest
from django.urls import reverse
from lxml import html
from wagtail.utils.timestamps import render_timestamp

from articles.citations import embed
from articles.models import ArticlePage, Reference, Source
from studio.tests import cast

pytestmark = pytest.mark.django_db

CORE = {"key": "core", "title": "Core Stability", "authors": "Jae Gruenke", "kind": "web"}
FEET = {"key": "feet", "note": "Feet are springs, says Ker, and many others said so."}
BODY = [("paragraph", f"<p>A claim{embed('c1', 'core')}.</p>")]


@pytest.fixture
def article(index):
    return cast.make_article(index, body=BODY, references=[CORE])


def rewrite(article, body=None, references=(CORE,), **fields):
    """Another draft; rows are new ones, as from a form that was sent twice."""
    draft = ArticlePage.objects.get(pk=article.pk)
    if body is not None:
        draft.body = body
    draft.references = [Reference(**one) for one in references]
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision()


def compared(client, article, new, old=None):
    """{field: (its words, what was taken away, what was added)}."""
    old = old or article.get_latest_revision()
    url = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, old.pk, new.pk])
    answer = client.get(url)
    assert answer.status_code == 200
    told = {}
    for row in html.fromstring(answer.text).cssselect("main table.listing tbody tr"):
        cells = row.cssselect("td")
        if len(cells) == 2:
            told[words(cells[0]).rstrip(":")] = (
                words(cells[1]),
                [words(one) for one in cells[1].cssselect(".deletion")],
                [words(one) for one in cells[1].cssselect(".addition")],
            )
    return told


def words(element):
    return " ".join(" ".join(element.itertext()).split())


def test_an_added_reference_and_its_marker_are_told_in_words(admin_client, article):
    old = article.get_latest_revision()
    body = [("paragraph", f"<p>A claim{embed('c1', 'core')}{embed('c2', 'feet')}.</p>")]
    told = compared(admin_client, article, rewrite(article, body, [CORE, FEET]), old)

    assert set(told) == {"Text", "References"}
    text, _gone, _new = told["Text"]
    assert "[footnote: Core Stability – by Jae…]" in text
    assert "[footnote: Feet are springs, says Ker,…]" in text
    line = "Added: Feet are springs, says Ker, and many others said so."
    assert told["References"] == (line, [], [line])


def test_a_removed_reference_is_told_in_words(admin_client, article):
    old = article.get_latest_revision()
    told = compared(
        admin_client, article, rewrite(article, [("paragraph", "<p>A claim.</p>")], []), old
    )

    line = "Removed: Core Stability – by Jae Gruenke"
    assert told["References"] == (line, [line], [])
    assert "[footnote: Core Stability – by Jae…]" in told["Text"][0]


def test_a_changed_reference_tells_which_facts_and_leaves_the_text_alone(admin_client, article):
    old = article.get_latest_revision()
    changed = CORE | {"year": 2011, "kind": "book"}
    told = compared(admin_client, article, rewrite(article, references=[changed]), old)

    assert told == {
        "References": (
            "Changed: Core Stability – by Jae Gruenke Kind Page on the web Book Year 2011",
            ["Page on the web"],
            ["Book", "2011"],
        )
    }


def test_the_link_to_the_library_is_told(admin_client, article):
    old = article.get_latest_revision()
    source = Source.objects.create(title="Core Stability", authors="Jae Gruenke", kind="web")
    linked = CORE | {"source": source}
    told = compared(admin_client, article, rewrite(article, references=[linked]), old)
    assert "Source of the library Core Stability" in told["References"][0]


def test_a_marker_that_leads_elsewhere_shows_in_the_text(admin_client, index):
    article = cast.make_article(index, body=BODY, references=[CORE, FEET])
    old = article.get_latest_revision()
    body = [("paragraph", f"<p>A claim{embed('c1', 'feet')}.</p>")]
    told = compared(admin_client, article, rewrite(article, body, [CORE, FEET]), old)

    assert set(told) == {"Text"}
    assert "Feet are springs" in told["Text"][0]
    assert told["Text"][1:] != ([], [])


def test_a_marker_without_its_reference_says_so(admin_client, article):
    old = article.get_latest_revision()
    body = [("paragraph", f"<p>A claim{embed('c1', 'gone')}.</p>")]
    told = compared(admin_client, article, rewrite(article, body), old)
    assert "[footnote without a reference]" in told["Text"][0]


def test_references_in_another_order_or_in_new_rows_are_no_change(admin_client, index):
    article = cast.make_article(index, body=BODY, references=[CORE, FEET])
    old = article.get_latest_revision()
    assert compared(admin_client, article, rewrite(article, references=[FEET, CORE]), old) == {}


def test_a_marker_in_the_closing_note_is_told_in_words(admin_client, article):
    old = article.get_latest_revision()
    new = rewrite(article, postscript=f"<p>Thanks{embed('c9', 'core')}</p>")
    told = compared(admin_client, article, new, old)
    assert told["Closing note"][0] == "Thanks [footnote: Core Stability – by Jae…]"


def test_every_block_that_can_cite_is_compared_in_words(admin_client, index):
    image = cast.make_image()
    article = cast.make_article(index, body=cast.every_block(image, "core"), references=[CORE])
    old = article.get_latest_revision()
    new = rewrite(article, cast.every_block(image, "feet"), [CORE, FEET])
    text, _gone, _new = compared(admin_client, article, new, old)["Text"]
    assert text.count("[footnote: ") >= 7
    assert "embed" not in text


def test_hostile_words_stay_words(admin_client, article):
    old = article.get_latest_revision()
    bad = {"key": "bad", "note": "<script>alert(1)</script>"}
    body = [("paragraph", f"<p>A claim{embed('c1', 'bad')}.</p>")]
    new = rewrite(article, body, [bad])
    url = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, old.pk, new.pk])
    answer = admin_client.get(url).text
    assert "<script>alert(1)" not in answer
    assert "&lt;script&gt;alert(1)" in answer


def test_no_comparison_shows_a_key(admin_client, article):
    old = article.get_latest_revision()
    note = {"key": "k3y-n0body-r3ads", "note": "On hands."}
    body = [("paragraph", f"<p>A claim{embed('c-s3cret', 'k3y-n0body-r3ads')}.</p>")]
    new = rewrite(article, body, [note])
    url = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, old.pk, new.pk])
    answer = admin_client.get(url).text
    assert "k3y-n0body-r3ads" not in answer
    assert "c-s3cret" not in answer


def test_a_comparison_says_which_versions_it_compares(admin_client, article):
    ada = cast.make_admin("ada")
    ada.first_name, ada.last_name = "Ada", "Colophon"
    ada.save()
    new = ArticlePage.objects.get(pk=article.pk).save_revision(user=ada)
    url = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, "live", new.pk])
    answer = html.fromstring(admin_client.get(url).text)
    old = render_timestamp(article.get_latest_revision().created_at)
    assert [words(one) for one in answer.cssselect(".versions dt, .versions dd")] == [
        "From",
        f"Version of {old}, which is live",
        "To",
        f"Version of {render_timestamp(new.created_at)} by Ada Colophon, the newest draft",
    ]


def test_the_rank_of_a_heading_is_told_in_words(admin_client, index):
    body = [("heading", {"text": "Feet", "level": "h2"})]
    article = cast.make_article(index, body=body)
    old = article.get_latest_revision()
    draft = old.as_object()
    draft.body[0].value["level"] = "h3"
    text, _gone, new = compared(admin_client, article, draft.save_revision(), old)["Text"]
    assert new == ["below a heading"]
    assert "Heading below a heading" in text


def test_paragraphs_and_items_of_a_list_stay_apart(admin_client, index):
    body = [("paragraph", "<p>One.</p><p>Two.</p><ul><li>Three</li><li>Four</li></ul>")]
    article = cast.make_article(index, body=body, postscript="<p>Five.</p><p>Six.</p>")
    draft = article.get_latest_revision_as_object()
    draft.body[0].value.source += "<p>Seven.</p>"
    draft.postscript += "<p>Eight.</p>"
    new = draft.save_revision()
    url = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, "live", new.pk])
    answer = admin_client.get(url).text
    for apart in ("One.<br>Two.<br>Three<br>Four", "Five.<br>Six."):
        assert apart in answer
