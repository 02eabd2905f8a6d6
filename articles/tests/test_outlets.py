"""Feed, search, structured data: the same notes from the same records (R11 to R14)."""

import json

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from lxml import html as lxml_html
from wagtail.models import Page

from articles.tests.sent import reference_lines, tree
from studio.pictures import render_ahead
from studio.tests import cast

pytestmark = pytest.mark.django_db

KER = {
    "key": "ker",
    "kind": "article",
    "title": "The spring in the arch of the human foot",
    "authors": "R. F. Ker; M. B. Bennett",
    "container": "Nature",
    "volume": "325",
    "pages": "147–149",
    "year": 1987,
    "doi": "10.1038/325147a0",
}
BOOK = {
    "key": "book",
    "kind": "book",
    "title": "Awareness Through Movement",
    "authors": "M. Feldenkrais",
    "publisher": "Harper & Row",
    "year": 1972,
}


@pytest.fixture
def article(index):
    return cast.make_article(
        index,
        title="Springs & arches",
        body=[
            (
                "paragraph",
                f"<p>A claim{cast.cite('book')} and another{cast.cite('ker')}. "
                f'See <a href="/about/">us</a>.</p>',
            )
        ],
        references=[KER, BOOK],
        topics=[cast.make_topic()],
    )


# --- R11 ---------------------------------------------------------------------


def test_the_feed_carries_the_whole_article_with_its_list_and_absolute_links(
    client, index, article
):
    response = client.get(index.url + "feed/")
    feed = feedparser.parse(response.content, sanitize_html=False)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not feed.bozo, feed.get("bozo_exception")
    assert [entry.title for entry in feed.entries] == ["Springs & arches"]
    content = lxml_html.fromstring(feed.entries[0].content[0].value)
    assert reference_lines(content) == [
        "(1) Awareness Through Movement – by M. Feldenkrais. Harper & Row, 1972",
        "(2) The spring in the arch of the human foot – by R. F. Ker, M. B. Bennett. "
        "Nature 325, 147–149, 1987. https://doi.org/10.1038/325147a0",
    ]
    links = content.xpath("//@href")
    assert links
    assert [link for link in links if not link.startswith(("http://", "https://"))] == []
    assert f"{article.full_url}#reference-{article.pk}-1" in links


def test_the_feed_has_what_atom_requires(client, index, article):
    """RFC 4287, 4.1.1 and 4.1.2."""
    root = etree.fromstring(client.get(index.url + "feed/").content)
    atom = {"a": "http://www.w3.org/2005/Atom"}

    for name in ("id", "title", "updated"):
        assert len(root.findall(f"a:{name}", atom)) == 1
        assert len(root.find("a:entry", atom).findall(f"a:{name}", atom)) == 1
    assert root.xpath("a:link[@rel='self']/@href", namespaces=atom) == [index.full_url + "feed/"]
    assert root.xpath("a:entry/a:author/a:name/text()", namespaces=atom) == ["Juno Fable"]


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("topic/running/feed/", ["Springs & arches"]),
        ("topic/feet/feed/", []),
        ("author/juno-fable/feed/", ["Springs & arches"]),
    ],
)
def test_there_is_a_feed_by_topic_and_by_author(client, index, article, path, titles):
    cast.make_topic("Feet", "feet")

    feed = feedparser.parse(client.get(index.url + path).content)

    assert [entry.title for entry in feed.entries] == titles


def test_control_characters_do_not_break_the_feed(client, index):
    cast.make_article(
        index, title="Bell\x07 and \x0b tab", body=[("paragraph", "<p>One\x0ctwo</p>")]
    )

    etree.fromstring(client.get(index.url + "feed/").content)


# --- R12 ---------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("word", ["claim", "another", "feldenkrais", "spring", "harper"])
def test_search_finds_an_article_by_its_words_and_by_words_of_its_notes(index, article, word):
    found = Page.objects.live().search(word)

    assert [page.pk for page in found] == [article.pk]


# --- R13 ---------------------------------------------------------------------


def test_structured_data_lists_what_readers_see_in_the_same_order(client, article):
    page = tree(client.get(article.url))
    data = next(
        data
        for data in map(json.loads, page.xpath('//script[@type="application/ld+json"]/text()'))
        if data["@type"] == "Article"
    )

    assert data["citation"] == [
        {
            "@type": "Book",
            "name": "Awareness Through Movement",
            "author": [{"@type": "Person", "name": "M. Feldenkrais"}],
            "publisher": {"@type": "Organization", "name": "Harper & Row"},
            "datePublished": "1972",
        },
        {
            "@type": "ScholarlyArticle",
            "name": "The spring in the arch of the human foot",
            "author": [
                {"@type": "Person", "name": "R. F. Ker"},
                {"@type": "Person", "name": "M. B. Bennett"},
            ],
            "isPartOf": {"@type": "Periodical", "name": "Nature"},
            "pagination": "147–149",
            "datePublished": "1987",
            "url": "https://doi.org/10.1038/325147a0",
            "identifier": {
                "@type": "PropertyValue",
                "propertyID": "DOI",
                "value": "10.1038/325147a0",
            },
        },
    ]
    assert [line.partition(") ")[2].partition(" – by ")[0] for line in reference_lines(page)] == [
        entry["name"] for entry in data["citation"]
    ]
    assert page.xpath('//meta[@name="citation_reference"]/@content') == [
        "citation_title=Awareness Through Movement; citation_author=M. Feldenkrais; "
        "citation_publisher=Harper & Row; citation_publication_date=1972",
        "citation_title=The spring in the arch of the human foot; citation_author=R. F. Ker; "
        "citation_author=M. B. Bennett; citation_journal_title=Nature; citation_volume=325; "
        "citation_firstpage=147; citation_lastpage=149; citation_publication_date=1987; "
        "citation_doi=10.1038/325147a0",
    ]


def test_those_who_are_not_named_are_nobody_for_machines(client, index):
    body = [("paragraph", f"<p>Springs{cast.cite('ker')}.</p>")]
    article = cast.make_article(index, body=body, references=[KER | {"authors": "Ker et al."}])
    page = tree(client.get(article.url))

    (said,) = page.xpath('//meta[@name="citation_reference"]/@content')
    assert [part for part in said.split("; ") if "author" in part] == ["citation_author=Ker"]
    (data,) = page.xpath('//script[contains(., "ScholarlyArticle")]/text()')
    assert json.loads(data)["citation"][0]["author"] == [{"@type": "Person", "name": "Ker"}]
    assert " – by Ker et al. Nature 325, 147–149, 1987" in reference_lines(page)[0]


# --- R14 ---------------------------------------------------------------------


def queries_of(client, url):
    client.get(url)  # site and roots are remembered
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in queries.captured_queries]


def test_an_article_takes_the_same_queries_for_1_and_for_30_footnotes_topics_and_links(
    client, index
):
    def linked(n, page):
        return f'<p>One{cast.cite(f"r{n}")} <a linktype="page" id="{page.pk}">there</a>.</p>'

    few = cast.make_article(
        index,
        title="Few",
        body=[("paragraph", linked(0, index))],
        references=[{"key": "r0", "title": "R 0"}],
        topics=[cast.make_topic("T0", "t0")],
        hero_image=cast.make_image(),
    )
    many = cast.make_article(
        index,
        title="Many",
        body=[("paragraph", linked(n, few)) for n in range(30)],
        references=[{"key": f"r{n}", "title": f"R {n}"} for n in range(30)],
        topics=[cast.make_topic(f"T{n}", f"t{n}") for n in range(10)],
        hero_image=cast.make_image(),
    )

    for page in (few, many):
        render_ahead.call(page.pk)

    one, thirty = queries_of(client, few.url), queries_of(client, many.url)

    assert len([sql for sql in thirty if '"articles_reference"' in sql]) == 1
    assert len(one) == len(thirty) == ARTICLE_QUERIES


#: Routing 6, restrictions 3, the studio and its menus 2, the article's own 4, its links 1,
#: what to read next 5, neighbours 1, the way here 1, the settings and number of comments 2.
ARTICLE_QUERIES = 25


def test_the_neighbours_of_an_article_are_the_nearest_in_time(client, index):
    days = {"Old": "2026-01-01", "Twin": "2026-02-02", "Here": "2026-02-02", "New": "2026-03-03"}
    made = {
        title: cast.make_article(index, title=title, published_on=day)
        for title, day in days.items()
    }

    def neighbours(title):
        page = tree(client.get(made[title].url))
        return [page.xpath(f'//nav//a[@rel="{rel}"]/@href') for rel in ("prev", "next")]

    assert neighbours("Old") == [[], [made["Twin"].url]]
    assert neighbours("Twin") == [[made["Old"].url], [made["Here"].url]]
    assert neighbours("Here") == [[made["Twin"].url], [made["New"].url]]
    assert neighbours("New") == [[made["Here"].url], []]


def test_the_list_takes_the_same_queries_for_1_and_for_12_articles(client, index):
    cast.make_article(index, title="First", topics=[cast.make_topic()])
    one = queries_of(client, index.url)
    for n in range(11):
        cast.make_article(index, title=f"Article {n}", topics=[cast.make_topic()])

    assert len(queries_of(client, index.url)) == len(one)
