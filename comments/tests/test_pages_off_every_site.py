"""A page that an editor moved off every site: what was said below it is still somebody's."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Site

from comments import services, tokens
from comments.models import Comment, CommentRules, CommentSettings, Status
from comments.services import digests, learning, retention
from comments.tests import cast
from comments.tests.letterbox import texts, write

pytestmark = pytest.mark.django_db


def move_off(page):
    attic = Page.objects.get(depth=1).add_child(instance=Page(title="Attic", slug="attic"))
    page.move(attic, "last-child")
    page.refresh_from_db()
    assert page.get_site() is None


@pytest.fixture
def comment(article):
    """Ida's, which waits, with the question whether she wants letters."""
    comment = cast.say(article, "My feet.", email="ida@reader.example", wants_letters=True)
    move_off(article)
    return Comment.objects.get(pk=comment.pk)


def test_the_defaults_hold_and_nothing_is_written(article):
    cast.arrange(max_depth=1)
    cast.rule(max_links=0)
    move_off(article)

    settings, rules = CommentSettings.of_page(article), CommentRules.of_page(article)

    assert (settings.pk, settings.max_depth) == (None, 5)
    assert (rules.pk, rules.max_links) == (None, 2)
    assert (CommentSettings.objects.count(), CommentRules.objects.count()) == (1, 1)


def test_its_comments_are_decided_about_as_any_other(comment):
    moderator = cast.make_moderator()
    services.decide([comment], status=Status.APPROVED, by=moderator)
    services.undo([comment], by=moderator)
    services.decide([comment], status=Status.SPAM, by=moderator)
    learning.learn()

    comment.refresh_from_db()
    assert comment.status == Status.SPAM


def test_its_writer_changes_reports_proves_and_takes_back(comment):
    services.edit(comment, text="My feet and I.")
    services.prove(comment)
    approved = cast.approve(comment)
    for reader in ("a", "b", "c"):
        services.report(approved, reason="other", reporter=reader)
    approved.refresh_from_db()
    assert (approved.text, approved.status) == ("My feet and I.", Status.WAITING)

    Comment.objects.update(status=Status.WAITING, decided_by=None)
    services.take_back(comment)
    approved.refresh_from_db()
    assert approved.status == Status.ERASED


def test_its_links_in_letters_go_on_working(client, comment):
    subscription = comment.subscription
    moderator = cast.make_moderator()
    decision = tokens.Decision(comment.pk, comment.turn, moderator.pk, Status.APPROVED)
    for name, token, typed in [
        ("confirm", tokens.of_proof(subscription.pk), {}),
        ("unsubscribe", tokens.of_unsubscribing(subscription.pk), {}),
        ("decide", tokens.of_decision(decision), {}),
    ]:
        address = reverse(f"comments:{name}", args=[token])
        assert client.get(address).status_code == 200, name
        assert client.post(address, typed).status_code == 303, name


def test_the_desk_shows_it_and_answers(admin_client, comment):
    for name in ("list", "report"):
        url = "reader_comments_report" if name == "report" else "reader_comments:list"
        assert admin_client.get(reverse(url), {"tab": "all"}).status_code == 200
    for name in ("inspect", "case", "edit", "answer", "decide"):
        page = admin_client.get(reverse(f"reader_comments:{name}", args=[comment.pk]))
        assert page.status_code in (200, 302), name
    answer = admin_client.post(
        reverse("reader_comments:answer", args=[comment.pk]),
        {"text": "We too.", "turn": comment.turn},
    )
    assert answer.status_code == 302
    assert Comment.objects.filter(text="We too.", status=Status.APPROVED).count() == 1


def test_the_nightly_work_goes_over_it(comment):
    cast.arrange(moderator_rhythm="hourly")
    digests.send(rhythms={"hourly"})
    retention.remove_unwanted()
    assert services.export(comment.address, comment.email)["comments"][0]["page"] is None
    services.erase_everything(comment.address, comment.email)
    assert Comment.objects.get().status == Status.ERASED


def test_nobody_reaches_it(client, comment, article):
    assert client.post("/articles/training-the-trunk/", {}).status_code in (404, 405)
    assert client.get(reverse("comments:page_feed", args=[article.pk])).status_code == 404


def test_an_alias_on_a_site_still_shows_what_was_said_below_its_source(client, index, article):
    cast.said(article, "At the source.")
    alias = article.create_alias(update_slug="alias", parent=index)
    move_off(article)

    assert texts(client.get(alias.url)) == ["At the source."]
    assert write(client, alias, key=tokens.page_key(article.pk)).status_code == 303


def test_a_host_that_is_no_site_has_no_feeds_and_no_error(client, article):
    cast.said(article)
    Site.objects.all().delete()

    for address in (
        reverse("comments:feed"),
        reverse("comments:page_feed", args=[article.pk]),
        article.url or "/articles/",
    ):
        assert client.get(address).status_code == 404
