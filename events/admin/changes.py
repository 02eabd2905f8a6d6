"""Calling an event off, and what becomes of single dates: who will be told, then the deed.

Reached from the page editor and from the list of events. For who may publish the page: it
tells people, as publishing does, and shows no person.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from events import services
from events.admin import fates, words
from events.admin.reach import Reach, on_event
from events.choices import DateStatus
from events.ledger import Occurrence, SeatPool
from events.pages import EventPage
from events.services import plans

CHANGES_URL, CANCEL_URL, DATE_URL = "events_changes", "events_cancel", "events_change_date"


class ReasonForm(forms.Form):
    """Why, in words for those who were coming."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands in the letters, so write to those who get them."),
    )


class ChangeMixin(WagtailAdminTemplateMixin):
    """A page about the event of ``page_id``, for who may publish it."""

    header_icon = "date"
    http_method_names = ["get", "head", "options", "post"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.pool = self.find_pool()
        self.page = self.pool.page
        self.next_url = get_valid_next_url_from_request(request)

    def find_pool(self) -> SeatPool:
        """Raises ``Http404`` for a page that was never published, or is gone."""
        page = get_object_or_404(EventPage, pk=self.kwargs["page_id"])
        pool = plans.pool_of(page)
        if pool is None:
            raise Http404
        return pool

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def back(self) -> str:
        """Where one came from, else all that can be changed."""
        return self.next_url or reverse(CHANGES_URL, args=[self.page.pk])

    @cached_property
    def reach(self) -> Reach:
        """Who is on the event as things stood before this answer, and who can be written to."""
        return on_event(self.pool, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit_url, "label": self.page.get_admin_display_title()},
            *self.crumbs,
        ]

    @property
    def crumbs(self) -> list[dict[str, Any]]:
        """Below the event."""
        url = reverse(CHANGES_URL, args=[self.page.pk])
        return [
            {"url": url, "label": _("Cancel or change dates")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page=self.page,
            pool=self.pool,
            reach=self.reach,
            people=self.reach.people,
            next_url=self.next_url,
            back=self.back,
            **kwargs,
        )


class ChangesView(ChangeMixin, TemplateView):
    """The dates of an event, with what can be done about each and about all."""

    template_name = "events/admin/changes.html"
    page_title = gettext_lazy("Cancel or change dates")

    @property
    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        dates = [
            {
                "words": fates.in_words(one, self.pool),
                "status": one.get_status_display(),
                "is_going_on": one.is_going_on,
                "verbs": [
                    (reverse(DATE_URL, args=[one.pk, status]), fates.VERBS[DateStatus(status)][0])
                    for status in fates.possible(one, self.pool, now)
                ],
            }
            for one in self.pool.occurrences.filter(removed_at=None)
        ]
        is_over = self.pool.is_over(now)
        return super().get_context_data(
            dates=dates,
            is_over=is_over,
            cancel_url=reverse(CANCEL_URL, args=[self.page.pk]),
            **kwargs,
        )


class ActView(ChangeMixin, FormView):
    """Who will be told of a step, and the step."""

    form_class = ReasonForm
    template_name = "events/admin/act.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        reach = self.reach
        try:
            self.act(form.cleaned_data["reason"])
        except services.Busy as busy:
            messages.error(self.request, words.refusal(busy))
            return self.render_to_response(self.get_context_data(form=form), status=503)
        except services.NotPossible:
            messages.error(self.request, _("Nothing was done: somebody was faster."))
            return HttpResponseRedirect(self.back)
        messages.success(self.request, f"{self.done} {reach.done}" if reach.people else self.done)
        return HttpResponseRedirect(self.back)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def act(self, reason: str) -> None:
        """The step."""
        raise NotImplementedError

    @property
    def done(self) -> str:
        """What is said afterwards."""
        raise NotImplementedError


class CancelEventView(ActView):
    """Call an event off: all its dates, and everybody's place."""

    header_icon = "warning"
    page_title = gettext_lazy("Cancel the event")

    def get_page_subtitle(self) -> str:
        return self.pool.title

    def act(self, reason: str) -> None:
        services.cancel_event(self.pool, by=self.request.user, reason=reason)

    @property
    def done(self) -> str:
        said = _("“%(event)s” is cancelled. To hold it another time, copy its page.")
        return said % {"event": self.pool.title}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.pool.cancelled_at:
            messages.warning(
                request,
                _("This event is cancelled already. To hold it another time, copy its page."),
            )
            return redirect(CHANGES_URL, self.page.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_for_good=True, **kwargs)


class ChangeDateView(ActView):
    """What becomes of one date."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if kwargs["status"] not in DateStatus.values:
            raise Http404
        dates = Occurrence.objects.select_related("pool__page").filter(removed_at=None)
        self.date = get_object_or_404(dates, pk=kwargs["occurrence_id"], pool__page__isnull=False)
        self.status = DateStatus(kwargs["status"])
        super().setup(request, *args, **kwargs)

    def find_pool(self) -> SeatPool:
        return self.date.pool

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.status not in fates.possible(self.date, self.pool, timezone.now()):
            messages.warning(request, _("This cannot be done about this date now."))
            return redirect(CHANGES_URL, self.page.pk)
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return fates.VERBS[self.status][1] % self.said

    def get_page_subtitle(self) -> str:
        return self.pool.title

    def act(self, reason: str) -> None:
        if self.status not in fates.possible(self.date, self.pool, timezone.now()):
            raise services.NotPossible
        services.change_date(self.date, status=self.status, by=self.request.user, reason=reason)

    @property
    def done(self) -> str:
        return fates.VERBS[self.status][2] % self.said

    @property
    def said(self) -> dict[str, str]:
        """The date in words."""
        return {"date": fates.in_words(self.date, self.pool)}


def buttons(page: Page, user: Any) -> list[Button]:
    """The way here from the editor and from the list of pages."""
    is_event = issubclass(page.specific_class or Page, EventPage) and not page.alias_of_id
    was_published = is_event and page.first_published_at is not None
    if not was_published or not page.permissions_for_user(user).can_publish():
        return []
    url = reverse(CHANGES_URL, args=[page.pk])
    return [Button(_("Cancel or change dates"), url, icon_name="date", priority=55)]
