"""Who is signed in posts with a token, under her own name, with the badge that is hers."""

import pytest
from django.test import Client

from comments.models import Comment, Status, Voice
from comments.tests import cast
from comments.tests.letterbox import (
    followed,
    notice,
    only_comment,
    section,
    typed,
    write,
)
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

THANKS = "Thank you. Your comment is published."


def test_who_is_signed_in_gives_no_name_and_needs_a_token(article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(studio_cast.make_staff("ida"))
    page = client.get(article.url)
    form = typed(page)
    assert {"name", "email", "website", "remember"} & set(form) == set()
    assert "You are writing as ida." in section(page).text_content()

    assert write(client, article, name="Juno Fable").status_code == 403
    assert not Comment.objects.exists()
    answer = write(client, article, csrfmiddlewaretoken=form["csrfmiddlewaretoken"], name="Juno")

    comment = only_comment()
    assert (comment.name, comment.voice, comment.status) == ("ida", "studio", Status.APPROVED)
    assert notice(followed(client, answer)) == THANKS


def test_a_visitor_with_a_session_and_no_name_fills_in_hers(article):
    client = Client(enforce_csrf_checks=True)
    session = client.session
    session["a page behind a password"] = "opened"
    session.save()
    client.cookies["sessionid"] = session.session_key
    form = typed(client.get(article.url))
    assert "name" in form

    token = form["csrfmiddlewaretoken"]
    assert write(client, article).status_code == 403
    assert write(client, article, csrfmiddlewaretoken=token).status_code == 303
    assert only_comment().user is None


def test_the_badge_of_the_author_is_earned_by_signing_in(client, index):
    user = studio_cast.make_staff("juno")
    person = studio_cast.make_person()
    person.account = user
    person.save()
    article = studio_cast.make_article(index, authors=[person])
    elsewhere = studio_cast.make_article(
        index, title="Elsewhere", authors=[studio_cast.make_person("Ida Ink", "ida-ink")]
    )
    write(client, article, name="Juno Fable", email="juno@reader.example")
    visitor = only_comment()
    assert (visitor.voice, visitor.status) == (Voice.VISITOR, Status.WAITING)
    assert "name" in {reason.rule for reason in visitor.why}

    client.force_login(user)
    write(client, article, text="Mine.")
    write(client, elsewhere, text="Not mine.")

    mine, other = Comment.objects.order_by("pk")[1:]
    assert (mine.voice, mine.name) == (Voice.AUTHOR, "Juno Fable")
    assert other.voice == Voice.STUDIO
    badges = section(Client().get(article.url)).cssselect(".comment__badge")
    assert [badge.text for badge in badges] == ["Author"]


def test_who_made_the_page_answers_as_its_author(client, index):
    user = studio_cast.make_staff("mara")
    article = studio_cast.make_article(index, owner=user)
    client.force_login(user)

    write(client, article)

    assert only_comment().voice == Voice.AUTHOR
    assert list(type(article).written_by(user)) == [article]
    assert list(article.writers()) == [user]


def test_where_only_members_speak_others_read(client, article):
    cast.arrange(speakers="signed_in")
    assert (
        "Only people who are signed in can comment here."
        in section(client.get(article.url)).text_content()
    )
    answer = write(client, article)
    assert (answer.status_code, Comment.objects.count()) == (403, 0)

    client.force_login(studio_cast.make_staff("ida"))
    assert write(client, article).status_code == 303
