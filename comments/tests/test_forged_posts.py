"""What is sent around the words: keys, parents, files, shapes; nothing of it is an error of ours."""

import pytest

from comments import tokens
from comments.models import Comment, Status
from comments.tests import cast
from comments.tests.letterbox import (
    FULL,
    ROSA,
    errors,
    only_comment,
    refused,
    sent,
    typed,
    write,
)
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

EMPTY_NAME = "Write the name to show above your comment."


@pytest.mark.parametrize("key", [None, "", "forged", "0" * 32, "ä", "\x00", "k" * 100_000])
def test_a_forged_key_is_told_and_the_form_kept_with_a_good_one(client, article, key):
    page = refused(write(client, article, **{**FULL, "key": key}), 400)

    assert errors(page) == [
        "This form did not come from this page. Please send it again from here."
    ]
    kept = typed(page)
    assert (kept["text"], kept["key"]) == (FULL["text"], tokens.page_key(article.pk))
    again = client.post(article.url, {**kept, "wants_letters": "", "remember": ""})
    assert again.status_code == 303


def test_the_key_of_another_page_is_forged(client, index, article):
    elsewhere = studio_cast.make_article(index, title="Elsewhere")

    refused(write(client, article, key=tokens.page_key(elsewhere.pk)), 400)


@pytest.mark.parametrize("action", [None, "", "publish", "\x00", "comment "])
def test_what_is_no_known_action_is_a_comment_or_nothing(client, article, action):
    assert client.post(article.url, {"action": action or ""}).status_code == 400
    assert write(client, article, action=action).status_code == 303


def test_files_and_repeated_fields_do_no_harm(client, article, tmp_path):
    upload = tmp_path / "name"
    upload.write_bytes(b"\x89PNG")
    with upload.open("rb") as file:
        page = refused(client.post(article.url, sent(article, name=None) | {"name": file}), 422)
    assert errors(page) == [EMPTY_NAME]

    fields = sent(article) | {name: ["first", value] for name, value in ROSA.items()}
    assert client.post(article.url, fields).status_code == 303
    assert only_comment().name == "Rosa Reader"


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/json",
        "application/x-www-form-urlencoded; charset=utf-16",
        "multipart/form-data",
        "multipart/form-data; boundary=x; charset=utf-7",
        "multipart/form-data; boundary=x; charset=hex",
        "multipart/form-data; boundary=x; charset=idna",
        "multipart/form-data; boundary=\xff",
        "x" * 5000,
    ],
)
def test_posts_in_other_shapes_are_refused_and_not_an_error(client, article, content_type):
    body = b'--x\r\nContent-Disposition: form-data; name="action"\r\n\r\ncomment\r\n--x--\r\n'

    answer = client.generic("POST", article.url, body, content_type=content_type)

    assert answer.status_code == 400
    assert not Comment.objects.exists()


def test_bytes_that_are_no_text_become_signs_that_say_so(client, article):
    body = b"&".join(
        f"{name}={value}".encode() for name, value in sent(article, text="").items() if value
    )

    client.post(
        article.url, body + b"&text=a%ff%fe%80b", content_type="application/x-www-form-urlencoded"
    )

    assert only_comment().text == "a���b"


def test_an_answer_to_what_cannot_be_read_becomes_a_comment_of_its_own(client, index, article):
    elsewhere = cast.said(studio_cast.make_article(index, title="Elsewhere"))
    statuses = [Status.WAITING, Status.SPAM, Status.REJECTED, Status.TRASHED, Status.ERASED]
    hidden = [cast.say(article, status=status).pk for status in statuses]
    before = Comment.objects.count()

    for parent in [*hidden, elsewhere.pk, 999_999, -1, 0, "x", "9" * 40, "1e3", "\x00", "１"]:
        page = write(client, article, **FULL, parent=parent)
        assert (page.status_code, Comment.objects.count()) == (409, before), parent
        assert errors(page) == [
            "The comment you were answering is no longer there. "
            "You can still post yours as a comment of its own."
        ]
        kept = typed(page)
        assert (kept["parent"], kept["text"], kept["remember"]) == ("", FULL["text"], True)

    assert write(client, article, parent=kept["parent"]).status_code == 303
