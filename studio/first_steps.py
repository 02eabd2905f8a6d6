"""What a new owner does first: a list that ticks itself off from the database.

A room brings its own steps through the hook ``register_first_steps``: a function of
the request that gives a :class:`Step` for each thing this user may do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.users.models import UserProfile

#: The name of the hook; its ``order`` is that of the steps.
HOOK = "register_first_steps"
URL_NAME = "studio_first_steps"
#: Of the page on which somebody writes a letter to themselves.
TRIAL_URL = "studio_trial_letter"
#: In what Wagtail remembers of a user.
_HIDDEN = "studio_first_steps"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do, the very place where it is done, and whether it is done."""

    words: str
    url: str
    is_done: bool
    why: str = ""


def steps_for(request: HttpRequest) -> list[Step]:
    """The steps that are for whoever asks, in order."""
    return [step for steps in hooks.get_hooks(HOOK) for step in steps(request)]


def are_hidden(user: Any) -> bool:
    """Whether ``user`` wants no reminder."""
    profile = getattr(user, "wagtail_userprofile", None)
    return bool(profile and profile.dismissibles.get(_HIDDEN))


def hide(user: Any, *, hidden: bool) -> None:
    """Remember that ``user`` wants no reminder, or wants it again."""
    profile = UserProfile.get_for_user(user)
    profile.dismissibles[_HIDDEN] = hidden
    profile.save(update_fields=["dismissibles"])


def _context(steps: list[Step], *, hidden: bool) -> dict[str, Any]:
    return {
        "steps": steps,
        "done": sum(step.is_done for step in steps),
        "are_hidden": hidden,
        "time_zone": settings.TIME_ZONE.replace("_", " "),
        "now": timezone.localtime(timezone.now(), timezone.get_default_timezone()),
        "url": reverse(URL_NAME),
    }


class FirstStepsPanel(Component):
    """The list on the first page, until all is done or its reader hides it."""

    name = "first-steps"
    template_name = "studio/admin/first_steps_panel.html"
    order = 5

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString:
        request = parent_context["request"]
        if are_hidden(request.user):
            return SafeString("")
        steps = steps_for(request)
        if all(step.is_done for step in steps):
            return SafeString("")
        return super().render_html({**parent_context.flatten(), "steps": steps})

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        token = parent_context["csrf_token"]
        return {**_context(parent_context["steps"], hidden=False), "csrf_token": token}


class FirstStepsView(WagtailAdminTemplateMixin, TemplateView):
    """The list on a page of its own, also when it is hidden; a POST hides it or shows it again."""

    http_method_names = ["get", "head", "options", "post"]
    page_title = _("First steps")
    header_icon = "check"
    template_name = "studio/admin/first_steps.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hidden = are_hidden(self.request.user)
        return super().get_context_data(
            **_context(steps_for(self.request), hidden=hidden), **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        hidden = "show" not in request.POST
        hide(request.user, hidden=hidden)
        if hidden:
            messages.success(request, gettext("Hidden. You find the first steps under Help."))
        else:
            messages.success(request, gettext("The first steps stand on the first page again."))
        return redirect("wagtailadmin_home")


class FirstStepsMenuItem(MenuItem):
    """The way back to the list, for those who may say what the studio is; it asks no database."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("studio.change_sitesettings")
