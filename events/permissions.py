"""Whose registrations a user may see, and what they may do with those they see.

Rights add up: whoever may change, export or erase sees nothing by that alone.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from wagtail.permission_policies.pages import PagePermissionPolicy

from events.ledger import Registration, SeatPool
from events.ledger.pools import SeatPoolQuerySet
from events.ledger.registrations import RegistrationQuerySet

VIEW = "events.view_registration"
#: Of the events they teach: names and answers.
VIEW_OWN = "events.view_own_registration"
ADD = "events.add_registration"
CHANGE = "events.change_registration"
EXPORT = "events.export_registration"
ERASE = "events.erase_registration"

#: What somebody does with pages who also decides how many may come.
_EDITS = ("add", "change", "publish")


def sees_somebody(user: Any) -> bool:
    """Whether the list of registrations is for ``user`` at all."""
    return user.has_perm(VIEW) or user.has_perm(VIEW_OWN)


def sees_all(user: Any) -> bool:
    """Whether ``user`` sees everybody, with address, money and letters."""
    return user.has_perm(VIEW)


def pools_seen_by(user: Any) -> SeatPoolQuerySet:
    """The events whose people ``user`` may see."""
    if user.has_perm(VIEW):
        return SeatPool.objects.all()
    if user.has_perm(VIEW_OWN):
        # one page has a person once, and a person one account: no row comes twice
        return SeatPool.objects.filter(page__event_teachers__person__account=user.pk)
    return SeatPool.objects.none()


def seen_by(user: Any) -> RegistrationQuerySet:
    """The registrations ``user`` may see."""
    if user.has_perm(VIEW):
        return Registration.objects.all()
    return Registration.objects.filter(pool__in=pools_seen_by(user).order_by().values("pk"))


def may(user: Any, permission: str) -> bool:
    """Whether ``user`` may do what ``permission`` says with the registrations they see in full."""
    return sees_all(user) and user.has_perm(permission)


def pools_counted_for(user: Any) -> SeatPoolQuerySet:
    """The events of which ``user`` may know how many come: whose people or pages are theirs."""
    if user.has_perm(VIEW):
        return SeatPool.objects.all()
    pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, _EDITS)
    mine = Q(page__in=pages.order_by().values("pk"))
    if user.has_perm(VIEW_OWN):
        mine |= Q(page__event_teachers__person__account=user.pk)
    return SeatPool.objects.filter(pk__in=SeatPool.objects.order_by().filter(mine).values("pk"))


def counts_something(user: Any) -> bool:
    """Whether the list of events is for ``user``."""
    return sees_somebody(user) or PagePermissionPolicy().user_has_any_permission(user, _EDITS)


def counting() -> Q:
    """The users for whom :func:`counts_something` is true, in one query."""
    names = [one.partition(".")[2] for one in (VIEW, VIEW_OWN)]
    rights = Permission.objects.filter(content_type__app_label="events", codename__in=names)
    editors = PagePermissionPolicy().users_with_any_permission(_EDITS)
    by_rights = Q(user_permissions__in=rights) | Q(groups__permissions__in=rights)
    seeing = get_user_model().objects.filter(Q(is_superuser=True) | by_rights)
    return Q(pk__in=seeing.values("pk")) | Q(pk__in=editors.values("pk"))
