"""A visitor posts: what is kept, and what she, another visitor and a reload then find."""

import pytest
from django.core import signing
from django.test import Client

from comments import remembering, tokens
from comments.models import Comment, Status, Subscription, Voice
from comments.remembering import Remembered
from comments.tests import cast
from comments.tests.letterbox import (
    asked,
    followed,
    names,
    notice,
    only_comment,
    sent,
    texts,
    typed,
    write,
)
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

THANKS = "Thank you. Your comment is published."
WAITS = "Thank you. A moderator will read your comment before it is published."


def test_what_was_typed_is_what_is_kept(client, article):
    write(
        client,
        article,
        name="  Rosa   Reader ",
        email="Rosa@READER.example",
        website="rosa.example/feet",
        text="One\r\n\r\n\r\n\r\n\r\ntwo.  ",
    )

    comment = only_comment()
    assert (comment.name, comment.email) == ("Rosa Reader", "Rosa@reader.example")
    assert comment.website == "https://rosa.example/feet"
    assert comment.text == "One\n\n\ntwo."
    assert (comment.page_id, comment.parent, comment.voice) == (article.pk, None, Voice.VISITOR)
    assert comment.network == "127.0.0.0/24"
    assert comment.facts["seconds"] is None


def test_the_first_comment_waits_and_its_writer_alone_sees_it(client, article):
    answer = write(client, article)

    comment = only_comment()
    path, query, fragment = asked(answer)
    assert (path, fragment) == (article.url, f"comment-{comment.pk}")
    assert {**query, "mine": tokens.read_writer(query["mine"])} == {
        "mine": comment.pk,
        "done": "posted",
    }
    page = followed(client, answer)
    assert notice(page).startswith(WAITS)
    assert texts(page) == ["My feet thank you."]
    assert texts(Client().get(article.url)) == texts(client.get(article.url)) == []


def test_who_is_known_and_proved_is_published_at_once(client, article):
    cast.said(article, email="rosa@reader.example", is_proved=True)
    cookie = signing.dumps(
        {"name": "Rosa", "email": "ROSA@reader.example", "website": "", "proved": True},
        salt="comments.reader",
    )
    client.cookies[remembering.NAME] = cookie

    page = followed(client, write(client, article))

    assert notice(page) == THANKS
    assert texts(Client().get(article.url))[-1] == "My feet thank you."


@pytest.mark.parametrize(
    "cookie",
    [
        None,
        "",
        "nonsense",
        signing.dumps({"name": "Rosa", "email": "rosa@reader.example", "proved": True}),
        signing.dumps(
            {"name": "R", "email": "mara@reader.example", "proved": True}, salt="comments.reader"
        ),
        signing.dumps(
            {"name": "R", "email": "rosa@reader.example", "proved": False}, salt="comments.reader"
        ),
        signing.dumps({"other": 1}, salt="comments.reader"),
        signing.dumps("rosa@reader.example", salt="comments.reader"),
    ],
    # each process signs them anew, and xdist wants the same names everywhere
    ids=["none", "empty", "nonsense", "no salt", "another", "not proved", "other", "no record"],
)
def test_no_other_cookie_proves_an_address(client, article, cookie):
    cast.said(article, email="rosa@reader.example", is_proved=True)
    if cookie is not None:
        client.cookies[remembering.NAME] = cookie

    write(client, article)

    assert Comment.objects.latest("pk").status == Status.WAITING


def test_a_reload_shows_the_page_and_posts_nothing(client, article):
    answer = write(client, article)
    for _reload in range(3):
        assert followed(client, answer).status_code == 200

    assert Comment.objects.count() == 1


def test_what_the_site_says_depends_on_the_comment_and_not_on_the_address(client, article):
    waiting = tokens.of_writer(cast.say(article).pk)
    spam = tokens.of_writer(cast.say(article, status=Status.SPAM, decided_by=None).pk)
    for done in ("posted", "published", "waiting", "edited", "deleted", "<b>", "1"):
        assert notice(client.get(article.url, {"done": done})) == ""
        assert notice(client.get(article.url, {"done": done, "mine": "forged"})) == ""
    for token in (waiting, spam):
        page = client.get(article.url, {"done": "posted", "mine": token})
        assert notice(page).startswith(WAITS)
        assert notice(client.get(article.url, {"done": "deleted", "mine": token})) == ""
        assert notice(client.get(article.url, {"done": "edited", "mine": token})) == ""
        assert notice(client.get(article.url, {"mine": token})) == ""


def test_the_writers_page_is_kept_by_nobody(client, article):
    token = tokens.of_writer(cast.say(article).pk)

    page = client.get(article.url, {"mine": token})

    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert write(client, article)["Cache-Control"] == "private, no-store"
    for ordinary in (client.get(article.url), client.get(article.url, {"comments": 1})):
        assert ordinary["Cache-Control"].startswith("public, max-age=0, ")
        assert "X-Robots-Tag" not in ordinary


def test_a_writers_link_opens_its_own_comment_only(client, index, article):
    elsewhere = studio_cast.make_article(index, title="Elsewhere")
    token = tokens.of_writer(cast.say(article, "Here.").pk)
    cast.say(article, "Another one's.")

    assert texts(client.get(article.url, {"mine": token})) == ["Here."]
    assert texts(client.get(elsewhere.url, {"mine": token})) == []
    for forged in ("", "x", token[:-1], token + "A", tokens.of_proof(1), "\x00", "ä" * 5000):
        assert texts(client.get(article.url, {"mine": forged})) == []


def test_an_answer_stands_below_what_it_answers(client, article):
    parent = cast.said(article, name="Mara")

    form = typed(client.get(article.url, {"reply": parent.pk}))
    assert form["parent"] == str(parent.pk)
    answer = followed(client, write(client, article, parent=parent.pk))

    assert Comment.objects.latest("pk").parent == parent
    assert names(answer) == [("Mara", 1), ("Rosa Reader", 2)]


def test_letters_are_asked_for_only_with_the_tick(client, article):
    write(client, article, text="Without.")
    assert not Subscription.objects.exists()

    write(client, article, text="With.", wants_letters="on")
    assert Subscription.objects.get().comment.text == "With."


def test_remembering_is_a_cookie_that_only_the_tick_sets(client, article):
    assert write(client, article, text="One.").cookies == {}

    answer = write(client, article, text="Two.", remember="on", website="rosa.example")

    (cookie,) = answer.cookies.values()
    assert (cookie.key, cookie["path"], cookie["samesite"]) == ("reader", "/", "Lax")
    assert (cookie["httponly"], cookie["secure"], cookie["max-age"]) == (True, "", 31_536_000)
    known = Remembered("Rosa Reader", "rosa@reader.example", "https://rosa.example", proved=False)
    assert remembering.read(client.get(article.url).wsgi_request) == known

    assert write(client, article, text="Three.").cookies["reader"].value == ""
    assert write(Client(), article, text="Four.").cookies == {}


def test_over_https_the_cookie_stays_there(client, article):
    answer = client.post(article.url, sent(article, remember="on"), secure=True)

    assert answer.cookies["reader"]["secure"] is True


def test_a_proved_address_stays_proved_where_it_is_remembered(client, article):
    known = Remembered("Rosa", "rosa@reader.example", proved=True)
    client.cookies["reader"] = signing.dumps(vars(known), salt="comments.reader")

    write(client, article, text="One.", remember="on")
    assert remembering.read(client.get(article.url).wsgi_request).proved is True

    write(client, article, text="Two.", email="mara@reader.example", remember="on")
    assert remembering.read(client.get(article.url).wsgi_request) == Remembered(
        "Rosa Reader", "mara@reader.example", proved=False
    )


def test_where_name_and_address_are_not_required_words_are_enough(client, article):
    cast.arrange(needs_name_and_email=False)

    page = followed(client, write(client, article, name="", email=""))

    assert names(page) == [("A reader", 1)]
    assert only_comment().address is None


def test_what_the_site_does_not_offer_is_not_asked_and_not_taken(client, article):
    cast.arrange(offers_letters=False, offers_remembering=False)
    assert {"remember", "wants_letters"} & set(typed(client.get(article.url))) == set()

    answer = write(client, article, remember="on", wants_letters="on")

    assert answer.cookies == {}
    assert not Subscription.objects.exists()


def test_the_trap_and_the_seconds_are_told_to_the_rules(client, article):
    write(client, article, subject="SEO", seconds="2")

    comment = only_comment()
    assert (comment.facts["honeypot"], comment.facts["seconds"]) == (True, 2)
    assert {reason.rule for reason in comment.why} == {"first", "honeypot", "hasty"}


@pytest.mark.parametrize("seconds", ["", "-1", "1.5", "1e3", "³", "٣", "9" * 9, "x\x00"])
def test_nonsense_for_seconds_tells_nothing(client, article, seconds):
    write(client, article, seconds=seconds)

    assert only_comment().facts["seconds"] is None


def test_spam_is_not_told_that_it_is_spam(client, article):
    cast.rule(disallowed="casino")

    page = followed(client, write(client, article, text="A casino."))

    assert only_comment().status == Status.SPAM
    assert notice(page).startswith(WAITS)
