"""What stands around the text of an article: its contents, its length, what to read on."""

import pytest

from articles.models import RelatedArticle
from articles.tests.sent import tree, visible
from studio.tests import cast

pytestmark = pytest.mark.django_db


def read_on(client, article):
    page = tree(client.get(article.url))
    return [visible(a) for a in page.cssselect(".read-on .card__title a")]


def choose(article, *others):
    article.related_articles = [RelatedArticle(article=other) for other in others]
    article.save_revision().publish()


def test_what_editors_chose_to_read_on_stands_in_their_order(client, index):
    article = cast.make_article(index, title="Here", topics=[cast.make_topic()])
    first, second, third = (
        cast.make_article(index, title=title) for title in ("Breath", "Arches", "Core")
    )
    cast.make_article(index, title="Of the same topic", topics=[cast.make_topic()])

    choose(article, third, first, second)

    assert read_on(client, article) == ["Core", "Breath", "Arches"]


def test_what_is_not_published_is_not_read_on(client, index):
    article = cast.make_article(index, title="Here")
    shown = cast.make_article(index, title="Breath")
    draft = cast.make_article(index, title="Draft", publish=False)
    choose(article, draft, shown)

    assert read_on(client, article) == ["Breath"]

    shown.unpublish()

    assert read_on(client, article) == []


def test_without_a_choice_the_newest_three_of_the_same_topic_are_read_on(client, index):
    running = cast.make_topic()
    article = cast.make_article(index, title="Here", topics=[running])
    cast.make_article(index, title="On breath", topics=[cast.make_topic("Breath", "breath")])
    for number in range(4):
        cast.make_article(index, title=f"Running {number}", topics=[running])

    assert read_on(client, article) == ["Running 3", "Running 2", "Running 1"]


def headings(count):
    texts = ["Give and take", "The pelvis", "The pelvis", "In numbers"][:count]
    return [
        part
        for number, text in enumerate(texts)
        for part in (
            ("heading", {"text": text, "level": "h3" if number == 1 else "h2"}),
            ("paragraph", "<p>A claim.</p>"),
        )
    ]


def test_two_headings_need_no_contents(client, index):
    article = cast.make_article(index, body=headings(2))

    assert tree(client.get(article.url)).cssselect("nav.contents") == []


@pytest.mark.parametrize("count", [3, 4])
def test_from_three_headings_on_the_contents_lead_to_each(client, index, count):
    article = cast.make_article(index, body=headings(count))

    page = tree(client.get(article.url))

    links = page.cssselect('nav[aria-labelledby="contents"] a')
    assert [visible(a) for a in page.cssselect("#contents")] == ["In this article"]
    targets = [page.xpath("//*[@id=$id]", id=a.get("href")[1:]) for a in links]
    assert [
        (visible(a), [visible(target) for target in found])
        for a, found in zip(links, targets, strict=True)
    ] == [
        (text, [text])
        for text in ["Give and take", "The pelvis", "The pelvis", "In numbers"][:count]
    ]
    assert [found[0].tag for found in targets] == ["h2", "h3", "h2", "h2"][:count]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 minute to read"),
        (356, "1 minute to read"),
        (358, "2 minutes to read"),
        (476, "2 minutes to read"),
        (2380, "10 minutes to read"),
    ],
)
def test_238_words_are_read_in_a_minute(client, index, count, said):
    text = " ".join(["step"] * (count - 1))
    article = cast.make_article(
        index,
        standfirst="Walk.",
        body=[("paragraph", f"<p>{text}{cast.cite('core')}</p>")],
        references=[{"key": "core", "title": "Words of references do not count"}],
    )

    facts = visible(tree(client.get(article.url)).cssselect(".byline")[0])

    assert facts.endswith(said)
