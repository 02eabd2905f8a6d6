"""Saving and publishing an article from its form (W4)."""

import html

import pytest
from django.urls import reverse
from lxml import html as lxml_html

from articles.citations import citations_in, embed
from articles.models import ArticlePage
from articles.tests import editing
from articles.tests.editing import listed, tabled, words
from studio.tests import cast

CORE = {"key": "core", "title": "Core Stability"}
LOST = "has lost its reference, which was deleted. Choose another one, or remove the marker."


@pytest.fixture
def article(index):
    return cast.make_article(index, references=[CORE], publish=False)


def stored(article):
    return ArticlePage.objects.get(pk=article.pk)


def draft(article):
    return stored(article).get_latest_revision_as_object()


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
        "quote": {"text": text, "attribution": "", "form": "quotation"},
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
        "postscript": [f"The footnote after “Thanks” {LOST}"],
        "__all__": ["An article is published once every marker has a reference."],
    }
    assert not stored(article).live


def test_what_is_said_above_the_form_gives_the_reasons(admin_client, article):
    answer = editing.post(
        admin_client,
        article,
        body=[(place, places(embed("c1", "gone"))[place]) for place in ("quote", "steps")],
        postscript=words(f"<p>Thanks{embed('c2', 'gone')}</p>"),
        action="publish",
    )

    page = lxml_html.fromstring(answer.content)
    assert [reason.text for reason in page.cssselect("ul.errorlist > li")] == [
        " ".join(["Text:", *[f"The footnote after “A claim” {LOST}"] * 2]),
        f"Closing note: The footnote after “Thanks” {LOST}",
        "An article is published once every marker has a reference.",
    ]


def test_a_text_that_is_missing_is_no_lost_reference(admin_client, article):
    answer = editing.post(admin_client, article, body=[], action="publish")

    assert list(answer.context["form"].errors) == ["body"]


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


@pytest.mark.parametrize(("reference", "status"), [("core", 302), ("gone", 200)])
def test_a_new_article_is_published_whole_or_not_at_all(admin_client, index, reference, status):
    url = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", index.pk])
    data = editing.filled(
        admin_client,
        None,
        url=url,
        body=[("paragraph", words(f"<p>A claim{embed('c1', reference)}</p>"))],
        references=[CORE],
        action="publish",
        title="New",
        slug="new",
        standfirst="Why not.",
        **{
            "article_authors-TOTAL_FORMS": "1",
            "article_authors-0-id": "",
            "article_authors-0-person": str(cast.make_person().pk),
        },
    )

    assert admin_client.post(url, data).status_code == status
    assert ArticlePage.objects.live().filter(slug="new").count() == (status == 302)


@pytest.mark.parametrize(("action", "status"), [(None, 302), ("submit", 200), ("publish", 200)])
def test_only_a_draft_may_lack_an_author(admin_client, index, action, status):
    url = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", index.pk])
    data = editing.filled(
        admin_client,
        None,
        url=url,
        body=[("paragraph", words("<p>A claim.</p>"))],
        action=action,
        title="New",
        slug="new",
        standfirst="Why not.",
    )

    response = admin_client.post(url, data)

    assert response.status_code == status
    refused = "An article needs an author: choose one under “About the article”."
    assert (refused in html.unescape(response.content.decode())) == (status == 200)
