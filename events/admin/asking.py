"""A page that asks about one registration, and the deed: GET asks, POST acts.

What cannot be done any more, because somebody else was quicker, is told and changes nothing.
Forms that are filled with what was stored carry it along (``seen``): where it has changed
meanwhile, it is asked again.
"""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from events import services
from events.admin import words
from events.admin.buttons import INSPECT_URL, Verb
from events.admin.case import answered
from events.admin.frames import Framed, crumb_of, find
from events.admin.seen import OneSeenMixin
from events.ledger import Registration
from events.permissions import may
from events.services.locking import held, patient


class Changed(Exception):
    """What somebody looked at is not what is stored by now."""


def digest_of(*values: Any) -> str:
    """The same for the same values."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:32]


class VerbView(OneSeenMixin, Framed, FormView):
    """One verb, about one registration of those the user sees."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "events/admin/ask.html"
    verb: Verb
    #: What is said when it is done.
    done: str | Promise
    #: What the person is told, in the words of the page that asks.
    telling: str | Promise = ""
    #: Whether whoever decides reads the answers first.
    shows_answers = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.registration = find(request, self.kwargs["instance_pk"])
        if not may(request.user, self.verb.permission):
            raise PermissionDenied
        if not self.verb.fits(self.registration):
            messages.warning(
                request, _("Nothing was done: the registration is in another state by now.")
            )
            return HttpResponseRedirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.verb.title)

    @property
    def crumbs(self) -> list[dict[str, Any]]:
        return [crumb_of(self.registration), {"url": "", "label": self.get_page_title()}]

    def get_success_url(self) -> str:
        own = reverse(INSPECT_URL, args=[self.registration.pk])
        return get_valid_next_url_from_request(self.request) or own

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.registration
        return super().get_context_data(
            registration=one,
            state=words.state_tag(one),
            when=words.when(one.pool),
            verb=self.verb,
            telling=self.telling if one.email else "",
            is_unreached=bool(self.telling) and not one.email,
            answers=answered(one) if self.shows_answers else [],
            seen=self.version(one),
            next_url=self.get_success_url(),
            **kwargs,
        )

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self._act_on_what_was_seen(form)
        except Changed:
            self.registration = find(self.request, self.kwargs["instance_pk"])
            form.add_error(
                None,
                _(
                    "Somebody else has changed this meanwhile, so nothing was done. What you typed"
                    " is still here: look at what is stored now, and send it again if it is right."
                ),
            )
            known = {"form": form, "stored": self.stored(form)}
            return self.render_to_response(self.get_context_data(**known), status=409)
        except services.Refusal as refused:
            self.refused(refused, form)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, self.done % {"name": self.registration.shown_name})
        return HttpResponseRedirect(self.get_success_url())

    @patient
    def _act_on_what_was_seen(self, form: forms.Form) -> None:
        seen = self.request.POST.get("seen")
        if seen is None or not self.version(self.registration):
            return self.act(form)
        # under the lock, so that nothing comes between the look and the deed
        with held(self.registration.pool_id):
            if self.version(find(self.request, self.kwargs["instance_pk"])) != seen:
                raise Changed
            return self.act(form)

    def version(self, registration: Registration) -> str:
        """Names what the form was filled with; empty where it was filled with nothing."""
        return ""

    def stored(self, form: forms.Form) -> list[tuple[str, str]]:
        """Label and value of what is stored now and is not what was typed."""
        return []

    def act(self, form: forms.Form) -> None:
        """Calls the service."""
        raise NotImplementedError

    def refused(self, refusal: services.Refusal, form: forms.Form) -> None:
        """Says why nothing happened, beside what can be mended."""
        form.add_error(words.field_of(refusal, form.fields), words.refusal(refusal))
