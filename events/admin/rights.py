"""What ``wagtail_modeladmin`` and Wagtail's own views ask before they show something."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail_modeladmin.helpers import PermissionHelper

from events.ledger import Registration, SeatPool
from events.permissions import (
    ADD,
    CHANGE,
    counting,
    counts_something,
    may,
    pools_counted_for,
    seen_by,
    sees_somebody,
)


class LedgerPermissionHelper(PermissionHelper):
    """Says what ``events.permissions`` says. Nobody deletes a row, or edits it as such."""

    def user_can_list(self, user: Any) -> bool:
        return sees_somebody(user)

    def user_can_create(self, user: Any) -> bool:
        return may(user, ADD)

    def user_can_inspect_obj(self, user: Any, obj: Registration) -> bool:
        return seen_by(user).filter(pk=obj.pk).exists()

    def user_can_edit_obj(self, user: Any, obj: Registration) -> bool:
        return may(user, CHANGE)

    def user_can_delete_obj(self, user: Any, obj: Registration) -> bool:
        return False


class CountsPolicy(BasePermissionPolicy):
    """The list of events with their numbers: to be looked at by whoever may know them."""

    permission_cache_name = "_counts_events"

    def get_all_permissions_for_user(self, user: Any) -> frozenset[str]:
        return frozenset({"view"}) if counts_something(user) else frozenset()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.get_cached_permissions_for_user(user)

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet:
        users = get_user_model().objects.filter(is_active=True)
        if "view" not in actions:
            return users.none()
        return users.filter(counting())

    def user_has_permission_for_instance(self, user: Any, action: str, instance: SeatPool) -> bool:
        return action == "view" and pools_counted_for(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet:
        return pools_counted_for(user) if "view" in actions else SeatPool.objects.none()
