"""A new article, as its form opens."""

import pytest
from django.urls import reverse
from lxml import html
from playwright.sync_api import expect
from wagtail.test.utils.form_data import querydict_from_html

from articles.tests.browsing import open_editor  # noqa: F401 - a fixture
from studio.tests import cast


@pytest.fixture
def address(index):
    return reverse("wagtailadmin_pages:add", args=["articles", "articlepage", index.pk])


def test_a_new_article_opens_with_the_caret_in_its_title(signed_in, live_site, address):
    signed_in.goto(live_site + address)
    title = signed_in.locator("[name=title]")
    expect(title).to_be_focused()
    signed_in.keyboard.type("Springs")

    expect(title).to_have_value("Springs")


def test_a_new_article_opens_where_its_address_says(signed_in, live_site, address):
    signed_in.goto(f"{live_site}{address}#tab-references")
    expect(signed_in.get_by_role("button", name="Add reference")).to_be_visible()

    expect(signed_in.locator("[name=title]")).not_to_be_focused()


def test_an_article_that_is_there_opens_without_a_caret(open_editor, index):  # noqa: F811
    page = open_editor(cast.make_article(index, publish=False))

    expect(page.locator("[name=title]")).not_to_be_focused()


@pytest.mark.django_db
def test_a_new_article_with_a_fault_leaves_the_caret_to_the_fault(admin_client, address):
    form = querydict_from_html(admin_client.get(address).content.decode(), form_id="page-edit-form")
    form["body-count"] = "0"
    answer = admin_client.post(address, {**form.dict(), "action-publish": "1"})
    (title,) = html.fromstring(answer.content).cssselect("[name=title]")

    assert title.get("autofocus") is None
