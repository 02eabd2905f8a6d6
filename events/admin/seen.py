"""What of the desk shows people, as the record of who saw them names it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from events.admin.filters import LedgerFilterSet
from events.ledger import Registration
from studio import accesses

LIST = accesses.subject("registrations", _("List of registrations"))
REGISTRATION = accesses.subject("registration", _("Registration"))

#: Filters whose values are choices, numbers or days.
_PLAIN = ("event", "state", "when", "since", "until", "forgotten")


def asked_for(filters: LedgerFilterSet) -> str:
    """How the list is narrowed down, without what was searched for."""
    return accesses.asked_for(filters.data, _PLAIN)


class OneSeenMixin:
    """A page about ``self.registration`` or ``self.instance``."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        answer = super().render_to_response(context, **kwargs)
        return saw_one(self.request, answer, context["registration"])


def saw_one(request: HttpRequest, answer: HttpResponse, one: Registration) -> HttpResponse:
    """By its reference, as letters and lists name it."""
    return accesses.saw(request, answer, REGISTRATION, about=one.reference)
