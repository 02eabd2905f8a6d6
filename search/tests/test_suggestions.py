"""While somebody types: titles that go on like this, and nothing that may not be read."""

import pytest
from wagtail.models import PageViewRestriction

from home.models import PlainPage
from search.tests.answers import tree, words
from studio.tests import cast

# the index is written when a transaction commits
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.every_value]


def suggested(client, typed):
    answer = client.get("/search/suggestions/", {"q": typed})
    assert answer.status_code == 200
    if not answer.content.strip():
        return {}
    return {words(a): a.get("href") for a in tree(answer).cssselect("li a")}


@pytest.fixture
def pages(home_page, index):
    cast.make_article(index, title="Springs in the foot")
    cast.make_article(index, title="The foot’s Füßling", body=[("paragraph", "<p>Sprinting.</p>")])
    home_page.add_child(instance=PlainPage(title="Sprains & <strains>", slug="sprains"))


def test_titles_whose_words_begin_like_what_is_typed(client, pages):
    assert set(suggested(client, "spr")) == {"Springs in the foot", "Sprains & <strains>"}
    assert set(suggested(client, "FOO")) == {"Springs in the foot", "The foot’s Füßling"}
    assert set(suggested(client, "foot spri")) == {"Springs in the foot"}
    assert set(suggested(client, "fuss")) == {"The foot’s Füßling"}
    assert suggested(client, "sprains") == {"Sprains & <strains>": "/sprains/"}


def test_words_of_the_text_are_not_suggested(client, pages):
    assert suggested(client, "sprint") == {}


def test_words_of_the_summary_are_not_suggested(client, index):
    cast.make_article(index, title="Feet", standfirst="About trampolines.")
    cast.make_article(index, title="Trampolines")

    assert set(suggested(client, "tram")) == {"Trampolines"}


def test_one_letter_is_no_beginning(client, pages):
    assert suggested(client, "s") == {}
    assert suggested(client, "foot s") == {}


def test_drafts_and_private_pages_are_suggested_to_nobody(client, home_page, index):
    cast.make_article(index, title="Trampolines", publish=False)
    private = home_page.add_child(instance=PlainPage(title="Pomegranates"))
    PageViewRestriction.objects.create(
        page=private, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )

    assert suggested(client, "tram") == {}
    assert suggested(client, "pome") == {}


def test_no_more_than_eight(client, index):
    for number in range(12):
        cast.make_article(index, title=f"Bridge {number}")

    assert len(suggested(client, "brid")) == 8


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        '"',
        '"a b',
        "*",
        "-",
        "-ab",
        "%",
        "a\x00b",
        "日本語",
        "🏃",
        "x" * 10_000,
        "ab " * 500,
        "'",
        "\\",
    ],
)
def test_anything_can_be_typed(client, pages, typed):
    suggested(client, typed)


def test_a_post_is_refused(client, pages):
    assert client.post("/search/suggestions/", {"q": "spr"}).status_code == 405
