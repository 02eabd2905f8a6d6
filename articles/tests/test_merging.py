"""Two records of one work become one, and everything that cited either cites it (W9)."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from lxml import html as lxml_html
from wagtail.models import ModelLogEntry, ReferenceIndex

from articles import merging
from articles.models import ArticlePage, Reference, Source
from articles.tests.sent import reference_lines, tree, visible
from articles.tests.works import BOOK, KER, facts_of, make
from studio.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ker():
    return make(**KER | {"doi": "", "year": 1987})


@pytest.fixture
def twin():
    return make(
        kind="article", title="Spring in the arch", authors="Ker", year=1988, doi=KER["doi"], note="N."
    )  # fmt: skip


def address(*sources):
    asked = "&".join(f"id={source.pk}" for source in sources)
    return f"/admin/bulk/articles/source/merge/?{asked}&next=/admin/sources/"


def cite(index, source, title="Springs", **fields):
    reference = {"key": "k", "source": source, "title": source.title, "note": "Mine."}
    body = [("paragraph", f"<p>One{cast.cite('k')}.</p>")]
    return cast.make_article(index, title=title, body=body, references=[reference], **fields)


def indexed(source):
    found = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Source), to_object_id=str(source.pk)
    )
    return sorted(int(number) for number in found.values_list("object_id", flat=True))


def cited_in(revision):
    return [reference["source"] for reference in revision.content["references"]]


def test_they_are_shown_side_by_side_and_the_most_cited_is_proposed(admin_client, index, ker, twin):
    cite(index, twin)

    page = lxml_html.fromstring(admin_client.get(address(ker, twin)).content.decode())

    assert [radio.get("value") for radio in page.cssselect("input[name=keep]")] == [
        str(twin.pk),
        str(ker.pk),
    ]
    assert page.cssselect("input[checked]")[0].get("value") == str(twin.pk)
    rows = {
        row.cssselect("th")[0].text_content(): [td.text_content() for td in row.cssselect("td")]
        for row in page.cssselect(".library-merge tbody tr")
    }
    assert rows["Year"] == ["1988", "1987"]
    assert rows["DOI"] == ["10.1038/325147a0", "–"]
    assert rows["Cited"] == ["used in 1 article", "not cited"]


SAME = {"title": "On feet", "kind": "book", "year": 1990}


def doubts(client, *facts):
    sources = [Source.objects.create(**SAME | each) for each in facts]
    page = lxml_html.fromstring(client.get(address(*sources)).text)
    assert page.cssselect("button[type=submit]")  # nothing is stopped
    return [visible(one) for one in page.cssselect(".help-warning")]


@pytest.mark.parametrize(
    ("one", "other", "facts"),
    [
        ({}, {"kind": "web"}, "kind"),
        ({}, {"year": 1991}, "year"),
        ({}, {"title": "On arms"}, "title"),
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}, "DOI"),
        (
            {"doi": "10.1000/a"},
            {"doi": "10.1000/b", "kind": "web", "title": "On arms", "year": 2},
            "kind, title, year and DOI",
        ),
    ],
)
def test_a_merge_of_what_may_be_two_works_is_warned_of(admin_client, one, other, facts):
    assert doubts(admin_client, one, other) == [
        f"They may be different works: look at their {facts} before you merge them."
    ]


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"title": "ON FÉET!"},
        {"title": ""},
        {"year": None},
        {"doi": "10.1000/a"},
        {"pages": "1"},
    ],
)
def test_what_one_of_them_lacks_or_spells_otherwise_is_no_reason_to_warn(admin_client, other):
    assert doubts(admin_client, {}, other) == []


def test_they_are_merged_in_spite_of_a_warning(admin_client):
    book, page = make(**SAME), make(**SAME | {"kind": "web", "title": "Arms"})

    admin_client.post(address(book, page), {"keep": book.pk})

    assert list(Source.objects.all()) == [book]


def test_the_one_that_stays_learns_what_it_did_not_know_and_keeps_what_it_knew(
    admin_client, ker, twin
):
    response = admin_client.post(address(ker, twin), {"keep": ker.pk})

    assert response.headers["Location"] == "/admin/sources/"
    kept = Source.objects.get()
    assert facts_of(kept) == facts_of(ker) | {"doi": KER["doi"]}
    assert (kept.pk, kept.note) == (ker.pk, "N.")
    entry = ModelLogEntry.objects.for_instance(kept).get(action=merging.MERGED)
    assert entry.message.startswith("Merged with other sources: Spring in the arch – by Ker.")
    assert entry.user.get_username() == "admin"


def test_every_citation_moves_in_articles_drafts_and_earlier_versions(
    admin_client, client, index, ker, twin
):
    other = make(**BOOK)
    published = cite(index, twin, title="Published")
    draft = cite(index, twin, title="Draft", publish=False)
    page = published.get_latest_revision_as_object()
    page.title = "A later draft"
    page.save_revision()
    untouched = cite(index, other, title="Other")
    before = untouched.latest_revision.content

    admin_client.post(address(ker, twin), {"keep": ker.pk})

    articles = ArticlePage.objects.in_bulk([published.pk, draft.pk, untouched.pk])
    for article in (articles[published.pk], articles[draft.pk]):
        assert [cited_in(revision) for revision in article.revisions.all()] == [
            [ker.pk]
        ] * article.revisions.count()
        reference = article.references.get()
        assert (reference.source, reference.note) == (ker, "Mine.")
        assert facts_of(reference) == facts_of(Source.objects.get(pk=ker.pk))
    assert articles[published.pk].revisions.count() == 2
    assert articles[untouched.pk].latest_revision.content == before
    assert articles[untouched.pk].references.get().source == other
    kept = Source.objects.with_uses().get(pk=ker.pk)
    assert kept.uses == 2
    assert indexed(ker) == sorted([published.pk, draft.pk])
    assert reference_lines(tree(client.get(published.url))) == [f"(1) {kept.text} Mine."]


def test_a_number_that_begins_alike_is_another_source(index):
    Source.objects.bulk_create(Source(pk=pk, title=f"S {pk}") for pk in (5, 51, 7))
    five, fifty_one, seven = Source.objects.in_bulk([5, 51, 7]).values()
    article = cite(index, fifty_one)
    by = cast.make_admin()

    merging.merge(keep=seven.pk, others=[five.pk], by=by)

    assert cited_in(article.latest_revision) == [51]
    assert list(merging.versions_citing([5])) == []
    assert list(merging.versions_citing([51])) == [article.latest_revision]


def test_words_that_look_like_a_citation_are_left_as_they_were(index, ker, twin):
    words = f'"source": {twin.pk}, "source": {twin.pk}}}'
    article = cast.make_article(index, references=[{"key": "k", "title": "A", "note": words}])

    merging.merge(keep=ker.pk, others=[twin.pk], by=cast.make_admin())

    article = ArticlePage.objects.get(pk=article.pk)
    assert article.latest_revision.content["references"][0]["note"] == words


def test_an_old_version_that_goes_live_cites_the_source_that_stayed(index, ker, twin):
    article = cite(index, twin)
    old = article.latest_revision
    page = article.get_latest_revision_as_object()
    page.references = []
    page.body = [("paragraph", "<p>Nothing.</p>")]
    page.save_revision().publish()

    merging.merge(keep=ker.pk, others=[twin.pk], by=cast.make_admin())
    old.refresh_from_db()
    old.publish()

    reference = Reference.objects.get()
    assert (reference.source, reference.title) == (ker, KER["title"])


def test_a_merge_of_a_source_that_is_gone_is_refused_with_a_sentence(
    admin_client, index, ker, twin
):
    cite(index, ker)
    asked = address(ker, twin)
    twin.delete()

    response = admin_client.post(asked, {"keep": ker.pk})

    assert response.status_code == 409
    assert "One of these sources is no longer there." in response.content.decode()
    assert list(Source.objects.all()) == [ker]


def test_the_verb_itself_refuses_what_is_gone(ker, twin):
    by = cast.make_admin()
    with pytest.raises(merging.SourceGone):
        merging.merge(keep=ker.pk, others=[twin.pk, 999_999], by=by)

    assert Source.objects.count() == 2


@pytest.mark.parametrize(("keep", "status"), [("", 422), ("x", 422), ("999999", 422)])
def test_it_must_be_said_which_one_stays(admin_client, ker, twin, keep, status):
    response = admin_client.post(address(ker, twin), {"keep": keep})

    assert response.status_code == status
    assert Source.objects.count() == 2


def test_one_alone_and_too_many_are_refused_with_a_sentence(admin_client, ker):
    alone = admin_client.post(address(ker), {"keep": ker.pk})
    many = [ker, *(make(title=f"S {number}") for number in range(10))]
    crowd = admin_client.post(address(*many), {"keep": ker.pk})

    assert (alone.status_code, crowd.status_code) == (409, 409)
    assert "Mark two sources or more." in alone.content.decode()
    assert "No more than 10 sources are merged at once." in crowd.content.decode()
    assert Source.objects.count() == 11


def test_all_of_the_list_means_those_it_was_narrowed_down_to(admin_client, ker, twin):
    book = make(**BOOK)
    listing = "/admin/bulk/articles/source/merge/?id=all&next=/admin/sources/%3Fkind%3Darticle"

    admin_client.post(listing, {"keep": ker.pk})

    assert set(Source.objects.all()) == {ker, book}


def test_the_history_of_the_one_that_stays_can_be_read(admin_client, ker, twin):
    admin_client.post(address(ker, twin), {"keep": ker.pk})

    history = admin_client.get(reverse("sources:history", args=[ker.pk])).content.decode()

    assert "Merged with other sources: Spring in the arch" in history
