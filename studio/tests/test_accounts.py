"""Who looks after accounts, and how far: nobody reaches beyond what they may themselves."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import Page

from studio.furnishing.roles import make_roles
from studio.tests.cast import make_admin, make_staff

pytestmark = pytest.mark.django_db

INDEX, ADD = reverse("wagtailusers_users:index"), reverse("wagtailusers_users:add")
PASSWORD = "moving-well-2026"
NAMES = {"first_name": "Nora", "last_name": "Nib"}
NEW = {"username": "nora", "email": "nora@studio.example", **NAMES}
NEW |= {"password1": PASSWORD, "password2": PASSWORD, "is_active": "on"}


@pytest.fixture
def groups(home_page):
    make_roles({"Editors": Page.objects.get(depth=1), "Authors": home_page})
    return {group.name: group for group in Group.objects.all()}


@pytest.fixture
def vera(groups):
    """She looks after accounts, and is of the front desk."""
    user = make_staff("vera", "add_user", "change_user", "delete_user", "change_group")
    user.groups.add(groups["Event staff"])
    return user


@pytest.fixture
def signed(client, vera):
    client.force_login(vera)
    return client


def member(name, *groups, permissions=()):
    user = get_user_model().objects.create_user(name, f"{name}@studio.example", "studio")
    user.groups.set(groups)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def url(view, user):
    return reverse(f"wagtailusers_users:{view}", args=[user.pk])


def bulk(action, *users):
    address = reverse("wagtail_bulk_action", args=["studio", "user", action])
    asked = [("id", getattr(user, "pk", user)) for user in users]
    return f"{address}?{urlencode(asked)}"


def is_refused(answer):
    return answer.status_code == 302 and answer.url == reverse("wagtailadmin_home")


def changes(user, **more):
    fields = {"username": user.username, "email": user.email, "is_active": "on", **NAMES}
    return fields | more


def again(user):
    return get_user_model().objects.get(pk=user.pk)


def test_an_owner_makes_owners(admin_client):
    admin_client.post(ADD, {**NEW, "is_superuser": "on"})
    assert get_user_model().objects.get(username="nora").is_superuser


def test_nobody_else_makes_an_owner(signed, vera, groups):
    signed.post(ADD, {**NEW, "is_superuser": "on"})
    nora = get_user_model().objects.get(username="nora")
    signed.post(url("edit", nora), changes(nora, is_superuser="on"))
    signed.post(url("edit", vera), changes(vera, is_superuser="on", groups=[]))
    assert not get_user_model().objects.filter(is_superuser=True).exists()


def test_nobody_gives_a_group_that_is_not_theirs(signed, vera, groups):
    answer = signed.post(ADD, {**NEW, "groups": [groups["Registrars"].pk]})
    assert "groups" in answer.context["form"].errors
    own = groups["Event staff"]
    assert list(answer.context["form"].fields["groups"].queryset) == [own]
    signed.post(url("edit", vera), changes(vera, groups=[own.pk, groups["Editors"].pk]))
    assert list(again(vera).groups.all()) == [own]
    signed.post(ADD, {**NEW, "groups": [own.pk]})
    assert list(get_user_model().objects.get(username="nora").groups.all()) == [own]


@pytest.mark.parametrize("view", ["edit", "delete", "history", "usage"])
def test_nobody_reaches_an_account_that_may_more(signed, groups, view):
    owner = make_admin("owner")
    editor = member("ada", groups["Event staff"], groups["Editors"])
    keeper = member("percy", permissions=["erase_registration"])
    for user in (owner, editor, keeper):
        assert is_refused(signed.get(url(view, user)))
        assert is_refused(signed.post(url(view, user), changes(user, email="mine@e.example")))
        assert again(user).email == f"{user.username}@studio.example"


def test_an_account_that_may_no_more_is_changed_and_deleted(signed, groups):
    fred = member("fred", groups["Event staff"], permissions=["view_letter"])
    signed.post(url("edit", fred), changes(fred, email="fred@elsewhere.example"))
    assert again(fred).email == "fred@elsewhere.example"
    assert signed.post(url("delete", fred)).status_code == 302
    assert not get_user_model().objects.filter(username="fred").exists()


def test_of_many_only_those_are_changed_who_may_no_more(signed, vera, groups):
    owner, fred = make_admin("owner"), member("fred", groups["Event staff"])
    signed.post(bulk("set_active_state", "all"), {"mark_as_active": "False"})
    assert [again(user).is_active for user in (owner, fred)] == [True, False]
    signed.post(bulk("assign_role", owner, fred), {"role": groups["Event staff"].pk})
    assert list(again(owner).groups.all()) == []
    signed.post(bulk("assign_role", vera), {"role": groups["Editors"].pk})
    assert list(again(vera).groups.all()) == [groups["Event staff"]]
    signed.post(bulk("delete", "all"))
    assert set(get_user_model().objects.values_list("username", flat=True)) == {"owner", "vera"}


def test_groups_are_written_by_owners_alone(signed, admin_user, groups):
    own = groups["Event staff"]
    for address in (
        reverse("wagtailusers_groups:index"),
        reverse("wagtailusers_groups:add"),
        reverse("wagtailusers_groups:edit", args=[own.pk]),
        reverse("wagtailusers_groups:delete", args=[own.pk]),
    ):
        assert is_refused(signed.get(address))
        assert is_refused(signed.post(address))
        signed.force_login(admin_user)
        assert signed.get(address).status_code == 200
        signed.force_login(get_user_model().objects.get(username="vera"))
    assert "wagtailusers_groups" not in signed.get(INDEX).text


def test_the_number_of_queries_of_the_list_does_not_grow(
    signed, groups, django_assert_max_num_queries
):
    signed.get(INDEX)
    with django_assert_max_num_queries(100) as few:
        signed.get(INDEX)
    for number in range(15):
        member(f"fred{number}", groups["Event staff"])
    with django_assert_max_num_queries(100) as many:
        signed.get(INDEX)
    assert len(many) == len(few)


def test_nobody_takes_the_address_of_somebody_else(signed, vera, groups):
    nora, theo = member("nora"), member("theo")

    taken = signed.post(url("edit", theo), changes(theo, email="NORA@studio.example"))
    made = signed.post(ADD, {**NEW, "username": "other", "email": nora.email})

    for answer in (taken, made):
        assert (answer.status_code, "Another account has this address." in answer.text) == (
            200,
            True,
        )
    assert again(theo).email == "theo@studio.example"


def test_two_who_share_an_address_already_may_change_the_rest(signed, groups):
    nora = member("nora")
    get_user_model().objects.filter(pk=member("theo").pk).update(email=nora.email)

    signed.post(url("edit", nora), changes(nora, last_name="Fable"))

    assert again(nora).last_name == "Fable"
