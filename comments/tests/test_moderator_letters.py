"""Moderators hear of what waits: at once or together, in full, and never of spam (M5)."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from comments import chores, services
from comments.models import Comment, ModerationArea, Status
from comments.services import announcing, digests
from comments.tests import cast
from comments.tests.letters import delivered, header, html_of, links_in, text_of
from studio.models import Letter
from studio.tests.cast import make_article


@pytest.fixture
def article(index):
    return make_article(index, title="Training the trunk")


@pytest.fixture
def ida(db):
    """May decide about everything."""
    return make_user("ida", "moderate_comment", first_name="Ida")


def make_user(name, *permissions, **fields):
    fields = {"email": f"{name}@studio.example", **fields}
    user = get_user_model().objects.create_user(name, password="studio", **fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def to(letters):
    return [letter["To"] for letter in letters]


# --- at once ------------------------------------------------------------------


def test_a_letter_tells_all_there_is_to_decide_by(article, ida, post_office):
    cast.rule(max_links=0)
    parent = cast.said(article, name="Ada")
    delivered(post_office)
    comment = cast.say(
        article,
        "See <b>this</b>:\nhttps://soles.example/a?b=1&c=2",
        name="Rosa",
        email="rosa@reader.example",
        website="https://rosa.example/",
        parent=parent,
    )
    (letter,) = [each for each in delivered(post_office) if each["To"] == "ida@studio.example"]
    assert header(letter, "Subject") == "Comment waits: Rosa below “Training the trunk”"
    text = text_of(letter)
    for told in (
        "Hello Ida,",
        "Below: Training the trunk",
        article.full_url,
        "From: Rosa",
        "E-mail: rosa@reader.example (as typed)",
        "Website: https://rosa.example/",
        f"In answer to: {article.full_url}?comment={parent.pk}#comment-{parent.pk}",
        "> See <b>this</b>:\n> https://soles.example/a?b=1&c=2",
        "What the rules say (10):",
        "+5  We do not know this writer yet",
        "+5  Contains 1 link; none is let through.",
    ):
        assert told in text
    assert len(set(links_in(letter, "/comments/decide/"))) == 3
    assert links_in(letter, "/reader-comments/inspect/") == [
        f"/admin/reader-comments/inspect/{comment.pk}/"
    ]
    assert "See &lt;b&gt;this&lt;/b&gt;:" in html_of(letter)
    for link in links_in(letter, "/comments/decide/"):
        assert link in html_of(letter)


def test_each_moderator_gets_links_of_their_own(article, ida, post_office):
    make_user("otto", "moderate_comment")
    cast.say(article)
    letters = delivered(post_office)
    assert to(letters) == ["ida@studio.example", "otto@studio.example"]
    ours = [set(links_in(letter, "/comments/decide/")) for letter in letters]
    assert not ours[0] & ours[1]


def test_a_comment_is_told_once(article, ida, post_office):
    comment = cast.say(article)
    assert len(delivered(post_office)) == 1
    chores.write_hourly_digests()
    assert delivered(post_office) == []
    assert comment.told_at is not None


def test_nobody_hears_of_spam(article, ida, post_office):
    cast.arrange(moderator_mail="all")
    cast.rule(disallowed="quicksilver")
    cast.say(article, "Quicksilver!")
    chores.write_hourly_digests()
    assert delivered(post_office) == []


def test_nobody_hears_of_what_the_studio_says(article, ida, admin_user, post_office):
    cast.arrange(moderator_mail="all")
    cast.say(article, user=admin_user)
    assert delivered(post_office) == []


@pytest.mark.parametrize(
    ("about", "waiting", "approved"), [("never", 0, 0), ("waiting", 1, 0), ("all", 1, 1)]
)
def test_the_site_decides_about_what_letters_are(
    article, ida, post_office, about, waiting, approved
):
    cast.arrange(moderator_mail=about)
    cast.say(article)
    assert len(delivered(post_office)) == waiting
    cast.rule(moderation="none")
    cast.say(article)
    assert len(delivered(post_office)) == approved
    chores.write_hourly_digests()
    assert delivered(post_office) == []


def test_what_readers_reported_until_it_waits_is_told(article, ida, post_office):
    cast.rule(moderation="none", reports_to_hold=2)
    comment = cast.say(article, name="Rosa")
    for reader in ("a", "b"):
        services.report(comment, reason="insulting", reporter=reader)
    (letter,) = delivered(post_office)
    assert header(letter, "Subject") == "Reported comment: Rosa below “Training the trunk”"
    assert "Readers reported a comment, and it is waiting for you:" in text_of(letter)
    assert "2 readers reported it." in text_of(letter)


def test_an_edit_that_is_held_is_told(article, ida, post_office):
    cast.rule(moderation="none", max_links=0)
    comment = cast.say(article)
    services.edit(comment, text="https://soles.example/")
    (letter,) = delivered(post_office)
    assert "> https://soles.example/" in text_of(letter)


# --- who gets one -------------------------------------------------------------


def test_only_those_get_letters_who_may_decide_and_have_an_address(
    article, index, ida, post_office
):
    area = Group.objects.create(name="Articles")
    ModerationArea.objects.create(group=area, page=index)
    elsewhere = Group.objects.create(name="Elsewhere")
    ModerationArea.objects.create(group=elsewhere, page=make_article(index, title="Else"))
    make_user("lena").groups.add(area)
    make_user("elsa").groups.add(elsewhere)
    article.owner = make_user("owner", "moderate_own_comment")
    article.save()
    make_user("author", "moderate_own_comment")
    make_user("gone", "moderate_comment", is_active=False)
    make_user("mute", "moderate_comment", email="")
    make_user("nobody")
    cast.say(article)
    assert to(delivered(post_office)) == [
        "ida@studio.example",
        "lena@studio.example",
        "owner@studio.example",
    ]


def test_an_address_of_staff_that_is_none_loses_neither_comment_nor_other_letters(
    article, ida, post_office
):
    make_user("broken", "moderate_comment", email="no address")
    assert cast.say(article).pk
    assert to(delivered(post_office)) == ["ida@studio.example"]


def test_names_and_titles_become_no_headers(article, ida, post_office):
    article.title = "Trunk\nBcc: everybody@elsewhere.example"
    article.save()
    cast.say(article, name="Rosa\r\nBcc: all@elsewhere.example")
    (letter,) = delivered(post_office)
    assert letter["Bcc"] is None


# --- too much at once ---------------------------------------------------------


def test_a_flood_becomes_one_letter(article, ida, post_office):
    for _ in range(announcing.MOST_AT_ONCE + 5):
        cast.say(article)
    assert len(delivered(post_office)) == 20
    chores.write_hourly_digests()
    (digest,) = delivered(post_office)
    assert header(digest, "Subject") == "5 comments to look at"
    last = Comment.objects.order_by("-pk")[:5]
    for comment in last:
        assert f"/admin/reader-comments/inspect/{comment.pk}/" in links_in(digest)
    chores.write_hourly_digests()
    assert delivered(post_office) == []


def test_who_was_told_at_once_is_not_told_again_together(article, index, ida, post_office):
    for _ in range(announcing.MOST_AT_ONCE):
        cast.say(make_article(index, title="Elsewhere"))
    article.owner = make_user("owner", "moderate_own_comment")
    article.save()
    delivered(post_office)
    cast.say(article)
    assert to(delivered(post_office)) == ["owner@studio.example"]
    chores.write_hourly_digests()
    assert to(delivered(post_office)) == ["ida@studio.example"]


# --- together -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("rhythm", "work", "other"),
    [
        ("hourly", chores.write_hourly_digests, chores.write_daily_digests),
        ("daily", chores.write_daily_digests, chores.write_hourly_digests),
    ],
)
def test_a_digest_tells_what_waits_once_with_its_links(
    article, ida, post_office, rhythm, work, other
):
    cast.arrange(moderator_rhythm=rhythm)
    told = [cast.say(article, f"Thought {number}") for number in range(3)]
    other()
    assert delivered(post_office) == []
    work()
    (digest,) = delivered(post_office)
    assert header(digest, "Subject") == "3 comments to look at"
    for number, comment in enumerate(told):
        assert f"> Thought {number}" in text_of(digest)
        assert f"/admin/reader-comments/inspect/{comment.pk}/" in links_in(digest)
    assert len(set(links_in(digest, "/comments/decide/"))) == 9
    work()
    assert delivered(post_office) == []
    cast.say(article, "One more")
    work()
    (digest,) = delivered(post_office)
    assert header(digest, "Subject") == "1 comment to look at"


def test_a_digest_leaves_out_what_is_decided(article, ida, post_office):
    cast.arrange(moderator_rhythm="hourly", moderator_mail="all")
    cast.approve(cast.say(article, "Decided"))
    cast.say(article, "Waiting")
    chores.write_hourly_digests()
    (digest,) = [each for each in delivered(post_office) if each["To"] == "ida@studio.example"]
    assert "Decided" not in text_of(digest)
    assert "Waiting" in text_of(digest)


def test_a_digest_of_all_tells_what_nobody_held(article, ida, post_office):
    cast.arrange(moderator_rhythm="hourly", moderator_mail="all")
    cast.rule(moderation="none")
    cast.say(article, "Let in")
    chores.write_hourly_digests()
    (digest,) = delivered(post_office)
    assert "> Let in" in text_of(digest)


def test_what_an_undo_made_wait_again_is_in_the_next_digest(article, ida, post_office):
    cast.arrange(moderator_rhythm="hourly")
    comment = cast.say(article)
    services.decide([comment], status=Status.REJECTED, by=ida)
    services.undo([comment], by=ida)
    chores.write_hourly_digests()
    assert len(delivered(post_office)) == 1


def test_a_digest_holds_only_what_its_reader_may_decide_about(article, index, post_office):
    cast.arrange(moderator_rhythm="hourly")
    article.owner = make_user("owner", "moderate_own_comment")
    article.save()
    cast.say(article, "Mine")
    cast.say(make_article(index, title="Elsewhere"), "Not mine")
    chores.write_hourly_digests()
    (digest,) = delivered(post_office)
    assert "> Mine" in text_of(digest)
    assert "Not mine" not in text_of(digest)


def test_a_long_digest_tells_the_rest_by_its_number(article, ida, post_office, monkeypatch):
    monkeypatch.setattr(digests, "IN_FULL", 2)
    cast.arrange(moderator_rhythm="hourly")
    for number in range(5):
        cast.say(article, f"Thought {number}")
    chores.write_hourly_digests()
    (digest,) = delivered(post_office)
    assert header(digest, "Subject") == "5 comments to look at"
    assert "> Thought 1" in text_of(digest)
    assert "> Thought 2" not in text_of(digest)
    assert "3 more stand in the queue." in text_of(digest)


def test_a_digest_and_the_note_that_it_was_written_come_together(article, ida):
    cast.arrange(moderator_rhythm="hourly")
    cast.say(article)
    assert not Letter.objects.exists()
    chores.write_hourly_digests()
    assert Letter.objects.count() == 1
    assert Comment.objects.get().told_at is not None
