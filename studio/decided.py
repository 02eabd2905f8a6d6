"""What is said to whoever approved a page, or sent it back; Wagtail says “updated”, or nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page
from wagtail.utils.timestamps import render_timestamp

from studio.saving import OneAtATimeMixin


def sentence(page: Page, action: str) -> str:
    """What became of ``page`` by ``action``; empty where others are still to decide."""
    title = {"title": page.get_admin_display_title()}
    if action == "reject":
        return _("“%(title)s” is sent back to its author.") % title
    if action != "approve" or page.workflow_in_progress:
        return ""
    if scheduled := page.scheduled_revision:
        title["date"] = render_timestamp(scheduled.approved_go_live_at)
        return _("“%(title)s” is approved and will be published on %(date)s.") % title
    return _("“%(title)s” is published.") % title if page.live else ""


def tell(request: HttpRequest, pk: int, action: str) -> bool:
    """Say to whoever decided what became of the page; False where there is nothing to say."""
    page = Page.objects.get(pk=pk).specific
    if not (said := sentence(page, action)):
        return False
    edit = messages.button(reverse("wagtailadmin_pages:edit", args=[pk]), _("Edit"))
    view = [messages.button(page.url, _("View live"))] if page.live and page.url else []
    messages.success(request, said, buttons=[*view, edit])
    return True


class DecidingEditView(OneAtATimeMixin, EditView):
    """The form of a page, in which an editor decides while changing it."""

    def add_save_confirmation_message(self) -> None:
        is_decision = self.action_name == "perform_workflow_action"
        if not is_decision or not tell(self.request, self.page.pk, self.workflow_action):
            super().add_save_confirmation_message()


class DecidingView(WorkflowActionView):
    """The decision from a list, the first page or the page itself."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        self.task_state.refresh_from_db()
        if self.task_state.status != self.task_state.STATUS_IN_PROGRESS:
            tell(request, self.object.pk, self.action_name)
        return answer
