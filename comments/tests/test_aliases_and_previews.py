"""A page that stands for another, and one that is not there yet: whose conversation they show."""

import pytest

from comments import tokens
from comments.models import Comment, Report
from comments.tests import cast
from comments.tests.letterbox import (
    asked,
    errors,
    section,
    sent,
    texts,
    typed,
)

pytestmark = pytest.mark.django_db


def test_an_alias_shows_and_takes_the_conversation_of_its_source(client, article):
    alias = article.create_alias(update_slug="alias")
    comment = cast.said(article, "At the source.")
    page = client.get(alias.url)
    assert texts(page) == ["At the source."]
    assert typed(page)["key"] == tokens.page_key(article.pk)

    answer = client.post(alias.url, sent(article, parent=comment.pk, text="By the alias."))

    said = Comment.objects.latest("pk")
    assert (said.page_id, said.parent_id) == (article.pk, comment.pk)
    assert asked(answer)[0] == alias.url
    cast.approve(said)
    assert texts(client.get(article.url)) == ["At the source.", "By the alias."]


def test_a_preview_shows_comments_and_no_form(admin_client, article):
    cast.said(article, "Seen.")
    cast.say(article, "Waiting.")

    page = article.make_preview_request(admin_client.get("/").wsgi_request)

    assert texts(page) == ["Seen."]
    assert section(page).cssselect("form, .moderation, .conversation__closed") == []


def test_a_page_that_was_never_saved_shows_nothing(article):
    article.pk = article.id = None

    assert section(article.make_preview_request()) is None


def test_the_editor_finds_the_choice_among_what_is_about_the_article(admin_client, article):
    page = admin_client.get(f"/admin/pages/{article.pk}/edit/").content.decode()

    assert 'name="comments_mode"' in page


def test_no_report_and_no_error_is_made_by_an_empty_address(client, article):
    for query in ("?reply=", "?report=", "?mine=", "?edit=1", "?done=", "?reply=x&report=y"):
        page = client.get(article.url + query)
        assert (page.status_code, errors(page)) == (200, [])
    assert not Report.objects.exists()
