"""What Wagtail's own views ask before they show or do something with comments."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from comments.models import Comment
from comments.permissions import (
    EVERYTHING,
    OWN,
    may_moderate,
    may_moderate_something,
    moderatable,
    moderators_of,
)

#: What a moderator does with comments. Nobody adds or deletes one in the CMS.
ACTIONS = frozenset({"view", "change"})


class CommentPermissionPolicy(BasePermissionPolicy):
    """Says what ``comments.permissions`` says, in Wagtail's words; superusers included."""

    permission_cache_name = "_moderates_comments"

    def get_all_permissions_for_user(self, user: Any) -> frozenset[str]:
        return ACTIONS if may_moderate_something(user) else frozenset()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.get_cached_permissions_for_user(user)

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet:
        users = get_user_model().objects
        if not ACTIONS.intersection(actions):
            return users.none()
        holders = Q(pk__in=users.with_perm(EVERYTHING).values("pk"))
        holders |= Q(pk__in=users.with_perm(OWN).values("pk"))
        holders |= Q(is_active=True, groups__moderation_areas__isnull=False)
        return users.filter(holders).distinct()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Comment) -> bool:
        return action in ACTIONS and may_moderate(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet:
        return moderatable(user) if ACTIONS.intersection(actions) else Comment.objects.none()

    def users_with_any_permission_for_instance(
        self, actions: Collection[str], instance: Comment
    ) -> QuerySet:
        chosen = moderators_of(instance.page) if ACTIONS.intersection(actions) else []
        return get_user_model().objects.filter(pk__in=[user.pk for user in chosen])
