"""What of comments needs doing today, for whoever looks at the first page of the CMS."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min
from django.http import HttpRequest
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.admin.tabs import Tab
from comments.permissions import may_moderate_something, moderatable
from studio.today import Line


def lines(request: HttpRequest) -> Iterator[Line]:
    """How many comments wait and how many are reported, for those who may decide about them."""
    if not may_moderate_something(request.user):
        return
    queue, numbers = reverse("reader_comments:list"), _numbers(request.user)
    if waiting := numbers["waiting"]:
        moment = date(localtime(numbers["oldest"]), "DATETIME_FORMAT")
        yield Line(
            words=ngettext("%(n)d comment waits", "%(n)d comments wait", waiting) % {"n": waiting},
            url=f"{queue}?tab={Tab.WAITING}",
            detail=_("the oldest since %(moment)s") % {"moment": moment},
        )
    if reported := numbers["reported"]:
        yield Line(
            words=ngettext("%(n)d comment is reported", "%(n)d comments are reported", reported)
            % {"n": reported},
            url=f"{queue}?tab={Tab.REPORTED}",
            detail=_("by readers, and nobody has decided yet"),
        )


def _numbers(user: Any) -> dict[str, Any]:
    """How many wait and how many are reported of what ``user`` may decide about, and since when.

    Two queries, however many comments there are.
    """
    comments = moderatable(user)
    return {
        **Tab.WAITING.of(comments).aggregate(waiting=Count("pk"), oldest=Min("posted_at")),
        "reported": Tab.REPORTED.of(comments).count(),
    }
