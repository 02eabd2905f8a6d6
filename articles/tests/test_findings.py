"""What is wrong with references is found by itself, and struck out once it is mended (W11)."""

import pytest
from django.urls import reverse

from articles import checking, chores, tasks
from articles.gaps import missing
from articles.models import ArticlePage, Finding, LinkCheck, LinkUse, Reference, Source
from articles.tests.linked import again, rewrite
from studio.tests import cast

pytestmark = pytest.mark.django_db

#: Pages, references; links, hosts, links again; uses and findings, read and written; sources.
QUERIES = 13


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """Does something, and then what is to be done once it is committed."""

    def do(deed):
        with django_capture_on_commit_callbacks(execute=True):
            return deed()

    return do


def told(**of):
    """What was found, as kind, reference and details."""
    return {(each.kind, each.about, each.told) for each in Finding.objects.filter(**of)}


CITED = {"key": "cited", "title": "A work", "kind": "other"}


def article_with(index, *references, cited=(), **fields):
    marks = "".join(cast.cite(key) for key in cited)
    body = [("paragraph", f"<p>A claim{marks}.</p>")]
    return cast.make_article(index, body=body, references=list(references), **fields)


def test_seeded_faults_are_listed(settings, publish, index, outside):
    settings.CHECK_LINKS = True
    dead, moved = outside.url("/gone"), outside.put("/old", 301, location="/new")
    new = outside.put("/new")
    home = "http://10.0.0.1/notes"
    source = Source.objects.create(title="Kept", kind="article", container="Nature", year=1987)
    references = [
        {"key": "fine", "title": "Fine"},
        {"key": "dead", "title": "Dead", "url": dead},
        {"key": "moved", "title": "Moved", "url": moved},
        {"key": "home", "title": "At home", "url": home},
        {"key": "empty"},
        {"key": "twin", "title": "Twin"},
        {"key": "brother", "title": "twin"},
        {"key": "lacks", "title": "Lacking", "kind": "article"},
        {"key": "page", "title": "A page", "kind": "web", "url": outside.put("/page")},
        {"key": "kept", "source": source},
        {"key": "alone", "title": "Alone"},
    ]
    cited = [each["key"] for each in references if each["key"] != "alone"]
    article = publish(lambda: article_with(index, *references, cited=cited))
    unused = publish(lambda: Source.objects.create(title="Nobody's", kind="book"))
    checking.check_due()

    assert told(page=article) == {
        ("dead", "Dead.", "The server answers: 404 Not Found."),
        ("moved", "Moved.", ""),
        (
            *("closed", "At home."),
            "It leads to an address that is not on the public internet.",
        ),
        ("empty", "", ""),
        ("twice", "Twin", ""),
        ("facts", "Lacking", "Appeared in and year."),
        ("facts", "A page.", "Date looked at."),
        ("uncited", "Alone", ""),
    }
    assert Finding.objects.get(kind="moved").link.moved_to == new
    assert told(source=unused) == {
        ("unused", "Nobody's", ""),
        ("facts", "Nobody's", "Publisher and year."),
    }
    assert told(source=source) == set()
    assert told(page=None) == told(source=unused)


@pytest.mark.parametrize(
    ("fields", "lacking"),
    [
        ({"kind": "article"}, ["title", "container", "year"]),
        ({"kind": "article", "title": "T", "container": "C", "year": 1987}, []),
        ({"kind": "book", "title": "T"}, ["publisher", "year"]),
        ({"kind": "chapter", "title": "T", "year": 1987}, ["container"]),
        ({"kind": "thesis", "title": "T", "year": 1987}, ["publisher"]),
        ({"kind": "report", "publisher": "P", "year": 1987}, ["title"]),
        ({"kind": "web", "title": "T"}, ["url", "accessed_on"]),
        ({"kind": "web", "title": "T", "url": "https://a.example/"}, ["accessed_on"]),
        ({"kind": "web", "title": "T", "doi": "10.1000/182"}, []),
        ({"kind": "recording", "title": "T"}, ["year"]),
        ({"kind": "other"}, []),
    ],
)
def test_what_a_reader_needs_depends_on_the_kind(fields, lacking):
    assert missing(Reference(**fields)) == lacking


def test_a_mended_article_is_struck_out_when_it_is_published_and_not_before(publish, index):
    article = publish(lambda: article_with(index, {"key": "empty"}, cited=["empty"]))
    assert told() == {("empty", "", "")}

    revision = publish(lambda: rewrite(article, references=[{"key": "alone", "title": "Alone"}]))
    assert told() == {("empty", "", "")}

    publish(revision.publish)
    assert told() == {("uncited", "Alone", "")}


def test_what_stays_wrong_keeps_the_day_it_was_found(publish, index):
    article = publish(lambda: article_with(index, {"key": "empty"}, cited=["empty"]))
    before = Finding.objects.values("pk", "found_at").get()

    publish(again(article).save_revision().publish)

    assert Finding.objects.values("pk", "found_at").get() == before


def test_an_article_that_is_taken_back_has_no_faults(publish, index):
    article = publish(
        lambda: article_with(index, {"key": "e", "url": "https://a.example/"}, {"key": "empty"})
    )
    assert LinkUse.objects.count() == 1

    publish(again(article).unpublish)

    assert (Finding.objects.count(), LinkUse.objects.count()) == (0, 0)


def test_an_article_that_is_deleted_takes_its_faults_along(publish, admin_client, index):
    source = Source.objects.create(title="Kept")
    article = publish(
        lambda: article_with(index, {"key": "kept", "source": source}, {"key": "empty"})
    )
    assert told(source=source) == set()

    publish(lambda: admin_client.post(reverse("wagtailadmin_pages:delete", args=[article.pk])))

    assert not ArticlePage.objects.exists()
    assert {finding.kind for finding in Finding.objects.all()} == {"unused"}


def test_a_source_is_unused_until_a_published_article_cites_it(publish, index):
    source = publish(lambda: Source.objects.create(title="Kept"))
    assert told(source=source) == {("unused", "Kept", "")}

    draft = publish(
        lambda: article_with(index, {"key": "k", "source": source}, cited="k", publish=False)
    )
    assert told(source=source) == {("unused", "Kept", "")}

    publish(again(draft).save_revision().publish)
    assert told(source=source) == set()


def test_a_source_that_is_mended_is_mended_in_all_articles(publish, index):
    source = publish(lambda: Source.objects.create(title="Kept", kind="book", year=1987))
    reference = {"key": "kept", "source": source}
    for number in range(3):
        publish(lambda n=number: article_with(index, reference, cited=["kept"], title=f"No. {n}"))
    chores.inspect_everything()
    assert Finding.objects.count() == 3
    assert {(each.told, each.kept_in) for each in Finding.objects.all()} == {("Publisher.", source)}

    source.publisher = "Elsewhere Press"
    publish(source.save)

    assert Finding.objects.count() == 0


def test_a_source_that_is_deleted_leaves_the_faults_of_its_articles(publish, index):
    source = publish(lambda: Source.objects.create(title="Kept", kind="book", year=1987))
    article = publish(lambda: article_with(index, {"key": "k", "source": source}, cited="k"))
    publish(Source.objects.create(title="Other").delete)
    Reference.objects.filter(page=article).update(
        **{name: getattr(source, name) for name in ("title", "kind", "year")}
    )
    tasks.inspect_articles.call([article.pk])
    assert told() == {("facts", "Kept. 1987", "Publisher.")}

    publish(source.delete)

    assert told() == {("facts", "Kept. 1987", "Publisher.")}
    assert Finding.objects.get().kept_in is None


def test_what_was_missed_on_the_way_is_found_at_night(index):
    article = article_with(index, {"key": "empty"}, cited=["empty"])
    source = Source.objects.create(title="Nobody's")
    assert Finding.objects.count() == 0

    chores.inspect_everything()
    assert {(each.kind, each.page_id, each.source_id) for each in Finding.objects.all()} == {
        ("empty", article.pk, None),
        ("unused", None, source.pk),
    }

    ArticlePage.objects.filter(pk=article.pk).update(live=False)
    chores.inspect_everything()
    assert [finding.kind for finding in Finding.objects.all()] == ["unused"]


def test_the_night_goes_through_all_articles_in_steps(monkeypatch, index):
    for number in range(5):
        article_with(index, {"key": "empty"}, cited=["empty"], title=f"No. {number}")
        Source.objects.create(title=f"Source {number}")
    monkeypatch.setattr("articles.inspecting.BATCH", 2)

    chores.inspect_everything()

    kinds = [finding.kind for finding in Finding.objects.all()]
    assert (kinds.count("empty"), kinds.count("unused")) == (5, 5)


def test_looking_asks_the_same_number_of_questions_for_one_article_and_for_thirty(
    index, django_assert_num_queries
):
    def articles(count):
        return [
            article_with(
                index,
                {"key": "a", "title": "A", "url": f"https://{count}.example/{n}"},
                {"key": "empty"},
                cited=["a"],
                title=f"No. {count}.{n}",
            ).pk
            for n in range(count)
        ]

    for count in (1, 30):
        pks = articles(count)
        tasks.inspect_articles.call([])
        with django_assert_num_queries(QUERIES):
            tasks.inspect_articles.call(pks)
        assert Finding.objects.filter(page__in=pks).count() == count
        assert LinkCheck.objects.filter(host=f"{count}.example").count() == count
