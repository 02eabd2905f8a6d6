"""Whose comments a user may decide about: all, those of sections, those of own pages.

Nobody's, while they owe a second factor: sections are given without a permission that
``User.has_perm`` could refuse.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import Page, get_page_models

from comments.models import Comment, CommentedPage, ModerationArea
from comments.models.comments import CommentQuerySet

EVERYTHING = "comments.moderate_comment"
OWN = "comments.moderate_own_comment"


def may_moderate_something(user: Any) -> bool:
    """Whether the queue is for ``user`` at all."""
    if not _is_somebody(user):
        return False
    if user.has_perm(EVERYTHING) or user.has_perm(OWN):
        return True
    return ModerationArea.objects.filter(group__user=user).exists()


def moderatable(user: Any) -> CommentQuerySet:
    """The comments ``user`` may decide about."""
    if not _is_somebody(user):
        return Comment.objects.none()
    if user.has_perm(EVERYTHING):
        return Comment.objects.all()
    allowed = Q(pk__in=[])
    for path in ModerationArea.objects.filter(group__user=user).values_list(
        "page__path", flat=True
    ):
        allowed |= Q(page__path__startswith=path)
    if user.has_perm(OWN):
        for model in get_page_models():
            if issubclass(model, CommentedPage):
                allowed |= Q(page__in=model.written_by(user).values("pk"))
    return Comment.objects.filter(allowed)


def may_moderate(user: Any, comment: Comment) -> bool:
    """Whether ``user`` may decide about ``comment``."""
    return moderatable(user).filter(pk=comment.pk).exists()


def may_moderate_page(user: Any, page: Page) -> bool:
    """Whether ``user`` may decide about the comments below ``page``."""
    if not _is_somebody(user):
        return False
    if user.has_perm(EVERYTHING):
        return True
    areas = ModerationArea.objects.filter(group__user=user).values_list("page__path", flat=True)
    if any(page.path.startswith(path) for path in areas):
        return True
    specific = page.specific
    own = user.has_perm(OWN) and isinstance(specific, CommentedPage)
    return own and specific.is_written_by(user)


def moderators_of(page: Page) -> list[Any]:
    """The active users with an address who may decide about the comments below ``page``."""
    ways = _holders(EVERYTHING)
    above = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    ways |= Q(groups__moderation_areas__page__path__in=above)
    specific = page.specific
    if isinstance(specific, CommentedPage):
        ways |= Q(pk__in=specific.writers().values("pk")) & _holders(OWN)
    users = get_user_model().objects.filter(ways, is_active=True).exclude(email="")
    return list(users.distinct().order_by("pk"))


def _is_somebody(user: Any) -> bool:
    return user.is_active and not user.owes_second_factor


def _holders(permission: str) -> Q:
    app, _dot, codename = permission.partition(".")
    held = Q(is_superuser=True)
    for relation in ("groups__permissions", "user_permissions"):
        held |= Q(
            **{f"{relation}__codename": codename, f"{relation}__content_type__app_label": app}
        )
    return held
