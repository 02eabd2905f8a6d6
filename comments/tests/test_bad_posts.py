"""Bad input: a readable answer with the right status, nothing typed lost, nothing written."""

import pytest

from articles.tests.sent import tree, visible
from comments import tokens
from comments.models import Comment
from comments.tests import cast
from comments.tests.hostile import STRINGS
from comments.tests.letterbox import (
    FULL,
    error_beside,
    errors,
    followed,
    only_comment,
    refused,
    section,
    texts,
    typed,
    write,
)

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]

NUL = "It contains a character that cannot be stored (NUL). Please delete it."
ONE_LINE = "Please write it on one line, in ordinary characters."
EMPTY_TEXT = "Write what you want to say."
EMPTY_NAME = "Write the name to show above your comment."
PUBLISHES = "Write a name: this would publish an address."
NO_WEBSITE = "Write an address such as https://studio.example, or leave it empty."
NO_EMAIL = "Write an e-mail address such as rosa@studio.example."


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text", "", EMPTY_TEXT),
        ("text", " \r\n\t ", EMPTY_TEXT),
        ("text", "\u200b\u200d\ufeff", EMPTY_TEXT),
        ("text", "> \n> * ", EMPTY_TEXT),
        ("text", "[](https://shoes.example)", EMPTY_TEXT),
        ("text", "\ufffe\uffff", EMPTY_TEXT),
        ("text", "a\x00b", NUL),
        ("text", "a" * 5001, "There is room for 5,000 characters; this has 5,001."),
        ("text", "🙂" * 5001, "There is room for 5,000 characters; this has 5,001."),
        ("text", "a" * 200_000, "There is room for 5,000 characters; this has 200,000."),
        ("name", "", EMPTY_NAME),
        ("name", "\u200b \u2060", EMPTY_NAME),
        ("name", "Ro\x00sa", NUL),
        ("name", "Rosa\nAdmin", ONE_LINE),
        ("name", "Rosa\u2028Admin", ONE_LINE),
        ("name", "Rosa\x1b[31m", ONE_LINE),
        ("name", "\u202easoR", ONE_LINE),
        ("name", "Rosa\u2067 Reader", ONE_LINE),
        ("name", "R" * 81, "There is room for 80 characters; this has 81."),
        ("name", "rosa@reader.example", PUBLISHES),
        ("name", "https://shoes.example", PUBLISHES),
        ("name", "Rosa www.shoes.example", PUBLISHES),
        ("email", "", "Write your e-mail address. It is never published."),
        ("email", "rosa", NO_EMAIL),
        ("email", "rosa@", NO_EMAIL),
        ("email", "rosa@reader.example\nBcc: mara@reader.example", NO_EMAIL),
        ("email", "rosa@reader.example, mara@reader.example", NO_EMAIL),
        ("email", "ro\x00sa@reader.example", NUL),
        (
            "email",
            f"{'r' * 60}@{'a.' * 120}example",
            "There is room for 254 characters; this has 308.",
        ),
        ("website", "javascript:alert(1)", NO_WEBSITE),
        ("website", "javascript://rosa.example/%0aalert(1)", NO_WEBSITE),
        ("website", "JaVaScRiPt://x.example", NO_WEBSITE),
        ("website", "data:text/html,<script>", NO_WEBSITE),
        ("website", "ftp://rosa.example", NO_WEBSITE),
        ("website", "mailto:rosa@reader.example", NO_WEBSITE),
        ("website", "//rosa.example", NO_WEBSITE),
        ("website", "https://bank.example@shoes.example", NO_WEBSITE),
        ("website", "https://", NO_WEBSITE),
        ("website", "none", NO_WEBSITE),
        ("website", "rosa\x00.example", NUL),
        ("website", f"https://rosa.example/{'a' * 200}", NO_WEBSITE),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field(client, article, field, value, sentence):
    page = refused(write(client, article, **{**FULL, field: value}), 422)

    assert error_beside(page, field) == sentence
    assert errors(page) == [sentence]


def test_nothing_typed_is_lost(client, article):
    parent = cast.said(article)
    before = Comment.objects.count()

    page = write(client, article, **{**FULL, "name": "<b>&amp;", "email": ""}, parent=parent.pk)

    assert (page.status_code, Comment.objects.count()) == (422, before)
    kept = typed(page)
    assert {name: kept[name] for name in FULL} == {
        **FULL,
        "name": "<b>&amp;",
        "email": "",
        "wants_letters": True,
        "remember": True,
    }
    assert kept["parent"] == str(parent.pk)
    assert kept["key"] == tokens.page_key(article.pk)


def test_each_wrong_field_is_named_in_the_summary(client, article):
    page = refused(write(client, article, name="", email="", text="", website="?"), 422)

    assert sorted(errors(page)) == sorted(
        [EMPTY_TEXT, EMPTY_NAME, "Write your e-mail address. It is never published.", NO_WEBSITE]
    )
    assert section(page).cssselect(".errors")[0].get("autofocus") is not None


def test_letters_need_an_address(client, article):
    cast.arrange(needs_name_and_email=False)

    page = refused(write(client, article, name="", email="", wants_letters="on"), 422)

    assert errors(page) == ["Write the address we should send answers to."]


@pytest.mark.parametrize(
    "name", ["Ró́́́́sa", "روزا", "רוזה", "🙂", "Nguyễn Thị Minh Khai", "J. R. R.", "کتاب‌خانه", "R" * 80]
)
def test_names_of_all_the_world_are_taken(client, article, name):
    assert write(client, article, name=name).status_code == 303
    assert only_comment().name


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("\u202eevil\u202c", "evil"),
        ("🙂🏽‍♀️", "🙂🏽‍♀️"),
        ("Z" + "\u0300" * 900 + "algo", "Z" + "\u0300" * 4 + "algo"),
        ("a\x07b\x1bc", "abc"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ 1 }} {% load x %}", "{{ 1 }} {% load x %}"),
    ],
)
def test_strange_texts_are_taken_and_shown_as_text(client, article, value, kept):
    page = followed(client, write(client, article, text=value))

    assert only_comment().text == kept
    assert texts(page) == [" ".join(kept.split())]
    assert section(page).cssselect("script, img, iframe, svg") == []


def test_bombs_of_nests_and_of_ten_thousand_links_are_taken(client, article):
    cast.arrange(max_length=20_000)
    cast.rule(posts_a_minute=1000)
    bombs = [
        ">" * 10_000 + "deep",
        "\n".join(" " * level + "- deep" for level in range(190)),
        "[x](https://x.example) " * 860,
        "http://x.example " * 1170,
        "*" * 9999 + "a" + "*" * 9999,
        "[" * 19_000 + "a](https://x.example)",
    ]
    for bomb in [*bombs, *(string for string in STRINGS if len(string) > 5000)]:
        answer = write(client, article, text=bomb)
        assert answer.status_code in (303, 422), bomb[:60]
        assert followed(client, answer).status_code == 200 if answer.status_code == 303 else True
    assert client.get(article.url).status_code == 200


def test_a_megabyte_is_refused_at_the_door(client, article):
    answer = write(client, article, text="a" * 1_000_000)

    assert (answer.status_code, Comment.objects.count()) == (413, 0)
    assert visible(tree(answer).cssselect("h1")[0])
