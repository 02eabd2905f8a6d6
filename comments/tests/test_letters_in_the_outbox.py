"""Whoever may look at the outbox reads what was written, and holds no link of another's."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from comments import chores
from comments.tests import cast
from comments.tests.attempts import AWAY, SEEN, use_the_outbox
from studio.furnishing.roles import make_roles
from studio.models import Letter
from studio.tests.cast import make_article

KINDS = {
    "answer to a comment",
    "comment to moderate",
    "comments to moderate",
    "letters about answers: confirm",
    "own data",
}


@pytest.fixture
def article(index):
    return make_article(index, title="Training the trunk")


@pytest.fixture
def letters(article, client):
    """One letter at least of each kind that this room writes."""
    cast.make_moderator()
    mine = cast.said(article, name="Rosa", is_proved=True, wants_letters=True)
    cast.said(article, name="Emil", parent=mine, wants_letters=True)
    cast.arrange(moderator_rhythm="hourly")
    cast.say(article, name="Ada")
    chores.write_hourly_digests()
    client.post(reverse("ask_own_data"), {"email": "rosa@reader.example"})
    assert set(Letter.objects.values_list("kind", flat=True)) == KINDS


@pytest.mark.parametrize(
    ("group", "expected"),
    [("Event staff", SEEN), ("Editors", AWAY), ("Moderators", AWAY), ("Authors", AWAY)],
)
def test_reading_the_outbox_gives_no_link_that_works(
    client, index, home_page, letters, group, expected
):
    make_roles({"Editors": home_page.get_parent(), "Authors": index})
    user = get_user_model().objects.create_user("mara", "mara@studio.example", "studio")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    assert use_the_outbox(client, user, None) == expected


def test_the_owner_gets_no_link_that_works_either(admin_client, admin_user, letters):
    assert use_the_outbox(admin_client, admin_user, None) == SEEN


def test_the_words_of_a_letter_can_be_read(admin_client, article, letters):
    letter = Letter.objects.filter(kind="comment to moderate").first()
    page = admin_client.get(reverse("letters:inspect", args=[letter.pk])).text
    for words in (
        "Training the trunk",
        article.full_url,
        "/comments/decide/…/",
        "A comment is waiting",
    ):
        assert words in page
