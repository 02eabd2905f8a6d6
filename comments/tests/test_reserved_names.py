"""Names that only those may use who belong here, and who does."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Site

from comments import policies
from comments.models import CommentRules, Status
from comments.names import is_ours
from comments.tests import cast
from studio.models import Person, SiteSettings

pytestmark = pytest.mark.django_db

RESERVED = frozenset({"rosa reader", "anna"})
BADGES = frozenset({"author", "the soft studio"})


def held(article, name):
    """Whether a comment by ``name`` waits because of the name."""
    cast.rule(moderation="none")
    comment = cast.say(article, name=name, email="somebody@reader.example")
    is_held = "name" in [reason.rule for reason in comment.why]
    assert (comment.status == Status.WAITING) is is_held
    return is_held


def make_user(username, **fields):
    return get_user_model().objects.create_user(username, f"{username}@studio.example", **fields)


@pytest.mark.parametrize(
    "name",
    [
        "Rosa Reader",
        "✔ Rosa Reader ✔",
        "R.o.s.a Reader🙂",
        "Rosa\u200bReader",
        "Rоsа Rеаdеr",
        "Author",
        "A✔uthor",
        "The Soft Studio",
        "thesoftstudio",
        "Mara ✔ Author",
        "Mara (author)",
        "Mara A u t h o r",
        "Mara, The Soft Studio",
        "[Author] Rosa Reader",
        "Rosa Reader – author here",
        "The Soft Studio: Anna",
        "Author Dr Anna Miller",
    ],
)
def test_a_name_of_ours_is_held_however_it_is_dressed_up(name):
    assert is_ours(name, RESERVED, BADGES)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "!!!",
        "Rosa",
        "Rosa Readers",
        "Annabel",
        "Anna Miller",
        "Authority",
        "Mara Coauthor",
        "Author Mara",
        "Soft Studio",
        "The Soft Studios",
        "Author Annabel",
    ],
)
def test_other_names_are_free(name):
    assert not is_ours(name, RESERVED, BADGES)


def test_who_may_enter_the_admin_is_ours_as_they_are_shown(article):
    group = Group.objects.create(name="Entering")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    make_user("ida", is_superuser=True)
    make_user("b1", first_name="Bert").groups.add(group)
    make_user("c1", first_name="Cleo", last_name="Clay").user_permissions.add(
        Permission.objects.get(codename="access_admin")
    )
    known = make_user("d1", first_name="Dora", is_superuser=True)
    Person.objects.create(name="Dora Doe", slug="dora", account=known)

    for name in ("Ida", "BERT", "Cleo Clay", "Dora Doe"):
        assert held(article, name), name
    for name in ("b1", "Cleo", "c1", "Dora", "d1", "Entering"):
        assert not held(article, name), name


def test_other_accounts_are_readers_like_any_other(article):
    make_user("emil", first_name="Emil", last_name="Ear")
    make_user("fay", is_superuser=True, is_active=False)

    assert not held(article, "Emil Ear")
    assert not held(article, "emil")
    assert not held(article, "Fay")


def test_people_of_the_site_are_ours_without_an_account(article):
    Person.objects.create(name="Gus Guest", slug="gus")

    assert held(article, "gus  guest")


def test_the_name_of_the_site_and_the_word_author_are_badges(article):
    studio = SiteSettings.for_site(Site.objects.get())
    studio.name = "The Soft Studio"
    studio.save()

    assert held(article, "The Soft Studio")
    assert held(article, "Mara ✔ Author")
    assert held(article, "Mara | The Soft Studio")
    assert not held(article, "Mara Soft")


def test_the_names_cost_two_queries_however_many_there_are(django_assert_num_queries, article):
    rules = CommentRules.for_site(Site.objects.get())
    with django_assert_num_queries(2):
        policies.policy_of(rules)
    for number in range(5):
        make_user(f"u{number}", is_superuser=True)
        Person.objects.create(name=f"Person {number}", slug=f"p{number}")
    with django_assert_num_queries(2):
        policy = policies.policy_of(rules)
    assert {"u4", "person 4"} <= policy.reserved_names
