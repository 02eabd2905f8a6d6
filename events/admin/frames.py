"""Views of ``wagtail_modeladmin`` in the frame that Wagtail gives its own: breadcrumbs, header."""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.admin.buttons import INDEX_URL, INSPECT_URL
from events.ledger import Registration
from events.permissions import seen_by, sees_somebody

ICON = "group"
_NUMBER = re.compile("[0-9]{1,18}")


class Framed(WagtailAdminTemplateMixin):
    """Where one is, and what can be done there. ``crumbs`` are those after the list."""

    header_icon = ICON

    @property
    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_page_title()}]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        first = {"url": reverse(INDEX_URL), "label": _("Registrations")}
        return [*self.breadcrumbs_items, first, *self.crumbs]


def crumb_of(registration: Registration) -> dict[str, Any]:
    """The way back to one registration, by its reference: names stay out of titles."""
    return {"url": reverse(INSPECT_URL, args=[registration.pk]), "label": registration.reference}


def find(request: HttpRequest, number: str) -> Registration:
    """The registration of that number, if the user may see it; else there is none.

    Whoever guesses numbers learns nothing: one that is not theirs is answered like one
    that is not there.
    """
    if not sees_somebody(request.user):
        raise PermissionDenied
    found = seen_by(request.user).select_related("pool", "form", "added_by")
    registration = found.filter(pk=number).first() if _NUMBER.fullmatch(number) else None
    if registration is None:
        raise Http404
    return registration


def numbers_in(said: str, *, most: int) -> list[int]:
    """The numbers in ``1,2,3``; what is none is left out."""
    return [int(one) for one in said.split(",")[:most] if _NUMBER.fullmatch(one)]
