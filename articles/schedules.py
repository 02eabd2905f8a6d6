"""What the timer did not publish, for the first page of the CMS."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision
from wagtail.permission_policies.pages import PagePermissionPolicy

from articles.models import ArticlePage
from articles.publishing import SCHEDULE_REFUSED
from studio.today import Line

#: Articles that are named; whoever has more to mend begins with these.
_MOST = 5


def refused_for(user: Any) -> QuerySet:
    """Articles whose date the timer refused and nobody mended since, newest first.

    Those that ``user`` may publish, or made. Mended is: published, or given another date.
    """
    publishable = PagePermissionPolicy().instances_user_has_permission_for(user, "publish")
    theirs = Q(pk__in=publishable.values("pk")) | Q(owner=user)
    refused = PageLogEntry.objects.filter(action=SCHEDULE_REFUSED, page=OuterRef("pk"))
    last = refused.order_by().values("page").annotate(at=Max("timestamp")).values("at")
    number = Cast(OuterRef("pk"), output_field=CharField())
    dated = Revision.page_revisions.filter(object_id=number, approved_go_live_at__isnull=False)
    # looked for among those few that ever were, not in all articles
    ever = PageLogEntry.objects.filter(action=SCHEDULE_REFUSED).values("page")
    found = ArticlePage.objects.filter(theirs, pk__in=ever).annotate(refused_at=Subquery(last))
    unmended = Q(last_published_at=None) | Q(last_published_at__lt=F("refused_at"))
    return found.filter(unmended, ~Exists(dated), refused_at__isnull=False).order_by("-refused_at")


def lines(request: HttpRequest) -> Iterator[Line]:
    """A line for each article that did not go live on its date; one query."""
    for article in refused_for(request.user).only("title", "draft_title")[:_MOST]:
        yield Line(
            words=_("“%(title)s” was not published on its date") % {"title": article.draft_title},
            url=reverse("wagtailadmin_pages:edit", args=[article.pk]),
            detail=_("mend it and set another date"),
            is_urgent=True,
        )
