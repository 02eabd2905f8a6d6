"""Drafts that were left half-way: neither published nor submitted."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.reports import PageReportView
from wagtail.models import (
    Page,
    PageQuerySet,
    Revision,
    WorkflowState,
    get_default_page_content_type,
)
from wagtail.permission_policies.pages import PagePermissionPolicy

from studio.today import Line

URL_NAME = "studio_unfinished"


def left_by(user: Any) -> PageQuerySet:
    """Pages ``user`` changed last and has neither published, scheduled nor submitted since."""
    submitted = WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type(),
        object_id=Cast(OuterRef("pk"), output_field=CharField()),
    )
    # asked page by page: somebody may have written every version there is
    theirs = Revision.objects.filter(
        pk=OuterRef("latest_revision"), user=user, approved_go_live_at=None
    )
    waiting = Page.objects.filter(Exists(theirs), has_unpublished_changes=True)
    if not user.is_superuser:
        editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        waiting = waiting.filter(pk__in=editable.values("pk"))
    return waiting.exclude(Exists(submitted))


def lines(request: HttpRequest) -> Iterator[Line]:
    """What is not yet published nor submitted, for whoever edits pages."""
    user = request.user
    if not PagePermissionPolicy().user_has_any_permission(user, ["add", "change", "publish"]):
        return
    if left := left_by(user).count():
        yield Line(
            words=ngettext(
                "%(n)d page has changes of yours that nobody sees yet",
                "%(n)d pages have changes of yours that nobody sees yet",
                left,
            )
            % {"n": left},
            url=reverse(URL_NAME),
            detail=str(_("neither published nor submitted")),
        )


class UnfinishedView(PageReportView):
    """The pages that whoever asks changed last, and left."""

    page_title = _("Your unpublished changes")
    header_icon = "edit"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    any_permission_required = ["add", "change", "publish"]
    is_searchable = False
    results_template_name = "studio/admin/unfinished_results.html"

    def get_filename(self) -> str:
        return f"unpublished-changes-{datetime.date.isoformat(timezone.localdate())}"

    def get_queryset(self) -> PageQuerySet:
        mine = left_by(self.request.user).order_by("-latest_revision_created_at", "pk")
        # what each row says and offers, asked once for all
        told = mine.prefetch_related("locale").prefetch_workflow_states()
        told = told.annotate_approved_schedule().annotate_site_root_state()
        self.queryset = told.annotate_has_untranslated_locale().specific(defer=True)
        return super().get_queryset()
