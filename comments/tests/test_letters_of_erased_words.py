"""What is erased leaves the outbox as well, and others are still told of what is theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import chores, services
from comments.models import Address, Comment
from comments.services import digests
from comments.tests import cast
from comments.tests.letters import delivered, header, links_in, text_of
from studio.models import Letter
from studio.tests.cast import make_article

SECRET = "Sekret words about my knee"


@pytest.fixture
def article(index):
    return make_article(index, title="Training the trunk")


@pytest.fixture
def ida(db):
    return cast.make_moderator("ida")


@pytest.fixture
def hourly(ida):
    cast.arrange(moderator_rhythm="hourly")


def hold(letters):
    """Let a worker have them in its hand."""
    letters.update(claimed_until=timezone.now() + timedelta(minutes=5))


def release(letters):
    """The worker has sent them."""
    letters.update(claimed_until=None, status=Letter.Status.SENT, sent_at=timezone.now())


def with_secret():
    return Letter.objects.filter(text__contains="Sekret")


# --- digests ------------------------------------------------------------------


def test_a_digest_that_waits_goes_on_without_erased_words(article, hourly, post_office):
    erased, kept = cast.say(article, SECRET), cast.say(article, "A kind word")
    chores.write_hourly_digests()
    services.take_back(erased)
    assert not Letter.objects.filter(html__contains="Sekret").exists()
    (digest,) = delivered(post_office)
    assert header(digest, "Subject") == "1 comment to look at"
    assert "> A kind word" in text_of(digest)
    assert "Sekret" not in digest.as_string()
    assert f"/admin/reader-comments/inspect/{kept.pk}/" in links_in(digest)
    chores.write_hourly_digests()
    assert delivered(post_office) == []


def test_a_digest_of_erased_words_alone_does_not_leave(article, hourly, post_office):
    erased = cast.say(article, SECRET)
    chores.write_hourly_digests()
    services.take_back(erased)
    assert delivered(post_office) == []


def test_the_links_of_a_digest_written_anew_work(article, hourly, post_office, client):
    erased, kept = cast.say(article, SECRET), cast.say(article)
    chores.write_hourly_digests()
    services.take_back(erased)
    (digest,) = delivered(post_office)
    approve, _reject, _spam = links_in(digest, "/comments/decide/")
    assert client.post(approve).status_code == 303
    assert Comment.objects.get(pk=kept.pk).is_approved


def test_a_digest_still_tells_how_many_more_there_are(article, hourly, post_office, monkeypatch):
    monkeypatch.setattr(digests, "IN_FULL", 2)
    erased, *_others = (cast.say(article, text) for text in (SECRET, "One", "Two", "Three"))
    chores.write_hourly_digests()
    services.take_back(erased)
    (digest,) = delivered(post_office)
    assert header(digest, "Subject") == "3 comments to look at"
    assert "2 more stand in the queue." in text_of(digest)


def test_a_path_that_a_reader_typed_brings_nothing_into_a_digest(
    article, hourly, post_office, index
):
    elsewhere = cast.said(make_article(index, title="Elsewhere"), "None of this")
    erased = cast.say(article, SECRET)
    cast.say(article, f"http://testserver/admin/reader-comments/inspect/{elsewhere.pk}/")
    chores.write_hourly_digests()
    services.take_back(erased)
    digests_of_both = delivered(post_office)
    assert len(digests_of_both) == 2
    for digest in digests_of_both:
        assert "None of this" not in text_of(digest)


# --- in the hand of a worker --------------------------------------------------


def test_a_letter_that_was_held_is_looked_at_again(article, ida):
    comment = cast.say(article, SECRET)
    hold(with_secret())
    services.take_back(comment)
    chores.forget()
    assert with_secret().count() == 1  # it may be leaving
    release(with_secret())
    chores.forget()
    assert not Letter.objects.exists()


def test_a_digest_that_was_held_is_looked_at_again(article, hourly):
    comment = cast.say(article, SECRET)
    cast.say(article, "A kind word")
    chores.write_hourly_digests()
    hold(with_secret())
    services.take_back(comment)
    with_secret().update(claimed_until=None)  # the server put it off
    chores.forget()
    digest = Letter.objects.get()
    assert "> A kind word" in digest.text
    assert "Sekret" not in digest.text


def test_letters_to_a_reader_who_was_erased_are_looked_at_again(article, client):
    cast.arrange(moderator_mail="never")
    mine = cast.said(article, name="Rosa", is_proved=True, wants_letters=True)
    cast.said(article, name="Emil", parent=mine)
    cast.say(article, name="Rosa", wants_letters=True)
    letters = Letter.objects.filter(to="rosa@reader.example")
    assert letters.count() == 2
    hold(letters)
    address = Address.objects.known_as("rosa@reader.example").get()
    services.erase_everything(address, "rosa@reader.example")
    assert letters.count() == 2
    release(letters)
    chores.forget()
    assert not letters.exists()


def test_letters_that_tell_what_still_stands_are_kept(article, ida, client):
    mine = cast.said(article, name="Rosa", is_proved=True, wants_letters=True)
    cast.said(article, name="Emil", parent=mine, wants_letters=True)
    cast.arrange(moderator_rhythm="hourly")
    cast.say(article, name="Ada")
    chores.write_hourly_digests()
    client.post("/your-data/", {"email": "rosa@reader.example"})
    Letter.objects.update(status=Letter.Status.SENT)
    before = list(Letter.objects.order_by("pk").values())
    chores.forget()
    assert list(Letter.objects.order_by("pk").values()) == before
    assert len({letter["kind"] for letter in before}) == 5
