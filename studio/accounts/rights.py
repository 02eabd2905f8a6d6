"""How far somebody may look after the accounts of others.

Wagtail asks for the right to change accounts and nothing more: whoever has it may make
themselves an owner, take the account of one by its e-mail address, or write rights into their
own group. Here nobody reaches an account that may more than they do, or gives what they do not
have; only an owner makes owners and writes groups.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy, ModelPermissionPolicy


def groups_given_by(user: Any) -> QuerySet:
    """Groups into which this user may put others: their own, all for an owner."""
    return Group.objects.all() if user.is_superuser else user.groups.all()


def accounts_within(accounts: QuerySet, user: Any) -> QuerySet:
    """Those of ``accounts`` that may nothing which this user may not."""
    if user.is_superuser:
        return accounts
    beyond = Group.objects.exclude(pk__in=user.groups.values("pk"))
    wider = Permission.objects.exclude(pk__in=_permissions_of(user))
    return (
        accounts.filter(is_superuser=False)
        .exclude(pk__in=accounts.filter(groups__in=beyond).values("pk"))
        .exclude(pk__in=accounts.filter(user_permissions__in=wider).values("pk"))
    )


def is_within(account: Any, user: Any) -> bool:
    """Whether this user may look after ``account``."""
    accounts = type(account)._default_manager.all()
    return accounts_within(accounts, user).filter(pk=account.pk).exists()


def _permissions_of(user: Any) -> set[int]:
    """The numbers of all that the user may, by themselves or by a group."""
    own = user.user_permissions.values_list("pk", flat=True)
    return {*own, *user.groups.values_list("permissions", flat=True)} - {None}


class AccountPolicy(ModelPermissionPolicy):
    """As Wagtail's, for the accounts that the user reaches."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action) and is_within(instance, user)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Collection[str], instance: Any
    ) -> bool:
        return self.user_has_any_permission(user, actions) and is_within(instance, user)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet:
        return accounts_within(super().instances_user_has_any_permission_for(user, actions), user)


class GroupPolicy(BasePermissionPolicy):
    """Groups are written by owners alone: whoever writes one writes what its members may."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return user.is_active and user.is_superuser

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet:
        return get_user_model().objects.filter(is_active=True, is_superuser=True)
