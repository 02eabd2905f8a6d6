"""Who says what: comments as readers and moderators make them, by way of the services."""

import itertools
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page, Site

from comments import services
from comments.models import Comment, CommentRules, CommentSettings, Status

_numbers = itertools.count(1)


def arrange(**fields: Any) -> CommentSettings:
    """The settings of the site, with these changes."""
    return _change(CommentSettings, fields)


def rule(**fields: Any) -> CommentRules:
    """The rules of the site, with these changes."""
    return _change(CommentRules, fields)


def _change(model: type, fields: dict[str, Any]) -> Any:
    settings = model.for_site(Site.objects.get(is_default_site=True))
    for name, value in fields.items():
        setattr(settings, name, value)
    settings.save()
    return settings


def make_moderator(username: str = "moderator") -> Any:
    """Somebody who may decide about everything; the same on every call."""
    user = get_user_model().objects.filter(username=username).first()
    return user or get_user_model().objects.create_superuser(
        username, f"{username}@studio.example", "studio"
    )


def say(
    page: Page,
    text: str = "",
    *,
    name: str = "Rosa Reader",
    email: str = "",
    parent: Comment | None = None,
    status: str | None = None,
    user: Any = None,
    is_proved: bool = False,
    wants_letters: bool = False,
    website: str = "",
    **fields: Any,
) -> Comment:
    """A comment below ``page``, in words of its own unless ``text`` is given.

    Without ``status`` the rules decide, so a visitor's waits; else a moderator does,
    and ``Status.ERASED`` is what its writer did. ``fields`` are written behind the
    back of the services: ``posted_at``, ``network``. Closed pages take it too.
    """
    number = next(_numbers)
    if user is None:
        email = email or f"{name.split()[0].lower()}@reader.example"
    comment = services.post(
        page=page.specific,
        text=text or f"Thought number {number}.",
        name="" if user else name,
        email=email,
        website=website,
        parent=parent,
        user=user,
        circumstances=services.Circumstances(is_proved=is_proved),
        wants_letters=wants_letters,
        even_if_closed=True,
    )
    if status is not None and comment.status != status:
        _move(comment, status)
    if fields:
        Comment.objects.filter(pk=comment.pk).update(**fields)
    return Comment.objects.get(pk=comment.pk)


def _move(comment: Comment, status: str) -> None:
    if status == Status.ERASED:
        services.take_back(comment)
    elif status == Status.WAITING:
        Comment.objects.filter(pk=comment.pk).update(status=status)
    else:
        services.decide([comment], status=status, by=make_moderator())


def approve(comment: Comment) -> Comment:
    """Let a moderator approve it."""
    services.decide([comment], status=Status.APPROVED, by=make_moderator())
    return Comment.objects.get(pk=comment.pk)


def said(page: Page, text: str = "", **fields: Any) -> Comment:
    """A comment that everybody sees; as :func:`say`."""
    return say(page, text, status=Status.APPROVED, **fields)


def thread(page: Page, depth: int, **fields: Any) -> list[Comment]:
    """Approved comments, each of which answers the one before it."""
    comments: list[Comment] = []
    for _level in range(depth):
        comments.append(said(page, parent=comments[-1] if comments else None, **fields))
    return comments
