"""Before a draft is published that tells people something: who, and what.

So is a draft with fewer places than are taken, which cancels nobody: it may be a slip.

Asked by Wagtail's ``before_publish_page`` hook, when the draft is saved and nothing is
published yet. A draft that goes live by schedule, or by a workflow's approval, is not asked
about; its people are told all the same.
"""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.mixins import HookResponseMixin
from wagtail.models import Page

from events import letter_changes
from events.admin.reach import Reach, on_event
from events.ledger import SeatPool
from events.pages import EventPage
from events.services import plans
from events.services.plans import Plan

URL_NAME = "events_tell"


def ask_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Where publishing ``page``, which was just saved, is asked about; None: it need not be."""
    if not isinstance(page, EventPage):
        return None
    if not plans.plan(page).tells and not _takes_places_away(page):
        return None
    passed_on = {"next": get_valid_next_url_from_request(request)}
    if request.resolver_match:
        passed_on["reverts"] = request.resolver_match.kwargs.get("revision_id", "")
    query = urlencode({name: value for name, value in passed_on.items() if value})
    url = reverse(URL_NAME, args=[page.pk, page.latest_revision.pk])
    return redirect(f"{url}?{query}" if query else url)


def over_by(page: EventPage) -> int:
    """How many more places are taken than ``page`` has; 0 where there is room for all."""
    pool = SeatPool.objects.with_counts().of_page(page.pk)
    return 0 if pool is None or pool.cancelled_at else pool.over_by(page.capacity)


def _takes_places_away(page: EventPage) -> bool:
    """Whether publishing ``page`` leaves more people without a place than there are now."""
    pool = plans.pool_of(page)
    is_less = pool is not None and page.capacity is not None and page.capacity != pool.capacity
    return is_less and over_by(page) > 0


class TellView(HookResponseMixin, WagtailAdminTemplateMixin, TemplateView):
    """What publishing this very revision tells to how many people; POST publishes it."""

    template_name = "events/admin/tell.html"
    http_method_names = ["get", "head", "options", "post"]
    header_icon = "mail"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(EventPage, pk=self.kwargs["page_id"])
        self.revision = get_object_or_404(self.page.revisions, pk=self.kwargs["revision_id"])
        self.draft = self.revision.as_object()
        self.next_url = get_valid_next_url_from_request(request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_outdated or self.is_locked:
            return self.render_to_response(self.get_context_data(), status=409)
        reach = self.reach
        action = PublishPageRevisionAction(
            self.revision, user=request.user, previous_revision=self.reverted
        )
        action.execute()
        self.page = EventPage.objects.get(pk=self.page.pk)
        if response := self.run_hook("after_publish_page", request, self.page):
            return response
        messages.success(request, self.done(reach), buttons=self.buttons())
        if response := self.run_hook("after_edit_page", request, self.page):
            return response
        if self.next_url:
            return HttpResponseRedirect(self.next_url)
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)

    @cached_property
    def plan(self) -> Plan:
        """What publishing the draft would change, as things stood before this answer."""
        return plans.plan(self.draft)

    @cached_property
    def reach(self) -> Reach:
        """Who is told of it, and who cannot be; nobody where nothing changes for people."""
        pool = plans.pool_of(self.page)
        if pool is None or not self.plan.tells:
            return Reach()
        return on_event(pool, self.request.user)

    @cached_property
    def over_by(self) -> int:
        """How many more places are taken than the draft has."""
        return over_by(self.draft)

    @property
    def is_outdated(self) -> bool:
        """Whether the draft is no longer what was looked at: somebody has saved another."""
        seen = self.request.POST.get("saved_at")
        is_changed = seen is not None and seen != self.revision.created_at.isoformat()
        return is_changed or self.page.latest_revision_id != self.revision.pk

    @property
    def is_locked(self) -> bool:
        """Whether somebody keeps the page from being changed."""
        lock = self.page.get_lock()
        return lock is not None and lock.for_user(self.request.user)

    @property
    def reverted(self) -> Any:
        """The revision that this one brings back, if it does."""
        number = self.request.GET.get("reverts", "")
        is_number = number.isascii() and number.isdigit() and len(number) < 10
        return self.page.revisions.filter(pk=number).first() if is_number else None

    @property
    def is_scheduled(self) -> bool:
        """Whether it goes live later."""
        return bool(self.draft.go_live_at and self.draft.go_live_at > timezone.now())

    def done(self, reach: Reach) -> str:
        """What is said afterwards."""
        title = {"event": self.page.get_admin_display_title()}
        if self.is_scheduled:
            return _("“%(event)s” has been scheduled for publishing.") % title
        sentence = _("“%(event)s” has been published.") % title
        return f"{sentence} {reach.done}" if reach.people else sentence

    def buttons(self) -> list[Any]:
        """Where one goes to look at it."""
        edit = messages.button(self.edit_url, _("Edit"))
        return [messages.button(self.page.url, _("View live")), edit] if self.page.url else [edit]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_page_title(self) -> str:
        if self.plan.tells:
            return _("People will be told")
        return _("More people than places") if self.over_by else _("Nobody needs to be told")

    def get_page_subtitle(self) -> str:
        return self.draft.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.draft.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, pool = self.plan, plans.pool_of(self.page)
        return super().get_context_data(
            page=self.page,
            plan=plan,
            reach=self.reach,
            over_by=self.over_by,
            places=self.draft.capacity,
            changes=letter_changes.of_plan(plan, pool) if pool else [],
            saved_at=self.revision.created_at.isoformat(),
            saved_by=self.page.latest_revision.user,
            is_outdated=self.is_outdated,
            is_locked=self.is_locked,
            is_scheduled=self.is_scheduled,
            goes_live_at=self.draft.go_live_at,
            edit_url=self.edit_url,
            next_url=self.next_url,
            **kwargs,
        )
