"""What cannot be answered is a bad request, and nothing is done of what it asks for."""

import json

import pytest
from wagtail.models import Page

from comments.models import Comment, Status
from comments.tests import cast as comments_cast
from studio.models import Person
from studio.rich_text import RichTextArea
from studio.tests import cast

pytestmark = pytest.mark.django_db

#: JSON that is no text of the editor's, and what is no JSON.
NO_TEXTS = [
    *("", "A word", "1e999", "-1", '"text"', "[]", "true", '{"blocks": 5}', '{"blocks": [5]}'),
    *('{"blocks": {"a": 1}}', '{"blocks": [{"text": 5}]}', "[" * 5000, '{"a":' * 5000),
    '{"blocks": [{"text": "a", "entityRanges": [{"key": 7, "offset": 0, "length": 1}]}]}',
]


@pytest.mark.parametrize("text", NO_TEXTS)
def test_what_is_no_rich_text_is_a_bad_request(admin_client, home_page, text):
    answer = admin_client.post("/admin/snippets/studio/person/add/", {"name": "Rosa", "more": text})

    assert answer.status_code == 400
    assert not Person.objects.filter(name="Rosa").exists()


def test_rich_text_of_the_editor_is_taken():
    sent = json.dumps({"blocks": [{"key": "a", "text": "Grüße", "type": "unstyled"}]})

    assert "Grüße" in RichTextArea().value_from_datadict({"bio": sent}, {}, "bio")
    assert RichTextArea().value_from_datadict({"bio": "null"}, {}, "bio") == ""
    assert RichTextArea().value_from_datadict({}, {}, "bio") is None


def test_that_of_pages_and_their_blocks_is_read_so_as_well(admin_client, index):
    article = cast.make_article(index)
    address = f"/admin/pages/{article.pk}/edit/"
    empty = {"body-count": "0", "postscript": "null", "title": "Another title"}
    block = {"type": "paragraph", "value": "7", "id": "", "order": "0", "deleted": ""}

    before = article.revisions.count()
    bad = {"body-count": "1"} | {f"body-0-{name}": value for name, value in block.items()}
    for more in ({"postscript": "7"}, bad):
        answer = admin_client.post(address, {**empty, **more})
        assert answer.status_code == 400, more
    assert article.revisions.count() == before


@pytest.mark.parametrize("where", ["1e999", "-1", "wagtailadmin_logout", "NaN"])
@pytest.mark.parametrize("verb", ["decide", "edit", "answer"])
def test_where_to_go_that_is_no_address_is_a_bad_request(admin_client, index, verb, where):
    comment = comments_cast.say(cast.make_article(index), status=Status.WAITING)
    fields = {"status": "approved", "turn": comment.turn, "name": "Wanda", "text": "Another."}
    address = f"/admin/reader-comments/{verb}/{comment.pk}/"
    before = Comment.objects.values().get()

    for query, more in (("", {"next": where}), (f"?next={where}", {})):
        assert admin_client.post(address + query, {**fields, **more}).status_code == 400
    assert Comment.objects.values().get() == before


def test_that_of_wagtails_own_pages_is_one_as_well_and_nothing_is_done(admin_client, index):
    article = cast.make_article(index)

    answer = admin_client.post(f"/admin/pages/{article.pk}/unpublish/", {"next": "1e999"})

    assert answer.status_code == 400
    assert Page.objects.get(pk=article.pk).live
