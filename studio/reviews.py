"""What passes between authors and editors: what waits for review, what came back, what went live."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name
from wagtail.models import (
    Page,
    PageLogEntry,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)
from wagtail.permission_policies.pages import PagePermissionPolicy

from studio.today import Line

#: Pages that are named; the others are counted.
_NAMED = 5
#: How long an author reads that a page went live.
_NEWS = datetime.timedelta(days=14)
#: How Wagtail's history calls it, by hand and by the timer.
_PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
#: Of a comment, as much as fits a line.
_WORDS = 30


def lines(request: HttpRequest) -> Iterator[Line]:
    """What waits, what came back and what went live, each page by its name."""
    user = request.user
    if PagePermissionPolicy().user_has_any_permission(user, ["add", "change", "publish"]):
        yield from _to_review(user)
        yield from _came_back(user)
        yield from _went_live(user)


def _to_review(user: Any) -> Iterator[Line]:
    waiting = TaskState.objects.reviewable_by(user).order_by("started_at")
    states = [
        task.workflow_state for task in waiting.select_related("workflow_state__requested_by")
    ]
    for state, page in _named(states):
        by = state.requested_by
        yield Line(
            words=_("“%(title)s” waits for your review") % {"title": page.draft_title},
            url=_form(page),
            detail=_("submitted by %(name)s") % {"name": get_user_display_name(by)} if by else "",
        )
    if more := len(states[_NAMED:]):
        yield Line(
            words=ngettext(
                "And %(n)d more waits for your review", "And %(n)d more wait for your review", more
            )
            % {"n": more},
            url=_list(reviewable="true"),
        )


def _came_back(user: Any) -> Iterator[Line]:
    status = WorkflowState.STATUS_NEEDS_CHANGES
    returned = WorkflowState.objects.filter(status=status, requested_by=user)
    returned = returned.select_related("current_task_state__finished_by")
    states = list(returned.order_by("-current_task_state__finished_at"))
    for state, page in _named(states):
        yield Line(
            words=_("“%(title)s” came back") % {"title": page.draft_title},
            url=_form(page),
            detail=_what_was_said(state.current_task_state),
        )
    if more := len(states[_NAMED:]):
        yield Line(
            words=_("And %(n)d more of yours came back") % {"n": more},
            url=_list(status=status, requested_by=user.pk),
        )


def _went_live(user: Any) -> Iterator[Line]:
    for entry in _published_of(user)[:_NAMED]:
        at = date_format(timezone.localtime(entry.timestamp), "DATE_FORMAT")
        by = {"name": get_user_display_name(entry.user), "date": at} if entry.user else None
        yield Line(
            words=_("“%(title)s” is published") % {"title": entry.page.title},
            url=entry.page.url or _form(entry.page),
            detail=_("by %(name)s, %(date)s") % by if by else at,
        )


def _published_of(user: Any) -> QuerySet:
    """That what ``user`` submitted went live, and not by their own hand; the newest first."""
    published = PageLogEntry.objects.filter(
        action__in=_PUBLISHED, timestamp__gte=timezone.now() - _NEWS, page__live=True
    )
    again = published.filter(page=OuterRef("page"), timestamp__gt=OuterRef("timestamp"))
    submitted = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(),
        object_id=Cast(OuterRef("page"), output_field=CharField()),
        requested_by=user,
        created_at__lte=OuterRef("timestamp"),
    )
    found = published.exclude(user=user).filter(Exists(submitted), ~Exists(again))
    return found.select_related("page", "user").order_by("-timestamp")


def _named(states: Sequence[WorkflowState]) -> Iterator[tuple[WorkflowState, Page]]:
    """The first of ``states``, each with its page; one query."""
    first = states[:_NAMED]
    pages = Page.objects.in_bulk([int(state.object_id) for state in first]) if first else {}
    for state in first:
        if page := pages.get(int(state.object_id)):
            yield state, page


def _what_was_said(task: TaskState) -> str:
    by = get_user_display_name(task.finished_by) if task.finished_by else _("An editor")
    if not task.comment:
        return _("%(name)s asks for changes") % {"name": by}
    comment = Truncator(" ".join(task.comment.split())).words(_WORDS)
    return _("%(name)s: “%(comment)s”") % {"name": by, "comment": comment}


def _form(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _list(**asked: Any) -> str:
    return f"{reverse('wagtailadmin_reports:workflow')}?{urlencode(asked)}"
