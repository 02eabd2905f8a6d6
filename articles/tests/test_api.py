"""Articles as other programs get them: any question answered, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from studio.tests import cast

# the search index is written when a transaction commits
pytestmark = pytest.mark.django_db(transaction=True)

PAGES = "/api/v2/pages/"
ARTICLES = PAGES + "?type=articles.ArticlePage"


def titles(response):
    return [item["title"] for item in response.json()["items"]]


@pytest.mark.parametrize(
    "typed",
    ["", "%20", "%22", "a%22b", "%22a b", "%00", "%00z", "'", "*", "(", "NOT", "^z", "a:b", "\\"],
)
def test_any_search_gets_an_answer(client, index, typed):
    cast.make_article(index)

    response = client.get(f"{PAGES}?search={typed}")

    assert (response.status_code, titles(response)) == (200, [])


def test_a_search_finds_pages_with_all_words_or_with_any(client, index):
    cast.make_article(index, title="Springs in the foot")
    cast.make_article(index, title="Slow breath")

    assert titles(client.get(PAGES + "?search=springs foot")) == ["Springs in the foot"]
    assert titles(client.get(PAGES + '?search="in the foot"')) == ["Springs in the foot"]
    assert titles(client.get(PAGES + "?search=foot breath")) == []
    either = titles(client.get(PAGES + "?search=foot breath&search_operator=or"))
    assert sorted(either) == ["Slow breath", "Springs in the foot"]


@pytest.mark.parametrize(
    "asked",
    [
        "?type=articles.ArticlePage&published_on=x",
        "?type=articles.ArticlePage&references=x",
        "?first_published_at=x",
        "?search=a&search_operator=x",
        "?offset=99999999999999999999999",
        "?offset=9223372036854775808",
        "?alias_of=x",
        "?locale=%00",
        "?site=%00",
        "?slug=%00",
        "find/?id=x",
        "find/?html_path=%00",
    ],
)
def test_what_no_field_can_hold_is_a_bad_request_told_in_json(client, index, asked):
    response = client.get(PAGES + asked)

    assert response.status_code == 400
    assert list(response.json()) == ["message"]


@pytest.mark.parametrize("asked", ["?alias_of=" + "9" * 30, "?id=" + "9" * 30])
def test_a_number_that_is_too_large_breaks_nothing(client, index, asked):
    assert client.get(PAGES + asked).status_code in {200, 400}


def test_answers_are_json_for_browsers_too(client, index):
    article = cast.make_article(index)
    for address in (PAGES, f"{PAGES}{article.pk}/"):
        response = client.get(address, headers={"accept": "text/html"})
        assert response["Content-Type"] == "application/json"
    assert client.get(PAGES + "?format=api").status_code == 404


def test_everybody_gets_the_same_even_who_gave_a_password_or_is_signed_in(
    client, admin_client, index
):
    private = cast.make_article(index, title="Private")
    cast.make_article(index, title="Open")
    restriction = PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.PASSWORD, password="juniper"
    )
    admin_client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{private.pk}/",
        {"password": "juniper", "return_url": private.url},
    )
    assert "A claim." in admin_client.get(private.url).content.decode()

    response = admin_client.get(ARTICLES)

    assert titles(response) == ["Open"]
    assert "Cookie" not in response.get("Vary", "")
    assert admin_client.get(f"{PAGES}{private.pk}/").status_code == 404


def linked_article(index, number):
    link = f'<a linktype="page" id="{index.pk}">there</a>'
    return cast.make_article(
        index,
        title=f"Article {number}",
        slug=f"article-{number}",
        body=[("paragraph", f"<p>A claim{cast.cite('core')} {link}.</p>")],
        references=[{"key": "core", "title": f"Core {number}"}],
    )


#: The site 1, restrictions 1, the count 1, the articles 1, their references 1, the pages they
#: link to 1. The studio is remembered.
LISTING_QUERIES = 6


def test_the_listing_takes_the_same_queries_for_1_and_for_3_articles(client, index):
    asked = ARTICLES + "&fields=text,references"

    def queries():
        client.get(asked)  # site and roots are remembered
        with CaptureQueriesContext(connection) as captured:
            items = client.get(asked).json()["items"]
        assert [item["references"][0]["text"] for item in items] == [
            f"Core {number}" for number in range(len(items))
        ]
        return len(captured)

    linked_article(index, 0)
    one = queries()
    linked_article(index, 1)
    linked_article(index, 2)

    assert (one, queries()) == (LISTING_QUERIES, LISTING_QUERIES)
