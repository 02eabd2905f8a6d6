"""An article whose list is not published is still an article."""

import pytest
from django.urls import reverse
from lxml import html

from articles.models import ArticlePage
from articles.tests import editing
from studio.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(index):
    made = cast.make_article(index, topics=[cast.make_topic()])
    index.unpublish()
    return ArticlePage.objects.get(pk=made.pk)


def assert_it_names_its_author_without_a_link(response, article):
    assert response.status_code == 200
    page = html.fromstring(response.content.decode())
    byline = page.cssselect(".byline")[0]
    assert byline.text_content().split()[:2] == ["Juno", "Fable"]
    hrefs = {href.partition("#")[0] for href in page.xpath("//@href")}
    left = {href for href in hrefs if href.startswith("/articles/")}
    assert left <= {article.url}
    feeds = page.xpath("//link[@type='application/atom+xml']/@href")
    assert [feed for feed in feeds if not feed.startswith("/comments/")] == []


def test_visitors_read_it_and_no_link_leads_to_the_list(client, article):
    assert_it_names_its_author_without_a_link(client.get(article.url), article)


def test_its_editor_sees_its_preview(admin_client, article):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    data = editing.filled(admin_client, article, body=[("paragraph", editing.words("<p>A</p>"))])
    assert admin_client.post(address, data).json()["is_valid"]

    assert_it_names_its_author_without_a_link(admin_client.get(address), article)


def test_below_a_page_of_another_kind_it_has_no_list(client, home_page, index):
    article = cast.make_article(index)
    article.move(home_page, pos="last-child")

    moved = ArticlePage.objects.get(pk=article.pk)

    assert moved.index_page is None
    assert_it_names_its_author_without_a_link(client.get(moved.url), moved)
