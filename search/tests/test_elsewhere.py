"""Editors and other programs search by the same index: the CMS, its choosers, the API."""

import pytest
from lxml import html

from home.models import PlainPage
from studio.tests import cast

# the index is written when a transaction commits
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.every_value]


@pytest.fixture
def pages(home_page, index):
    cast.make_article(index, title="Füße in der Kälte", body=[("paragraph", "<p>Zehen.</p>")])
    cast.make_article(index, title="Draft about Füße", publish=False)
    home_page.add_child(instance=PlainPage(title="Toes", introduction="Of the Füße."))


def in_the_cms(client, typed):
    page = html.fromstring(client.get("/admin/pages/search/", {"q": typed}).content.decode())
    return sorted(" ".join(a.text_content().split()) for a in page.cssselect(".title-wrapper a"))


def in_the_api(client, typed, **more):
    answer = client.get("/api/v2/pages/", {"search": typed, **more})
    assert answer.status_code == 200
    return [item["title"] for item in answer.json()["items"]], answer.json()["meta"]["total_count"]


def test_editors_find_drafts_as_well_and_may_begin_a_word(admin_client, pages):
    assert in_the_cms(admin_client, "Füße") == ["Draft about Füße", "Füße in der Kälte"]
    assert in_the_cms(admin_client, "kälte fü") == ["Füße in der Kälte"]
    assert in_the_cms(admin_client, "draft") == ["Draft about Füße"]


def test_other_programs_find_what_visitors_find_best_first(client, pages):
    assert in_the_api(client, "fusse") == (["Füße in der Kälte", "Toes"], 2)
    assert in_the_api(client, "zehen") == (["Füße in der Kälte"], 1)
    assert in_the_api(client, "fusse -kalte") == (["Toes"], 1)
    assert in_the_api(client, "fusse", order="title", limit=1, offset=1) == (["Toes"], 2)
    assert in_the_api(client, "zehen toes", search_operator="or")[1] == 2


@pytest.mark.parametrize(
    "typed",
    ['"', '"a b', "*", "-", "%", "a\x00b", "日本語", "🏃", "x" * 10_000, "ab " * 500, "'", "\\"],
)
def test_anything_can_be_typed_in_the_cms(admin_client, pages, typed):
    assert admin_client.get("/admin/pages/search/", {"q": typed}).status_code == 200
    address = "/admin/choose-page/search/"
    assert (
        admin_client.get(address, {"q": typed, "page_type": "wagtailcore.page"}).status_code == 200
    )
