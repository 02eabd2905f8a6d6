"""For a while a comment is its writer's to change or to take back, by a signed link."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments import services, tokens
from comments.models import Comment, Status
from comments.tests import cast
from comments.tests.letterbox import (
    asked,
    error_beside,
    errors,
    followed,
    names,
    notice,
    places,
    section,
    sent,
    texts,
    typed,
)
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

TOO_LATE = "A comment can be changed for 15 minutes, and that time is up."
DECIDED = "A moderator has already decided on this comment, so it stays as it is."
NOTHING = "There is no such comment to change. Your words are kept in the form."


@pytest.fixture
def own(article):
    return cast.say(article, "As it was.")


def edit(client, page, comment, text="As it is.", mine=None):
    mine = tokens.of_writer(comment.pk) if mine is None else mine
    return client.post(page.url, {"action": "edit", "mine": mine, "text": text})


def delete(client, page, comment, mine=None):
    mine = tokens.of_writer(comment.pk) if mine is None else mine
    return client.post(page.url, {"action": "delete", "mine": mine})


def text_to_edit(response):
    found = section(response).cssselect("#edit-form textarea")
    return found[0].text.removeprefix("\n") if found else None


def status_of(comment):
    return Comment.objects.get(pk=comment.pk).status


def test_the_writers_link_offers_the_words_to_be_changed(client, article, own):
    mine = tokens.of_writer(own.pk)

    assert text_to_edit(client.get(article.url, {"mine": mine})) is None
    assert text_to_edit(client.get(article.url, {"mine": mine, "edit": 1})) == "As it was."
    assert text_to_edit(client.get(article.url, {"edit": 1})) is None


def test_the_way_to_the_words_and_back_keeps_the_page_of_comments(client, article):
    cast.arrange(per_page=5)
    comment = [cast.said(article) for _number in range(6)][-1]
    mine = tokens.of_writer(comment.pk)

    page = client.get(article.url, {"mine": mine, "comments": 2})
    (edit_link,) = section(page).cssselect(".comment__actions a[href*=edit]")
    assert edit_link.get("href") == f"?comments=2&mine={mine}&edit=1#edit-text"
    page = client.get(article.url + edit_link.get("href").partition("#")[0])
    (area,) = section(page).cssselect("#edit-form textarea")
    assert (places(page), area.get("id")) == ([comment.pk], "edit-text")
    (back,) = section(page).cssselect("#edit-form .comment-form__send a")
    assert back.get("href") == f"?comments=2&mine={mine}#{comment.anchor}"


def test_a_change_is_shown_with_a_mark(client, article):
    cast.rule(moderation="none")
    comment = cast.say(article, "As it was.")

    answer = edit(client, article, comment)

    _path, query, fragment = asked(answer)
    assert (tokens.read_writer(query["mine"]), query["done"]) == (comment.pk, "edited")
    assert fragment == comment.anchor
    assert notice(followed(client, answer)) == "Your change is saved, and everybody can see it."
    page = Client().get(article.url)
    assert texts(page) == ["As it is."]
    assert "edited" in section(page).cssselect(".comment__when")[0].text_content()


def test_an_edit_that_adds_five_links_is_held(client, article):
    cast.rule(moderation="none")
    comment = cast.say(article, "As it was.")
    links = " ".join(f"https://shoes.example/{n}" for n in range(5))

    page = followed(client, edit(client, article, comment, links))

    assert notice(page) == "Your change is saved. A moderator will read it before it is published."
    assert texts(page) == [links]
    assert texts(Client().get(article.url)) == []
    changed = Comment.objects.get()
    assert (changed.status, {reason.rule for reason in changed.why}) == (
        Status.WAITING,
        {"links"},
    )


def test_an_edit_is_asked_the_same_as_a_comment(client, article, own):
    cast.arrange(max_length=500)
    for text, sentence in [
        ("", "Write what you want to say."),
        ("a\x00", "It contains a character that cannot be stored (NUL). Please delete it."),
        ("a" * 501, "There is room for 500 characters; this has 501."),
    ]:
        page = edit(client, article, own, text)
        assert page.status_code == 422
        assert error_beside(page, "text") == sentence
        assert text_to_edit(page) == text.replace("\x00", "\ufffd") or "\x00" in text
    assert Comment.objects.get().text == "As it was."


def test_a_deleted_comment_is_gone(client, article, own):
    answer = delete(client, article, own)

    path, query, fragment = asked(answer)
    assert (path, query["done"], fragment) == (article.url, "deleted", "")
    page = followed(client, answer)
    assert notice(page).startswith("Your comment has been deleted.")
    assert texts(page) == []
    erased = Comment.objects.get()
    assert (erased.status, erased.name, erased.text, erased.email) == (Status.ERASED, "", "", "")


def test_a_deleted_comment_that_was_answered_keeps_its_place(client, article):
    comment = cast.said(article, name="Rosa")
    cast.said(article, "An answer.", name="Mara", parent=comment)

    delete(client, article, comment)

    page = client.get(article.url)
    assert names(page) == [("A deleted comment", 1), ("Mara", 2)]
    assert "Rosa" not in page.content.decode()


def test_who_deletes_twice_hears_the_same_twice(client, article, own):
    answers = [followed(client, delete(client, article, own)) for _twice in range(2)]

    assert {notice(page) for page in answers} == {notice(answers[0])}


def test_what_is_deleted_cannot_be_changed_and_the_words_are_kept(client, article, own):
    delete(client, article, own)

    page = edit(client, article, own, "Too late.")

    assert page.status_code == 409
    assert errors(page) == [NOTHING]
    assert typed(page)["text"] == "Too late."


def test_after_the_time_the_words_stay_and_nothing_typed_is_lost(client, article, own):
    Comment.objects.update(posted_at=timezone.now() - timedelta(minutes=15))
    mine = tokens.of_writer(own.pk)
    assert text_to_edit(client.get(article.url, {"mine": mine, "edit": 1})) is None

    page = edit(client, article, own)
    assert (page.status_code, errors(page)) == (403, [TOO_LATE])
    assert text_to_edit(page) == "As it is."

    page = delete(client, article, own)
    assert (page.status_code, errors(page)) == (403, [TOO_LATE])
    assert (Comment.objects.get().text, status_of(own)) == ("As it was.", Status.WAITING)


def test_where_the_site_lets_nobody_edit_no_link_does(client, article, own):
    cast.arrange(edit_minutes=0)

    assert edit(client, article, own).status_code == 403
    assert delete(client, article, own).status_code == 403


@pytest.mark.parametrize("status", [Status.REJECTED, Status.SPAM, Status.TRASHED])
def test_what_a_moderator_decided_stands(client, article, own, status):
    services.decide([own], status=status, by=cast.make_moderator())

    page = edit(client, article, own)
    assert (page.status_code, errors(page)) == (409, [DECIDED])
    assert text_to_edit(page) == "As it is."
    page = delete(client, article, own)
    assert (page.status_code, errors(page)) == (409, [DECIDED])
    assert status_of(own) == status


@pytest.mark.parametrize(
    "mine",
    ["", "forged", tokens.of_proof(1), "\x00", "x" * 10_000],
    ids=[
        "empty",
        "forged",
        "of another purpose",
        "NUL",
        "long",
    ],  # xdist: a token is never the same
)
def test_a_forged_link_changes_nothing_and_keeps_the_words(client, article, own, mine):
    for post in (edit, delete):
        page = post(client, article, own, mine=mine)
        assert (page.status_code, errors(page)) == (400, [NOTHING])
    assert typed(edit(client, article, own, mine=mine))["text"] == "As it is."
    assert Comment.objects.get().text == "As it was."


def test_a_link_works_on_the_page_of_its_comment_only(client, index, article, own):
    elsewhere = studio_cast.make_article(index, title="Elsewhere")

    assert edit(client, elsewhere, own).status_code == 400
    assert delete(client, elsewhere, own).status_code == 400
    assert (Comment.objects.get().text, status_of(own)) == ("As it was.", Status.WAITING)


def test_a_link_opens_no_comment_but_its_own(client, article, own):
    other = cast.said(article, "Another one's.")

    client.post(
        article.url,
        sent(
            article, action="delete", mine=tokens.of_writer(own.pk), comment=other.pk, pk=other.pk
        ),
    )

    assert status_of(other) == Status.APPROVED


def test_reading_the_writers_link_changes_nothing(client, article, own):
    mine = tokens.of_writer(own.pk)
    for query in ({"mine": mine, "edit": 1}, {"mine": mine, "done": "deleted", "action": "delete"}):
        client.get(article.url, query)
        client.head(article.url, query)

    assert (Comment.objects.get().text, status_of(own)) == ("As it was.", Status.WAITING)


def test_edits_are_limited_as_posts_are(client, article, own):
    cast.rule(posts_a_minute=1)
    assert edit(client, article, own, "One.").status_code == 303

    page = edit(client, article, own, "Two.")

    assert (page.status_code, text_to_edit(page)) == (429, "Two.")
    assert int(page["Retry-After"]) > 0


def test_its_writer_learns_what_became_of_it(client, article, own):
    mine = tokens.of_writer(own.pk)

    def state():
        found = section(client.get(article.url, {"mine": mine})).cssselect(".comment__state")
        return " ".join(found[0].text_content().split()) if found else ""

    assert state() == "Waiting for review; only you can see it."
    services.decide([own], status=Status.REJECTED, by=cast.make_moderator())
    assert state() == "A moderator decided not to publish it; only you can see it."
    cast.approve(own)
    assert state() == ""


def test_a_comment_on_a_closed_page_can_still_be_taken_back(client, article, own):
    article.comments_mode = "closed"
    article.save_revision().publish()

    assert edit(client, article, own).status_code == 303
    assert delete(client, article, own).status_code == 303
    page = edit(client, article, own, "Gone.")
    assert page.status_code == 409
    assert section(page).cssselect("textarea")[0].text.removeprefix("\n") == "Gone."
